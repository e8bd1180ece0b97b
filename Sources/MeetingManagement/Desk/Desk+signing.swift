public import Attendance
import EventSourcing
import PDF
import Projections

// Signing by a link.

extension Desk {
    /// What the holder of a link is asked to sign.
    /// - Parameters:
    ///   - token: The link's token.
    ///   - room: The room on whose device it is opened, where that was shown.
    /// - Returns: what the page shows.
    /// - Throws: ``DeskFailure``: `linkUnknown` for a link that never was, was used, has ended, was made
    ///   void, or is of the device of another room.
    public func invitation(
        withToken token: String,
        onDeviceOf room: SHA256Digest? = nil
    ) async throws(DeskFailure) -> SigningInvitation {
        let roll = try await roll(withToken: token)
        guard let request = roll.signatures.request(withTokenHash: Self.hash(token)),
            let state = roll.signatures.occurrences[request.occurrence],
            state.requests[request.place] == request, edges.now() < request.expires,
            state.isUsable(request, onDeviceOf: room),
            let slot = state.slots[request.place.slot],
            let found = roll.occurrence(request.occurrence), let sheet = roll.sheet(of: found)
        else { throw .linkUnknown }
        let row = Self.row(of: request.place.signer, on: sheet, of: found, in: roll)
        let signature = state.signatures[request.place]
        return SigningInvitation(
            occurrence: request.occurrence,
            place: request.place,
            name: row?.name ?? "",
            organisation: sheet.organisation,
            topic: sheet.meeting.topic,
            slot: slot,
            zone: sheet.occurrence.zone,
            reason: sheet.occurrence.reason,
            isToEnter: state.joinLinks[request.place.slot] != nil,
            joinLink: signature == nil
                ? nil : try await joinLink(of: request.place.slot, in: state),
            opens: request.opens ?? slot.window.start,
            expires: request.expires,
            signature: signature,
            isDeclined: state.declined[request.place] != nil,
            keepsStrokes: roll.keepsStrokes(of: request.occurrence)
        )
    }

    /// Looks for a link, whether it may still be used or not; the index alone is asked.
    /// - Throws: ``DeskFailure``: `linkUnknown` for one that never was.
    public func lookUp(_ token: String) async throws(DeskFailure) {
        _ = try await occurrence(asking: token)
    }

    /// Takes a signature by a personal link: checks the picture and prepares it for printing, then
    /// keeps both with the event that names it.
    /// - Parameters:
    ///   - token: The link's token.
    ///   - png: The picture.
    ///   - strokes: How it was drawn; kept only where the rule pack says so.
    ///   - replaced: SHA-256 of the picture of the signature in whose place it is given, if any.
    ///   - room: The room on whose device it is given, where that was shown.
    ///   - evidence: What is recorded about its making; throws `statementChanged` where its terms are not
    ///     what the signer was shown.
    /// - Returns: the signature in force.
    /// - Throws: ``DeskFailure``; nothing is changed.
    public func sign(
        withToken token: String,
        png: [UInt8],
        strokes: SignatureStrokes? = nil,
        replacing replaced: SHA256Digest? = nil,
        onDeviceOf room: SHA256Digest? = nil,
        evidence: (SigningTerms) throws(DeskFailure) -> SignatureEvidence
    ) async throws(DeskFailure) -> SignatureGiven {
        let (request, state) = try await request(withToken: token, onDeviceOf: room)
        let digest = SHA256Digest(hashing: png)
        // The same picture sent again is the signature that stands already.
        if let known = state.signatures[request.place], known.image.sha256 == digest {
            return known
        }
        // Before the picture is looked at: what is wrong with it is nothing to whoever has a void link.
        guard state.takes(request, replacing: replaced, at: edges.now()) else { throw .linkUnknown }
        let picture: PNGImage
        do {
            picture = try PNGImage(validating: png)
        } catch {
            throw .picture(error)
        }
        let signer = Document.Subjects.one(request.place.signer)
        var documents = [
            Document(.picture(digest, of: request.place.signer), bytes: png, about: signer),
            Document(
                .preparedPicture(digest, of: request.place.signer),
                bytes: picture.prepared.stored,
                about: signer
            ),
        ]
        var evidence = try evidence(
            SigningTerms(
                place: request.place,
                isToEnter: state.joinLinks[request.place.slot] != nil
            )
        )
        if let strokes, evidence.route == .drawn, try await keepsStrokes(request.occurrence) {
            let bytes = strokes.json.canonicalBytes()
            let digest = SHA256Digest(hashing: bytes)
            evidence.strokes = digest
            documents.append(
                Document(
                    .strokes(digest, of: request.place.signer),
                    bytes: bytes,
                    about: signer
                )
            )
        }
        let signature = SignatureGiven(
            occurrence: request.occurrence,
            place: request.place,
            at: edges.now(),
            image: SignatureImage(sha256: digest, width: picture.width, height: picture.height),
            evidence: evidence
        )
        try await decide(
            .sign(signature, tokenHash: Self.hash(token), replacing: replaced),
            on: request.occurrence,
            actor: Actor("signer:\(request.place.signer)"),
            documents: documents
        )
        // Where the same picture was sent at the same time, the other is the one that stands.
        return try await self.state(of: request.occurrence).signatures[request.place] ?? signature
    }

    /// Where the meeting is joined that somebody has signed to enter; `nil` where one does not sign to
    /// enter, or the signature stands no longer.
    /// - Throws: ``DeskFailure`` when the log failed.
    public func joinLink(
        after signature: SignatureGiven
    ) async throws(DeskFailure) -> String? {
        let state = try await state(of: signature.occurrence)
        guard state.signatures[signature.place]?.image == signature.image else { return nil }
        return try await joinLink(of: signature.place.slot, in: state)
    }

    private func joinLink(
        of slot: SlotID,
        in state: OccurrenceState
    ) async throws(DeskFailure) -> String? {
        guard let field = state.joinLinks[slot] else { return nil }
        let link = try await asking { () async throws(EventLogError) in
            try await log.disclose([field]).text(of: field)
        }
        // Logs of before may hold anything there, and it becomes a link of a page.
        return link.flatMap { WebAddress($0)?.text }
    }

    /// Keeps that whoever holds a link will not sign, and why.
    /// - Throws: ``DeskFailure``; nothing is changed.
    public func decline(
        withToken token: String,
        reason: String,
        onDeviceOf room: SHA256Digest? = nil
    ) async throws(DeskFailure) {
        let (request, _) = try await request(withToken: token, onDeviceOf: room)
        let declined = SignatureDeclined(
            occurrence: request.occurrence,
            place: request.place,
            at: edges.now(),
            reason: Personal(reason, about: request.place.signer)
        )
        try await decide(
            .decline(declined, tokenHash: Self.hash(token)),
            on: request.occurrence,
            actor: Actor("signer:\(request.place.signer)")
        )
    }

    /// The request that a link belongs to, also where it was used: its answer may be asked for again.
    ///
    /// Of all that is known it takes the one stream: many sign at once, and each would wait for the
    /// whole sheet.
    private func request(
        withToken token: String,
        onDeviceOf room: SHA256Digest?
    ) async throws(DeskFailure) -> (SignatureRequested, OccurrenceState) {
        let state = try await state(of: try await occurrence(asking: token))
        guard let request = state.request(withTokenHash: Self.hash(token)),
            state.isUsable(request, onDeviceOf: room)
        else { throw .linkUnknown }
        return (request, state)
    }

    /// Whether the rule pack of an occurrence has strokes kept; it takes the whole of what is known, so it
    /// is asked only when there are some.
    private func keepsStrokes(_ occurrence: OccurrenceID) async throws(DeskFailure) -> Bool {
        try await roll(showing: occurrence).keepsStrokes(of: occurrence)
    }

    func state(of occurrence: OccurrenceID) async throws(DeskFailure) -> OccurrenceState {
        do {
            return try await load(OccurrenceDecider.self, .occurrence(occurrence)).0
        } catch {
            switch error {
            case .rejected(let rejection): throw .rejected(rejection)
            case .log(let error): throw .log(error)
            }
        }
    }

    /// What is known of the meeting a link asks to sign for.
    func roll(withToken token: String) async throws(DeskFailure) -> Roll {
        let asked = try await occurrence(asking: token)
        do {
            return try await roll(showing: asked)
        } catch .occurrenceUnknown {
            throw .linkUnknown
        }
    }

    /// The occurrence that a link is about.
    private func occurrence(asking token: String) async throws(DeskFailure) -> OccurrenceID {
        let asked = try await asking { () async throws(EventLogError) in
            try await projections.occurrence(withTokenHash: Self.hash(token))
        }
        guard let asked else { throw .linkUnknown }
        return asked
    }

    static func hash(_ token: String) -> SHA256Digest {
        SHA256Digest(hashing: Array(token.utf8))
    }
}

extension Desk {
    /// The row of whoever signs, also where they were asked before it was known who they are.
    static func row(
        of signer: SubjectID,
        on sheet: AttendanceSheet,
        of found: Occurrence,
        in roll: Roll
    ) -> AttendanceSheet.Row? {
        let subjects = roll.subjects(at: found)
        return sheet.rows.first {
            (subjects[$0.attendee] ?? [$0.attendee]).contains(signer)
        }
    }
}

extension Roll {
    fileprivate func keepsStrokes(of occurrence: OccurrenceID) -> Bool {
        self.occurrence(occurrence).map { rulePack(of: $0).signing.keepsStrokes } ?? false
    }
}

extension OccurrenceState {
    fileprivate func request(withTokenHash hash: SHA256Digest) -> SignatureRequested? {
        requests.values.first { $0.tokenHash == hash }
            ?? spent.values.first { $0.tokenHash == hash }
    }

    /// Whether a request may be answered there: one that was made on a device that is handed over, only on
    /// that one.
    fileprivate func isUsable(
        _ request: SignatureRequested,
        onDeviceOf room: SHA256Digest?
    ) -> Bool {
        !isOfSharedDevice(request) || (room != nil && room == request.room)
    }

    /// Whether somebody may sign by a request: it has not ended, and was not used unless they name the
    /// signature that they replace.
    fileprivate func takes(
        _ request: SignatureRequested,
        replacing replaced: SHA256Digest?,
        at now: Instant
    ) -> Bool {
        guard now < request.expires else { return false }
        if requests[request.place] == request { return true }
        let known = signatures[request.place]?.image.sha256
        return known != nil && known == replaced
    }
}
