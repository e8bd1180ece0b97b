import Attendance
import Testing

@Suite("The rule that every access is on record")
struct CompleteLogTests {
    private static let rule = CompleteLog([:])

    private static func verdict(_ outcome: Verdict.Outcome, _ finding: String) -> Verdict {
        Verdict(outcome, finding, by: "complete-log@1")
    }

    @Test(
        "is missed by whoever's stays lack a beginning or an end, whatever their role",
        arguments: [AttendeeRole.attendee, .trainer]
    )
    func incomplete(role: AttendeeRole) {
        let row = RowFigures(role: role, status: .present, isIncomplete: true)
        #expect(
            Self.rule.verdicts(on: row, of: .sample())
                == [Self.verdict(.missed, "access_incomplete")]
        )
    }

    @Test("has nothing to say of whoever's stays are whole", arguments: AttendanceStatus.allCases)
    func whole(status: AttendanceStatus) {
        #expect(Self.rule.verdicts(on: RowFigures(status: status), of: .sample()) == [])
    }

    @Test("has nothing to say of whoever was not connected")
    func unseen() {
        let row = RowFigures(status: .unknown, isConnected: false, isIncomplete: true)
        #expect(Self.rule.verdicts(on: row, of: .sample()) == [])
    }

    @Test("is met by a sheet that is known to be complete, and undecided by any other")
    func sheet() {
        #expect(
            Self.rule.verdicts(on: .sample(isComplete: true))
                == [Self.verdict(.met, "log_complete")]
        )
        #expect(
            Self.rule.verdicts(on: .sample(isComplete: false))
                == [Self.verdict(.undecided, "log_not_shown_complete")]
        )
    }
}
