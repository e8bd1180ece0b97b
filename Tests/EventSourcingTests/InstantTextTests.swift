import EventSourcing
import Testing
import TestSupport

@Suite("The text of an instant")
struct InstantTextTests {
    private static let first = Instant(seconds: -62_135_596_800)
    private static let last = Instant(microseconds: 253_402_300_799_999_999)

    @Test("is read back as the same instant", arguments: UInt64(0)..<50)
    func roundTrip(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let instant = Self.any(using: &generator)
            #expect(Instant(instant.description) == instant, "seed \(seed)")
        }
    }

    @Test("orders as the instants do", arguments: UInt64(0)..<20)
    func order(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let left = Instant(seconds: Self.any(using: &generator).seconds)
            let right = Instant(seconds: Self.any(using: &generator).seconds)
            #expect((left < right) == (left.description < right.description))
        }
    }

    @Test("with an offset names the moment that many minutes earlier", arguments: UInt64(0)..<50)
    func offsets(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let instant = Instant(seconds: .random(in: 0..<4_000_000_000, using: &generator))
            let minutes = Int.random(in: -1439...1439, using: &generator)
            let wall = CivilTime(instant, offsetSeconds: minutes * 60)
            let rules = ZoneRules(identifier: "Any/Where", initialOffsetSeconds: minutes * 60)
            let text = "\(wall.date)T\(wall.time)\(rules.offsetText(at: instant))"
            #expect(Instant(text) == instant, "\(text)")
        }
    }

    @Test(
        "keeps microseconds of a fraction and drops what is finer",
        arguments: [
            (".5", 500_000), (".000001", 1), (".123456", 123_456), (".1234567", 123_456),
            (".999999999", 999_999), (".00", 0), (".0000009", 0),
        ]
    )
    func fractions(text: String, micros: Int64) throws {
        let whole: Instant = "2026-03-09T08:30:00Z"
        let instant = try #require(Instant("2026-03-09T08:30:00\(text)Z"))
        #expect(instant.microseconds - whole.microseconds == micros)
        let shifted = try #require(Instant("2026-03-09T09:30:00\(text)+01:00"))
        #expect(shifted == instant)
    }

    @Test(
        "is known for these",
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59Z", -1),
            ("2000-02-29T12:00:00Z", 951_825_600),
            ("2026-03-09T08:30:00Z", 1_773_045_000),
            ("2026-03-09 08:30:00Z", 1_773_045_000),
            ("0001-01-01T00:00:00Z", -62_135_596_800),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
            ("2026-03-09T00:30:00-08:00", 1_773_045_000),
            ("2026-03-09T14:15:00+05:45", 1_773_045_000),
        ]
    )
    func known(text: String, seconds: Int64) {
        #expect(Instant(text) == Instant(seconds: seconds))
    }

    @Test(
        "of no time is refused",
        arguments: [
            "", "now", "2026-03-09", "2026-03-09T08:30", "2026-03-09T08:30:00",
            "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2100-02-29T00:00:00Z",
            "2026-02-30T00:00:00Z", "2026-04-31T00:00:00Z", "2026-00-10T00:00:00Z",
            "2026-13-10T00:00:00Z", "2026-03-00T00:00:00Z", "2026-03-32T00:00:00Z",
            "0000-01-01T00:00:00Z", "2026-03-09T24:00:00Z", "2026-03-09T08:60:00Z",
            "2026-03-09T08:30:60Z", "2026-03-09T08:30:00.Z", "2026-03-09T08:30:00,5Z",
            "2026-03-09T08:30:00+1:00", "2026-03-09T08:30:00+01", "2026-03-09T08:30:00+0100",
            "2026-03-09T08:30:00+24:00", "2026-03-09T08:30:00+01:60", "2026-03-09T08:30:00ZZ",
            "2026-03-09T08:30:00z", "2026-03-09t08:30:00Z", " 2026-03-09T08:30:00Z",
            "2026-03-09T08:30:00Z ", "+026-03-09T08:30:00Z", "2026/03/09T08:30:00Z",
            "2026-03-09T08-30-00Z", "12026-03-09T08:30:00Z", "２０２６-03-09T08:30:00Z",
            "2026-03-09T08:30:00.123456789012345678901Z",
        ]
    )
    func refused(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test(
        "knows the leap years of the Gregorian calendar",
        arguments: [
            (1600, true), (1700, false), (1900, false), (1996, true), (2000, true), (2023, false),
            (2024, true), (2100, false), (2400, true), (4, true), (9999, false),
        ]
    )
    func leapYears(year: Int, isLeap: Bool) {
        let digits = String(year)
        let padded = String(repeating: "0", count: 4 - digits.count) + digits
        #expect((Instant("\(padded)-02-29T00:00:00Z") != nil) == isLeap)
    }

    @Test("is whole seconds rounded down, before the epoch as after it")
    func seconds() {
        #expect(Instant(microseconds: -1).seconds == -1)
        #expect(Instant(microseconds: -1_000_000).seconds == -1)
        #expect(Instant(microseconds: -1_000_001).seconds == -2)
        #expect(Instant(microseconds: 999_999).seconds == 0)
        #expect(Instant(microseconds: -1).description == "1969-12-31T23:59:59.999999Z")
        #expect(Instant(seconds: 5).seconds(to: Instant(seconds: 2)) == -3)
        #expect(Instant(microseconds: 7).advanced(bySeconds: -1).microseconds == -999_993)
    }

    private static func any(using generator: inout SeededGenerator) -> Instant {
        Instant(
            microseconds: .random(in: first.microseconds...last.microseconds, using: &generator)
        )
    }
}
