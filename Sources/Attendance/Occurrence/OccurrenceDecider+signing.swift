import EventSourcing

// The rules of giving a signature, of refusing it, and of taking it back.

extension OccurrenceDecider {
    static func sign(
        _ signature: SignatureGiven,
        tokenHash: SHA256Digest,
        replacing replaced: SHA256Digest?,
        in state: OccurrenceState
    ) throws(OccurrenceRejection) -> [AttendanceEvent] {
        let (slot, request) = try asked(signature.place, tokenHash: tokenHash, in: state)
        var withdrawn: [AttendanceEvent] = []
        if let known = state.signatures[signature.place] {
            // The same picture sent again is a retry, and the retry was already successful.
            guard known.image != signature.image else { return [] }
            guard known.image.sha256 == replaced else { throw .alreadySigned(at: known.at) }
            let event = SignatureWithdrawn(
                occurrence: signature.occurrence,
                place: signature.place,
                image: known.image.sha256,
                at: signature.at,
                reason: nil
            )
            withdrawn = [.signatureWithdrawn(event)]
        }
        try isInTime(signature.at, slot, request)
        return withdrawn + [.signatureGiven(signature)]
    }

    static func decline(
        _ declined: SignatureDeclined,
        tokenHash: SHA256Digest,
        in state: OccurrenceState
    ) throws(OccurrenceRejection) -> [AttendanceEvent] {
        let (slot, request) = try asked(declined.place, tokenHash: tokenHash, in: state)
        if let known = state.signatures[declined.place] { throw .alreadySigned(at: known.at) }
        if state.declined[declined.place]?.reason == declined.reason { return [] }
        try isInTime(declined.at, slot, request)
        return [.signatureDeclined(declined)]
    }

    /// Makes the link of a place void; nothing where there is none.
    static func revocation(
        of place: SignaturePlace,
        at occurrence: OccurrenceID,
        in state: OccurrenceState
    ) -> [AttendanceEvent] {
        state.requests[place].map {
            let revoked = SignatureRequestRevoked(
                occurrence: occurrence,
                place: place,
                tokenHash: $0.tokenHash
            )
            return [.signatureRequestRevoked(revoked)]
        } ?? []
    }

    static func withdraw(
        _ withdrawn: SignatureWithdrawn,
        in state: OccurrenceState
    ) throws(OccurrenceRejection) -> [AttendanceEvent] {
        guard state.signatures[withdrawn.place]?.image.sha256 == withdrawn.image else {
            throw .signatureUnknown
        }
        // Else whoever signed for another could do so again.
        return revocation(of: withdrawn.place, at: withdrawn.occurrence, in: state)
            + [.signatureWithdrawn(withdrawn)]
    }

    /// The slot and the request in force of a place, for whoever has its token.
    private static func asked(
        _ place: SignaturePlace,
        tokenHash: SHA256Digest,
        in state: OccurrenceState
    ) throws(OccurrenceRejection) -> (Slot, SignatureRequested) {
        guard let slot = state.slots[place.slot] else { throw .slotUnknown(place.slot) }
        guard let request = state.requests[place], request.tokenHash == tokenHash else {
            throw .requestUnknown
        }
        return (slot, request)
    }

    private static func isInTime(
        _ moment: Instant,
        _ slot: Slot,
        _ request: SignatureRequested
    ) throws(OccurrenceRejection) {
        guard moment >= slot.window.start else {
            throw .signedTooEarly(opens: slot.window.start)
        }
        guard moment < request.expires else { throw .requestExpired }
    }
}
