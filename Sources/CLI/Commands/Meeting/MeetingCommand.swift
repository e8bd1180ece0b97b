import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import Projections

/// The command `muster meeting`.
struct MeetingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meeting",
        abstract: "Arranges meetings and webinars at Zoom, and keeps their registrants in step.",
        discussion: """
            What is wanted is kept first, and done at Zoom then: at once where Zoom can be reached, else as \
            soon as it can. While muster serve runs it does so; without it, each of these commands does.
            """,
        subcommands: [
            MeetingCreate.self, MeetingChange.self, MeetingCancel.self, MeetingEnd.self,
            MeetingPanelists.self, MeetingStart.self, MeetingTakeOver.self, MeetingListing.self,
            MeetingOutbox.self, MeetingLinking.self, MeetingDisowning.self, MeetingUnlinked.self,
            MeetingHosts.self,
        ]
    )
}

/// What commands about arrangements have in common: having it done, and saying how it stands.
struct ArrangementOutput: ParsableArguments {
    @Flag(help: "Print JSON.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "How long to wait for a server that runs beside to have it done.",
            valueName: "SECONDS"
        )
    )
    var wait = 10

    func validate() throws {
        guard (0...3600).contains(wait) else {
            throw ValidationError("--wait takes 0 to 3600 seconds")
        }
    }

    /// Has what is wanted done, and prints how it stands.
    func finish(_ id: String, in open: OpenDirectory) async throws {
        try await OutboxRunning(open).settle(id, secondsMax: wait)
        let entry = try await open.desk.arrangement(named: id)
        let reading = try await open.desk.reading(of: entry)
        let waiting = try await open.desk.outbox().filter { $0.arrangement.text == reading.id }
        await open.close()
        guard !json else {
            return Output.json([
                "arrangement": reading.json, "waiting": .array(waiting.map(\.json)),
            ])
        }
        let number = reading.number.map { "number \($0)" } ?? "no number yet"
        Output.line("\(reading.id)  \(reading.state)  \(number)")
        for date in reading.dates {
            let state = date.isCancelled ? "cancelled" : date.isConfirmed ? "at Zoom" : "wanted"
            Output.line("\(date.occurrence)  \(date.window.start)  \(state)")
        }
        for line in waiting {
            Output.line("\(line.what): \(line.reason ?? "waits"); \(line.advice)")
        }
    }
}

/// Has the outbox emptied, by this process where it holds the data directory, else by the server that
/// does: two would make meetings twice.
struct OutboxRunning {
    private let open: OpenDirectory

    init(_ open: OpenDirectory) { self.open = open }

    /// Empties it, or waits for the server to have done what is wanted of one arrangement.
    func settle(_ id: String, secondsMax: Int) async throws {
        if case .own = open.keeper {
            _ = try await empty()
            return
        }
        // A quarter of a second at a time: nobody waits for longer than it takes.
        for _ in 0..<(secondsMax * 4) {
            let arrangement = try await open.desk.arrangement(named: id).arrangement
            if arrangement.next == nil { return }
            try await Task.sleep(for: .milliseconds(250))
        }
    }

    /// Does everything that can be done now.
    func empty() async throws -> OutboxProgress {
        let clients = try await open.zoomClients()
        return try await Outbox(desk: open.desk, clients: clients).empty()
    }
}
