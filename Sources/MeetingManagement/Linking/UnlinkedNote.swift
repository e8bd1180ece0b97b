public import Attendance
public import ZoomAPI

/// What was done about meetings that nobody linked, for whoever keeps a record of it: of meetings and
/// accounts by their ids, never of people.
public enum UnlinkedNote: Sendable, Hashable {
    /// A meeting was linked.
    case linked(MeetingID, LinkGround)
    /// Personal data of a meeting expired.
    case expired(MeetingID, subjects: Int)
    /// It is not known who is in the groups of an account; nothing of it expires meanwhile.
    case groupsUnknown(account: String, ZoomFailure?)
    /// The log could not be read or written.
    case failed(String)

    /// Whether somebody should do something about it.
    public var isTrouble: Bool {
        switch self {
        case .linked, .expired: false
        case .groupsUnknown, .failed: true
        }
    }
}

extension UnlinkedNote: CustomStringConvertible {
    /// What happened, and what to do where something is to be done.
    public var description: String {
        switch self {
        case .linked(let meeting, .hosts):
            "meeting \(meeting) was linked, as a rule about its hosts says"
        case .linked(let meeting, _): "meeting \(meeting) was linked, as people use it"
        case .expired(let meeting, let count):
            "nobody linked meeting \(meeting): personal data of \(count) subjects expired"
        case .groupsUnknown(let account, let failure):
            "who is in the groups of account \(account) is not known, so that none of its meetings "
                + "expires: \(failure?.description ?? "it is not connected; muster account add connects it")"
        case .failed(let reason): "meetings that nobody linked were not looked at: \(reason)"
        }
    }
}
