import Attendance
import EventSourcing
import TestSupport
import Testing

@Suite("When a link signs")
struct SigningWindowTests {
    private static let slot = TimeWindow(start: .sample("09:00"), end: .sample("12:00"))

    private static func window(_ late: LateSignature, at clock: String) -> TimeWindow? {
        RulePack.Signing(leadSeconds: 600, graceSeconds: 900, late: late)
            .window(for: slot, askedAt: .sample(clock))
    }

    @Test(
        "is from the lead before its slot to the grace after it",
        arguments: ["06:00", "09:00", "12:14:59"]
    )
    func inTime(clock: String) {
        for late in [LateSignature.counts, .void] {
            #expect(
                Self.window(late, at: clock)
                    == TimeWindow(start: .sample("08:50"), end: .sample("12:15"))
            )
        }
    }

    @Test("is one day more where late signatures count, and never where they do not")
    func late() {
        let end = Instant.sample("12:15").advanced(bySeconds: 86_400)
        #expect(
            Self.window(.counts, at: "12:15")
                == TimeWindow(start: .sample("08:50"), end: end)
        )
        #expect(Self.window(.void, at: "12:15") == nil)
    }
}
