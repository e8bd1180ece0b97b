import Attendance
import EventSourcing
import TestSupport
import Testing

/// What undoes a link or a signature.
@Suite("Taking back")
struct WithdrawSignatureTests {
    private typealias Rules = Specification<OccurrenceDecider>
    private static let morning = SampleOccurrence.morning
    private static let ada = PersonID.ada.subject
    private static let request = morning.request(from: ada)
    private static let asked: [AttendanceEvent] = [
        .slotOpened(morning.opened()), .signatureRequested(request),
    ]
    private static let loop = morning.signature(of: ada, at: .sample("11:00"))
    private static let zigzag = morning.signature(of: ada, at: .sample("11:05"), image: "zigzag")
    private static let signed = asked + [.signatureGiven(loop)]
    private static let revoked = AttendanceEvent.signatureRequestRevoked(morning.revoked(request))

    private static func signing(
        _ signature: SignatureGiven,
        replacing image: SignatureImage? = nil
    ) -> OccurrenceCommand {
        .sign(signature, tokenHash: request.tokenHash, replacing: image?.sha256)
    }

    // MARK: A link

    @Test("a link happens once, and nobody signs or declines by it any more")
    func link() {
        let revoke = OccurrenceCommand.revokeRequests(Self.morning.id, [Self.request.place])
        #expect(Rules.given(Self.asked).when(revoke) == .happens([Self.revoked]))
        let void = Rules.given(Self.asked + [Self.revoked])
        #expect(void.when(revoke) == .isIgnored)
        #expect(void.when(Self.signing(Self.loop)) == .isRejected(.requestUnknown))
        let declined = Self.morning.declined(by: Self.ada, at: .sample("11:00"))
        #expect(
            void.when(.decline(declined, tokenHash: Self.request.tokenHash))
                == .isRejected(.requestUnknown)
        )
    }

    @Test("a link leaves one that was given since")
    func laterLink() {
        let second = Self.morning.request(from: Self.ada, token: "second")
        let history = Self.asked + [.signatureRequested(second), Self.revoked]
        let outcome = Rules.given(history).when(.sign(Self.loop, tokenHash: second.tokenHash))
        #expect(outcome == .happens([.signatureGiven(Self.loop)]))
    }

    @Test("a link leaves a signature given by it, also when its answer is asked for again")
    func afterSigning() {
        let outcome = Rules.given(Self.signed + [Self.revoked]).when(Self.signing(Self.loop))
        #expect(outcome == .isRejected(.requestUnknown))
    }

    // MARK: A signature

    @Test("a signature happens together with its link")
    func signature() {
        let withdrawn = Self.morning.withdrawn(Self.loop, at: .sample("11:30"))
        let withdrawal = OccurrenceCommand.withdrawSignature(withdrawn)
        #expect(
            Rules.given(Self.signed).when(withdrawal)
                == .happens([Self.revoked, .signatureWithdrawn(withdrawn)])
        )
        let history = Self.signed + [Self.revoked, .signatureWithdrawn(withdrawn)]
        #expect(Rules.given(history).when(withdrawal) == .isRejected(.signatureUnknown))
        #expect(Rules.given(history).when(Self.signing(Self.loop)) == .isRejected(.requestUnknown))
        let second = Self.morning.request(from: Self.ada, token: "second")
        let anew = Rules.given(history)
            .when(.openSlot(Self.morning.opened(), requests: [second]))
        #expect(anew == .happens([.signatureRequested(second)]))
    }

    @Test("a signature is rejected where there is none, or one with another picture")
    func unknown() {
        let withdrawal = OccurrenceCommand.withdrawSignature(
            Self.morning.withdrawn(Self.zigzag, at: .sample("11:30"))
        )
        #expect(Rules.given(Self.asked).when(withdrawal) == .isRejected(.signatureUnknown))
        #expect(Rules.given(Self.signed).when(withdrawal) == .isRejected(.signatureUnknown))
    }

    // MARK: One signature for another

    @Test("happens by giving another in place of the one that stands, and the link stays")
    func replaced() {
        let withdrawn = Self.morning.withdrawn(Self.loop, at: .sample("11:05"), reason: nil)
        let events: [AttendanceEvent] = [
            .signatureWithdrawn(withdrawn), .signatureGiven(Self.zigzag),
        ]
        let outcome = Rules.given(Self.signed)
            .when(Self.signing(Self.zigzag, replacing: Self.loop.image))
        #expect(outcome == .happens(events))
        let retried = Rules.given(Self.signed + events)
            .when(Self.signing(Self.zigzag, replacing: Self.loop.image))
        #expect(retried == .isIgnored)
    }

    @Test("is rejected where another stands than the one meant, or the link has ended")
    func replacedWrongly() {
        let unmeant = Rules.given(Self.signed)
            .when(Self.signing(Self.zigzag, replacing: Self.zigzag.image))
        #expect(unmeant == .isRejected(.requestUnknown))
        let late = Self.morning.signature(of: Self.ada, at: .sample("12:15"), image: "zigzag")
        let outcome = Rules.given(Self.signed)
            .when(Self.signing(late, replacing: Self.loop.image))
        #expect(outcome == .isRejected(.requestUnknown))
    }

    @Test("is a signature like any other where none stands")
    func replacedNothing() {
        let outcome = Rules.given(Self.asked)
            .when(Self.signing(Self.zigzag, replacing: Self.loop.image))
        #expect(outcome == .happens([.signatureGiven(Self.zigzag)]))
    }
}
