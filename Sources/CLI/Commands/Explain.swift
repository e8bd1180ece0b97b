import ArgumentParser
import Attendance
import MeetingManagement
import Projections

/// The command `muster explain`.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says why a row of a sheet says what it says: the figure, the rule, the facts.",
        discussion: """
            Each figure is followed by the positions of the events behind it; muster history tells them.

            Example: muster explain --data /var/lib/muster --meeting 86412309757 --row 3 --figure status
            """
    )

    @OptionGroup var data: DataDirectory
    @OptionGroup var row: SheetRow

    @Option(
        help: ArgumentHelp(
            "Only this: \(SheetExplanation.Figure.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "NAME"
        )
    )
    var figure: SheetExplanation.Figure?

    @Option(
        help: ArgumentHelp(
            "As it was known with the event at this position, or at this time (RFC 3339).",
            valueName: "POSITION|TIME"
        )
    )
    var knownAt: KnownAt?

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let desk = try await data.openToRead().desk
        let id = try await row.date.occurrence(at: desk)
        let explanation = try await desk.explanation(
            of: try await row.attendee(in: id, at: desk),
            at: id,
            figures: figure.map { [$0] } ?? SheetExplanation.Figure.allCases,
            knownAt: knownAt
        )
        guard !json else { return Output.json(explanation.json) }
        Output.line(explanation.name)
        for entry in explanation.entries {
            let events = entry.events.map { String($0) }.joined(separator: ", ")
            Output.line("\n\(entry.figure.rawValue)\(events.isEmpty ? "" : " [\(events)]")")
            for sentence in entry.sentences { Output.line("  \(sentence)") }
        }
    }
}
