import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import Projections

/// The command `muster account`.
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Connects the organisation's accounts at Zoom, and looks after them.",
        subcommands: [
            Add.self, List.self, Check.self, Hosts.self, Defaults.self, Remove.self,
            RotateSecret.self,
        ]
    )

    /// The command `muster account list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the accounts, and how each is heard.",
            discussion: """
                COVERED says whether absence can be told of what happens now: the server receives, and \
                Zoom validated the endpoint within its 72 hours.

                Example: muster account list --data /var/lib/muster
                """
        )

        @OptionGroup var data: DataDirectory

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let open = try await data.openToRead()
            let accounts = try await AccountWatch(open.desk).accounts()
            guard !json else {
                return Output.json(["accounts": .array(accounts.map(\.json))])
            }
            var table = TextTable([
                "LABEL", "ACCOUNT", "KIND", "SINCE", "LAST DELIVERY", "COVERED",
            ])
            for account in accounts {
                table.add([
                    account.connected.label,
                    account.connected.account,
                    account.connected.kind.rawValue,
                    account.since.description,
                    account.lastDelivery?.description ?? "–",
                    account.isCovered ? "yes" : "no",
                ])
            }
            Output.line(table.text)
            for alarm in accounts.flatMap(\.alarms) {
                Output.line("\(alarm.label): \(alarm.sentence) \(alarm.advice)")
            }
        }
    }

    /// The command `muster account check`.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Looks whether an account works, and says what to do where it does not.",
            discussion: """
                It asks Zoom for a token, which scopes the app has, for its event subscription and its log \
                of deliveries, and looks when something was last delivered and validated. The exit status \
                is 1 when something is wrong.

                Example: muster account check --data /var/lib/muster Academy
                """
        )

        @OptionGroup var data: DataDirectory
        @OptionGroup var actor: ActorOption

        @Argument(
            help: ArgumentHelp(
                "The account, by Zoom's id or its label; without it, every one.",
                valueName: "ACCOUNT"
            )
        )
        var account: String?

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let open = try await data.openExisting()
            let watch = AccountWatch(open.desk)
            let accounts: [AccountReading] =
                if let account {
                    [try await watch.account(named: account)]
                } else {
                    try await watch.accounts()
                }
            var checks: [AccountCheck] = []
            for account in accounts {
                checks.append(
                    try await open.desk.check(account, in: open.accounts, actor: actor.value)
                )
            }
            await open.close()
            if json {
                Output.json(["checks": .array(checks.map(\.json))])
            } else {
                checks.forEach(Self.print)
            }
            if checks.isEmpty { Output.note("No account is connected; see muster account add.") }
            if checks.isEmpty || checks.contains(where: \.isWrong) { throw ExitCode(1) }
        }

        private static func print(_ check: AccountCheck) {
            let connected = check.account.connected
            Output.line("\(connected.label) (\(connected.account))".withoutControls)
            for finding in check.findings {
                let mark =
                    switch finding.weight {
                    case .good: "ok   "
                    case .note: "note "
                    case .wrong: "WRONG"
                    }
                Output.line("  \(mark) \(finding.sentence)".withoutControls)
                if !finding.advice.isEmpty {
                    Output.line("        → \(finding.advice)".withoutControls)
                }
            }
        }
    }

    /// The command `muster account remove`.
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Removes an account and destroys its secrets.",
            discussion: """
                What was recorded stays. Deliveries of the account are answered 401 from then on, and Zoom \
                does not send them again.

                Example: muster account remove --data /var/lib/muster Academy
                """
        )

        @OptionGroup var data: DataDirectory
        @OptionGroup var actor: ActorOption

        @Argument(
            help: ArgumentHelp("The account, by Zoom's id or its label.", valueName: "ACCOUNT")
        )
        var account: String

        func run() async throws {
            let open = try await data.openExisting()
            let reading = try await AccountWatch(open.desk).account(named: account)
            try await open.desk.removeAccount(
                reading.connected.account,
                in: open.accounts,
                actor: actor.value
            )
            await open.close()
            Output.line("The account \(reading.connected.label) is removed.".withoutControls)
        }
    }
}
