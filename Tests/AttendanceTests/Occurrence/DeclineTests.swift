import Attendance
import EventSourcing
import TestSupport
import Testing

@Suite("Declining to sign")
struct DeclineTests {
    private typealias Rules = Specification<OccurrenceDecider>
    private static let morning = SampleOccurrence.morning
    private static let ada = PersonID.ada.subject
    private static let request = morning.request(from: ada)
    private static let asked: [AttendanceEvent] = [
        .slotOpened(morning.opened()), .signatureRequested(request),
    ]
    private static let declined = morning.declined(by: ada, at: .sample("11:00"))
    private static let signature = morning.signature(of: ada, at: .sample("11:05"))

    private static func declining(
        at clock: String = "11:00",
        reason: String = "I was not there",
        token: SHA256Digest = request.tokenHash
    ) -> OccurrenceCommand {
        .decline(
            morning.declined(by: ada, at: .sample(clock), reason: reason),
            tokenHash: token
        )
    }

    @Test("happens, and again with another reason")
    func happens() {
        #expect(
            Rules.given(Self.asked).when(Self.declining())
                == .happens([.signatureDeclined(Self.declined)])
        )
        let other = Self.morning.declined(by: Self.ada, at: .sample("11:10"), reason: "I left")
        let outcome = Rules.given(Self.asked + [.signatureDeclined(Self.declined)])
            .when(Self.declining(at: "11:10", reason: "I left"))
        #expect(outcome == .happens([.signatureDeclined(other)]))
    }

    @Test("is ignored when repeated")
    func repeated() {
        let outcome = Rules.given(Self.asked + [.signatureDeclined(Self.declined)])
            .when(Self.declining(at: "11:01"))
        #expect(outcome == .isIgnored)
    }

    @Test("is rejected with another's token, out of time, and once signed")
    func rejected() {
        let rules = Rules.given(Self.asked)
        #expect(
            rules.when(Self.declining(token: .sample("x"))) == .isRejected(.requestUnknown)
        )
        #expect(
            rules.when(Self.declining(at: "08:59"))
                == .isRejected(.signedTooEarly(opens: .sample("09:00")))
        )
        #expect(rules.when(Self.declining(at: "12:15")) == .isRejected(.requestUnknown))
        let signed = Rules.given(Self.asked + [.signatureGiven(Self.signature)])
        #expect(
            signed.when(Self.declining(at: "11:10"))
                == .isRejected(.requestUnknown)
        )
    }

    @Test("keeps nobody from signing after all, which leaves nothing declined")
    func changedMind() {
        let history = Self.asked + [.signatureDeclined(Self.declined)]
        let outcome = Rules.given(history)
            .when(.sign(Self.signature, tokenHash: Self.request.tokenHash))
        #expect(outcome == .happens([.signatureGiven(Self.signature)]))
        let state = Self.state(history + [.signatureGiven(Self.signature)])
        #expect(state.declined == [:])
        #expect(Self.state(history).declined.values.map(\.at) == [.sample("11:00")])
    }

    private static func state(_ events: [AttendanceEvent]) -> OccurrenceState {
        events.reduce(into: OccurrenceDecider.initialState) {
            OccurrenceDecider.evolve(&$0, with: $1)
        }
    }
}
