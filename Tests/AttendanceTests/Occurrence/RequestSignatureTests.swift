import Attendance
import EventSourcing
import TestSupport
import Testing

@Suite("Asking for signatures")
struct RequestSignatureTests {
    private typealias Rules = Specification<OccurrenceDecider>
    private static let morning = SampleOccurrence.morning
    private static let ada = PersonID.ada.subject
    private static let boris = PersonID.boris.subject
    private static let opened = AttendanceEvent.slotOpened(morning.opened())

    private static func asking(_ requests: SignatureRequested...) -> OccurrenceCommand {
        .openSlot(morning.opened(), requests: requests)
    }

    @Test("happens together with the opening of the slot")
    func happens() {
        let requests = [
            Self.morning.request(from: Self.ada), Self.morning.request(from: Self.boris),
        ]
        let outcome = Rules.given().when(Self.asking(requests[0], requests[1]))
        #expect(outcome == .happens([Self.opened] + requests.map { .signatureRequested($0) }))
    }

    @Test("happens in a slot that is open")
    func later() {
        let request = Self.morning.request(from: Self.ada)
        let outcome = Rules.given(Self.opened).when(Self.asking(request))
        #expect(outcome == .happens([.signatureRequested(request)]))
    }

    @Test("happens again with another link, which voids the first")
    func replaced() {
        let first = Self.morning.request(from: Self.ada)
        let second = Self.morning.request(from: Self.ada, token: "second")
        let history = [Self.opened, .signatureRequested(first)]
        let outcome = Rules.given(history).when(Self.asking(second))
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
            .when(Self.asking(request))
        #expect(outcome == .isIgnored)
    }

    @Test("is ignored where the place is signed, and happens for the others")
    func signed() {
        let request = Self.morning.request(from: Self.ada)
        let signature = Self.morning.signature(of: Self.ada, at: .sample("11:00"))
        let history: [AttendanceEvent] = [
            Self.opened, .signatureRequested(request), .signatureGiven(signature),
        ]
        let again = Self.morning.request(from: Self.ada, token: "second")
        let other = Self.morning.request(from: Self.boris)
        #expect(Rules.given(history).when(Self.asking(again)) == .isIgnored)
        let anew = OccurrenceCommand.openSlot(
            Self.morning.opened(),
            requests: [again],
            asking: .anew
        )
        #expect(Rules.given(history).when(anew) == .happens([.signatureRequested(again)]))
        #expect(
            Rules.given(history).when(Self.asking(again, other))
                == .happens([.signatureRequested(other)])
        )
    }

    @Test("for the first time is ignored where the place was ever asked for, signed or declined")
    func first() {
        func asking(_ requests: SignatureRequested...) -> OccurrenceCommand {
            .openSlot(Self.morning.opened(), requests: requests, asking: .first)
        }
        let request = Self.morning.request(from: Self.ada)
        let second = Self.morning.request(from: Self.ada, token: "second")
        let other = Self.morning.request(from: Self.boris)
        #expect(
            Rules.given().when(asking(request))
                == .happens([Self.opened, .signatureRequested(request)])
        )
        let revoked = AttendanceEvent.signatureRequestRevoked(
            SignatureRequestRevoked(
                occurrence: Self.morning.id,
                place: request.place,
                tokenHash: request.tokenHash
            )
        )
        let signature = Self.morning.signature(of: Self.ada, at: .sample("11:00"))
        for history in [
            [Self.opened, .signatureRequested(request)],
            [Self.opened, .signatureRequested(request), revoked],
            [Self.opened, .signatureRequested(request), .signatureGiven(signature)],
            [Self.opened, .signatureGiven(signature)],
        ] {
            #expect(Rules.given(history).when(asking(second)) == .isIgnored)
            let outcome = Rules.given(history).when(asking(second, other))
            #expect(outcome == .happens([.signatureRequested(other)]))
        }
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
            Self.morning.request(from: Self.boris),
        ] {
            let outcome = Rules.given(history).when(Self.asking(other))
            #expect(outcome == .happens([.signatureRequested(other)]))
        }
    }
}
