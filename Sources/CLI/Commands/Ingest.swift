import ArgumentParser
import Foundation
import MeetingManagement
import ZoomAPI

/// The command `muster ingest`.
struct Ingest: AsyncParsableCommand {
    /// What a file holds.
    enum Content: String, EnumerableFlag {
        case recording
        case report
        case portal
    }

    static let configuration = CommandConfiguration(
        abstract: "Takes in recorded deliveries, a participants report or a file of Zoom's portal.",
        discussion: """
            A recording has one delivery a line: {"received_at": "2026-03-09T09:28:11.304Z", "body": "<the \
            exact bytes as a string>"}. Its facts carry the source "file".

            A report is what Zoom's API answered for a run: /report/meetings/UUID/participants, every page in \
            its order. Its rows are set against what came live; a whole report is what shows that whoever \
            is not on it was absent.

            A file of the portal names neither the run nor anybody's connection: its rows are listed, and \
            count when muster correct --confirm has confirmed them.

            What cannot be read is reported; the rest is taken in, and the status is 1.

            Example: muster ingest --data /var/lib/muster --report page1.json page2.json \
            --meeting 86412309757 --run cUuUUQm7Rv+3Wv0TmFh0Kw==
            """
    )

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption

    @Flag(help: "What the files hold.")
    var content = Content.recording

    @Option(help: ArgumentHelp("The meeting of a report or portal file.", valueName: "NUMBER"))
    var meeting: String?

    @Option(help: ArgumentHelp("The run of a report, by Zoom's uuid.", valueName: "UUID"))
    var run: String?

    @Option(
        help: ArgumentHelp(
            "The zone of whoever saved a portal file: its times have none.",
            valueName: "ZONE"
        )
    )
    var zone: String?

    @Option(help: "How a portal file's dates are to be read: MM/DD or DD/MM.")
    var dates: PortalDateOrder?

    @Argument(help: ArgumentHelp("The files; - is standard input.", valueName: "FILE"))
    var files: [String]

    func validate() throws {
        switch content {
        case .recording:
            guard meeting == nil, run == nil, zone == nil, dates == nil else {
                throw ValidationError(
                    "--meeting, --run, --zone and --dates go with --report or --portal"
                )
            }
        case .report:
            guard meeting != nil, run != nil, zone == nil, dates == nil else {
                throw ValidationError("--report needs --meeting and --run")
            }
        case .portal:
            guard meeting != nil, zone != nil, run == nil else {
                throw ValidationError("--portal needs --meeting and --zone")
            }
        }
        guard !files.isEmpty else { throw ValidationError("give a file") }
    }

    func run() async throws {
        switch content {
        case .recording: try await takeRecordings()
        case .report: try await takeReport()
        case .portal: try await takePortalFiles()
        }
    }

    private func takeRecordings() async throws {
        let open = try await data.open()
        var intake = FileIntake()
        for file in files {
            let lines = try LineReader(path: file)
            var number = 0
            while let line = try lines.next() {
                number += 1
                try await intake.take(line: line, number: number, at: open.desk)
            }
        }
        await open.close()
        Output.line("stored: \(intake.stored)")
        Output.line("duplicates: \(intake.duplicates)")
        Output.line("kept-unknown: \(intake.keptUnknown)")
        Output.line("refused: \(intake.refused.count)")
        for line in intake.refused { Output.note("line \(line.number): \(line.reason)") }
        if !intake.refused.isEmpty { throw ExitCode(1) }
    }

    private func takeReport() async throws {
        let pages = try files.map(Self.contents)
        let open = try await data.openExisting()
        let intake = try await open.desk.takeReport(
            pages,
            ofRun: self.run ?? "",
            meeting: meeting ?? "",
            actor: actor.value
        )
        await open.close()
        try Self.tell([intake])
    }

    private func takePortalFiles() async throws {
        let contents = try files.map(Self.contents)
        let open = try await data.openExisting()
        var intakes: [ReportIntake] = []
        for bytes in contents {
            intakes.append(
                try await open.desk.takePortalFile(
                    bytes,
                    meeting: meeting ?? "",
                    zone: zone ?? "",
                    dateOrder: dates,
                    actor: actor.value
                )
            )
        }
        await open.close()
        try Self.tell(intakes)
    }

    private static func contents(of file: String) throws -> [UInt8] {
        if file == "-" { return Array(FileHandle.standardInput.readDataToEndOfFile()) }
        guard let contents = FileManager.default.contents(atPath: file) else {
            throw CommandFailure("cannot read \(file)")
        }
        return Array(contents)
    }

    private static func tell(_ intakes: [ReportIntake]) throws {
        for intake in intakes {
            Output.line("rows: \(intake.rows)\(intake.wasKnown ? ", known already" : "")")
            if let isComplete = intake.isComplete {
                Output.line("complete: \(isComplete ? "yes" : "no")")
            }
            Output.line("refused: \(intake.refused.count)")
            for line in intake.refused { Output.note(line) }
        }
        if intakes.contains(where: { !$0.refused.isEmpty }) { throw ExitCode(1) }
    }
}
