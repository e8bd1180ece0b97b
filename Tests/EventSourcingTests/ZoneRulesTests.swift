import EventSourcing
import Testing
import TestSupport

@Suite("Zone rules")
struct ZoneRulesTests {
    /// Paris in 2026: summer time from 29 March to 25 October, 01:00 UTC both.
    private static let paris = ZoneRules(
        identifier: "Europe/Paris",
        initialOffsetSeconds: 3600,
        transitions: [
            ZoneRules.Transition(at: "2026-03-29T01:00:00Z", offsetSeconds: 7200),
            ZoneRules.Transition(at: "2026-10-25T01:00:00Z", offsetSeconds: 3600),
        ]
    )

    @Test(
        "show the offset in force",
        arguments: [
            ("2020-01-01T00:00:00Z", "+01:00", "01:00"),
            ("2026-03-29T00:59:59.999999Z", "+01:00", "01:59"),
            ("2026-03-29T01:00:00Z", "+02:00", "03:00"),
            ("2026-10-25T00:59:59Z", "+02:00", "02:59"),
            ("2026-10-25T01:00:00Z", "+01:00", "02:00"),
            ("2030-07-01T00:00:00Z", "+01:00", "01:00"),
        ]
    )
    func offsets(text: String, offset: String, clock: String) throws {
        let instant = try #require(Instant(text))
        #expect(Self.paris.offsetText(at: instant) == offset)
        #expect(Self.paris.wallTime(of: instant).hourAndMinute == clock)
    }

    @Test(
        "write an offset as ISO 8601 does",
        arguments: [
            (0, "+00:00"), (-12_600, "-03:30"), (20_700, "+05:45"), (-1800, "-00:30"),
            (50_400, "+14:00"), (-43_200, "-12:00"),
        ]
    )
    func text(seconds: Int, text: String) {
        let rules = ZoneRules(identifier: "Any/Where", initialOffsetSeconds: seconds)
        #expect(rules.offsetText(at: Instant(seconds: 0)) == text)
        #expect(rules.offsetSeconds(at: Instant(seconds: 0)) == seconds)
    }

    @Test("of UTC never shift")
    func utc() {
        #expect(ZoneRules.utc.offsetSeconds(at: "2026-07-01T00:00:00Z") == 0)
        #expect(ZoneRules.utc.identifier == "UTC")
    }
}
