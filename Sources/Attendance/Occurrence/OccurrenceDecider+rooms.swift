import EventSourcing

// The rules of signing together: under a common link each picks their name.

extension OccurrenceDecider {
    /// So many may claim one name at a time: of two who do, one is mistaken, and the other is not to wait.
    private static let claimsMax = 3
    /// So often one name is picked on a device that is handed over, until it is handed over anew.
    private static let picksMax = 20

    /// Opens a room; one that was open for the same slot in the same way is closed.
    static func open(
        _ room: SigningRoomOpened,
        in state: OccurrenceState
    ) -> [AttendanceEvent] {
        guard state.rooms[room.tokenHash] != room else { return [] }
        return closings(of: room.slot, room.mode, at: room.occurrence, in: state)
            + [.signingRoomOpened(room)]
    }

    /// Closes the rooms of a slot; nothing where there is none.
    ///
    /// With the room of a device that was handed over go the links made there by which nobody has signed:
    /// whoever had the device may have kept them.
    static func closings(
        of slot: SlotID,
        _ mode: RoomMode?,
        at occurrence: OccurrenceID,
        in state: OccurrenceState
    ) -> [AttendanceEvent] {
        state.rooms.values
            .filter { $0.slot == slot && (mode == nil || $0.mode == mode) }
            .sorted { $0.tokenHash.text < $1.tokenHash.text }
            .flatMap { room -> [AttendanceEvent] in
                let closed = SigningRoomClosed(
                    occurrence: occurrence,
                    tokenHash: room.tokenHash
                )
                return [.signingRoomClosed(closed)]
                    + revocations(ofLinksMadeIn: room, at: occurrence, in: state)
            }
    }

    private static func revocations(
        ofLinksMadeIn room: SigningRoomOpened,
        at occurrence: OccurrenceID,
        in state: OccurrenceState
    ) -> [AttendanceEvent] {
        guard room.mode == .sharedDevice else { return [] }
        return state.requests.values.filter { $0.room == room.tokenHash }
            .sorted { $0.tokenHash.text < $1.tokenHash.text }
            .map {
                .signatureRequestRevoked(
                    SignatureRequestRevoked(
                        occurrence: occurrence,
                        place: $0.place,
                        tokenHash: $0.tokenHash
                    )
                )
            }
    }

    /// Lets somebody in a room pick a name: whoever was handed the device signs at once, others wait.
    static func claim(
        _ claim: SignatureClaimed,
        in state: OccurrenceState
    ) throws(OccurrenceRejection) -> [AttendanceEvent] {
        let room = try room(claim.room, at: claim.at, in: state)
        guard claim.place.slot == room.slot else { throw .requestUnknown }
        if let known = state.signatures[claim.place] { throw .alreadySigned(at: known.at) }
        guard room.mode == .ownDevices else {
            guard state.picks[claim.place, default: 0] < picksMax else { throw .claimedOften }
            return [request(for: claim, in: room)]
        }
        guard state.claims[claim.tokenHash] != claim else { return [] }
        let others = state.claims.values.filter { $0.place == claim.place }
        guard others.count < claimsMax else { throw .claimedOften }
        return [.signatureClaimed(claim)]
    }

    /// Makes the claim with a token's hash good: what its holder waited with becomes their link.
    static func confirm(
        _ tokenHash: SHA256Digest,
        at now: Instant,
        in state: OccurrenceState
    ) throws(OccurrenceRejection) -> [AttendanceEvent] {
        // Confirmed twice is confirmed.
        let isConfirmed = state.requests.values.contains { $0.tokenHash == tokenHash }
        guard !isConfirmed else { return [] }
        guard let claim = state.claims[tokenHash] else { throw .claimUnknown }
        let room = try room(claim.room, at: now, in: state)
        if let known = state.signatures[claim.place] { throw .alreadySigned(at: known.at) }
        return [request(for: claim, in: room)]
    }

    /// Refuses the claim with a token's hash; nothing where there is none.
    static func refuse(
        _ tokenHash: SHA256Digest,
        in state: OccurrenceState
    ) -> [AttendanceEvent] {
        guard let claim = state.claims[tokenHash] else { return [] }
        return [
            .signatureRequestRevoked(
                SignatureRequestRevoked(
                    occurrence: claim.occurrence,
                    place: claim.place,
                    tokenHash: tokenHash
                )
            )
        ]
    }

    private static func room(
        _ tokenHash: SHA256Digest,
        at now: Instant,
        in state: OccurrenceState
    ) throws(OccurrenceRejection) -> SigningRoomOpened {
        guard let room = state.rooms[tokenHash], now < room.expires else { throw .requestUnknown }
        return room
    }

    private static func request(
        for claim: SignatureClaimed,
        in room: SigningRoomOpened
    ) -> AttendanceEvent {
        .signatureRequested(
            SignatureRequested(
                occurrence: claim.occurrence,
                place: claim.place,
                tokenHash: claim.tokenHash,
                opens: room.opens,
                expires: room.expires,
                room: room.tokenHash
            )
        )
    }
}
