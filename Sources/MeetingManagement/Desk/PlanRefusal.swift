public import Attendance
import EventSourcing

/// Why a date cannot be planned as it is stated.
public enum PlanRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The system knows no such time zone.
    case zoneUnknown(String)
    /// Clocks go forward over this time on that day.
    case timeSkipped(DatePlan)
    /// The rules of dates refuse it.
    case rejected(ScheduleRejection)
    /// A rule pack of this name is not there.
    case packUnknown(String)
    /// A rule pack cannot be used.
    case pack(RulePackError)
    /// Nothing ran under this name.
    case runUnknown
    /// Rules are adopted for what is to come.
    case adoptedForPast

    /// What was wrong, and what to do.
    public var description: String {
        switch self {
        case .zoneUnknown(let name):
            "there is no time zone \(name); give an IANA name such as Europe/Paris"
        case .timeSkipped(let plan):
            "on \(plan.date) clocks in \(plan.zone) go forward over that time; choose another"
        case .rejected(.lengthImpossible):
            "a date lasts from a second to 30 hours; give its length in --minutes"
        case .rejected(.overlaps(let other)):
            "another planned date of the meeting has part of that time: \(other)"
        case .rejected(.hasBegun(let start)):
            "it began at \(start); correct what happened, or move its runs"
        case .rejected(.unknown(let occurrence)):
            "no date \(occurrence) was planned here; muster meetings lists the dates"
        case .packUnknown(let name):
            "there is no rule pack \(name); muster rules lists them, and --pack takes a file too"
        case .pack(let error): error.description
        case .adoptedForPast:
            "rules are adopted for what begins from now on; muster sheet --under judges a past date by "
                + "others"
        case .runUnknown:
            "nothing ran under this uuid at that meeting; the sheet's JSON lists the runs"
        }
    }
}
