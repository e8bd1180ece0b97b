public import Attendance
public import EventSourcing
import PDF
public import Projections

/// A personal link to sign by: whoever holds the token may sign in this place, once.
public struct SigningLink: Sendable, Hashable {
    /// Whose signature, for what.
    public var place: SignaturePlace
    /// The name of the signer.
    public var name: String
    /// 128 random bits as text, for the end of an address.
    ///
    /// Only its hash is stored.
    public var token: String
    /// When the link ends.
    public var expires: Instant

    /// Creates a link.
    public init(place: SignaturePlace, name: String, token: String, expires: Instant) {
        self.place = place
        self.name = name
        self.token = token
        self.expires = expires
    }
}

/// What whoever opens a link is shown before they sign.
public struct SigningInvitation: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// Whose signature, for what.
    public var place: SignaturePlace
    /// The signer's name.
    public var name: String
    /// The training provider.
    public var organisation: String
    /// The topic of the meeting.
    public var topic: String?
    /// The slot.
    public var slot: Slot
    /// The IANA zone the meeting was planned in.
    public var zone: String?
    /// Why signatures are asked for.
    public var reason: String?
    /// The statement signed.
    public var statement: String
    /// When the link ends.
    public var expires: Instant
    /// The signature that stands, if one does.
    public var signature: SignatureGiven?
    /// Whether they said that they will not sign.
    public var isDeclined: Bool
}

extension Desk {
    /// Asks for signatures in a slot, and makes a personal link for everyone on the sheet who has not
    /// signed it: attendees for themselves, trainers to countersign.
    ///
    /// Earlier links of theirs are void then.
    /// - Parameters:
    ///   - slot: What is signed, and when it is.
    ///   - id: The occurrence.
    ///   - reason: Why, shown to whoever signs.
    ///   - attendee: Whom to ask alone; `nil` asks everyone.
    ///   - actor: Who asks.
    /// - Returns: the links, as the sheet's rows are.
    /// - Throws: ``DeskFailure`` when there is no such occurrence, the slot is open with another time,
    ///   or the log failed.
    public func openSlot(
        _ slot: Slot,
        of id: OccurrenceID,
        reason: String?,
        for attendee: SubjectID? = nil,
        actor: Actor
    ) async throws(DeskFailure) -> [SigningLink] {
        let roll = try await self.roll(showing: id)
        guard let found = roll.occurrence(id), let sheet = roll.sheet(of: found) else {
            throw .occurrenceUnknown
        }
        let occurrence = roll.decisionName(of: found)
        let asked = sheet.rows.filter { attendee == nil || $0.attendee == attendee }
        guard attendee == nil || !asked.isEmpty else { throw .subjectUnknown }
        let unsigned = asked.filter { row in
            !row.signatures.contains { $0.slot == slot.id }
        }
        let grace = roll.rulePack(of: found).signing.graceSeconds
        let expires = slot.window.end.advanced(bySeconds: grace)
        let links = unsigned.map { row in
            let place = SignaturePlace(
                signer: row.attendee,
                slot: slot.id,
                capacity: row.role == .trainer ? .trainer : .attendee
            )
            return SigningLink(
                place: place,
                name: row.name,
                token: edges.random(16).hexadecimal,
                expires: expires
            )
        }
        let opened = SlotOpened(
            occurrence: occurrence,
            slot: slot,
            reason: reason.map { Personal($0, about: SubjectID(found.meeting.text)) }
        )
        let requests = links.map { link in
            SignatureRequested(
                occurrence: occurrence,
                place: link.place,
                tokenHash: Self.hash(link.token),
                expires: expires
            )
        }
        try await decide(.openSlot(opened, requests: requests), on: occurrence, actor: actor)
        return links
    }

    /// What the holder of a link is asked to sign.
    /// - Throws: ``DeskFailure``.
    public func invitation(
        withToken token: String
    ) async throws(DeskFailure) -> SigningInvitation {
        let roll = try await roll(withToken: token)
        guard let request = roll.signatures.request(withTokenHash: Self.hash(token)),
            let state = roll.signatures.occurrences[request.occurrence],
            state.requests[request.place] == request,
            let slot = state.slots[request.place.slot],
            let sheet = roll.sheet(of: request.occurrence)
        else { throw .linkUnknown }
        let row = sheet.rows.first { $0.attendee == request.place.signer }
        return SigningInvitation(
            occurrence: request.occurrence,
            place: request.place,
            name: row?.name ?? "",
            organisation: sheet.organisation,
            topic: sheet.meeting.topic,
            slot: slot,
            zone: sheet.occurrence.zone,
            reason: sheet.occurrence.reason,
            statement: request.place.capacity.statement,
            expires: request.expires,
            signature: state.signatures[request.place],
            isDeclined: state.declined[request.place] != nil
        )
    }

    /// Takes a signature by a personal link: checks the picture, then keeps its bytes together with
    /// the event that names them.
    /// - Parameters:
    ///   - token: The link's token.
    ///   - png: The picture.
    ///   - replaced: SHA-256 of the picture of the signature in whose place it is given, if any.
    ///   - evidence: What is recorded about its making.
    /// - Returns: the signature in force.
    /// - Throws: ``DeskFailure``; nothing is changed.
    public func sign(
        withToken token: String,
        png: [UInt8],
        replacing replaced: SHA256Digest? = nil,
        evidence: (SignaturePlace) -> SignatureEvidence
    ) async throws(DeskFailure) -> SignatureGiven {
        let request = try await request(withToken: token)
        let picture: PNGImage
        do {
            picture = try PNGImage(validating: png)
        } catch {
            throw .picture(error)
        }
        let digest = SHA256Digest(hashing: png)
        let signature = SignatureGiven(
            occurrence: request.occurrence,
            place: request.place,
            at: edges.now(),
            image: SignatureImage(sha256: digest, width: picture.width, height: picture.height),
            evidence: evidence(request.place)
        )
        try await decide(
            .sign(signature, tokenHash: Self.hash(token), replacing: replaced),
            on: request.occurrence,
            actor: Actor("signer:\(request.place.signer)"),
            documents: [
                Document(
                    DocumentName(.signature, digest.text),
                    bytes: png,
                    about: .one(request.place.signer)
                )
            ]
        )
        // The same picture sent again is the signature that stands already.
        return try await state(of: request.occurrence).signatures[request.place] ?? signature
    }

    /// Keeps that whoever holds a link will not sign, and why.
    /// - Throws: ``DeskFailure``; nothing is changed.
    public func decline(withToken token: String, reason: String) async throws(DeskFailure) {
        let request = try await request(withToken: token)
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

    /// Who has signed an occurrence, and who has not.
    /// - Throws: ``DeskFailure`` when there is no such occurrence, or the log failed.
    public func signing(of id: OccurrenceID) async throws(DeskFailure) -> SigningReport {
        let roll = try await self.roll(showing: id)
        guard let found = roll.occurrence(id),
            let report = SigningReport(of: found, in: roll, at: edges.now())
        else { throw .occurrenceUnknown }
        return report
    }

    /// Makes the link for a place void, wherever it went; nothing when there is none.
    /// - Throws: ``DeskFailure`` when there is no such occurrence, or the log failed.
    public func revokeRequest(
        for place: SignaturePlace,
        of id: OccurrenceID,
        actor: Actor
    ) async throws(DeskFailure) {
        for (name, state) in try await decisions(about: id) where state.requests[place] != nil {
            try await decide(.revokeRequest(name, place), on: name, actor: actor)
        }
    }

    /// Lets the signature of a place stand no longer, and makes its link void.
    ///
    /// Its event and its picture stay in the log.
    /// - Throws: ``DeskFailure`` when there is no such occurrence or signature, or the log failed.
    public func withdrawSignature(
        for place: SignaturePlace,
        of id: OccurrenceID,
        reason: String,
        actor: Actor
    ) async throws(DeskFailure) {
        let signed = try await decisions(about: id).compactMap { name, state in
            state.signatures[place].map { (name, $0.image.sha256) }
        }
        guard let (name, image) = signed.first else { throw .rejected(.signatureUnknown) }
        let withdrawn = SignatureWithdrawn(
            occurrence: name,
            place: place,
            image: image,
            at: edges.now(),
            reason: Personal(reason, about: place.signer)
        )
        try await decide(.withdrawSignature(withdrawn), on: name, actor: actor)
    }

    /// What was decided about an occurrence, by each of the names it had.
    private func decisions(
        about id: OccurrenceID
    ) async throws(DeskFailure) -> [(OccurrenceID, OccurrenceState)] {
        let roll = try await self.roll(showing: id)
        guard let found = roll.occurrence(id) else { throw .occurrenceUnknown }
        return roll.names(of: found).compactMap { name in
            roll.signatures.occurrences[name].map { (name, $0) }
        }
    }

    /// The request in force that a link belongs to.
    ///
    /// Of all that is known it takes the one stream: many sign at once, and each would wait for the
    /// whole sheet.
    private func request(withToken token: String) async throws(DeskFailure) -> SignatureRequested {
        let hash = Self.hash(token)
        let asked = try await asking { () async throws(EventLogError) in
            try await projections.occurrence(withTokenHash: hash)
        }
        guard let asked,
            let request = try await state(of: asked).requests.values
                .first(where: { $0.tokenHash == hash })
        else { throw .linkUnknown }
        return request
    }

    private func state(of occurrence: OccurrenceID) async throws(DeskFailure) -> OccurrenceState {
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
    private func roll(withToken token: String) async throws(DeskFailure) -> Roll {
        let asked = try await asking { () async throws(EventLogError) in
            try await projections.occurrence(withTokenHash: Self.hash(token))
        }
        guard let asked else { throw .linkUnknown }
        do {
            return try await roll(showing: asked)
        } catch .occurrenceUnknown {
            throw .linkUnknown
        }
    }

    private static func hash(_ token: String) -> SHA256Digest {
        SHA256Digest(hashing: Array(token.utf8))
    }
}

extension SigningCapacity {
    /// What whoever signs declares.
    public var statement: String {
        switch self {
        case .attendee:
            "I confirm that I attended this part of the course and that this signature is mine."
        case .trainer:
            "I confirm that I gave this part of the course to the attendees listed as present."
        }
    }
}
