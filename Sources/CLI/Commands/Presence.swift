import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import Projections

/// The command `muster presence`.
struct Presence: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says who is connected to a meeting, now or at a given time.",
        discussion: """
            It tells who was connected, whatever was corrected since; the sheet tells what holds.

            Example: muster presence --data /var/lib/muster --meeting 86412309757 \
            --at 2026-03-09T10:42:00Z
            """
    )

    @OptionGroup var data: DataDirectory

    @Option(help: ArgumentHelp("The meeting's number at Zoom.", valueName: "NUMBER"))
    var meeting: String

    @Option(help: ArgumentHelp("The time (RFC 3339). Default: now.", valueName: "TIME"))
    var at: String?

    @Option(
        help: ArgumentHelp(
            "As it was known with the event at this position, or at this time (RFC 3339).",
            valueName: "POSITION|TIME"
        )
    )
    var knownAt: KnownAt?

    @Flag(help: "How many were connected when, date by date, instead of who was at one time.")
    var curve = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard !curve || at == nil else { throw ValidationError("--curve goes without --at") }
    }

    func run() async throws {
        let desk = try await data.openToRead().desk
        guard !curve else { return try await printCurve(at: desk) }
        let instant = try time(now: desk.edges.now())
        let report = try await desk.presence(
            inMeeting: meeting,
            at: instant,
            knownAt: knownAt
        ).report
        guard !json else { return Output.json(report.json) }
        Output.line("\(report.present.count) present at \(report.at)")
        var table = TextTable(["SINCE", "ROLE", "NAME"])
        for line in report.present {
            table.add([line.since?.description ?? "–", line.role.rawValue, line.name])
        }
        Output.line(table.text)
    }

    private func printCurve(at desk: Desk) async throws {
        let id = try await desk.meeting(named: meeting).record.id
        let sheets = try await desk.sheets(of: id, knownAt: knownAt)
        guard !json else {
            return Output.json(
                .array(
                    sheets.map {
                        [
                            "occurrence": .string($0.occurrence.id.text),
                            "curve": $0.headCounts.json,
                        ]
                    }
                )
            )
        }
        var table = TextTable(["OCCURRENCE", "FROM", "PRESENT"])
        for sheet in sheets {
            for head in sheet.headCounts {
                table.add([
                    sheet.occurrence.id.text, head.at.description, String(head.count),
                ])
            }
        }
        Output.line(table.text)
    }

    private func time(now: Instant) throws -> Instant {
        guard let at else { return now }
        guard let instant = Instant(at) else {
            throw ValidationError("--at must be a time such as 2026-03-09T10:42:00Z, not \(at)")
        }
        return instant
    }
}
