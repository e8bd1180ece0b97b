import ArgumentParser

/// The command `muster`.
@main
struct MusterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "muster",
        abstract: "Attendance for training held on Zoom: facts in, signed sheets out.",
        discussion: """
            Everything about one organisation lives in one data directory. Try it first: \
            muster demo --out demo
            """,
        version: "0.1.0",
        subcommands: [
            Serve.self, AccountCommand.self, Demo.self, Ingest.self, Reconcile.self, People.self,
            Organisation.self, Rules.self, Schedule.self, Roster.self, Meetings.self,
            MeetingCommand.self, Presence.self, Sheet.self, Correct.self,
            Identify.self, Signing.self, Move.self, Close.self, Explain.self, Audit.self, Diff.self,
            History.self,
            Erase.self, Verify.self, LogCommand.self, Backup.self, Restore.self, Rebuild.self,
            WitnessCommand.self, ZoomSimulatorCommand.self, Bench.self,
        ]
    )
}

/// Why a command could not do what it was asked, and what to do.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
