import ArgumentParser
import EventSourcing
import MeetingManagement
import Projections
import Synchronization

/// The command `muster reconcile`.
struct Reconcile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Asks Zoom now for what did not come: runs, their ends and participants reports.",
        discussion: """
            muster serve does the same by itself: after each end, after it was away, and daily for what \
            was planned. This asks at once, also where it had given up, and prints what is known of each \
            run then: how many stays the report agrees with, adds to, contradicts or lacks.

            A run has no report for some minutes after its end, and never one where somebody was alone. \
            The status is 1 where Zoom could not be asked.

            Example: muster reconcile --data /var/lib/muster --meeting 86412309757 --since 2026-03-01
            """
    )

    @OptionGroup var data: DataDirectory

    @Option(help: ArgumentHelp("The meeting; else all of them.", valueName: "NUMBER"))
    var meeting: String?

    @Option(
        help: ArgumentHelp(
            "The runs that began since then, a day of UTC or a time. Default: the last 31 days.",
            valueName: "DATE"
        )
    )
    var since: String?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard since == nil || start != nil else {
            throw ValidationError("--since takes a day such as 2026-03-09, or a time (RFC 3339)")
        }
    }

    private var start: Instant? {
        guard let since else { return nil }
        return Instant(since)
            ?? CivilDate(since).map { Instant(seconds: Int64($0.daysSinceEpoch) * 86_400) }
    }

    func run() async throws {
        let open = try await data.openExisting()
        let clients = try await open.zoomClients()
        let isConnected = await !clients.accounts.isEmpty
        guard isConnected else {
            await open.close()
            throw CommandFailure("no account is connected; muster account add connects one")
        }
        let reconciler = Reconciler(desk: open.desk, clients: clients)
        let troubles = Troubles()
        let findings = try await reconciler.reconcile(meeting: meeting, since: start) { note in
            if note.isTrouble { troubles.note() }
            Output.note("\(note)")
        }
        await open.close()
        if json {
            Output.json(["runs": .array(findings.map(\.json))])
        } else {
            Output.line(Self.table(of: findings).text)
        }
        if troubles.any { throw ExitCode(1) }
    }

    private static func table(of findings: [RunFinding]) -> TextTable {
        var table = TextTable([
            "meeting", "run", "start", "report", "agrees", "adds", "contradicts", "lacks",
            "only reported",
        ])
        for finding in findings {
            let comparison = finding.comparison
            table.add([
                finding.number, finding.uuid, finding.start?.description ?? "", finding.words,
                "\(comparison.agrees)", "\(comparison.adds)", "\(comparison.contradicts)",
                "\(comparison.lacks)", "\(comparison.isOnlyReported)",
            ])
        }
        return table
    }
}

/// Whether anything went wrong, noted by whoever asks beside others.
private final class Troubles: Sendable {
    private let count = Mutex(0)

    func note() { count.withLock { $0 += 1 } }

    var any: Bool { count.withLock { $0 > 0 } }
}
