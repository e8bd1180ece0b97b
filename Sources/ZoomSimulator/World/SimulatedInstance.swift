import EventSourcing
import ZoomAPI

/// One run of a meeting.
struct SimulatedInstance: Sendable {
    var uuid: String
    var number: Int64
    var kind: ZoomMeetingKind
    var occurrence: SimulatedOccurrence?
    var start: Instant
    var end: Instant?
    var connections: [SimulatedConnection] = []
    var recording: SimulatedRecording?
    /// How many user ids were given.
    var userIDs: Int64 = 0

    /// The user id of the next stay: 1024 apart, on some server (measured).
    mutating func nextUserID(_ chance: inout Chance) -> String {
        userIDs += 1
        let server = userIDs > 1 && chance.happens(0.1) ? chance.number(2...7) : 1
        return String(server << 24 + 1024 * userIDs)
    }
}

/// One connection of somebody: from a join to a leave, over all rooms.
struct SimulatedConnection: Sendable {
    var visitor: Visitor
    var waited: Stay?
    var stays: [Stay] = []

    /// A stretch in one room.
    struct Stay: Sendable {
        var userID: String
        var join: Instant
        var leave: Instant?
        var room: String?
    }

    var isOpen: Bool { stays.last.map { $0.leave == nil } ?? false }
}

/// Somebody as a connection shows them.
struct Visitor: Sendable {
    /// Names the connection.
    var participantUUID: String
    /// Who it really is: an e-mail address.
    var person: String
    var name: String
    /// What Zoom shows of them, if anything.
    var email: String?
    var zoomUserID: String?
    var registrantID: String?
    var isHost = false
    var publicIP: String
    var privateIP: String
}

/// A cloud recording of an instance.
struct SimulatedRecording: Sendable {
    var files: [File]
    var isTrashed = false

    /// One of its files.
    struct File: Sendable {
        var id: String
        var type: String
        var fileExtension: String
        var contents: String
        var bytes: [UInt8]
        var madeAt: Instant
        var isTrashed = false
    }
}
