public import EventSourcing

/// How people who are together sign.
///
/// The raw values are the storage format.
public enum RoomMode: String, Sendable, Hashable, CaseIterable {
    /// Each on a device of their own; whoever opened the room confirms who they are.
    case ownDevices = "own_devices"
    /// One after the other on a device that whoever opened the room hands to them.
    case sharedDevice = "shared_device"
}

/// Those who are together in one place may sign for a slot by one common link, under which each picks
/// their name.
public struct SigningRoomOpened: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// The slot.
    public var slot: SlotID
    /// How they sign.
    public var mode: RoomMode
    /// SHA-256 of the common link's token.
    public var tokenHash: SHA256Digest
    /// From when on the link is good.
    public var opens: Instant
    /// When it ends.
    public var expires: Instant

    /// Creates the event.
    public init(
        occurrence: OccurrenceID,
        slot: SlotID,
        mode: RoomMode,
        tokenHash: SHA256Digest,
        opens: Instant,
        expires: Instant
    ) {
        self.occurrence = occurrence
        self.slot = slot
        self.mode = mode
        self.tokenHash = tokenHash
        self.opens = opens
        self.expires = expires
    }
}

/// A common link was made void.
public struct SigningRoomClosed: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// SHA-256 of the common link's token.
    public var tokenHash: SHA256Digest

    /// Creates the event.
    public init(occurrence: OccurrenceID, tokenHash: SHA256Digest) {
        self.occurrence = occurrence
        self.tokenHash = tokenHash
    }
}

/// Somebody in a room picked a name as theirs, and waits to be confirmed.
public struct SignatureClaimed: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// Whose signature they claim to be theirs, for what.
    public var place: SignaturePlace
    /// SHA-256 of the token of the link that is theirs once they are confirmed.
    public var tokenHash: SHA256Digest
    /// The room, by the SHA-256 of its token.
    public var room: SHA256Digest
    /// What is shown to them and to whoever confirms: it tells which of them this is.
    public var code: String
    /// When.
    public var at: Instant

    /// Creates the event.
    public init(
        occurrence: OccurrenceID,
        place: SignaturePlace,
        tokenHash: SHA256Digest,
        room: SHA256Digest,
        code: String,
        at: Instant
    ) {
        self.occurrence = occurrence
        self.place = place
        self.tokenHash = tokenHash
        self.room = room
        self.code = code
        self.at = at
    }
}
