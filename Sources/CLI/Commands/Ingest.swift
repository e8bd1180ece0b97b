import ArgumentParser
import Foundation
import MeetingManagement

/// The command `muster ingest`.
struct Ingest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Takes in recorded deliveries from a file.",
        discussion: """
            One delivery a line: {"received_at": "2026-03-09T09:28:11.304Z", "body": "<the exact bytes \
            as a string>"}. Their facts carry the source "file". A line that cannot be read is \
            reported with its number; the rest is taken in, and the status is 1.

            Example: muster ingest --data /var/lib/muster march.ndjson
            """
    )

    @OptionGroup var data: DataDirectory

    @Argument(help: ArgumentHelp("The recording; - is standard input.", valueName: "FILE.ndjson"))
    var file: String

    func run() async throws {
        let lines = try LineReader(path: file)
        let open = try await data.open()
        var intake = FileIntake()
        var number = 0
        while let line = try lines.next() {
            number += 1
            try await intake.take(line: line, number: number, at: open.desk)
        }
        await open.close()
        Output.line("stored: \(intake.stored)")
        Output.line("duplicates: \(intake.duplicates)")
        Output.line("kept-unknown: \(intake.keptUnknown)")
        Output.line("refused: \(intake.refused.count)")
        for line in intake.refused { Output.note("line \(line.number): \(line.reason)") }
        if !intake.refused.isEmpty { throw ExitCode(1) }
    }
}
