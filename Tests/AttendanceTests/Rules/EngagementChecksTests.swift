import Attendance
import Testing

@Suite("The rule of engagement checks")
struct EngagementChecksTests {
    private static let rule = EngagementChecks(["per_credit": 3, "unit_seconds": 3000])

    private static func verdicts(_ row: RowFigures) -> [Verdict] {
        rule.verdicts(on: row, of: .sample())
    }

    @Test(
        "says how many each whole credit takes, and never that they were given",
        arguments: [(Int64(3000), Int64(3)), (5999, 3), (6000, 6), (9000, 9)]
    )
    func needed(seconds: Int64, count: Int64) {
        let verdict = Verdict(
            .undecided,
            "engagement_not_recorded",
            ["needed": count],
            by: "engagement-checks@1"
        )
        for status in AttendanceStatus.allCases {
            let row = RowFigures(status: status, secondsPresent: seconds)
            #expect(Self.verdicts(row) == [verdict])
        }
    }

    @Test("takes none for less than a credit", arguments: [Int64(0), 2999])
    func none(seconds: Int64) {
        #expect(Self.verdicts(RowFigures(status: .partial, secondsPresent: seconds)) == [])
    }

    @Test("says nothing of trainers, of whoever was not connected, nor of the sheet")
    func others() {
        let trainer = RowFigures(role: .trainer, status: .present, secondsPresent: 6000)
        #expect(Self.verdicts(trainer) == [])
        let stated = RowFigures(status: .present, secondsPresent: 6000, isConnected: false)
        #expect(Self.verdicts(stated) == [])
        let row = RowFigures(status: .present, secondsPresent: 6000)
        #expect(Self.rule.verdicts(on: .sample(rows: [row, trainer])) == [])
    }
}
