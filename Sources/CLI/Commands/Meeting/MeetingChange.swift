import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import Projections

/// The command `muster meeting change`.
struct MeetingChange: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change",
        abstract: "Changes an arranged meeting, or the time of one date of it.",
        discussion: """
            Only what differs is sent. With --occurrence one date is moved. A series gets another first \
            date and rule only before it has begun, for Zoom would replace its past dates.

            Example: muster meeting change 86412309757 --data /var/lib/muster --occurrence 9f2c… \
            --start 2026-03-10T09:00 --zone Europe/Paris --minutes 180
            """
    )

    @Argument(
        help: ArgumentHelp("The meeting's number, or the arrangement's id.", valueName: "MEETING")
    )
    var meeting: String

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption

    @Option(help: ArgumentHelp("The one date that is meant.", valueName: "ID"))
    var occurrence: String?

    @Option(help: "The topic. It is kept encrypted.")
    var topic: String?

    @Option(help: "What it is about. It is kept encrypted.")
    var agenda: String?

    @OptionGroup var time: MeetingTime
    @OptionGroup var settings: MeetingSettingsOptions
    @OptionGroup var output: ArrangementOutput

    func run() async throws {
        let open = try await data.openExisting()
        let known = try await open.desk.arrangement(named: meeting).arrangement
        let date = occurrence.map { OccurrenceID($0) }
        let seconds = time.minutes.map { $0 * 60 } ?? known.plannedSeconds(at: date)
        var draft = ArrangementChangeDraft()
        draft.occurrence = date
        draft.topic = topic
        draft.agenda = agenda
        draft.start = try time.plan(seconds: seconds)
        draft.series = try time.series()
        draft.seconds = time.minutes.map { $0 * 60 }
        draft.settings = settings.value
        guard draft.series == nil || draft.start != nil else {
            throw ValidationError("another rule of a series needs its first date in --start")
        }
        let entry = try await open.desk.change(meeting, to: draft, actor: actor.value)
        try await output.finish(entry.arrangement.id?.text ?? meeting, in: open)
    }
}

/// The command `muster meeting cancel`.
struct MeetingCancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Cancels an arranged meeting at Zoom, or one date of it.",
        discussion: """
            Nothing is deleted here: that it was cancelled, by whom and why, is kept like everything else.

            Example: muster meeting cancel 86412309757 --data /var/lib/muster --reason "Trainer ill"
            """
    )

    @Argument(
        help: ArgumentHelp("The meeting's number, or the arrangement's id.", valueName: "MEETING")
    )
    var meeting: String

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption

    @Option(help: ArgumentHelp("Only this date.", valueName: "ID"))
    var occurrence: String?

    @Option(help: "Why. It is kept, encrypted.")
    var reason: String

    @OptionGroup var output: ArrangementOutput

    func validate() throws {
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("--reason is empty")
        }
    }

    func run() async throws {
        let open = try await data.openExisting()
        let entry = try await open.desk.cancelArrangement(
            meeting,
            at: occurrence.map { OccurrenceID($0) },
            reason: reason,
            actor: actor.value
        )
        try await output.finish(entry.arrangement.id?.text ?? meeting, in: open)
    }
}

/// The command `muster meeting end`.
struct MeetingEnd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end",
        abstract: "Ends what runs of an arranged meeting now, for everybody in it.",
        discussion: """
            It is tried for ten minutes: what runs later is another run.

            Example: muster meeting end 86412309757 --data /var/lib/muster
            """
    )

    @Argument(
        help: ArgumentHelp("The meeting's number, or the arrangement's id.", valueName: "MEETING")
    )
    var meeting: String

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption
    @OptionGroup var output: ArrangementOutput

    func run() async throws {
        let open = try await data.openExisting()
        let entry = try await open.desk.endArrangement(meeting, actor: actor.value)
        try await output.finish(entry.arrangement.id?.text ?? meeting, in: open)
    }
}
