import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import Projections

/// The command `muster roster`.
struct Roster: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says who is expected at a meeting or at one date of it, and changes it.",
        discussion: """
            People are named by their id, e-mail address or own id, and must be known: muster people \
            import makes them so. Without --add and --remove the roster is listed.

            Example: muster roster --data /var/lib/muster --meeting 86412309757 --add E-17 --trainer
            """
    )

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption

    @Option(help: ArgumentHelp("The meeting's number at Zoom.", valueName: "NUMBER"))
    var meeting: String

    @Option(help: ArgumentHelp("Only this date of it.", valueName: "ID"))
    var occurrence: String?

    @Option(help: ArgumentHelp("Expect this person.", valueName: "PERSON"))
    var add: [String] = []

    @Flag(help: "Those added are trainers.")
    var trainer = false

    @Option(help: ArgumentHelp("Expect this person no longer.", valueName: "PERSON"))
    var remove: [String] = []

    @Option(
        help: ArgumentHelp(
            "Those removed stay expected at dates that begin before this time (RFC 3339).",
            valueName: "TIME"
        )
    )
    var from: String?

    @Option(help: "Why. It is kept, encrypted.")
    var reason: String?

    func validate() throws {
        guard add.isEmpty || remove.isEmpty else {
            throw ValidationError("give either --add or --remove")
        }
        guard from == nil || (!remove.isEmpty && occurrence == nil) else {
            throw ValidationError("--from goes with --remove, for all dates of the meeting")
        }
        guard from.map({ Instant($0) != nil }) ?? true else {
            throw ValidationError("--from must be a time such as 2026-03-09T00:00:00Z")
        }
        guard !trainer || !add.isEmpty else { throw ValidationError("--trainer goes with --add") }
    }

    func run() async throws {
        guard !add.isEmpty || !remove.isEmpty else { return try await list() }
        let open = try await data.openExisting()
        let desk = open.desk
        let id = try await desk.meeting(named: meeting).record.id
        var people: [PersonID] = []
        for name in add + remove { people.append(try await desk.person(named: name)) }
        let date = occurrence.map { OccurrenceID($0) }
        let count =
            if remove.isEmpty {
                try await desk.extendRoster(
                    of: id,
                    at: date,
                    with: people,
                    as: trainer ? .trainer : .attendee,
                    reason: reason,
                    actor: actor.value
                )
            } else {
                try await desk.reduceRoster(
                    of: id,
                    at: date,
                    from: from.flatMap { Instant($0) },
                    by: people,
                    reason: reason,
                    actor: actor.value
                )
            }
        await open.close()
        Output.line("\(remove.isEmpty ? "newly expected" : "no longer expected"): \(count)")
    }

    private func list() async throws {
        let desk = try await data.openToRead().desk
        var table = TextTable(["DATE", "ROLE", "PERSON", "NAME"])
        for line in try await desk.roster(of: meeting)
        where occurrence == nil || occurrence == line.occurrence.text {
            table.add([
                line.occurrence.text, line.role.rawValue, line.person.text, line.name,
            ])
        }
        Output.line(table.text)
    }
}
