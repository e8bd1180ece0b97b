public import Attendance
public import EventSourcing
import Projections

// Signing together: under one link each picks their name, and whoever opened the room says who they are.

extension Desk {
    /// Who acts before anybody has said who they are.
    private static let room = Actor("room")

    /// Opens a room for a slot, which is opened itself where it was not.
    ///
    /// One that was open for it in the same way is closed.
    /// - Parameters:
    ///   - mode: How people sign there.
    ///   - slot: What is signed, and when it is.
    ///   - id: The occurrence.
    ///   - reason: Why, shown to whoever signs.
    ///   - actor: Who opens it, and so confirms people.
    /// - Returns: its link.
    /// - Throws: ``DeskFailure`` when there is no such occurrence, the slot is open with another time or
    ///   over, or the log failed.
    public func openRoom(
        _ mode: RoomMode,
        for slot: Slot,
        of id: OccurrenceID,
        reason: String? = nil,
        actor: Actor
    ) async throws(DeskFailure) -> RoomLink {
        let roll = try await self.roll(showing: id)
        guard let found = roll.occurrence(id) else { throw .occurrenceUnknown }
        let signing = roll.rulePack(of: found).signing
        guard let window = signing.window(for: slot.window, askedAt: edges.now()) else {
            throw .rejected(.slotIsOver(slot.id))
        }
        let name = roll.decisionName(of: found)
        let link = RoomLink(
            slot: slot.id,
            mode: mode,
            token: edges.random(16).hexadecimal,
            expires: window.end
        )
        let room = SigningRoomOpened(
            occurrence: name,
            slot: slot.id,
            mode: mode,
            tokenHash: link.tokenHash,
            opens: window.start,
            expires: window.end
        )
        let opened = try Self.opened(slot, of: found, as: name, reason, nil)
        try await decide(.openRoom(opened, room), on: name, actor: actor)
        return link
    }

    /// Closes every room of a slot; whoever waits there waits no longer.
    /// - Throws: ``DeskFailure`` when there is no such occurrence, or the log failed.
    public func closeRooms(
        in slot: SlotID,
        of id: OccurrenceID,
        actor: Actor
    ) async throws(DeskFailure) {
        let roll = try await self.roll(showing: id)
        guard let found = roll.occurrence(id) else { throw .occurrenceUnknown }
        for (name, _) in Self.decisions(about: found, in: roll) {
            try await decide(.closeRooms(name, slot), on: name, actor: actor)
        }
    }

    /// The room a link leads to.
    /// - Throws: ``DeskFailure``: `linkUnknown` for one that never was, has ended or was closed.
    public func room(withToken token: String) async throws(DeskFailure) -> SigningRoom {
        let roll = try await roll(withToken: token)
        let hash = Self.hash(token)
        let decided = roll.signatures.occurrences.first { $0.value.rooms[hash] != nil }
        guard let (name, state) = decided, let room = state.rooms[hash],
            edges.now() < room.expires, let slot = state.slots[room.slot],
            let found = roll.occurrence(name), let sheet = roll.sheet(of: found)
        else { throw .linkUnknown }
        let names = sheet.rows.filter { row in
            row.role != .trainer && !row.signatures.contains { $0.slot == room.slot }
        }
        return SigningRoom(
            occurrence: name,
            slot: slot,
            mode: room.mode,
            organisation: sheet.organisation,
            topic: sheet.meeting.topic,
            zone: sheet.occurrence.zone,
            opens: room.opens,
            names: names.map { SigningRoom.Name(attendee: $0.attendee, name: $0.name) }
        )
    }

    /// Picks a name in a room.
    ///
    /// On a device that was handed over the token signs at once; else as soon as whoever opened the room
    /// has confirmed it.
    /// - Parameters:
    ///   - attendee: The row of the sheet.
    ///   - token: The room's token.
    /// - Returns: the token of the link to sign by.
    /// - Throws: ``DeskFailure``: `linkUnknown` for a room that has ended, `subjectUnknown` for a name that
    ///   is not to be picked there.
    public func claim(
        _ attendee: SubjectID,
        inRoom token: String
    ) async throws(DeskFailure) -> String {
        let room = try await room(withToken: token)
        guard room.opens <= edges.now() else {
            throw .rejected(.signedTooEarly(opens: room.opens))
        }
        guard room.names.contains(where: { $0.attendee == attendee }) else {
            throw .subjectUnknown
        }
        let own = edges.random(16).hexadecimal
        let claim = SignatureClaimed(
            occurrence: room.occurrence,
            place: SignaturePlace(signer: attendee, slot: room.slot.id, capacity: .attendee),
            tokenHash: Self.hash(own),
            room: Self.hash(token),
            code: code(besides: try await state(of: room.occurrence)),
            at: edges.now()
        )
        switch room.mode {
        case .ownDevices:
            try await decide(.claim(claim), on: room.occurrence, actor: Self.room)
        case .sharedDevice:
            try await give(claim.place, by: .claim(claim), on: room.occurrence, actor: Self.room)
        }
        return own
    }

    /// Four digits that nobody who waits was given.
    private func code(besides state: OccurrenceState) -> String {
        let taken = Set(state.claims.values.map(\.code))
        let bytes = edges.random(2)
        let start = (Int(bytes[0]) << 8 | Int(bytes[1])) % Self.codes
        let free = (0..<Self.codes).lazy.map { Self.digits((start + $0) % Self.codes) }
        return free.first { !taken.contains($0) } ?? Self.digits(start)
    }

    private static let codes = 10_000

    private static func digits(_ number: Int) -> String {
        String(String(Self.codes + number).dropFirst())
    }

    /// What somebody waits with who picked a name.
    /// - Throws: ``DeskFailure``: `linkUnknown` for one who does not wait.
    public func waiting(withToken token: String) async throws(DeskFailure) -> WaitingSigner {
        let roll = try await roll(withToken: token)
        let hash = Self.hash(token)
        let decided = roll.signatures.occurrences.first { $0.value.claims[hash] != nil }
        guard let (name, state) = decided, let claim = state.claims[hash],
            let room = state.rooms[claim.room], edges.now() < room.expires,
            let found = roll.occurrence(name), let sheet = roll.sheet(of: found)
        else { throw .linkUnknown }
        let row = Self.row(of: claim.place.signer, on: sheet, of: found, in: roll)
        return WaitingSigner(
            code: claim.code,
            name: row?.name ?? "",
            organisation: sheet.organisation,
            topic: sheet.meeting.topic
        )
    }

    /// Confirms that somebody who waits is who they say: what they wait with becomes their link.
    /// - Parameters:
    ///   - claim: What names the claim: the SHA-256 of the token that they wait with.
    ///   - id: The occurrence.
    ///   - actor: Who sees them, and vouches for them.
    /// - Throws: ``DeskFailure`` when they do not wait, have signed, or the room has ended.
    public func confirmClaim(
        _ claim: SHA256Digest,
        of id: OccurrenceID,
        actor: Actor
    ) async throws(DeskFailure) {
        let decided = try await decided(about: id) {
            $0.claims[claim] != nil || $0.requests.values.contains { $0.tokenHash == claim }
        }
        guard let (name, state) = decided else { throw .rejected(.claimUnknown) }
        let confirm = OccurrenceCommand.confirmClaim(claim, at: edges.now())
        if let place = state.claims[claim]?.place {
            try await give(place, by: confirm, on: name, actor: actor)
        } else {
            try await decide(confirm, on: name, actor: actor)
        }
    }

    /// Gives somebody in a room their link, and makes void by what else they could sign.
    private func give(
        _ place: SignaturePlace,
        by command: OccurrenceCommand,
        on name: OccurrenceID,
        actor: Actor
    ) async throws(DeskFailure) {
        let roll = try await self.roll(showing: name)
        guard let found = roll.occurrence(name), let sheet = roll.sheet(of: found),
            let row = Self.row(of: place.signer, on: sheet, of: found, in: roll)
        else { throw .subjectUnknown }
        _ = try await decide(
            Self.giving(
                [place],
                to: [row.attendee],
                by: command,
                on: name,
                in: place.slot,
                of: found,
                in: roll
            ),
            actor: actor
        )
    }

    /// Refuses somebody who waits; nothing where nobody waits with it.
    /// - Throws: ``DeskFailure`` when there is no such occurrence, or the log failed.
    public func refuseClaim(
        _ claim: SHA256Digest,
        of id: OccurrenceID,
        actor: Actor
    ) async throws(DeskFailure) {
        let decided = try await decided(about: id) { $0.claims[claim] != nil }
        guard let (name, _) = decided else { return }
        try await decide(.refuseClaim(claim), on: name, actor: actor)
    }

    /// What was decided about an occurrence under that of its names by which something was.
    private func decided(
        about id: OccurrenceID,
        where isDecided: (OccurrenceState) -> Bool
    ) async throws(DeskFailure) -> (OccurrenceID, OccurrenceState)? {
        let roll = try await self.roll(showing: id)
        guard let found = roll.occurrence(id) else { throw .occurrenceUnknown }
        return Self.decisions(about: found, in: roll).first { isDecided($0.1) }
    }
}
