import Attendance
import EventSourcing
import Testing
import TestSupport

@Suite("Signing")
struct SignTests {
    private typealias Rules = Specification<OccurrenceDecider>
    private static let morning = SampleOccurrence.morning
    private static let ada = PersonID.ada.subject
    private static let request = morning.request(from: ada)
    private static let asked: [AttendanceEvent] = [
        .slotOpened(morning.opened()), .signatureRequested(request),
    ]
    private static let signature = morning.signature(of: ada, at: .sample("11:00"))

    @Test("happens")
    func happens() {
        let outcome = Rules.given(Self.asked)
            .when(.sign(Self.signature, tokenHash: Self.request.tokenHash))
        #expect(outcome == .happens([.signatureGiven(Self.signature)]))
    }

    @Test(
        "happens from the slot's first moment to the link's last",
        arguments: ["09:00", "12:14:59"]
    )
    func bounds(clock: String) {
        let signature = Self.morning.signature(of: Self.ada, at: .sample(clock))
        let outcome = Rules.given(Self.asked)
            .when(.sign(signature, tokenHash: Self.request.tokenHash))
        #expect(outcome == .happens([.signatureGiven(signature)]))
    }

    @Test("is ignored when repeated with the same picture, even after the link has ended")
    func repeated() {
        var retry = Self.signature
        retry.at = .sample("12:30")
        retry.evidence.statement = "I attended, again."
        let outcome = Rules.given(Self.asked + [.signatureGiven(Self.signature)])
            .when(.sign(retry, tokenHash: Self.request.tokenHash))
        #expect(outcome == .isIgnored)
    }

    @Test("is rejected with another picture by the link that was used, as by one that never was")
    func used() {
        let other = Self.morning.signature(of: Self.ada, at: .sample("11:05"), image: "zigzag")
        let outcome = Rules.given(Self.asked + [.signatureGiven(Self.signature)])
            .when(.sign(other, tokenHash: Self.request.tokenHash))
        #expect(outcome == .isRejected(.requestUnknown))
    }

    @Test("is rejected by another link where the signature that stands is not named")
    func alreadySigned() {
        let other = Self.morning.signature(of: Self.ada, at: .sample("11:05"), image: "zigzag")
        let anew = Self.morning.request(from: Self.ada, token: "anew")
        let history = Self.asked + [.signatureGiven(Self.signature), .signatureRequested(anew)]
        let outcome = Rules.given(history).when(.sign(other, tokenHash: anew.tokenHash))
        #expect(outcome == .isRejected(.alreadySigned(at: .sample("11:00"))))
        let used = Rules.given(history).when(
            .sign(Self.signature, tokenHash: Self.request.tokenHash)
        )
        #expect(used == .isRejected(.requestUnknown))
    }

    @Test(
        "happens from the link's first moment, where that is before the slot",
        arguments: [("08:49:59", false), ("08:50", true)]
    )
    func lead(clock: String, happens: Bool) {
        var request = Self.request
        request.opens = .sample("08:50")
        let history: [AttendanceEvent] = [
            .slotOpened(Self.morning.opened()), .signatureRequested(request),
        ]
        let signature = Self.morning.signature(of: Self.ada, at: .sample(clock))
        let outcome = Rules.given(history).when(.sign(signature, tokenHash: request.tokenHash))
        #expect(
            outcome
                == (happens
                    ? .happens([.signatureGiven(signature)])
                    : .isRejected(.signedTooEarly(opens: .sample("08:50"))))
        )
    }

    @Test("is rejected when the slot was not opened")
    func slotUnknown() {
        let outcome = Rules.given().when(.sign(Self.signature, tokenHash: Self.request.tokenHash))
        #expect(outcome == .isRejected(.slotUnknown(SlotID("morning"))))
    }

    @Test("is rejected when nobody was asked, with another token, or for somebody else")
    func requestUnknown() {
        let token = Self.request.tokenHash
        let unasked = Rules.given(Self.asked[0]).when(.sign(Self.signature, tokenHash: token))
        #expect(unasked == .isRejected(.requestUnknown))
        let guessed = Rules.given(Self.asked).when(.sign(Self.signature, tokenHash: .sample("x")))
        #expect(guessed == .isRejected(.requestUnknown))
        let other = Self.morning.signature(of: PersonID.boris.subject, at: .sample("11:00"))
        let borrowed = Rules.given(Self.asked).when(.sign(other, tokenHash: token))
        #expect(borrowed == .isRejected(.requestUnknown))
        let trainer = Self.morning.signature(of: Self.ada, as: .trainer, at: .sample("11:00"))
        let promoted = Rules.given(Self.asked).when(.sign(trainer, tokenHash: token))
        #expect(promoted == .isRejected(.requestUnknown))
    }

    @Test("is rejected when signed already and the token is wrong, without telling that")
    func secret() {
        let outcome = Rules.given(Self.asked + [.signatureGiven(Self.signature)])
            .when(.sign(Self.signature, tokenHash: .sample("x")))
        #expect(outcome == .isRejected(.requestUnknown))
    }

    @Test("is rejected before the slot begins")
    func tooEarly() {
        let early = Self.morning.signature(of: Self.ada, at: .sample("08:59:59"))
        let outcome = Rules.given(Self.asked).when(.sign(early, tokenHash: Self.request.tokenHash))
        #expect(outcome == .isRejected(.signedTooEarly(opens: .sample("09:00"))))
    }

    @Test("is rejected from the moment the link ends")
    func expired() {
        let late = Self.morning.signature(of: Self.ada, at: .sample("12:15"))
        let outcome = Rules.given(Self.asked).when(.sign(late, tokenHash: Self.request.tokenHash))
        #expect(outcome == .isRejected(.requestUnknown))
    }

    @Test("and refusing are taken so often by one link, and by a new one again")
    func answeredOften() {
        var history = Self.asked
        for number in 0..<10 {
            history.append(
                .signatureDeclined(
                    Self.morning.declined(by: Self.ada, at: .sample("10:00"), reason: "\(number)")
                )
            )
            history.append(
                .signatureGiven(
                    Self.morning.signature(of: Self.ada, at: .sample("10:00"), image: "\(number)")
                )
            )
        }
        let sign = OccurrenceCommand.sign(
            Self.signature,
            tokenHash: Self.request.tokenHash,
            replacing: .sample("9")
        )
        #expect(Rules.given(history).when(sign) == .isRejected(.requestUnknown))
        let retry = OccurrenceCommand.sign(
            Self.morning.signature(of: Self.ada, at: .sample("11:00"), image: "9"),
            tokenHash: Self.request.tokenHash
        )
        #expect(Rules.given(history).when(retry) == .isIgnored)
        let anew = Self.morning.request(from: Self.ada, token: "anew")
        let outcome = Rules.given(history + [.signatureRequested(anew)]).when(
            .sign(Self.signature, tokenHash: anew.tokenHash, replacing: .sample("9"))
        )
        guard case .happens = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }
}
