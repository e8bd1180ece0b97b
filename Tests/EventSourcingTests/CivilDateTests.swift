import EventSourcing
import Testing
import TestSupport

@Suite("A civil date")
struct CivilDateTests {
    /// How many days each month has, by the rule children learn.
    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2:
            year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
                ? 29 : 28
        default: 31
        }
    }

    @Test("is the day a count from 0001-01-01 reaches")
    func counted() throws {
        var count = -719_162
        for year in 1...9999 {
            for month in 1...12 {
                let length = Self.days(in: month, of: year)
                for day in [1, length] {
                    let date = CivilDate(year: year, month: month, day: day)
                    let days = count + day - 1
                    guard date?.daysSinceEpoch == days else {
                        Issue.record("\(year)-\(month)-\(day) is day \(days)")
                        return
                    }
                    let back = CivilDate(daysSinceEpoch: days).components
                    guard back == (year, month, day) else {
                        Issue.record("day \(days) is \(year)-\(month)-\(day), not \(back)")
                        return
                    }
                }
                count += length
            }
        }
        #expect(count == 2_932_897)
    }

    @Test("follows the day before it", arguments: [-141_427, -719_162, 0, 10_957])
    func following(first: Int) {
        var (year, month, day) = CivilDate(daysSinceEpoch: first).components
        for offset in 1...3000 {
            day += 1
            if day > Self.days(in: month, of: year) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
            #expect(CivilDate(daysSinceEpoch: first + offset).components == (year, month, day))
        }
    }

    @Test("is read from what it prints", arguments: ["0001-01-01", "2024-02-29", "9999-12-31"])
    func text(text: String) {
        #expect(CivilDate(text)?.description == text)
    }

    @Test(
        "does not exist",
        arguments: [
            "", "2026-3-9", "2026-02-29", "2026-13-01", "2026-03-09T00:00:00Z", "0000-01-01",
            "2026-03-0９", "20260309  ",
        ]
    )
    func noText(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test("of no calendar is refused")
    func noDate() {
        #expect(CivilDate(year: 0, month: 1, day: 1) == nil)
        #expect(CivilDate(year: 10_000, month: 1, day: 1) == nil)
        #expect(CivilDate(year: 2026, month: 0, day: 1) == nil)
        #expect(CivilDate(year: 2026, month: 13, day: 1) == nil)
        #expect(CivilDate(year: 2026, month: 6, day: 31) == nil)
        #expect(CivilDate(year: 2026, month: 6, day: 0) == nil)
    }

    @Test("comes with the time a wall clock shows")
    func wallTime() {
        let instant: Instant = "2026-03-09T23:30:05.9Z"
        let here = CivilTime(instant, offsetSeconds: 3600)
        #expect(here.date.description == "2026-03-10")
        #expect(here.time == "00:30:05")
        #expect(here.hourAndMinute == "00:30")
        let there = CivilTime(instant, offsetSeconds: -9 * 3600 - 1800)
        #expect("\(there.date) \(there.time)" == "2026-03-09 14:00:05")
        let before = CivilTime(Instant(microseconds: -1))
        #expect("\(before.date) \(before.time)" == "1969-12-31 23:59:59")
    }
}
