import Attendance
import EventSourcing
import Testing

@Suite("The shelf of rules")
struct RuleShelfTests {
    private static func error(_ reference: RuleReference) -> String? {
        do {
            _ = try RuleShelf.rule(reference)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("has nine rules, in one version each")
    func rules() {
        #expect(
            RuleShelf.rules.keys.sorted() == [
                "attendee-signs@1", "complete-log@1", "credits@1", "engagement-checks@1",
                "minimum-presence@1", "punctuality@1", "timely-signature@1",
                "trainer-connected@1", "trainer-signs@1",
            ]
        )
        for (id, rule) in RuleShelf.rules { #expect(rule.id == id) }
    }

    @Test(
        "knows no other rule, and no other version",
        arguments: ["punctuality", "punctuality@2", "Punctuality@1", ""]
    )
    func unknown(id: String) {
        let error = Self.error(RuleReference(id, ["tolerance_seconds": 900]))
        #expect(error == "rules: this version knows no rule \(id)")
    }

    @Test("takes no parameter that a rule does not have")
    func unknownParameter() {
        #expect(
            Self.error(RuleReference("minimum-presence@1", ["percent": 75]))
                == "rules: minimum-presence@1 has no parameter percent"
        )
        let misspelt = ["tolerance_second": Int64(900), "tolerance_seconds": 900]
        #expect(
            Self.error(RuleReference("punctuality@1", misspelt))
                == "rules: punctuality@1 has no parameter tolerance_second"
        )
    }

    @Test(
        "takes parameters within their ranges only",
        arguments: [
            ("punctuality@1", "tolerance_seconds", Int64(0), Int64(86_400)),
            ("credits@1", "unit_seconds", 60, 86_400), ("credits@1", "steps", 1, 100),
            ("engagement-checks@1", "per_credit", 1, 100),
            ("engagement-checks@1", "unit_seconds", 60, 86_400),
        ]
    )
    func ranges(id: String, name: String, lowest: Int64, highest: Int64) throws {
        let ranges = try #require(RuleShelf.rules[id]).parameters
        var parameters = ranges.mapValues(\.lowerBound)
        for value in [lowest, highest] {
            parameters[name] = value
            #expect(Self.error(RuleReference(id, parameters)) == nil)
        }
        for value in [lowest - 1, highest + 1, nil] {
            parameters[name] = value
            #expect(
                Self.error(RuleReference(id, parameters))
                    == "rules: \(id) needs \(name) from \(lowest) to \(highest)"
            )
        }
    }

    @Test("gives a pack its verdicts in the order of its rules, each under the rule's id")
    func order() {
        var pack = RulePack.generic
        pack.rules = [
            RuleReference("complete-log@1"),
            RuleReference("punctuality@1", ["tolerance_seconds": 0]),
            RuleReference("minimum-presence@1"), RuleReference("trainer-connected@1"),
        ]
        let row = RowFigures(
            status: .partial,
            secondsPresent: 60,
            lateSeconds: 1,
            earlySeconds: 0,
            isIncomplete: true
        )
        let sheet = SheetFigures.sample(isComplete: false, rows: [row])
        #expect(
            pack.verdicts(on: row, of: sheet).map { "\($0.rule) \($0.finding)" } == [
                "complete-log@1 access_incomplete", "punctuality@1 came_late",
                "minimum-presence@1 presence_missed",
            ]
        )
        #expect(
            pack.verdicts(on: sheet).map { "\($0.rule) \($0.finding)" } == [
                "complete-log@1 log_not_shown_complete", "trainer-connected@1 trainer_not_seen",
            ]
        )
        pack.rules.insert(RuleReference("no-longer-known@1"), at: 0)
        #expect(pack.verdicts(on: sheet).count == 2)
    }
}
