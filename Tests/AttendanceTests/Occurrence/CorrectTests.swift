import Attendance
import EventSourcing
import Testing
import TestSupport

private typealias Rules = Specification<CorrectionDecider>

@Suite("Correcting attendance")
struct CorrectTests {
    private static let morning = SampleOccurrence.morning
    private static let ada = PersonID.ada.subject
    private static let boris = PersonID.boris.subject
    private static let there = morning.corrected(ada, .present, from: "09:10", to: "10:00")
    private static let notThere = morning.corrected(
        ada,
        .notPresent,
        from: "09:10",
        to: "10:00",
        decision: "second"
    )

    @Test("happens, all of one decision together")
    func happens() {
        #expect(
            Rules.given().when(.correct([Self.notThere, Self.there], within: nil))
                == .happens([.attendanceCorrected(Self.notThere), .attendanceCorrected(Self.there)])
        )
    }

    @Test("happens again where something else was stated since")
    func changedMind() {
        let history: [AttendanceEvent] = [
            .attendanceCorrected(Self.there), .attendanceCorrected(Self.notThere),
        ]
        #expect(
            Rules.given(history).when(.correct([Self.there], within: nil))
                == .happens([.attendanceCorrected(Self.there)])
        )
    }

    @Test("is ignored when the attendee's last corrections say the same")
    func repeated() {
        var again = Self.there
        again.decision = DecisionID("decision-third")
        let other = Self.morning.corrected(
            Self.boris,
            .present,
            from: "09:00",
            to: "09:30",
            decision: "other"
        )
        let history: [AttendanceEvent] = [
            .attendanceCorrected(Self.there), .attendanceCorrected(other),
        ]
        #expect(Rules.given(history).when(.correct([again], within: nil)) == .isIgnored)
        #expect(
            Rules.given(history).when(.correct([again, again], within: nil))
                == .happens([.attendanceCorrected(again), .attendanceCorrected(again)])
        )
    }

    @Test("is refused for no time at all, and then none of it happens")
    func empty() {
        let none = Self.morning.corrected(Self.ada, .present, from: "09:10", to: "09:10")
        #expect(
            Rules.given().when(.correct([Self.there, none], within: nil))
                == .isRejected(.windowIsEmpty(none.window))
        )
    }

    @Test("is refused for time that is none of the occurrence's")
    func outside() {
        let whole = TimeWindow(start: .sample("10:00"), end: .sample("12:00"))
        #expect(
            Rules.given().when(.correct([Self.there], within: whole))
                == .isRejected(.windowIsOutside(Self.there.window, of: whole))
        )
        let long = Self.morning.corrected(Self.ada, .present, from: "09:10", to: "10:01")
        #expect(
            Rules.given().when(.correct([long], within: whole))
                == .happens([.attendanceCorrected(long)])
        )
    }

    @Test("happens again for another reason")
    func reasons() {
        var better = Self.there
        better.reason = Personal("Seen by two trainers", about: Self.ada)
        #expect(
            Rules.given(.attendanceCorrected(Self.there)).when(.correct([better], within: nil))
                == .happens([.attendanceCorrected(better)])
        )
    }

    @Test("may be taken back, once, and stated again afterwards")
    func withdrawn() {
        let withdrawal = Self.morning.withdrawn("first")
        let made: [AttendanceEvent] = [.attendanceCorrected(Self.there)]
        #expect(
            Rules.given(made).when(.withdraw(withdrawal))
                == .happens([.decisionWithdrawn(withdrawal)])
        )
        let history = made + [.decisionWithdrawn(withdrawal)]
        #expect(Rules.given(history).when(.withdraw(withdrawal)) == .isIgnored)
        #expect(
            Rules.given(history).when(.correct([Self.there], within: nil))
                == .happens([.attendanceCorrected(Self.there)])
        )
    }

    @Test("cannot be taken back where it was never made")
    func unknown() {
        #expect(
            Rules.given(.attendanceCorrected(Self.there)).when(
                .withdraw(Self.morning.withdrawn("never"))
            ) == .isRejected(.decisionUnknown(DecisionID("decision-never")))
        )
    }
}

@Suite("Excusing an attendee")
struct ExcuseTests {
    private static let morning = SampleOccurrence.morning
    private static let excuse = morning.excused(PersonID.ada.subject, document: "certificate 17")

    @Test("happens, and again for another reason or proof")
    func happens() {
        #expect(
            Rules.given().when(.excuse(Self.excuse)) == .happens([.attendeeExcused(Self.excuse)])
        )
        let other = Self.morning.excused(PersonID.ada.subject, document: "certificate 18")
        #expect(
            Rules.given(.attendeeExcused(Self.excuse)).when(.excuse(other))
                == .happens([.attendeeExcused(other)])
        )
    }

    @Test("is ignored when it was done")
    func repeated() {
        var again = Self.excuse
        again.decision = DecisionID("decision-again")
        #expect(Rules.given(.attendeeExcused(Self.excuse)).when(.excuse(again)) == .isIgnored)
    }

    @Test("may be taken back")
    func withdrawn() {
        let withdrawal = Self.morning.withdrawn("excuse")
        #expect(
            Rules.given(.attendeeExcused(Self.excuse)).when(.withdraw(withdrawal))
                == .happens([.decisionWithdrawn(withdrawal)])
        )
        #expect(
            Rules.given(.attendeeExcused(Self.excuse), .decisionWithdrawn(withdrawal))
                .when(.excuse(Self.excuse)) == .happens([.attendeeExcused(Self.excuse)])
        )
    }
}
