import Attendance
import EventSourcing
import Testing
import TestSupport

@Suite("The receiver")
struct ReceiverDeciderTests {
    private typealias Rules = Specification<ReceiverDecider>
    private static let began = AttendanceEvent.receiverStarted(
        ReceiverStarted(at: .sample("08:00"))
    )

    private static func started(_ at: String) -> AttendanceEvent {
        .receiverStarted(ReceiverStarted(at: .sample(at)))
    }

    private static func stopped(_ at: String, inferred: Bool = false) -> AttendanceEvent {
        .receiverStopped(ReceiverStopped(at: .sample(at), isInferred: inferred))
    }

    @Test("starts, whatever the log last told")
    func starts() {
        for sign in [nil, Instant.sample("07:00"), .sample("23:00")] {
            #expect(
                Rules.given().when(.start(at: .sample("08:00"), lastSign: sign))
                    == .happens([Self.began])
            )
        }
    }

    @Test("stops")
    func stops() {
        #expect(
            Rules.given(Self.began).when(.stop(at: .sample("10:00")))
                == .happens([Self.stopped("10:00")])
        )
    }

    @Test("that does not run is not stopped again")
    func repeatedStop() {
        #expect(Rules.given().when(.stop(at: .sample("10:00"))) == .isIgnored)
        #expect(
            Rules.given(Self.began, Self.stopped("10:00")).when(.stop(at: .sample("10:00")))
                == .isIgnored
        )
    }

    @Test("that broke off ran until its last sign of life")
    func brokeOff() {
        #expect(
            Rules.given(Self.began)
                .when(.start(at: .sample("10:00"), lastSign: .sample("09:30")))
                == .happens([Self.stopped("09:30", inferred: true), Self.started("10:00")])
        )
    }

    @Test("that broke off without a sign of life ran for no time")
    func noSign() {
        for sign in [nil, Instant.sample("07:59:59"), .sample("08:00")] {
            #expect(
                Rules.given(Self.began).when(.start(at: .sample("10:00"), lastSign: sign))
                    == .happens([Self.stopped("08:00", inferred: true), Self.started("10:00")])
            )
        }
    }

    @Test("never ran beyond its next start, whatever the clock showed")
    func clock() {
        #expect(
            Rules.given(Self.began)
                .when(.start(at: .sample("10:00"), lastSign: .sample("10:00:01")))
                == .happens([Self.stopped("10:00", inferred: true), Self.started("10:00")])
        )
        #expect(
            Rules.given(Self.began)
                .when(.start(at: .sample("07:00"), lastSign: .sample("09:00")))
                == .happens([Self.stopped("07:00", inferred: true), Self.started("07:00")])
        )
    }

    @Test("does not stop before it started")
    func stopBeforeStart() {
        #expect(
            Rules.given(Self.began).when(.stop(at: .sample("07:00")))
                == .happens([Self.stopped("08:00")])
        )
    }

    @Test("starts again after it stopped, without another end")
    func again() {
        #expect(
            Rules.given(Self.began, Self.stopped("09:00"))
                .when(.start(at: .sample("10:00"), lastSign: .sample("09:30")))
                == .happens([Self.started("10:00")])
        )
        let history = [Self.began, Self.stopped("09:00"), Self.started("10:00")]
        #expect(
            Rules.given(history).when(.start(at: .sample("12:00"), lastSign: .sample("11:00")))
                == .happens([Self.stopped("11:00", inferred: true), Self.started("12:00")])
        )
    }
}
