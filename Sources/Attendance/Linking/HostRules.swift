public import EventSourcing

/// The rules about hosts that are in force, by whose meetings they are about.
public struct HostRules: Sendable, Hashable {
    /// What is said of some hosts, and by which name people know them.
    public struct Rule: Sendable, Hashable {
        /// What it says.
        public var verdict: HostRuleSet.Verdict
        /// The host's or the group's name.
        public var name: Personal<String>?
    }

    /// The rules.
    public private(set) var rules: [HostRuleSet.Hosts: Rule] = [:]

    /// None.
    public init() {}

    /// What the rules say of a meeting.
    ///
    /// A rule about a host counts more than one about a group; where those of several hosts or groups
    /// differ, the meeting is ours: a later host of it may have come for the organisation.
    /// - Parameters:
    ///   - account: The account's id at Zoom.
    ///   - hosts: Whoever was told to own the meeting.
    ///   - groups: Who is in each group of the account, by Zoom's id of it.
    /// - Returns: what they say; `nil` where they say nothing.
    public func verdict(
        in account: String,
        of hosts: Set<BlindIndex>,
        in groups: [String: Set<BlindIndex>]
    ) -> HostRuleSet.Verdict? {
        var said: (hosts: Set<HostRuleSet.Verdict>, groups: Set<HostRuleSet.Verdict>) = ([], [])
        for (subject, rule) in rules where subject.account == account {
            switch subject.selection {
            case .host(let host):
                if hosts.contains(host) { said.hosts.insert(rule.verdict) }
            case .group(let group):
                if !hosts.isDisjoint(with: groups[group] ?? []) {
                    said.groups.insert(rule.verdict)
                }
            }
        }
        let verdicts = said.hosts.isEmpty ? said.groups : said.hosts
        return verdicts.contains(.ours) ? .ours : verdicts.first
    }

    /// The accounts whose groups a rule is about.
    public var accountsWithGroups: Set<String> {
        Set(
            rules.keys.compactMap {
                if case .group = $0.selection { $0.account } else { nil }
            }
        )
    }

    mutating func note(_ set: HostRuleSet) {
        rules[set.hosts] = set.verdict.map { Rule(verdict: $0, name: set.name) }
    }
}

/// The rules of the rules about hosts: of the same hosts, the last one set counts.
public enum HostRulesDecider: Decider {
    /// None is set.
    public static var initialState: HostRules { HostRules() }

    /// Decides about a command; see ``/EventSourcing/Decider``.
    public static func decide(
        _ command: HostRuleSet,
        in state: HostRules
    ) throws(Never) -> [AttendanceEvent] {
        state.rules[command.hosts]?.verdict == command.verdict ? [] : [.hostRuleSet(command)]
    }

    /// Takes an event in; see ``/EventSourcing/Decider``.
    public static func evolve(_ state: inout HostRules, with event: AttendanceEvent) {
        guard case .hostRuleSet(let set) = event else { return }
        state.note(set)
    }
}
