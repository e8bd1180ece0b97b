import Attendance
import EventSourcing
import MeetingManagement

/// The recorded course day, and what the trainer does meanwhile.
struct CourseDay {
    /// What happens at one moment.
    enum Step {
        /// Zoom delivers.
        case delivery([UInt8])
        /// The trainer's office hands in who is expected.
        case roster
        /// The trainer asks for signatures.
        case openSlot(Slot)
        /// Everyone connected who has not signed signs.
        case sign(SlotID)
        /// The trainer closes the sheet.
        case close
    }

    /// The steps in time order.
    let steps: [(at: Instant, step: Step)]
    /// The number of deliveries among them.
    let deliveryCount: Int

    static let organisation = "Formation Lumière"
    static let number = "86412309757"
    static let reason = "Émargement par demi-journée demandé par le financeur de la formation."

    init() throws {
        var steps: [(at: Instant, step: Step)] = []
        let lines = PackageResources.course_day_ndjson.split(separator: UInt8(ascii: "\n"))
        for line in lines {
            let delivery = try RecordedDelivery(line: line)
            steps.append((delivery.receivedAt, .delivery(delivery.body)))
        }
        deliveryCount = steps.count
        for (time, step) in Self.decisions {
            guard let instant = Instant(time) else {
                throw CommandFailure("the demo's plan has a time that is none: \(time)")
            }
            steps.append((instant, step))
        }
        self.steps = steps.enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
    }

    private static let morning = slot("morning", "2026-03-09T09:30:00Z", "2026-03-09T11:00:00Z")
    private static let afternoon = slot("afternoon", "2026-03-09T11:00:00Z", "2026-03-09T12:30:00Z")

    private static let decisions: [(String, Step)] = [
        ("2026-03-02T08:00:00Z", .roster),
        ("2026-03-09T10:44:00Z", .openSlot(morning)),
        ("2026-03-09T10:46:00Z", .sign(morning.id)),
        ("2026-03-09T10:56:00Z", .sign(morning.id)),
        ("2026-03-09T11:12:00Z", .openSlot(afternoon)),
        ("2026-03-09T12:22:00Z", .sign(afternoon.id)),
        ("2026-03-09T12:45:00Z", .close),
    ]

    private static func slot(_ id: String, _ start: String, _ end: String) -> Slot {
        let epoch = Instant(seconds: 0)
        let window = TimeWindow(start: Instant(start) ?? epoch, end: Instant(end) ?? epoch)
        return Slot(id: SlotID(id), window: window)
    }
}
