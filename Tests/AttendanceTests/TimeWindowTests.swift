import Attendance
import EventSourcing
import Testing
import TestSupport

@Suite("A time window")
struct TimeWindowTests {
    private static func window(_ start: Int64, _ end: Int64) -> TimeWindow {
        TimeWindow(start: Instant(seconds: start), end: Instant(seconds: end))
    }

    @Test("shares with another what both hold")
    func intersection() {
        #expect(Self.window(0, 10).intersection(Self.window(5, 15)) == Self.window(5, 10))
        #expect(Self.window(0, 10).intersection(Self.window(2, 3)) == Self.window(2, 3))
        #expect(Self.window(0, 10).intersection(Self.window(10, 20)) == nil)
        #expect(Self.window(0, 10).intersection(Self.window(30, 40)) == nil)
        #expect(Self.window(5, 5).intersection(Self.window(0, 10)) == nil)
    }

    @Test("holds its start and not its end")
    func contains() {
        let window = Self.window(5, 7)
        #expect(
            [4, 5, 6, 7].map { window.contains(Instant(seconds: $0)) } == [
                false, true, true, false,
            ]
        )
        #expect(!window.contains(Instant(microseconds: 4_999_999)))
        #expect(window.contains(Instant(microseconds: 6_999_999)))
    }

    @Test("that ends before it starts is empty")
    func empty() {
        #expect(Self.window(5, 3) == Self.window(5, 5))
        #expect(Self.window(5, 3).seconds == 0)
        #expect(Self.window(-3, 4).seconds == 7)
    }
}

@Suite("A slot's name")
struct SlotIDTests {
    @Test(
        "is read",
        arguments: ["a", "morning", "2026-03-09-morning", String(repeating: "x", count: 32)]
    )
    func accepted(text: String) {
        #expect(SlotID(validating: text)?.text == text)
    }

    @Test(
        "is refused",
        arguments: [
            "", "Morning", "a b", "a/b", "é", "a\n", String(repeating: "x", count: 33), "٣",
        ]
    )
    func refused(text: String) {
        #expect(SlotID(validating: text) == nil)
    }
}
