import Attendance
import Testing

@Suite("The rule of minimum presence")
struct MinimumPresenceTests {
    private static let rule = MinimumPresence([:])

    private static func verdict(
        _ outcome: Verdict.Outcome,
        _ finding: String,
        _ numbers: [String: Int64] = [:]
    ) -> Verdict {
        Verdict(outcome, finding, numbers, by: "minimum-presence@1")
    }

    @Test(
        "is met from the share on that the pack asks for, and not a second before",
        arguments: [
            (Int64(5400), "presence_reached", Int64(75)), (5399, "presence_missed", 74),
            (7200, "presence_reached", 100), (0, "presence_missed", 0),
            (9000, "presence_reached", 100), (5471, "presence_reached", 75),
        ]
    )
    func share(seconds: Int64, finding: String, percent: Int64) {
        let row = RowFigures(status: .partial, secondsPresent: seconds)
        let outcome: Verdict.Outcome = finding == "presence_reached" ? .met : .missed
        let numbers = ["percent": percent, "percent_min": Int64(75)]
        #expect(
            Self.rule.verdicts(on: row, of: .sample()) == [Self.verdict(outcome, finding, numbers)]
        )
    }

    @Test("forgives exactly the tolerance of the pack", arguments: [Int64(900), 901])
    func tolerance(lacking: Int64) {
        let row = RowFigures(status: .present, secondsPresent: 7200 - lacking)
        let isMet = lacking == 900
        let verdict = Self.verdict(
            isMet ? .met : .missed,
            isMet ? "presence_reached" : "presence_missed",
            ["percent": 87, "percent_min": 100]
        )
        let sheet = SheetFigures.sample(percent: 100, tolerance: 900)
        #expect(Self.rule.verdicts(on: row, of: sheet) == [verdict])
    }

    @Test("forgives no more than a quarter of the time", arguments: [Int64(5400), 5399])
    func boundedTolerance(seconds: Int64) {
        let row = RowFigures(status: .partial, secondsPresent: seconds)
        let sheet = SheetFigures.sample(percent: 100, tolerance: 3600)
        let outcomes = Self.rule.verdicts(on: row, of: sheet).map(\.outcome)
        #expect(outcomes == [seconds == 5400 ? .met : .missed])
    }

    @Test("is missed by whoever was not there for a second, whatever is asked for")
    func noTime() {
        let row = RowFigures(status: .partial, secondsPresent: 0)
        for sheet in [
            SheetFigures.sample(percent: 0), .sample(percent: 10, tolerance: 1800),
        ] {
            #expect(Self.rule.verdicts(on: row, of: sheet).map(\.outcome) == [.missed])
        }
        let second = RowFigures(status: .partial, secondsPresent: 1)
        let none = SheetFigures.sample(percent: 0)
        #expect(Self.rule.verdicts(on: second, of: none).map(\.outcome) == [.met])
    }

    @Test("is missed by whoever is excused too, and says that they are")
    func excused() {
        let absent = RowFigures(status: .absent, isExcused: true, isConnected: false)
        let numbers: [String: Int64] = ["percent": 0, "percent_min": 75]
        #expect(
            Self.rule.verdicts(on: absent, of: .sample())
                == [Self.verdict(.missed, "presence_excused", numbers)]
        )
        let there = RowFigures(status: .present, isExcused: true, secondsPresent: 7200)
        #expect(
            Self.rule.verdicts(on: there, of: .sample()) == [
                Self.verdict(.met, "presence_reached", ["percent": 100, "percent_min": 75])
            ]
        )
    }

    @Test("is missed by whoever is absent, however little the pack asks for")
    func absent() {
        let row = RowFigures(status: .absent, isConnected: false)
        #expect(
            Self.rule.verdicts(on: row, of: .sample(percent: 1)) == [
                Self.verdict(.missed, "presence_missed", ["percent": 0, "percent_min": 1])
            ]
        )
    }

    @Test("decides nothing of a status that is open", arguments: Statuses.open)
    func open(status: AttendanceStatus) {
        let row = RowFigures(status: status, secondsPresent: 7200)
        #expect(
            Self.rule.verdicts(on: row, of: .sample())
                == [Self.verdict(.undecided, "presence_unknown")]
        )
    }

    @Test("decides nothing while the length is unknown, or is none", arguments: [nil, Int64(0)])
    func noLength(length: Int64?) {
        let row = RowFigures(status: .present, secondsPresent: 3600)
        #expect(
            Self.rule.verdicts(on: row, of: .sample(length: length))
                == [Self.verdict(.undecided, "presence_unknown")]
        )
    }

    @Test("says nothing of trainers, nor of the sheet", arguments: AttendanceStatus.allCases)
    func trainer(status: AttendanceStatus) {
        let row = RowFigures(role: .trainer, status: status)
        #expect(Self.rule.verdicts(on: row, of: .sample()) == [])
        #expect(Self.rule.verdicts(on: .sample(rows: [row])) == [])
    }
}
