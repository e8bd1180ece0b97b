import Attendance
import EventSourcing
import TestSupport
import Testing

@Suite("The slots of an occurrence")
struct SlotSchemeTests {
    private static let paris = ZoneRules(identifier: "Europe/Paris", initialOffsetSeconds: 3600)

    private static func slots(
        _ scheme: SlotScheme,
        _ start: Instant,
        _ end: Instant,
        in zone: ZoneRules = paris
    ) -> [String] {
        scheme.slots(of: TimeWindow(start: start, end: end), in: zone).map {
            "\($0.id) \($0.window.start)/\($0.window.end)"
        }
    }

    @Test("are one, where it is not divided")
    func whole() {
        #expect(
            Self.slots(.whole, "2026-03-09T08:00:00Z", "2026-03-10T16:00:00Z")
                == ["whole 2026-03-09T08:00:00Z/2026-03-10T16:00:00Z"]
        )
    }

    @Test("are the local days")
    func days() {
        #expect(
            Self.slots(.day, "2026-03-09T08:00:00Z", "2026-03-09T16:00:00Z")
                == ["day 2026-03-09T08:00:00Z/2026-03-09T16:00:00Z"]
        )
        #expect(
            Self.slots(.day, "2026-03-09T08:00:00Z", "2026-03-10T16:00:00Z") == [
                "2026-03-09-day 2026-03-09T08:00:00Z/2026-03-09T23:00:00Z",
                "2026-03-10-day 2026-03-09T23:00:00Z/2026-03-10T16:00:00Z",
            ]
        )
        // An end at midnight is no further day.
        #expect(
            Self.slots(.day, "2026-03-09T08:00:00Z", "2026-03-09T23:00:00Z")
                == ["day 2026-03-09T08:00:00Z/2026-03-09T23:00:00Z"]
        )
    }

    @Test("are what lies before and after the local noon")
    func halfDays() {
        #expect(
            Self.slots(.halfDay, "2026-03-09T08:00:00Z", "2026-03-09T16:00:00Z") == [
                "morning 2026-03-09T08:00:00Z/2026-03-09T11:00:00Z",
                "afternoon 2026-03-09T11:00:00Z/2026-03-09T16:00:00Z",
            ]
        )
        #expect(
            Self.slots(.halfDay, "2026-03-09T12:00:00Z", "2026-03-09T13:00:00Z")
                == ["afternoon 2026-03-09T12:00:00Z/2026-03-09T13:00:00Z"]
        )
        #expect(
            Self.slots(.halfDay, "2026-03-09T12:00:00Z", "2026-03-10T10:00:00Z") == [
                "2026-03-09-afternoon 2026-03-09T12:00:00Z/2026-03-09T23:00:00Z",
                "2026-03-10-morning 2026-03-09T23:00:00Z/2026-03-10T10:00:00Z",
            ]
        )
    }

    @Test("begin where clocks go forward over midnight")
    func skippedMidnight() {
        // As in Beirut on 2025-03-30: 00:00 became 01:00.
        let zone = ZoneRules(
            identifier: "Asia/Beirut",
            initialOffsetSeconds: 7200,
            transitions: [.init(at: "2025-03-29T22:00:00Z", offsetSeconds: 10_800)]
        )
        #expect(
            Self.slots(.day, "2025-03-29T20:00:00Z", "2025-03-30T06:00:00Z", in: zone) == [
                "2025-03-29-day 2025-03-29T20:00:00Z/2025-03-29T22:00:00Z",
                "2025-03-30-day 2025-03-29T22:00:00Z/2025-03-30T06:00:00Z",
            ]
        )
    }

    @Test("are none where it has no length, or one beyond measure")
    func none() {
        #expect(Self.slots(.day, "2026-03-09T08:00:00Z", "2026-03-09T08:00:00Z") == [])
        #expect(Self.slots(.halfDay, "2026-03-09T08:00:00Z", "2036-03-09T08:00:00Z") == [])
    }

    @Test(
        "together are the whole, one after the other, each with its own name",
        arguments: [SlotScheme.whole, .day, .halfDay],
        1...40
    )
    func whole(scheme: SlotScheme, seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let start = Instant(
            seconds: 1_770_000_000 + Int64.random(in: 0..<31_536_000, using: &random)
        )
        let window = TimeWindow(
            start: start,
            end: start.advanced(bySeconds: Int64.random(in: 1..<400_000, using: &random))
        )
        let slots = scheme.slots(of: window, in: Self.paris)
        #expect(slots.first?.window.start == window.start)
        #expect(slots.last?.window.end == window.end)
        #expect(zip(slots, slots.dropFirst()).allSatisfy { $0.window.end == $1.window.start })
        #expect(Set(slots.map(\.id)).count == slots.count)
        #expect(slots.allSatisfy { SlotID(validating: $0.id.text) != nil })
    }
}
