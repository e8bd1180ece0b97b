import Attendance
import EventSourcing
import TestSupport
import Testing

@Suite("What rules about hosts say")
struct HostRulesTests {
    private static func rules(
        _ sets: (HostRuleSet.Selection, HostRuleSet.Verdict?)...
    ) -> HostRules {
        var rules = HostRulesDecider.initialState
        for (selection, verdict) in sets {
            let set = HostRuleSet(hosts: .init(account: "a", selection), verdict: verdict)
            for event in HostRulesDecider.decide(set, in: rules) {
                HostRulesDecider.evolve(&rules, with: event)
            }
        }
        return rules
    }

    private static let groups: [String: Set<BlindIndex>] = ["staff": ["hana", "ivo"]]

    private static func verdict(
        _ rules: HostRules,
        _ hosts: Set<BlindIndex>,
        account: String = "a"
    ) -> HostRuleSet.Verdict? {
        rules.verdict(in: account, of: hosts, in: groups)
    }

    @Test("is nothing of others, or of another account")
    func others() {
        let rules = Self.rules((.host("hana"), .ours), (.group("other"), .notOurs))
        #expect(Self.verdict(rules, ["ivo"]) == nil)
        #expect(Self.verdict(rules, []) == nil)
        #expect(Self.verdict(rules, ["hana"], account: "b") == nil)
        #expect(Self.verdict(rules, ["hana"]) == .ours)
    }

    @Test("of a host counts more than of their group, and ours more than not")
    func precedence() {
        let rules = Self.rules((.group("staff"), .ours), (.host("hana"), .notOurs))
        #expect(Self.verdict(rules, ["hana"]) == .notOurs)
        #expect(Self.verdict(rules, ["ivo"]) == .ours)
        let both = Self.rules((.host("ivo"), .ours), (.host("hana"), .notOurs))
        #expect(Self.verdict(both, ["hana", "ivo"]) == .ours)
    }

    @Test("is what was said last, and nothing once it is taken back")
    func last() {
        let set = Self.rules((.host("hana"), .ours), (.host("hana"), .notOurs))
        #expect(Self.verdict(set, ["hana"]) == .notOurs)
        let back = Self.rules((.host("hana"), .ours), (.host("hana"), nil))
        #expect(Self.verdict(back, ["hana"]) == nil)
        #expect(back == HostRules())
    }
}
