import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("What the organisation planned")
struct ScheduleTests {
    private static let meeting = SampleMeeting.heights
    private static let zoom = meeting.planned(
        .sample("one", .sample("09:00"), minutes: 60),
        .sample("two", .sample("14:00"), minutes: 60)
    )

    /// The occurrences as texts: `own 09:15-10:15 x [one] <a,b>` with `x` where cancelled, other names
    /// and runs.
    private static func occurrences(_ events: AttendanceEvent...) -> [String] {
        let roll = Roll(of: events)
        return roll.occurrences(of: meeting.id).map { occurrence in
            let name = occurrence.id.text.split(separator: "-").last ?? ""
            let time = occurrence.planned.map {
                " \(CivilTime($0.start).hourAndMinute)-\(CivilTime($0.end).hourAndMinute)"
            }
            let others = occurrence.aliases.map { $0.text.dropFirst(10) }.joined(separator: ",")
            let runs = occurrence.instances.compactMap { $0.text.split(separator: "-").last }
            return "\(name.hasPrefix("occurrence") ? name.dropFirst(10) : name)\(time ?? "")"
                + (occurrence.isCancelled ? " x" : "") + (others.isEmpty ? "" : " [\(others)]")
                + (runs.isEmpty ? "" : " <\(runs.joined(separator: ","))>")
        }
    }

    @Test("holds against what Zoom tells of that time, whatever came first")
    func holds() {
        let own = Self.meeting.scheduled(.sample("09:15"), minutes: 60)
        let expected = ["own 09:15-10:15 [one]", "two 14:00-15:00"]
        #expect(Self.occurrences(Self.zoom, own) == expected)
        #expect(Self.occurrences(own, Self.zoom) == expected)
    }

    @Test("is found by Zoom's name of it too")
    func alias() throws {
        let run = Self.meeting.run("a", start: .sample("09:20"))
        let roll = Roll(of: [
            Self.zoom, Self.meeting.scheduled(.sample("09:15"), minutes: 60), run.started(),
        ])
        for id in [OccurrenceID(sample: "own"), OccurrenceID(sample: "one"), run.occurrence] {
            let occurrence = try #require(roll.occurrence(id))
            #expect(occurrence.id == OccurrenceID(sample: "own"))
            #expect(occurrence.instances == [run.id])
            #expect(try #require(roll.sheet(of: id)).occurrence.planned?.start == .sample("09:15"))
        }
        #expect(roll.occurrence(OccurrenceID(sample: "two"))?.instances == [])
        #expect(roll.occurrence(OccurrenceID(sample: "three")) == nil)
    }

    @Test("keeps decisions that were made about Zoom's plan")
    func decisions() throws {
        let slot = SampleOccurrence.morning.named(OccurrenceID(sample: "one"))
        let own = Self.meeting.scheduled(.sample("09:15"), minutes: 60)
        let roll = Roll(of: [Self.zoom, .slotOpened(slot.opened()), own])
        #expect(try roll.sheet("own").occurrence.slots == [slot.slot])
        let occurrence = try #require(roll.occurrence(OccurrenceID(sample: "own")))
        #expect(roll.decisionName(of: occurrence) == OccurrenceID(sample: "one"))
    }

    @Test("stands beside what Zoom plans for another time, though it only touches it")
    func beside() {
        let after = Self.meeting.scheduled(.sample("10:00"), minutes: 60)
        #expect(
            Self.occurrences(Self.zoom, after)
                == ["one 09:00-10:00", "own 10:00-11:00", "two 14:00-15:00"]
        )
        let before = Self.meeting.scheduled(.sample("08:00"), minutes: 60)
        #expect(
            Self.occurrences(Self.zoom, before)
                == ["own 08:00-09:00", "one 09:00-10:00", "two 14:00-15:00"]
        )
    }

    @Test("takes in a plan of Zoom's without length that begins in it")
    func noLength() {
        let bare = Self.meeting.planned(.sample("bare", .sample("09:30"), minutes: nil))
        let own = Self.meeting.scheduled(.sample("09:15"), minutes: 60)
        #expect(Self.occurrences(bare, own) == ["own 09:15-10:15 [bare]"])
        let later = Self.meeting.scheduled(.sample("08:30"), minutes: 60)
        #expect(Self.occurrences(bare, later) == ["own 08:30-09:30", "bare 09:30-09:30"])
    }

    @Test("takes in both of two that Zoom planned for its time")
    func both() {
        let day = Self.meeting.scheduled(.sample("09:00"), minutes: 360)
        #expect(Self.occurrences(Self.zoom, day) == ["own 09:00-15:00 [one,two]"])
    }

    @Test("anew is where it was planned last")
    func moved() {
        let first = Self.meeting.scheduled(.sample("09:15"), minutes: 60)
        let second = Self.meeting.scheduled(.sample("14:30"), minutes: 60)
        #expect(
            Self.occurrences(first, Self.zoom, second)
                == ["one 09:00-10:00", "own 14:30-15:30 [two]"]
        )
    }

    @Test("stays as cancelled, and leaves its time to what Zoom plans")
    func cancelled() {
        let own = Self.meeting.scheduled(.sample("09:15"), minutes: 60)
        #expect(
            Self.occurrences(Self.zoom, own, .cancelled("own"))
                == ["one 09:00-10:00", "own 09:15-10:15 x", "two 14:00-15:00"]
        )
        let run = Self.meeting.run("a", start: .sample("09:15"))
        #expect(
            Self.occurrences(Self.zoom, own, .cancelled("own"), run.started())
                == ["one 09:00-10:00 <a>", "own 09:15-10:15 x", "two 14:00-15:00"]
        )
        #expect(
            Self.occurrences(own, .cancelled("own"), run.started()) == ["own 09:15-10:15 <a>"]
        )
        #expect(
            Self.occurrences(Self.zoom, own, .cancelled("own"), own)
                == ["own 09:15-10:15 [one]", "two 14:00-15:00"]
        )
    }

    @Test("takes in runs within the margins of its own pack")
    func margins() {
        var wide = RulePack.generic
        wide.membership.marginBeforeSeconds = 7200
        wide.membership.marginAfterSeconds = 60
        let own = Self.meeting.scheduled(.sample("09:00"), minutes: 60, under: wide)
        for (start, isIn) in [
            ("07:00", true), ("06:59:59", false), ("10:00:59", true), ("10:01", false),
        ] {
            let run = Self.meeting.run("a", start: .sample(start))
            let plans = Self.occurrences(own, run.started())
            let apart = start < "09" ? ["a <a>", "own 09:00-10:00"] : ["own 09:00-10:00", "a <a>"]
            #expect(plans == (isIn ? ["own 09:00-10:00 <a>"] : apart), "\(start)")
        }
    }
}
