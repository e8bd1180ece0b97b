import Attendance
import EventSourcing
import Testing
import TestSupport

@Suite("Planning an occurrence")
struct ScheduleDeciderTests {
    private typealias Rules = Specification<ScheduleDecider>
    private static let meeting = SampleMeeting.heights
    private static let plan = meeting.schedule(.sample("09:00"), minutes: 60)
    private static let planned = AttendanceEvent.occurrenceScheduled(plan)
    private static let before = Instant.sample("07:00")

    private static func plan(
        _ from: String,
        _ to: String,
        as name: String = "own"
    ) -> OccurrenceScheduled {
        var plan = meeting.schedule(.sample(from), minutes: 0, as: name)
        plan.time.window = TimeWindow(start: .sample(from), end: .sample(to))
        return plan
    }

    @Test("happens, and is rejected from the moment on that it is to begin")
    func happens() {
        for now in [Self.before, .sample("08:59:59")] {
            #expect(
                Rules.given().when(.schedule(Self.plan, now: now)) == .happens([Self.planned])
            )
        }
        for now in [Instant.sample("09:00"), .sample("20:00")] {
            #expect(
                Rules.given().when(.schedule(Self.plan, now: now))
                    == .isRejected(.hasBegun(.sample("09:00")))
            )
        }
    }

    @Test("is ignored when repeated, whenever that is")
    func repeated() {
        for now in [Self.before, .sample("09:00"), .sample("20:00")] {
            #expect(
                Rules.given(Self.planned).when(.schedule(Self.plan, now: now)) == .isIgnored
            )
        }
    }

    @Test("happens anew with another time, or under other rules")
    func anew() throws {
        var stricter = Self.plan
        stricter.pack = try #require(RulePack.shipped("fr-formation"))
        var edition = Self.plan
        edition.time.zoneEdition = "2026b"
        for plan in [Self.plan("11:00", "12:00"), Self.plan("09:30", "10:30"), stricter, edition] {
            #expect(
                Rules.given(Self.planned).when(.schedule(plan, now: Self.before))
                    == .happens([.occurrenceScheduled(plan)])
            )
        }
        let moved = AttendanceEvent.occurrenceScheduled(Self.plan("11:00", "12:00"))
        #expect(
            Rules.given(Self.planned, moved).when(.schedule(Self.plan, now: Self.before))
                == .happens([Self.planned])
        )
    }

    @Test("anew is rejected from the very moment on that it was to begin")
    func begun() {
        let later = Self.plan("11:00", "12:00")
        let last = Instant(microseconds: Instant.sample("09:00").microseconds - 1)
        #expect(
            Rules.given(Self.planned).when(.schedule(later, now: last))
                == .happens([.occurrenceScheduled(later)])
        )
        for now in [Instant.sample("09:00"), .sample("09:00:01"), .sample("20:00")] {
            #expect(
                Rules.given(Self.planned).when(.schedule(later, now: now))
                    == .isRejected(.hasBegun(.sample("09:00")))
            )
        }
        let moved = AttendanceEvent.occurrenceScheduled(later)
        let latest = Self.plan("14:00", "15:00")
        #expect(
            Rules.given(Self.planned, moved).when(.schedule(latest, now: .sample("10:59:59")))
                == .happens([.occurrenceScheduled(latest)])
        )
    }

    @Test("is rejected when it would last no second, or more than 30 hours")
    func length() {
        for seconds: Int64 in [1, 60, 108_000] {
            var plan = Self.plan
            plan.time.window.end = plan.time.window.start.advanced(bySeconds: seconds)
            #expect(
                Rules.given().when(.schedule(plan, now: Self.before))
                    == .happens([.occurrenceScheduled(plan)])
            )
        }
        for seconds: Int64 in [-3600, 0, 108_001] {
            var plan = Self.plan
            plan.time.window.end = plan.time.window.start.advanced(bySeconds: seconds)
            #expect(
                Rules.given().when(.schedule(plan, now: Self.before))
                    == .isRejected(.lengthImpossible)
            )
        }
    }

    @Test("is rejected where another occurrence has part of the time")
    func overlaps() {
        for (from, to) in [
            ("08:30", "09:00:01"), ("09:59:59", "11:00"), ("09:15", "09:30"), ("08:00", "12:00"),
            ("09:00", "10:00"),
        ] {
            let other = Self.plan(from, to, as: "other")
            #expect(
                Rules.given(Self.planned).when(.schedule(other, now: Self.before))
                    == .isRejected(.overlaps(Self.plan.occurrence))
            )
        }
    }

    @Test("happens where another occurrence only touches it")
    func touches() {
        for (from, to) in [("08:00", "09:00"), ("10:00", "11:00")] {
            let other = Self.plan(from, to, as: "other")
            #expect(
                Rules.given(Self.planned).when(.schedule(other, now: Self.before))
                    == .happens([.occurrenceScheduled(other)])
            )
        }
    }

    @Test("names the first of several it would overlap")
    func firstOverlap() {
        let history = [
            Self.plan("09:00", "10:00", as: "b"), Self.plan("10:00", "11:00", as: "a"),
        ].map(AttendanceEvent.occurrenceScheduled)
        #expect(
            Rules.given(history).when(.schedule(Self.plan("09:30", "10:30"), now: Self.before))
                == .isRejected(.overlaps(OccurrenceID(sample: "a")))
        )
    }

    @Test("can take the time of one that was moved away or cancelled")
    func freed() {
        let other = Self.plan("09:30", "10:30", as: "other")
        let moved = AttendanceEvent.occurrenceScheduled(Self.plan("11:00", "12:00"))
        #expect(
            Rules.given(Self.planned, moved).when(.schedule(other, now: Self.before))
                == .happens([.occurrenceScheduled(other)])
        )
        let cancelled = AttendanceEvent.occurrenceCancelled(Self.cancellation())
        #expect(
            Rules.given(Self.planned, cancelled).when(.schedule(other, now: Self.before))
                == .happens([.occurrenceScheduled(other)])
        )
        #expect(
            Rules.given(Self.planned, cancelled).when(.schedule(Self.plan, now: Self.before))
                == .happens([Self.planned])
        )
    }

    private static func cancellation(of name: String = "own") -> OccurrenceCancelled {
        OccurrenceCancelled(
            meeting: meeting.id,
            occurrence: OccurrenceID(sample: name),
            reason: Personal("The trainer is ill", about: SubjectID(meeting.id.text))
        )
    }

    @Test("can be cancelled until the moment it was to begin")
    func cancel() {
        let command = Self.cancellation()
        for now in [Self.before, .sample("08:59:59")] {
            #expect(
                Rules.given(Self.planned).when(.cancel(command, now: now))
                    == .happens([.occurrenceCancelled(command)])
            )
        }
        for now in [Instant.sample("09:00"), .sample("09:30"), .sample("20:00")] {
            #expect(
                Rules.given(Self.planned).when(.cancel(command, now: now))
                    == .isRejected(.hasBegun(.sample("09:00")))
            )
        }
    }

    @Test("cannot be cancelled under a name that was never planned")
    func cancelUnknown() {
        let other = Self.cancellation(of: "other")
        for history in [[], [Self.planned]] {
            #expect(
                Rules.given(history).when(.cancel(other, now: Self.before))
                    == .isRejected(.unknown(OccurrenceID(sample: "other")))
            )
        }
    }
}
