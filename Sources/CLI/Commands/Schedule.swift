import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement

/// The command `muster schedule`.
struct Schedule: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Plans dates of a meeting with the rules they are judged by, or cancels one.",
        discussion: """
            The time is what the clock on the wall is to show in the zone; it is resolved now, and kept with \
            the rules of the zone. What is planned here holds against what Zoom tells of that time. The \
            rule pack is kept whole with each date, so that no later version changes what was agreed.

            Example: muster schedule --data /var/lib/muster --meeting 86412309757 \
            --start 2026-03-09T09:00 --zone Europe/Paris --minutes 180 --pack fr-formation --weeks 4
            """
    )

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption

    @Option(help: ArgumentHelp("The meeting's number at Zoom.", valueName: "NUMBER"))
    var meeting: String

    @Option(
        help: ArgumentHelp(
            "The account at Zoom, where Zoom has not told of the meeting yet.",
            valueName: "ID"
        )
    )
    var account: String?

    @Option(help: ArgumentHelp("The start on the wall clock.", valueName: "2026-03-09T09:00"))
    var start: String?

    @Option(help: ArgumentHelp("The IANA zone of that clock.", valueName: "ZONE"))
    var zone: String?

    @Option(help: "The length in minutes.")
    var minutes: Int64?

    @Option(help: ArgumentHelp("As many dates, a week apart by the wall clock.", valueName: "N"))
    var weeks = 1

    @Option(help: ArgumentHelp("As many dates, a day apart by the wall clock.", valueName: "N"))
    var days = 1

    @Option(help: ArgumentHelp("The rules: \(PackArgument.help).", valueName: "PACK"))
    var pack = "generic"

    @Option(help: ArgumentHelp("A date that is known already, to plan anew.", valueName: "ID"))
    var occurrence: String?

    @Option(help: ArgumentHelp("Cancel a date that was planned here.", valueName: "ID"))
    var cancel: String?

    @Option(help: "Why it is cancelled. It is kept, encrypted.")
    var reason: String?

    func validate() throws {
        if cancel != nil {
            guard start == nil, reason?.contains(where: { !$0.isWhitespace }) == true else {
                throw ValidationError("--cancel needs --reason, and no --start")
            }
            return
        }
        guard start != nil, zone != nil, minutes != nil else {
            throw ValidationError("give --start, --zone and --minutes, or --cancel")
        }
        guard (1...366).contains(weeks), (1...366).contains(days), weeks == 1 || days == 1 else {
            throw ValidationError("give --weeks or --days, from 1 to 366")
        }
        guard occurrence == nil || (weeks == 1 && days == 1) else {
            throw ValidationError("--occurrence plans one date")
        }
    }

    func run() async throws {
        let open = account == nil ? try await data.openExisting() : try await data.open()
        if let cancel {
            try await open.desk.cancel(
                OccurrenceID(cancel),
                of: meeting,
                reason: reason ?? "",
                actor: actor.value
            )
            await open.close()
            return Output.line("cancelled")
        }
        let plans = try plans()
        let occurrences = try await open.desk.schedule(
            plans,
            of: account.map { .new(number: meeting, account: $0) } ?? .known(meeting),
            as: occurrence.map { OccurrenceID($0) },
            under: try PackArgument.pack(pack),
            actor: actor.value
        )
        await open.close()
        for (plan, id) in zip(plans, occurrences) {
            let clock = "\(plan.secondOfDay / 3600):\(plan.secondOfDay / 60 % 60)"
                .split(separator: ":").map { $0.count == 1 ? "0\($0)" : $0 }
                .joined(separator: ":")
            Output.line("\(id)  \(plan.date) \(clock) \(plan.zone)")
        }
    }

    private func plans() throws -> [DatePlan] {
        guard let start, let zone, let minutes else { return [] }
        let parts = start.split(separator: "T", maxSplits: 1)
        let clock = parts.last?.split(separator: ":").map { Int($0) } ?? []
        guard parts.count == 2, let date = CivilDate(String(parts[0])), clock.count == 2,
            let hour = clock[0], let minute = clock[1], (0..<24).contains(hour),
            (0..<60).contains(minute)
        else {
            throw ValidationError("--start must be a time such as 2026-03-09T09:00, not \(start)")
        }
        let (count, step) = weeks > 1 ? (weeks, 7) : (days, 1)
        return (0..<count).map { index in
            DatePlan(
                date: CivilDate(daysSinceEpoch: date.daysSinceEpoch + index * step),
                secondOfDay: hour * 3600 + minute * 60,
                zone: zone,
                seconds: minutes * 60
            )
        }
    }
}
