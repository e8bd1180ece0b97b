import Attendance
import EventSourcing

extension MeetingSettings {
    /// The settings in the words of the command and the API; what is not said is missing.
    var json: JSON {
        var members: [String: JSON] = [:]
        members["registration"] = registration.map { .string($0.rawValue) }
        members["registration_for"] = scope.map { .string($0.rawValue) }
        members["recording"] = recording.map { .string($0.rawValue) }
        if allowsJoinBeforeHost == true {
            members["join_before_host"] = .integer(joinBeforeHostMinutes ?? 0)
        }
        members["waiting_room"] = hasWaitingRoom.map(JSON.bool)
        members["registrant_mails"] = writesToRegistrants.map(JSON.bool)
        return .object(members)
    }
}
