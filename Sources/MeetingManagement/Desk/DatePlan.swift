public import Attendance
public import EventSourcing

/// A meeting, by its name here, or by account and number where Zoom has not told of it yet.
public enum MeetingName: Sendable, Hashable {
    /// Its id, or its number where only one has it.
    case known(String)
    /// A number of an account's.
    case new(number: String, account: String)
}

/// A date and time to be planned.
public struct DatePlan: Sendable, Hashable {
    /// The day.
    public var date: CivilDate
    /// Seconds since midnight on the wall clock.
    public var secondOfDay: Int
    /// The IANA zone of that clock.
    public var zone: String
    /// The length in seconds.
    public var seconds: Int64

    /// States when.
    public init(date: CivilDate, secondOfDay: Int, zone: String, seconds: Int64) {
        self.date = date
        self.secondOfDay = secondOfDay
        self.zone = zone
        self.seconds = seconds
    }
}

/// Where somebody puts a run.
public enum RunTarget: Sendable, Hashable {
    /// To an occurrence, by any of its names.
    case occurrence(OccurrenceID)
    /// By itself.
    case apart
    /// Where its time says.
    case itsTime

    func occurrence(of run: InstanceID) -> OccurrenceID? {
        switch self {
        case .occurrence(let id): id
        case .apart: OccurrenceID(run.text)
        case .itsTime: nil
        }
    }
}
