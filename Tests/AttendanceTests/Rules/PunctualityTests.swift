import Attendance
import Testing

@Suite("The rule of punctuality")
struct PunctualityTests {
    private static let rule = Punctuality(["tolerance_seconds": 900])

    private static func verdict(
        _ outcome: Verdict.Outcome,
        _ finding: String,
        _ seconds: Int64? = nil
    ) -> Verdict {
        let numbers = seconds.map { ["seconds": $0] } ?? [:]
        return Verdict(outcome, finding, numbers, by: "punctuality@1")
    }

    private static func verdicts(
        late: Int64?,
        early: Int64?,
        by rule: Punctuality = rule
    ) -> [Verdict] {
        let row = RowFigures(status: .present, lateSeconds: late, earlySeconds: early)
        return rule.verdicts(on: row, of: .sample())
    }

    @Test("is met up to its tolerance at either end")
    func tolerance() {
        #expect(Self.verdicts(late: 0, early: 0) == [Self.verdict(.met, "punctual")])
        #expect(Self.verdicts(late: 900, early: 900) == [Self.verdict(.met, "punctual")])
    }

    @Test("has it noted one second past its tolerance how far that is, and misses nothing")
    func beyond() {
        #expect(Self.verdicts(late: 901, early: 0) == [Self.verdict(.noted, "came_late", 901)])
        #expect(Self.verdicts(late: 0, early: 901) == [Self.verdict(.noted, "left_early", 901)])
        #expect(
            Self.verdicts(late: 901, early: 7000) == [
                Self.verdict(.noted, "came_late", 901), Self.verdict(.noted, "left_early", 7000),
            ]
        )
    }

    @Test("without tolerance asks for every second")
    func strict() {
        let strict = Punctuality(["tolerance_seconds": 0])
        #expect(
            Self.verdicts(late: 0, early: 0, by: strict) == [Self.verdict(.met, "punctual")]
        )
        #expect(
            Self.verdicts(late: 1, early: 0, by: strict) == [Self.verdict(.noted, "came_late", 1)]
        )
    }

    @Test(
        "decides nothing while an end is not known, but for what is known already",
        arguments: [(Int64?.none, Int64?.none), (nil, 0), (0, nil), (900, nil), (nil, 900)]
    )
    func unknownEnds(late: Int64?, early: Int64?) {
        #expect(
            Self.verdicts(late: late, early: early) == [Self.verdict(.undecided, "times_unknown")]
        )
        #expect(Self.verdicts(late: 901, early: nil) == [Self.verdict(.noted, "came_late", 901)])
        #expect(
            Self.verdicts(late: nil, early: 901) == [Self.verdict(.noted, "left_early", 901)]
        )
    }

    @Test("says nothing of whoever was not connected, of trainers, nor of the sheet")
    func others() {
        let gone = RowFigures(
            status: .absent,
            lateSeconds: 5000,
            earlySeconds: 5000,
            isConnected: false
        )
        #expect(Self.rule.verdicts(on: gone, of: .sample()) == [])
        let trainer = RowFigures(role: .trainer, status: .present, lateSeconds: 5000)
        #expect(Self.rule.verdicts(on: trainer, of: .sample()) == [])
        #expect(Self.rule.verdicts(on: .sample(rows: [gone, trainer])) == [])
    }
}
