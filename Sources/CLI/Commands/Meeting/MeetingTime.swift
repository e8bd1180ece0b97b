import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement

/// When a meeting is to be, as options of a command.
struct MeetingTime: ParsableArguments {
    @Option(help: ArgumentHelp("The start on the wall clock.", valueName: "2026-03-09T09:00"))
    var start: String?

    @Option(help: ArgumentHelp("The IANA zone of that clock.", valueName: "ZONE"))
    var zone: String?

    @Option(help: "The length in minutes, up to 1440.")
    var minutes: Int64?

    @Option(help: ArgumentHelp("Recurs every so many days.", valueName: "N"))
    var daily: Int64?

    @Option(
        help: ArgumentHelp(
            "Recurs on these days of the week, such as mon,wed; with --every, of every Nth week.",
            valueName: "DAYS"
        )
    )
    var weekly: String?

    @Option(
        help: ArgumentHelp(
            "Recurs on this day of the month; with --every, of every Nth month.",
            valueName: "DAY"
        )
    )
    var monthly: Int64?

    @Option(help: ArgumentHelp("Every how many weeks or months.", valueName: "N"))
    var every: Int64 = 1

    @Option(help: ArgumentHelp("How many dates the series has, up to 60.", valueName: "N"))
    var count: Int64?

    @Option(help: ArgumentHelp("The last day of the series.", valueName: "2026-06-30"))
    var until: String?

    /// The first date, where a start is given.
    func plan(seconds: Int64) throws -> DatePlan? {
        guard let start else { return nil }
        guard let zone else { throw ValidationError("--start needs --zone, such as Europe/Paris") }
        guard let plan = DatePlan(wall: start, zone: zone, seconds: seconds) else {
            throw ValidationError("--start must be a time such as 2026-03-09T09:00, not \(start)")
        }
        return plan
    }

    /// How the series goes on; `nil` where nothing recurs.
    func series() throws -> SeriesDraft? {
        guard [daily != nil, weekly != nil, monthly != nil].count(where: { $0 }) <= 1 else {
            throw ValidationError("give one of --daily, --weekly and --monthly")
        }
        let days: RecurrenceRule.Days
        if daily != nil {
            days = .daily
        } else if let weekly {
            guard let week = SeriesDraft.weekDays(weekly.split(separator: ",").map(String.init))
            else {
                throw ValidationError("--weekly takes days such as mon,wed, not \(weekly)")
            }
            days = .weekly(on: week)
        } else if let monthly {
            days = .monthly(onDay: monthly)
        } else {
            guard count == nil, until == nil else {
                throw ValidationError("--count and --until go with --daily, --weekly or --monthly")
            }
            return nil
        }
        return SeriesDraft(days, every: daily ?? every, end: try end())
    }

    private func end() throws -> SeriesDraft.End {
        switch (count, until) {
        case (let count?, nil): return .after(count)
        case (nil, let text?):
            guard let day = CivilDate(text) else {
                throw ValidationError("--until must be a day such as 2026-06-30, not \(text)")
            }
            return .on(day)
        default: throw ValidationError("a series needs --count or --until")
        }
    }
}

/// How people come in, as options of a command.
struct MeetingSettingsOptions: ParsableArguments {
    @Option(help: "Whether and how people register: none, automatic or manual.")
    var registration: MeetingSettings.Registration?

    @Option(
        name: .customLong("registration-for"),
        help: "What of a series a registration is for: all, each or chosen dates."
    )
    var scope: MeetingSettings.Scope?

    @Option(help: "Whether it records itself: none, local or cloud.")
    var recording: MeetingSettings.Recording?

    @Option(
        name: .customLong("join-before-host"),
        help: ArgumentHelp(
            "How long before the start people may join without the host: 5, 10 or 15; 0 for any time.",
            valueName: "MINUTES"
        )
    )
    var joinBeforeHost: Int64?

    @Flag(inversion: .prefixedNo, help: "Whether participants wait to be admitted.")
    var waitingRoom: Bool?

    @Flag(
        inversion: .prefixedNo,
        help: "Whether Zoom sends those who are registered their link by e-mail."
    )
    var registrantMails: Bool?

    /// The settings that are given.
    var value: MeetingSettings {
        MeetingSettings(
            registration: registration,
            scope: scope,
            recording: recording,
            allowsJoinBeforeHost: joinBeforeHost.map { _ in true },
            joinBeforeHostMinutes: joinBeforeHost,
            hasWaitingRoom: waitingRoom,
            writesToRegistrants: registrantMails
        )
    }
}

/// For whom a meeting is, as options of a command.
struct MeetingLinkOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The course it is for, by your own id.", valueName: "ID"))
    var course: String?

    @Option(help: ArgumentHelp("The session of that course.", valueName: "ID"))
    var session: String?

    @Option(help: ArgumentHelp("The group of that course.", valueName: "ID"))
    var group: String?

    @Option(help: ArgumentHelp("The person whose meeting it is.", valueName: "PERSON"))
    var user: String?

    func validate() throws {
        guard course == nil || user == nil else {
            throw ValidationError(
                "give either --course or --user; without both it is for everybody"
            )
        }
        guard course != nil || (session == nil && group == nil) else {
            throw ValidationError("--session and --group go with --course")
        }
    }

    /// The link that is given.
    func value(at desk: Desk) async throws -> MeetingLink {
        if let course { return .course(course, session: session, group: group) }
        guard let user else { return .global }
        return .user(try await desk.person(named: user))
    }
}
