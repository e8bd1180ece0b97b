public import Attendance
public import EventSourcing
import PDF
import Projections

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
    /// When it was signed, if it was.
    public var signedAt: Instant?
}

extension Desk {
    /// Asks for signatures in a slot, and makes a personal link for everyone on the sheet who has not
    /// signed it: attendees for themselves, trainers to countersign.
    /// - Throws: ``DeskFailure`` when there is no such occurrence, the slot is open with another time,
    ///   or the log failed.
    public func openSlot(
        _ slot: Slot,
        of id: OccurrenceID,
        reason: String?,
        actor: Actor
    ) async throws(DeskFailure) -> [SigningLink] {
        let roll = try await self.roll(showing: id)
        guard let found = roll.occurrence(id), let sheet = roll.sheet(of: found) else {
            throw .occurrenceUnknown
        }
        let occurrence = roll.decisionName(of: found)
        let unsigned = sheet.rows.filter { row in
            !row.signatures.contains { $0.slot == slot.id }
        }
        let links = unsigned.map { row in
            let place = SignaturePlace(
                signer: row.attendee,
                slot: slot.id,
                capacity: row.role == .trainer ? .trainer : .attendee
            )
            return SigningLink(place: place, name: row.name, token: edges.random(16).hexadecimal)
        }
        let opened = SlotOpened(
            occurrence: occurrence,
            slot: slot,
            reason: reason.map { Personal($0, about: SubjectID(found.meeting.text)) }
        )
        let grace = roll.rulePack(of: found).signing.graceSeconds
        let requests = links.map { link in
            SignatureRequested(
                occurrence: occurrence,
                place: link.place,
                tokenHash: Self.hash(link.token),
                expires: slot.window.end.advanced(bySeconds: grace)
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
            signedAt: state.signatures[request.place]?.at
        )
    }

    /// Takes a signature by a personal link: checks the picture, then keeps its bytes together with
    /// the event that names them.
    /// - Returns: the signature in force.
    /// - Throws: ``DeskFailure``; nothing is changed.
    public func sign(
        withToken token: String,
        png: [UInt8],
        evidence: (SignaturePlace) -> SignatureEvidence
    ) async throws(DeskFailure) -> SignatureGiven {
        let invitation = try await invitation(withToken: token)
        let picture: PNGImage
        do {
            picture = try PNGImage(validating: png)
        } catch {
            throw .picture(error)
        }
        let digest = SHA256Digest(hashing: png)
        let signature = SignatureGiven(
            occurrence: invitation.occurrence,
            place: invitation.place,
            at: edges.now(),
            image: SignatureImage(sha256: digest, width: picture.width, height: picture.height),
            evidence: evidence(invitation.place)
        )
        try await decide(
            .sign(signature, tokenHash: Self.hash(token)),
            on: invitation.occurrence,
            actor: Actor("signer:\(invitation.place.signer)"),
            documents: [
                Document(
                    DocumentName(.signature, digest.text),
                    bytes: png,
                    about: .one(invitation.place.signer)
                )
            ]
        )
        return try await roll(withToken: token).signatures.occurrences[invitation.occurrence]?
            .signatures[invitation.place] ?? signature
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
