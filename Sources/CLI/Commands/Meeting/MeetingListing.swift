import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import Projections

/// The command `muster meeting list`.
struct MeetingListing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists what was arranged and taken over, with its dates.",
        discussion: """
            muster meetings lists every meeting that is known, with its sheets.

            Example: muster meeting list --data /var/lib/muster
            """
    )

    @OptionGroup var data: DataDirectory

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let readings = try await data.openToRead().desk.arrangementList()
        guard !json else { return Output.json(.array(readings.map(\.json))) }
        var table = TextTable(["NUMBER", "STATE", "START", "DATE", "ARRANGEMENT", "TOPIC"])
        for reading in readings {
            let about = [reading.id, reading.topic ?? "–"]
            let number = reading.number ?? "–"
            guard !reading.dates.isEmpty else {
                table.add([number, reading.state, "–", "–"] + about)
                continue
            }
            for date in reading.dates {
                let state = date.isCancelled ? "cancelled" : reading.state
                table.add(
                    [number, state, date.window.start.description, date.occurrence.text] + about
                )
            }
        }
        Output.line(table.text)
    }
}

/// The command `muster meeting outbox`.
struct MeetingOutbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Lists what waits to be done at Zoom and what Zoom refused, or has it done.",
        subcommands: [Listed.self, Run.self, Retry.self],
        defaultSubcommand: Listed.self
    )

    /// The command `muster meeting outbox list`.
    struct Listed: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Lists what waits, since when, what came in between, and what to do.",
            discussion: "Example: muster meeting outbox --data /var/lib/muster"
        )

        @OptionGroup var data: DataDirectory

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let lines = try await data.openToRead().desk.outbox()
            guard !json else { return Output.json(.array(lines.map(\.json))) }
            guard !lines.isEmpty else { return Output.line("nothing waits") }
            var table = TextTable(["SINCE", "NUMBER", "STATE", "WHAT", "WHY", "TO DO"])
            for line in lines {
                table.add([
                    line.since.description, line.number ?? "–",
                    line.isRefused ? "refused" : "waiting", line.what, line.reason ?? "–",
                    line.advice,
                ])
            }
            Output.line(table.text)
        }
    }

    /// The command `muster meeting outbox run`.
    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run",
            abstract: "Does at Zoom what can be done now.",
            discussion: """
                While a server runs beside, it does so itself; two would make meetings twice.

                Example: muster meeting outbox run --data /var/lib/muster
                """
        )

        @OptionGroup var data: DataDirectory

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let open = try await data.openExisting()
            guard case .own = open.keeper else {
                await open.close()
                throw CommandFailure(
                    "the server that holds this directory empties the outbox itself; muster meeting "
                        + "outbox says what it waits for"
                )
            }
            let progress = try await OutboxRunning(open).empty()
            await open.close()
            guard !json else {
                return Output.json([
                    "done": .integer(Int64(progress.done)),
                    "refused": .integer(Int64(progress.refused)),
                    "waiting": .integer(Int64(progress.waiting)),
                    "next": .time(progress.nextAt),
                ])
            }
            Output.line(
                "done: \(progress.done), refused: \(progress.refused), waiting: \(progress.waiting)"
            )
        }
    }

    /// The command `muster meeting outbox retry`.
    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retry",
            abstract: "Has tried again what Zoom refused.",
            discussion: "Example: muster meeting outbox retry 86412309757 --data /var/lib/muster"
        )

        @Argument(
            help: ArgumentHelp(
                "The meeting's number, or the arrangement's id.",
                valueName: "MEETING"
            )
        )
        var meeting: String

        @OptionGroup var data: DataDirectory
        @OptionGroup var actor: ActorOption
        @OptionGroup var output: ArrangementOutput

        func run() async throws {
            let open = try await data.openExisting()
            let entry = try await open.desk.retryArrangement(meeting, actor: actor.value)
            try await output.finish(entry.arrangement.id?.text ?? meeting, in: open)
        }
    }
}
