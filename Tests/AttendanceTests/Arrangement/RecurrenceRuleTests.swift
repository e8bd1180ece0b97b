import Attendance
import EventSourcing
import Testing

@Suite("A rule by which a meeting recurs")
struct RecurrenceRuleTests {
    private func dates(_ rule: RecurrenceRule, from first: String) throws -> [String] {
        rule.dates(from: try #require(CivilDate(first))).map(\.description)
    }

    @Test("falls on every so many days")
    func daily() throws {
        #expect(
            try dates(RecurrenceRule(.daily, every: 3, count: 3), from: "2026-02-26") == [
                "2026-02-26", "2026-03-01", "2026-03-04",
            ]
        )
    }

    @Test("falls on days of every so many weeks, which begin on Sunday")
    func weekly() throws {
        // 2026-03-11 is a Wednesday.
        let rule = RecurrenceRule(.weekly(on: [1, 4]), every: 2, count: 4)
        #expect(
            try dates(rule, from: "2026-03-11") == [
                "2026-03-11", "2026-03-22", "2026-03-25", "2026-04-05",
            ]
        )
    }

    @Test("passes over months that lack the day")
    func monthly() throws {
        #expect(
            try dates(RecurrenceRule(.monthly(onDay: 31), count: 3), from: "2026-01-31") == [
                "2026-01-31", "2026-03-31", "2026-05-31",
            ]
        )
    }

    @Test("falls on a day of a week of the month, or of its last")
    func monthlyInWeek() throws {
        let second = RecurrenceRule(.monthlyInWeek(2, onDay: 3), count: 2)
        #expect(try dates(second, from: "2026-03-10") == ["2026-03-10", "2026-04-14"])
        let last = RecurrenceRule(.monthlyInWeek(-1, onDay: 2), every: 3, count: 2)
        #expect(try dates(last, from: "2026-03-30") == ["2026-03-30", "2026-06-29"])
    }

    @Test(
        "is refused where Zoom would refuse it",
        arguments: [
            RecurrenceRule(.daily, every: 91, count: 2), RecurrenceRule(.daily, count: 61),
            RecurrenceRule(.daily, every: 0, count: 2), RecurrenceRule(.daily, count: 0),
            RecurrenceRule(.weekly(on: []), count: 2), RecurrenceRule(.weekly(on: [8]), count: 2),
            RecurrenceRule(.weekly(on: [2]), every: 13, count: 2),
            RecurrenceRule(.monthly(onDay: 32), count: 2),
            RecurrenceRule(.monthly(onDay: 1), every: 4, count: 2),
            RecurrenceRule(.monthlyInWeek(5, onDay: 2), count: 2),
            RecurrenceRule(.monthlyInWeek(1, onDay: 0), count: 2),
        ]
    )
    func faults(rule: RecurrenceRule) throws {
        #expect(rule.fault != nil)
        #expect(try dates(rule, from: "2026-03-10").isEmpty)
    }

    @Test("makes sixty dates at most, however far apart")
    func most() throws {
        let rule = RecurrenceRule(.monthly(onDay: 31), every: 3, count: 60)
        #expect(try dates(rule, from: "2026-01-31").count < 60)
        let usual = RecurrenceRule(.monthly(onDay: 30), every: 3, count: 60)
        #expect(try dates(usual, from: "2026-01-30").count == 60)
    }
}
