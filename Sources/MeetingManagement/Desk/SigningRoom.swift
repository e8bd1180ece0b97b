public import Attendance
public import EventSourcing

/// The common link of a room: whoever is given it picks their name there.
public struct RoomLink: Sendable, Hashable {
    /// The slot.
    public var slot: SlotID
    /// How people sign there.
    public var mode: RoomMode
    /// 128 random bits as text, for the end of an address.
    ///
    /// Only its hash is stored.
    public var token: String
    /// When it ends.
    public var expires: Instant

    /// What is kept of it: SHA-256 of the token.
    public var tokenHash: SHA256Digest { Desk.hash(token) }
}

/// What whoever opens the link of a room is shown.
public struct SigningRoom: Sendable, Hashable {
    /// The occurrence, as the room names it.
    public var occurrence: OccurrenceID
    /// The slot.
    public var slot: Slot
    /// How people sign there.
    public var mode: RoomMode
    /// The training provider.
    public var organisation: String
    /// The topic of the meeting.
    public var topic: String?
    /// The IANA zone the meeting was planned in.
    public var zone: String?
    /// From when on names can be picked.
    public var opens: Instant
    /// Those who have not signed, by name: no more of them than it takes to find oneself.
    public var names: [Name]

    /// Somebody who has not signed.
    public struct Name: Sendable, Hashable {
        /// The row of the sheet.
        public var attendee: SubjectID
        /// The name on it.
        public var name: String
    }
}

/// What somebody is shown who picked a name in a room and was not confirmed yet.
public struct WaitingSigner: Sendable, Hashable {
    /// What whoever confirms them is shown, too.
    public var code: String
    /// The name they picked.
    public var name: String
    /// The training provider.
    public var organisation: String
    /// The topic of the meeting.
    public var topic: String?
}
