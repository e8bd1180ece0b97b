import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import Projections

/// The command `muster correct`.
struct Correct: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Corrects when somebody was there, excuses them, or takes such a decision back.",
        discussion: """
            What Zoom told stays as it is, and stays on the sheet beside what you state. Give times as \
            FROM/TO. Of a moment given in both, --present holds; of several corrections, the last. A \
            closed sheet is amended by it, and can be closed again.

            Example: muster correct --data /var/lib/muster --meeting 86412309757 --row 3 \
            --present 2026-03-09T09:05:00+01:00/2026-03-09T10:30:00+01:00 \
            --reason "Joined by telephone, seen by the trainer"
            """
    )

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption

    @Option(help: ArgumentHelp("The meeting, if it has one date.", valueName: "NUMBER"))
    var meeting: String?

    @Option(help: ArgumentHelp("The date, as muster meetings names it.", valueName: "ID"))
    var occurrence: String?

    @Option(help: ArgumentHelp("The attendee: a row of the sheet, from 1.", valueName: "N"))
    var row: Int?

    @Option(
        help: ArgumentHelp(
            "The attendee: an id of the sheet's JSON, or of a person.",
            valueName: "ID"
        )
    )
    var attendee: String?

    @Option(help: ArgumentHelp("They were there.", valueName: "FROM/TO"))
    var present: [TimeWindow] = []

    @Option(help: ArgumentHelp("They were not there.", valueName: "FROM/TO"))
    var notPresent: [TimeWindow] = []

    @Flag(help: "They are excused.")
    var excused = false

    @Option(help: ArgumentHelp("Where the proof of an excuse is kept.", valueName: "TEXT"))
    var document: String?

    @Option(help: ArgumentHelp("Take back a decision, as the sheet names it.", valueName: "ID"))
    var withdraw: String?

    @Option(help: "Why. It is kept, encrypted.")
    var reason: String

    func validate() throws {
        guard (meeting == nil) != (occurrence == nil) else {
            throw ValidationError("give either --meeting NUMBER or --occurrence ID")
        }
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("--reason must not be empty")
        }
        let isTime = !present.isEmpty || !notPresent.isEmpty
        guard [isTime, excused, withdraw != nil].count(where: { $0 }) == 1 else {
            throw ValidationError(
                "give one of: --present or --not-present (or both), --excused, --withdraw"
            )
        }
        guard document == nil || excused else {
            throw ValidationError("--document goes with --excused")
        }
        guard (withdraw == nil) == ((row == nil) != (attendee == nil)),
            row == nil || attendee == nil
        else {
            throw ValidationError(
                "name the attendee by either --row N or --attendee ID, and by neither to --withdraw"
            )
        }
    }

    func run() async throws {
        let open = try await data.openExisting()
        let id = try await open.desk.occurrence(meeting: meeting, occurrence: occurrence)
        let row = try await decide(about: id, at: open.desk)
        await open.close()
        Output.line(Self.summary(of: row))
    }

    private func decide(
        about id: OccurrenceID,
        at desk: Desk
    ) async throws -> AttendanceSheet.Row? {
        if let withdraw {
            return try await desk.withdraw(
                DecisionID(withdraw),
                of: id,
                reason: reason,
                actor: actor.value
            )
        }
        let subject = try await subject(in: id, at: desk)
        if excused {
            return try await desk.excuse(
                subject,
                of: id,
                document: document,
                reason: reason,
                actor: actor.value
            )
        }
        return try await desk.correct(
            subject,
            of: id,
            StayCorrection(notPresent: notPresent, present: present),
            reason: reason,
            actor: actor.value
        )
    }

    private func subject(in id: OccurrenceID, at desk: Desk) async throws -> SubjectID {
        if let attendee { return SubjectID(attendee) }
        let rows = try await desk.sheet(of: id).content.rows
        guard let row, rows.indices.contains(row - 1) else {
            throw CommandFailure("the sheet has \(rows.count) rows; give --row from 1 on")
        }
        return rows[row - 1].attendee
    }

    private static func summary(of row: AttendanceSheet.Row?) -> String {
        guard let row else { return "taken back; nothing else puts them on the sheet" }
        var lines = ["\(row.name): \(row.status.rawValue), \(row.secondsPresent) s present"]
        if let told = row.secondsTold { lines[0] += " (Zoom told \(told) s)" }
        if row.isExcused { lines[0] += ", excused" }
        for correction in row.corrections {
            let window = correction.window.map { " \($0.start)/\($0.end)" } ?? ""
            let end = correction.withdrawn == nil ? "" : ", taken back"
            lines.append("  \(correction.decision): \(correction.kind.rawValue)\(window)\(end)")
        }
        return lines.joined(separator: "\n")
    }
}
