import Attendance
import EventSourcing
import Testing
import TestSupport

private typealias Rules = Specification<CorrectionDecider>

@Suite("Stating who somebody was")
struct IdentifyTests {
    private static let morning = SampleOccurrence.morning
    private static let ada = morning.identified("p1", "p2", as: .ada)

    @Test("happens, and again for another person or for nobody")
    func happens() {
        #expect(
            Rules.given().when(.identify(Self.ada)) == .happens([.participantsIdentified(Self.ada)])
        )
        for person in [PersonID.boris, nil] {
            let other = Self.morning.identified("p1", "p2", as: person)
            #expect(
                Rules.given(.participantsIdentified(Self.ada)).when(.identify(other))
                    == .happens([.participantsIdentified(other)])
            )
        }
    }

    @Test("is ignored when the same was stated last of each of them")
    func repeated() {
        let one = Self.morning.identified("p2", as: .ada, decision: "again")
        #expect(Rules.given(.participantsIdentified(Self.ada)).when(.identify(one)) == .isIgnored)
        let more = Self.morning.identified("p2", "p3", as: .ada)
        #expect(
            Rules.given(.participantsIdentified(Self.ada)).when(.identify(more))
                == .happens([.participantsIdentified(more)])
        )
    }

    @Test("is refused where no participant is named")
    func nobody() {
        var none = Self.ada
        none.participants = []
        #expect(Rules.given().when(.identify(none)) == .isRejected(.nobodyNamed))
    }

    @Test("may be taken back")
    func withdrawn() {
        let withdrawal = Self.morning.withdrawn("identity")
        let made = AttendanceEvent.participantsIdentified(Self.ada)
        #expect(
            Rules.given(made).when(.withdraw(withdrawal))
                == .happens([.decisionWithdrawn(withdrawal)])
        )
        #expect(
            Rules.given(made, .decisionWithdrawn(withdrawal)).when(.identify(Self.ada))
                == .happens([made])
        )
    }
}
