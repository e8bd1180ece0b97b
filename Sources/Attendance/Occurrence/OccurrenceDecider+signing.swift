import EventSourcing

// The rules of giving a signature, of refusing it, and of taking it back.
//
// A link that was used, has ended or was made void is refused as one that never was: whoever comes by
// it later learns nothing.

extension OccurrenceDecider {
    /// So often one request is answered, by signatures in each other's place and by refusals: each is
    /// kept for good, and nobody changes their mind more often.
    private static let answersMax = 20

    static func sign(
        _ signature: SignatureGiven,
        tokenHash: SHA256Digest,
        replacing replaced: SHA256Digest?,
        in state: OccurrenceState
    ) throws(OccurrenceRejection) -> [AttendanceEvent] {
        let slot = try state.slot(signature.place.slot)
        let (request, isSpent) = try request(for: signature.place, tokenHash, in: state)
        var withdrawn: [AttendanceEvent] = []
        if let known = state.signatures[signature.place] {
            // The same picture sent again is a retry, and the retry was already successful.
            guard known.image != signature.image else { return [] }
            guard known.image.sha256 == replaced else {
                throw isSpent ? .requestUnknown : .alreadySigned(at: known.at)
            }
            let event = SignatureWithdrawn(
                occurrence: signature.occurrence,
                place: signature.place,
                image: known.image.sha256,
                at: signature.at,
                reason: nil
            )
            withdrawn = [.signatureWithdrawn(event)]
        } else if isSpent {
            throw .requestUnknown
        }
        try isInTime(signature.at, slot, request)
        try isAnswerable(signature.place, in: state)
        return withdrawn + [.signatureGiven(signature)]
    }

    static func decline(
        _ declined: SignatureDeclined,
        tokenHash: SHA256Digest,
        in state: OccurrenceState
    ) throws(OccurrenceRejection) -> [AttendanceEvent] {
        let slot = try state.slot(declined.place.slot)
        let (request, isSpent) = try request(for: declined.place, tokenHash, in: state)
        guard !isSpent else { throw .requestUnknown }
        if let known = state.signatures[declined.place] { throw .alreadySigned(at: known.at) }
        if state.declined[declined.place]?.reason == declined.reason { return [] }
        try isInTime(declined.at, slot, request)
        try isAnswerable(declined.place, in: state)
        return [.signatureDeclined(declined)]
    }

    /// Makes the links of a place void; nothing where there is none.
    static func revocations(
        of place: SignaturePlace,
        at occurrence: OccurrenceID,
        in state: OccurrenceState
    ) -> [AttendanceEvent] {
        [state.requests[place], state.spent[place]].compactMap { $0 }.map {
            let revoked = SignatureRequestRevoked(
                occurrence: occurrence,
                place: place,
                tokenHash: $0.tokenHash
            )
            return .signatureRequestRevoked(revoked)
        }
    }

    static func withdraw(
        _ withdrawn: SignatureWithdrawn,
        in state: OccurrenceState
    ) throws(OccurrenceRejection) -> [AttendanceEvent] {
        guard state.signatures[withdrawn.place]?.image.sha256 == withdrawn.image else {
            throw .signatureUnknown
        }
        // Else whoever signed for another could do so again.
        return revocations(of: withdrawn.place, at: withdrawn.occurrence, in: state)
            + [.signatureWithdrawn(withdrawn)]
    }

    /// The request of a place that a token belongs to, and whether somebody has signed by it.
    private static func request(
        for place: SignaturePlace,
        _ tokenHash: SHA256Digest,
        in state: OccurrenceState
    ) throws(OccurrenceRejection) -> (SignatureRequested, isSpent: Bool) {
        if let request = state.requests[place], request.tokenHash == tokenHash {
            return (request, false)
        }
        guard let request = state.spent[place], request.tokenHash == tokenHash else {
            throw .requestUnknown
        }
        return (request, true)
    }

    private static func isAnswerable(
        _ place: SignaturePlace,
        in state: OccurrenceState
    ) throws(OccurrenceRejection) {
        guard state.answers[place, default: 0] < answersMax else { throw .requestUnknown }
    }

    private static func isInTime(
        _ moment: Instant,
        _ slot: Slot,
        _ request: SignatureRequested
    ) throws(OccurrenceRejection) {
        let opens = request.opens ?? slot.window.start
        guard opens <= moment else { throw .signedTooEarly(opens: opens) }
        guard moment < request.expires else { throw .requestUnknown }
    }
}
