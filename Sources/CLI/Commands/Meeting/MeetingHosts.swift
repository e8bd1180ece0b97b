import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement

/// The command `muster meeting hosts`.
struct MeetingHosts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hosts",
        abstract:
            "Says whose meetings are ours, so that they are linked by themselves, and whose are not.",
        discussion: """
            A rule is about one host or about those in a group of Zoom's. It is applied to meetings that             nobody linked when Zoom tells of them; what was linked by a rule stays so when that is taken back.
            """,
        subcommands: [MeetingHostsSet.self, MeetingHostsList.self],
        defaultSubcommand: MeetingHostsList.self
    )
}

/// The command `muster meeting hosts set`.
struct MeetingHostsSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Sets a rule about one host or about those in a group, or takes it back.",
        discussion: """
            Examples:
              muster meeting hosts set --account AbC1 --host trainer@example.org ours
              muster meeting hosts set --account AbC1 --group 7Qk2hPzWRCSRxLWvnMQg-w not-ours
              muster meeting hosts set --account AbC1 --host trainer@example.org none
            """
    )

    enum Verdict: String, ExpressibleByArgument, CaseIterable {
        case ours
        case notOurs = "not-ours"
        case none

        var value: HostRuleSet.Verdict? {
            switch self {
            case .ours: .ours
            case .notOurs: .notOurs
            case .none: nil
            }
        }
    }

    @Argument(
        help: ArgumentHelp(
            "Whether their meetings are ours; none takes the rule back.",
            valueName: "VERDICT"
        )
    )
    var verdict: Verdict

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption

    @Option(help: ArgumentHelp("The account at Zoom.", valueName: "ID"))
    var account: String

    @Option(
        help: ArgumentHelp(
            "The host's e-mail address, or their Zoom user id where Zoom cannot be asked.",
            valueName: "HOST"
        )
    )
    var host: String?

    @Option(help: ArgumentHelp("The group, by Zoom's id of it.", valueName: "ID"))
    var group: String?

    func validate() throws {
        guard (host == nil) != (group == nil) else {
            throw ValidationError("give either --host or --group")
        }
    }

    func run() async throws {
        let open = try await data.open()
        if let host {
            try await open.desk.rule(
                verdict.value,
                host: host,
                of: account,
                through: try await open.zoomClients(),
                actor: actor.value
            )
        } else if let group {
            try await open.desk.rule(verdict.value, group: group, of: account, actor: actor.value)
        }
        await open.close()
    }
}

/// The command `muster meeting hosts list`.
struct MeetingHostsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the rules."
    )

    @OptionGroup var data: DataDirectory

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let open = try await data.openToRead()
        let rules = try await open.desk.hostRules().rules.map { hosts, rule in
            Line(hosts: hosts, rule: rule)
        }.sorted { ($0.account, $0.kind, $0.name) < ($1.account, $1.kind, $1.name) }
        await open.close()
        guard !json else { return Output.json(.array(rules.map(\.json))) }
        var table = TextTable(["ACCOUNT", "WHOSE", "NAME", "MEETINGS ARE"])
        for line in rules { table.add([line.account, line.kind, line.name, line.verdict]) }
        Output.line(table.text)
    }

    private struct Line {
        var account: String
        var kind: String
        var name: String
        var verdict: String

        init(hosts: HostRuleSet.Hosts, rule: HostRules.Rule) {
            account = hosts.account
            switch hosts.selection {
            case .host(let index):
                kind = "host"
                name = rule.name?.value ?? index.text
            case .group(let group):
                kind = "group"
                name = group
            }
            verdict = rule.verdict == .ours ? "ours" : "not ours"
        }

        var json: JSON {
            [
                "account": .string(account), "kind": .string(kind), "name": .string(name),
                "verdict": .string(verdict),
            ]
        }
    }
}
