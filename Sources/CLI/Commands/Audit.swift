import ArgumentParser
import EventSourcing
import MeetingManagement
import Projections

/// The command `muster audit`.
struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads a sheet as an inspector would, and says what does not fit together.",
        discussion: """
            Each finding is followed by the positions of the events that show it. The status is 1 where one \
            of them is grave.

            Example: muster audit --data /var/lib/muster --meeting 86412309757 --holiday 2026-05-01
            """
    )

    @OptionGroup var data: DataDirectory
    @OptionGroup var date: DateOption

    @Option(help: ArgumentHelp("A day on which nobody works.", valueName: "YYYY-MM-DD"))
    var holiday: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        for day in holiday where CivilDate(day) == nil {
            throw ValidationError("--holiday must be a day such as 2026-05-01, not \(day)")
        }
    }

    func run() async throws {
        let desk = try await data.openToRead().desk
        let id = try await date.occurrence(at: desk)
        let audit = try await desk.audit(
            of: id,
            holidays: Set(holiday.compactMap { CivilDate($0) })
        )
        if json {
            Output.json(audit.json)
        } else {
            for finding in audit.findings {
                let events = finding.events.map { String($0) }.joined(separator: ", ")
                let place = events.isEmpty ? "" : " [\(events)]"
                Output.line("\(finding.severity.rawValue): \(finding.sentence)\(place)")
            }
            if audit.findings.isEmpty { Output.line("nothing found") }
        }
        if audit.findings.contains(where: { $0.severity == .grave }) { throw ExitCode(1) }
    }
}
