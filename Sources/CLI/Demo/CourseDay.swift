import Attendance
import EventSourcing
import MeetingManagement
import ZoomSimulator

/// The course day that is played, and what the training provider does about it.
struct CourseDay {
    /// What the training provider does at one moment.
    enum Step {
        /// Connects its account at Zoom.
        case connect
        /// Hands in who is expected.
        case roster
        /// Wants the course to be held at Zoom.
        case arrange
        /// Looks who is there.
        case look
        /// Asks for signatures.
        case openSlot(Slot)
        /// Everyone connected who has not signed signs.
        case sign(SlotID)
        /// Reads Zoom's report.
        case reconcile
        /// Closes the sheet.
        case close
    }

    /// What happens at Zoom.
    let scenario: Scenario
    /// What the training provider does, in time order.
    let steps: [(at: Instant, step: Step)]

    static let organisation = "Formation Lumière"
    static let reason = "Émargement par demi-journée demandé par le financeur de la formation."
    static let topic = "Sécurité incendie – équipier de première intervention"
    static let plan = DatePlan(
        date: CivilDate(year: 2026, month: 3, day: 9) ?? CivilDate(daysSinceEpoch: 0),
        secondOfDay: 10 * 3600 + 1800,
        zone: "Europe/Paris",
        seconds: 180 * 60
    )

    init() throws {
        scenario = try Scenario(parsing: PackageResources.course_day_json)
        steps = try Self.decisions.map { time, step in
            guard let instant = Instant(time) else {
                throw CommandFailure("the demo's plan has a time that is none: \(time)")
            }
            return (instant, step)
        }
    }

    private static let morning = slot("morning", "2026-03-09T09:30:00Z", "2026-03-09T11:00:00Z")
    private static let afternoon = slot("afternoon", "2026-03-09T11:00:00Z", "2026-03-09T12:30:00Z")

    private static let decisions: [(String, Step)] = [
        ("2026-02-16T08:01:00Z", .connect),
        ("2026-02-16T08:10:00Z", .arrange),
        ("2026-03-02T08:00:00Z", .roster),
        ("2026-03-09T09:40:00Z", .look),
        ("2026-03-09T10:20:00Z", .look),
        ("2026-03-09T10:44:00Z", .openSlot(morning)),
        ("2026-03-09T10:46:00Z", .sign(morning.id)),
        ("2026-03-09T10:56:00Z", .sign(morning.id)),
        ("2026-03-09T11:12:00Z", .openSlot(afternoon)),
        ("2026-03-09T12:22:00Z", .sign(afternoon.id)),
        ("2026-03-09T13:05:00Z", .reconcile),
        ("2026-03-09T13:10:00Z", .close),
    ]

    private static func slot(_ id: String, _ start: String, _ end: String) -> Slot {
        let epoch = Instant(seconds: 0)
        let window = TimeWindow(start: Instant(start) ?? epoch, end: Instant(end) ?? epoch)
        return Slot(id: SlotID(id), window: window)
    }
}
