import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import ZoomAPI

extension AccountCommand {
    /// The command `muster account hosts`.
    struct Hosts: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists who may host meetings of an account, as Zoom tells it now.",
            discussion: "Example: muster account hosts --data /var/lib/muster Academy"
        )

        @OptionGroup var data: DataDirectory

        @Argument(
            help: ArgumentHelp("The account, by Zoom's id or its label.", valueName: "ACCOUNT")
        )
        var account: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let open = try await data.openToRead()
            let reading = try await AccountWatch(open.desk).account(named: account)
            let users = try await open.desk.hosts(
                of: reading.connected.account,
                through: try await open.zoomClients()
            )
            guard !json else {
                return Output.json(["hosts": .array(users.map(\.hostJSON))])
            }
            var table = TextTable(["E-MAIL", "ID", "NAME", "LICENSED", "ZONE"])
            for user in users {
                table.add([
                    user.email ?? "–", user.id, user.displayName ?? "–",
                    user.isLicensed ? "yes" : "no", user.timezone ?? "–",
                ])
            }
            Output.line(table.text)
        }
    }

    /// The command `muster account defaults`.
    struct Defaults: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Sets how people come into an account's meetings of which nothing else is said.",
            discussion: """
                It takes the place of what was set before, and holds for what is arranged from then on; \
                without any option what is usual holds again: people register and are approved at once, \
                Zoom sends them their link, and nothing is recorded.

                Example: muster account defaults --data /var/lib/muster Academy --registration none \
                --recording cloud
                """
        )

        @OptionGroup var data: DataDirectory
        @OptionGroup var actor: ActorOption

        @Argument(
            help: ArgumentHelp("The account, by Zoom's id or its label.", valueName: "ACCOUNT")
        )
        var account: String

        @OptionGroup var settings: MeetingSettingsOptions

        func run() async throws {
            let open = try await data.openExisting()
            let reading = try await AccountWatch(open.desk).account(named: account)
            let isChanged = try await open.desk.setDefaults(
                of: reading.connected.account,
                to: settings.value,
                actor: actor.value
            )
            await open.close()
            Output.line(
                isChanged
                    ? "It holds for what is arranged from now on." : "Nothing changed."
            )
        }
    }
}
