public import Attendance
import EventSourcing
import PDF
import Projections

// Signing by a link.

extension Desk {
    /// What the holder of a link is asked to sign.
    /// - Throws: ``DeskFailure``: `linkUnknown` for a link that never was, was used, has ended or was
    ///   made void.
    public func invitation(
        withToken token: String
    ) async throws(DeskFailure) -> SigningInvitation {
        let roll = try await roll(withToken: token)
        guard let request = roll.signatures.request(withTokenHash: Self.hash(token)),
            let state = roll.signatures.occurrences[request.occurrence],
            state.requests[request.place] == request, edges.now() < request.expires,
            let slot = state.slots[request.place.slot],
            let sheet = roll.sheet(of: request.occurrence)
        else { throw .linkUnknown }
        let row = sheet.rows.first { $0.attendee == request.place.signer }
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

    /// Takes a signature by a personal link: checks the picture and prepares it for printing, then
    /// keeps both with the event that names it.
    /// - Parameters:
    ///   - token: The link's token.
    ///   - png: The picture.
    ///   - strokes: How it was drawn; kept only where the rule pack says so.
    ///   - replaced: SHA-256 of the picture of the signature in whose place it is given, if any.
    ///   - evidence: What is recorded about its making.
    /// - Returns: the signature in force.
    /// - Throws: ``DeskFailure``; nothing is changed.
    public func sign(
        withToken token: String,
        png: [UInt8],
        strokes: SignatureStrokes? = nil,
        replacing replaced: SHA256Digest? = nil,
        evidence: (SigningTerms) -> SignatureEvidence
    ) async throws(DeskFailure) -> SignatureGiven {
        let (request, state) = try await request(withToken: token)
        let picture: PNGImage
        do {
            picture = try PNGImage(validating: png)
        } catch {
            throw .picture(error)
        }
        let digest = SHA256Digest(hashing: png)
        let signer = Document.Subjects.one(request.place.signer)
        var documents = [
            Document(.picture(digest, of: request.place.signer), bytes: png, about: signer),
            Document(
                .preparedPicture(digest, of: request.place.signer),
                bytes: picture.prepared.stored,
                about: signer
            ),
        ]
        var evidence = evidence(
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
        // The same picture sent again is the signature that stands already.
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
    public func decline(withToken token: String, reason: String) async throws(DeskFailure) {
        let (request, _) = try await request(withToken: token)
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
        withToken token: String
    ) async throws(DeskFailure) -> (SignatureRequested, OccurrenceState) {
        let hash = Self.hash(token)
        let asked = try await asking { () async throws(EventLogError) in
            try await projections.occurrence(withTokenHash: hash)
        }
        guard let asked else { throw .linkUnknown }
        let state = try await state(of: asked)
        guard let request = state.request(withTokenHash: hash) else { throw .linkUnknown }
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

    static func hash(_ token: String) -> SHA256Digest {
        SHA256Digest(hashing: Array(token.utf8))
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
}
