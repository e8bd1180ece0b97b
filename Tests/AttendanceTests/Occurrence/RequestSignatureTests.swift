import Attendance
import EventSourcing
import Testing
import TestSupport

@Suite("Asking for a signature")
struct RequestSignatureTests {
    private typealias Rules = Specification<OccurrenceDecider>
    private static let morning = SampleOccurrence.morning
    private static let ada = PersonID.ada.subject
    private static let opened = AttendanceEvent.slotOpened(morning.opened())

    @Test("happens")
    func happens() {
        let request = Self.morning.request(from: Self.ada)
        let outcome = Rules.given(Self.opened).when(.requestSignature(request))
        #expect(outcome == .happens([.signatureRequested(request)]))
    }

    @Test("happens again with another link, which voids the first")
    func replaced() {
        let first = Self.morning.request(from: Self.ada)
        let second = Self.morning.request(from: Self.ada, token: "second")
        let history = [Self.opened, .signatureRequested(first)]
        let outcome = Rules.given(history).when(.requestSignature(second))
        #expect(outcome == .happens([.signatureRequested(second)]))

        let signature = Self.morning.signature(of: Self.ada, at: .sample("11:00"))
        let late = Rules.given(history + [.signatureRequested(second)])
            .when(.sign(signature, tokenHash: first.tokenHash))
        #expect(late == .isRejected(.requestUnknown))
    }

    @Test("is ignored when repeated")
    func repeated() {
        let request = Self.morning.request(from: Self.ada)
        let outcome = Rules.given(Self.opened, .signatureRequested(request))
            .when(.requestSignature(request))
        #expect(outcome == .isIgnored)
    }

    @Test("is rejected when the slot was not opened")
    func slotUnknown() {
        let request = Self.morning.request(from: Self.ada)
        let outcome = Rules.given().when(.requestSignature(request))
        #expect(outcome == .isRejected(.slotUnknown(SlotID("morning"))))
    }

    @Test("is rejected when the place is signed")
    func signed() {
        let request = Self.morning.request(from: Self.ada)
        let signature = Self.morning.signature(of: Self.ada, at: .sample("11:00"))
        let history: [AttendanceEvent] = [
            Self.opened, .signatureRequested(request), .signatureGiven(signature),
        ]
        let again = Self.morning.request(from: Self.ada, token: "second")
        let outcome = Rules.given(history).when(.requestSignature(again))
        #expect(outcome == .isRejected(.alreadySigned(at: .sample("11:00"))))
    }

    @Test("of somebody else, or in another capacity, is another place")
    func otherPlaces() {
        let request = Self.morning.request(from: Self.ada)
        let signature = Self.morning.signature(of: Self.ada, at: .sample("11:00"))
        let history: [AttendanceEvent] = [
            Self.opened, .signatureRequested(request), .signatureGiven(signature),
        ]
        for other in [
            Self.morning.request(from: Self.ada, as: .trainer),
            Self.morning.request(from: PersonID.boris.subject),
        ] {
            let outcome = Rules.given(history).when(.requestSignature(other))
            #expect(outcome == .happens([.signatureRequested(other)]))
        }
    }
}
