import ArgumentParser
import EventSourcing
import EventStore
import Foundation
import MeetingManagement

/// The command `muster backup`.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copies the log, or its keys, while it is in use.",
        discussion: """
            The two are kept apart: whoever is erased stays readable with an older copy of the keys, so \
            that those expire. The master key is in neither.
            """,
        subcommands: [Log.self, Keys.self],
        defaultSubcommand: Log.self
    )

    /// The command `muster backup`.
    struct Log: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copies events.db, consistently, and verifies the copy.",
            discussion: "Example: muster backup --data /var/lib/muster --to /mnt/backup/2026-03-09"
        )

        @OptionGroup var data: DataDirectory

        @Option(help: ArgumentHelp("A new directory.", valueName: "DIR"))
        var to: String

        func run() async throws {
            let target = URL(fileURLWithPath: to, isDirectory: true)
            let verified = try LogBackup.copyLog(of: data.url, to: target)
            Output.line("copied and verified: \(verified.size) events")
            Output.line("root: \(verified.root)")
        }
    }

    /// The command `muster backup keys`.
    struct Keys: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copies keys.db into a file that expires.",
            discussion: """
                An erasure is final once every copy of the keys made before it is destroyed: keep few, \
                and not for long.

                Example: muster backup keys --data /var/lib/muster --to /mnt/keys/2026-03-09 --days 14
                """
        )

        @OptionGroup var data: DataDirectory

        @Option(help: ArgumentHelp("A new directory.", valueName: "DIR"))
        var to: String

        @Option(help: "How many days the copy may be restored.")
        var days: Int64 = 14

        func validate() throws {
            guard (1...366).contains(days) else {
                throw ValidationError("--days must be 1 to 366, not \(days)")
            }
        }

        func run() async throws {
            let expires = Edges.live.now().advanced(bySeconds: days * 86_400)
            let file = try LogBackup.copyKeys(
                of: data.url,
                to: URL(fileURLWithPath: to, isDirectory: true),
                expires: expires
            )
            Output.line("copied the keys to \(file.path)")
            Output.line("destroy it by \(expires): after that it is not taken back")
        }
    }
}

/// The command `muster restore`.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes a data directory from a copy of the log and a copy of the keys.",
        discussion: """
            Every erasure that either copy knows of is applied to both before anything is served. The \
            master key must be given again (MUSTER_MASTER_KEY, or the file master.key).

            Example: muster restore --data /var/lib/muster --from /mnt/backup/2026-03-09 \
            --keys /mnt/keys/2026-03-09
            """
    )

    @OptionGroup var data: DataDirectory

    @Option(help: ArgumentHelp("The directory of muster backup.", valueName: "DIR"))
    var from: String

    @Option(help: ArgumentHelp("The directory of muster backup keys.", valueName: "DIR"))
    var keys: String

    func run() async throws {
        let verified = try LogBackup.restore(
            log: URL(fileURLWithPath: from, isDirectory: true),
            keys: URL(fileURLWithPath: keys, isDirectory: true),
            to: data.url,
            now: Edges.live.now()
        )
        Output.line("restored: \(verified.size) events")
        Output.line("root: \(verified.root)")
    }
}
