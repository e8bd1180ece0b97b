import Attendance
import Testing

@Suite("The rule that a trainer's connections are on record")
struct TrainerConnectedTests {
    private static let rule = TrainerConnected([:])

    private static func verdicts(_ rows: RowFigures...) -> [Verdict] {
        rule.verdicts(on: .sample(rows: rows))
    }

    @Test("is met by one trainer who was connected")
    func met() {
        let verdict = Verdict(.met, "trainer_connected", by: "trainer-connected@1")
        #expect(
            Self.verdicts(
                RowFigures(status: .present),
                RowFigures(role: .trainer, status: .unknown, isConnected: false),
                RowFigures(role: .trainer, status: .partial)
            ) == [verdict]
        )
    }

    @Test("is missed where no trainer was, whoever else came")
    func missed() {
        let verdict = Verdict(.missed, "trainer_not_seen", by: "trainer-connected@1")
        #expect(Self.verdicts() == [verdict])
        #expect(Self.verdicts(RowFigures(status: .present)) == [verdict])
        let expected = RowFigures(role: .trainer, status: .present, isConnected: false)
        #expect(Self.verdicts(RowFigures(status: .present), expected) == [verdict])
    }

    @Test("says nothing of single rows")
    func rows() {
        for role in [AttendeeRole.attendee, .trainer] {
            let row = RowFigures(role: role, status: .present)
            #expect(Self.rule.verdicts(on: row, of: .sample(rows: [row])) == [])
        }
    }
}
