public import Attendance
public import EventSourcing

/// An occurrence of the samples, and what people decide about it.
public struct SampleOccurrence: Sendable, Hashable {
    /// The name that decisions give it.
    public var id: OccurrenceID
    /// Its one slot.
    public var slot: Slot

    /// The morning of a course day.
    public static let morning = SampleOccurrence(
        id: OccurrenceID(sample: "morning"),
        slot: Slot(
            id: SlotID("morning"),
            window: TimeWindow(start: .sample("09:00"), end: .sample("12:00"))
        )
    )

    /// The same decisions under another name.
    public func named(_ id: OccurrenceID) -> SampleOccurrence {
        SampleOccurrence(id: id, slot: slot)
    }

    /// Signatures are asked for.
    public func opened(reason: String? = nil, joinLink: String? = nil) -> SlotOpened {
        SlotOpened(
            occurrence: id,
            slot: slot,
            reason: reason.map { Personal($0, about: SubjectID("meeting-1")) },
            joinLink: joinLink.map { Personal($0, about: SubjectID("meeting-1")) }
        )
    }

    /// Those who are together may sign.
    public func room(
        _ mode: RoomMode = .ownDevices,
        token: String = "room",
        opens: Instant = .sample("08:50"),
        expires: Instant = .sample("12:15")
    ) -> SigningRoomOpened {
        SigningRoomOpened(
            occurrence: id,
            slot: slot.id,
            mode: mode,
            tokenHash: .sample(token),
            opens: opens,
            expires: expires
        )
    }

    /// Somebody in a room picks a name.
    public func claim(
        _ signer: SubjectID,
        token: String = "claim",
        room: String = "room",
        code: String = "4821",
        at: Instant = .sample("09:05")
    ) -> SignatureClaimed {
        SignatureClaimed(
            occurrence: id,
            place: place(of: signer),
            tokenHash: .sample(token),
            room: .sample(room),
            code: code,
            at: at
        )
    }

    /// Whose signature is meant.
    public func place(
        of signer: SubjectID,
        as capacity: SigningCapacity = .attendee
    ) -> SignaturePlace {
        SignaturePlace(signer: signer, slot: slot.id, capacity: capacity)
    }

    /// Someone is asked to sign.
    public func request(
        from signer: SubjectID,
        as capacity: SigningCapacity = .attendee,
        token: String = "first",
        opens: Instant? = nil,
        expires: Instant = .sample("12:15"),
        room: String? = nil
    ) -> SignatureRequested {
        SignatureRequested(
            occurrence: id,
            place: place(of: signer, as: capacity),
            tokenHash: .sample(token),
            opens: opens,
            expires: expires,
            room: room.map { .sample($0) }
        )
    }

    /// Someone signs.
    public func signature(
        of signer: SubjectID,
        as capacity: SigningCapacity = .attendee,
        at: Instant,
        image: String = "loop"
    ) -> SignatureGiven {
        SignatureGiven(
            occurrence: id,
            place: place(of: signer, as: capacity),
            at: at,
            image: SignatureImage(sha256: .sample(image), width: 320, height: 120),
            evidence: SignatureEvidence(route: .drawn, statement: "I attended.")
        )
    }

    /// A link is made void.
    public func revoked(_ request: SignatureRequested) -> SignatureRequestRevoked {
        SignatureRequestRevoked(
            occurrence: id,
            place: request.place,
            tokenHash: request.tokenHash
        )
    }

    /// Someone would not sign.
    public func declined(
        by signer: SubjectID,
        at: Instant,
        reason: String = "I was not there"
    ) -> SignatureDeclined {
        SignatureDeclined(
            occurrence: id,
            place: place(of: signer, as: .attendee),
            at: at,
            reason: Personal(reason, about: signer)
        )
    }

    /// A signature stands no longer.
    public func withdrawn(
        _ signature: SignatureGiven,
        at: Instant,
        reason: String? = "signed for another"
    ) -> SignatureWithdrawn {
        SignatureWithdrawn(
            occurrence: id,
            place: signature.place,
            image: signature.image.sha256,
            at: at,
            reason: reason.map { Personal($0, about: signature.place.signer) }
        )
    }

    /// The content the sheet is closed with.
    public func mark(
        _ content: String,
        logSize: Int64 = 20,
        lastRevision: Int = 0
    ) -> SheetContentMark {
        SheetContentMark(
            occurrence: id,
            contentHash: .sample(content),
            logSize: logSize,
            foldVersion: 1,
            lastRevision: lastRevision
        )
    }

    /// A revision of the sheet was closed.
    public func closed(_ content: String, revision: Int, logSize: Int64 = 20) -> SheetClosed {
        SheetClosed(
            occurrence: id,
            revision: revision,
            contentHash: .sample(content),
            logSize: logSize,
            foldVersion: 1
        )
    }

    /// Somebody states when an attendee was there, or was not.
    public func corrected(
        _ attendee: SubjectID,
        _ statement: AttendanceCorrected.Statement,
        from: String,
        to: String,
        decision: String = "first"
    ) -> AttendanceCorrected {
        AttendanceCorrected(
            meeting: SampleMeeting.heights.id,
            occurrence: id,
            decision: DecisionID("decision-\(decision)"),
            attendee: attendee,
            statement: statement,
            window: TimeWindow(start: .sample(from), end: .sample(to)),
            reason: Personal("Seen in the room", about: attendee)
        )
    }

    /// Somebody excuses an attendee.
    public func excused(
        _ attendee: SubjectID,
        document: String? = nil,
        decision: String = "excuse"
    ) -> AttendeeExcused {
        AttendeeExcused(
            meeting: SampleMeeting.heights.id,
            occurrence: id,
            decision: DecisionID("decision-\(decision)"),
            attendee: attendee,
            reason: Personal("Ill", about: attendee),
            document: document.map { Personal($0, about: attendee) }
        )
    }

    /// Somebody states who some participants were.
    public func identified(
        _ participants: SubjectID...,
        as person: PersonID?,
        decision: String = "identity"
    ) -> ParticipantsIdentified {
        ParticipantsIdentified(
            meeting: SampleMeeting.heights.id,
            occurrence: id,
            decision: DecisionID("decision-\(decision)"),
            participants: participants,
            person: person,
            reason: Personal("Recognised by voice", about: person?.subject ?? participants[0])
        )
    }

    /// Somebody takes a decision back.
    public func withdrawn(_ decision: String) -> DecisionWithdrawn {
        DecisionWithdrawn(
            occurrence: id,
            decision: DecisionID("decision-\(decision)"),
            reason: Personal("Mixed up", about: SubjectID("meeting-1"))
        )
    }

    /// A revision was exported.
    public func export(
        revision: Int,
        mediaType: String = "application/pdf",
        document: String = "document"
    ) -> SheetExported {
        SheetExported(
            occurrence: id,
            revision: revision,
            mediaType: mediaType,
            sha256: .sample(document)
        )
    }
}

extension SHA256Digest {
    /// 64 digits that differ where names do; no digest of anything.
    public static func sample(_ name: String) -> SHA256Digest {
        let digits = Array(name.utf8).hexadecimal
        return SHA256Digest(String((digits + String(repeating: "0", count: 64)).prefix(64)))
    }
}
