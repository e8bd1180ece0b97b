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

    @OptionGroup var row: SheetRow

    @Option(help: ArgumentHelp("They were there.", valueName: "FROM/TO"))
    var present: [TimeWindow] = []

    @Option(help: ArgumentHelp("They were not there.", valueName: "FROM/TO"))
    var notPresent: [TimeWindow] = []

    @Option(
        help: ArgumentHelp(
            "They were there as this row of a portal's file says, as the sheet's JSON names it.",
            valueName: "ROW"
        )
    )
    var confirm: String?

    @Flag(help: "They are excused.")
    var excused = false

    @Option(help: ArgumentHelp("Where the proof of an excuse is kept.", valueName: "TEXT"))
    var document: String?

    @Option(help: ArgumentHelp("Take back a decision, as the sheet names it.", valueName: "ID"))
    var withdraw: String?

    @Option(help: "Why. It is kept, encrypted.")
    var reason: String

    func validate() throws {
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("--reason must not be empty")
        }
        let isTime = !present.isEmpty || !notPresent.isEmpty
        guard [isTime, confirm != nil, excused, withdraw != nil].count(where: { $0 }) == 1 else {
            throw ValidationError(
                "give one of: --present or --not-present (or both), --confirm, --excused, "
                    + "--withdraw"
            )
        }
        guard document == nil || excused else {
            throw ValidationError("--document goes with --excused")
        }
        guard withdraw == nil || (row.row == nil && row.attendee == nil) else {
            throw ValidationError("--withdraw names a decision, and needs no --row or --attendee")
        }
    }

    func run() async throws {
        let open = try await data.openExisting()
        let id = try await row.date.occurrence(at: open.desk)
        let decided = try await decide(about: id, at: open.desk)
        await open.close()
        Output.line(decided?.summary ?? "taken back")
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
        let subject = try await row.attendee(in: id, at: desk)
        if excused {
            return try await desk.excuse(
                subject,
                of: id,
                document: document,
                reason: reason,
                actor: actor.value
            )
        }
        if let confirm {
            return try await desk.confirm(
                SubjectID(confirm),
                as: subject,
                of: id,
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
}
