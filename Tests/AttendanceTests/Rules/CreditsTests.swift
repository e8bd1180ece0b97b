import Attendance
import Testing

@Suite("The rule of credits")
struct CreditsTests {
    private static let fifths = Credits(["unit_seconds": 3000, "steps": 5])

    private static func verdict(_ hundredths: Int64, unit: Int64 = 3000) -> Verdict {
        let numbers = ["hundredths": hundredths, "unit_seconds": unit]
        return Verdict(.noted, "credits", numbers, by: "credits@1")
    }

    private static func verdicts(_ seconds: Int64, by rule: Credits = fifths) -> [Verdict] {
        let row = RowFigures(status: .partial, secondsPresent: seconds)
        return rule.verdicts(on: row, of: .sample())
    }

    @Test(
        "rounds down to fifths of 50 minutes",
        arguments: [
            (Int64(0), Int64(0)), (599, 0), (600, 20), (1199, 20), (2999, 80), (3000, 100),
            (3599, 100), (3600, 120), (7200, 240), (86_400, 2880),
        ]
    )
    func fifths(seconds: Int64, hundredths: Int64) {
        #expect(Self.verdicts(seconds) == [Self.verdict(hundredths)])
    }

    @Test("rounds down to whole units, halves and thirds")
    func otherSteps() {
        let whole = Credits(["unit_seconds": 3600, "steps": 1])
        #expect(Self.verdicts(3599, by: whole) == [Self.verdict(0, unit: 3600)])
        #expect(Self.verdicts(7199, by: whole) == [Self.verdict(100, unit: 3600)])
        #expect(Self.verdicts(7200, by: whole) == [Self.verdict(200, unit: 3600)])
        let halves = Credits(["unit_seconds": 3000, "steps": 2])
        #expect(Self.verdicts(1499, by: halves) == [Self.verdict(0)])
        #expect(Self.verdicts(4500, by: halves) == [Self.verdict(150)])
        let thirds = Credits(["unit_seconds": 3000, "steps": 3])
        #expect(Self.verdicts(1000, by: thirds) == [Self.verdict(33)])
        #expect(Self.verdicts(2000, by: thirds) == [Self.verdict(66)])
    }

    @Test("gives none to whoever is known to have been absent", arguments: Statuses.settled)
    func settled(status: AttendanceStatus) {
        let row = RowFigures(status: status, isExcused: true)
        #expect(Self.fifths.verdicts(on: row, of: .sample()) == [Self.verdict(0)])
    }

    @Test("decides nothing of a status that is open", arguments: Statuses.open)
    func open(status: AttendanceStatus) {
        let row = RowFigures(status: status, secondsPresent: 3000)
        #expect(
            Self.fifths.verdicts(on: row, of: .sample())
                == [Verdict(.undecided, "credits_unknown", by: "credits@1")]
        )
    }

    @Test("says nothing of trainers, nor of the sheet")
    func trainer() {
        let row = RowFigures(role: .trainer, status: .present, secondsPresent: 3000)
        #expect(Self.fifths.verdicts(on: row, of: .sample()) == [])
        #expect(Self.fifths.verdicts(on: .sample(rows: [row])) == [])
    }
}
