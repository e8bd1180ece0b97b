import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement

/// The command `muster meeting link`.
struct MeetingLinking: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract:
            "Links a meeting to a course, a person or everybody: what is known of it is kept.",
        discussion: """
            Zoom tells of every meeting of an account. What is planned, taken over or used here is linked by             that; of other meetings personal data expires 30 days after it was told, unless somebody links             the meeting or a rule about its hosts does (muster meeting hosts).

            Example: muster meeting link 86412309757 --course FA-101 --data /var/lib/muster
            """
    )

    @Argument(help: ArgumentHelp("The meeting, by number or id.", valueName: "MEETING"))
    var meeting: String

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption
    @OptionGroup var link: MeetingLinkOptions

    func run() async throws {
        let open = try await data.open()
        let isNew = try await open.desk.link(
            meeting,
            to: try await link.value(at: open.desk),
            actor: actor.value
        )
        await open.close()
        Output.line(isNew ? "linked" : "was linked so before")
    }
}

/// The command `muster meeting disown`.
struct MeetingDisowning: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disown",
        abstract: "Says that a meeting is none of ours: personal data of it goes at once.",
        discussion: """
            What was received stays in the log without names, addresses and topics, and so does what comes             later. Refused where people use the meeting.

            Example: muster meeting disown 86412309757 --data /var/lib/muster
            """
    )

    @Argument(help: ArgumentHelp("The meeting, by number or id.", valueName: "MEETING"))
    var meeting: String

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption

    func run() async throws {
        let open = try await data.open()
        try await open.desk.disown(meeting, actor: actor.value)
        try await UnlinkedSweeping(open).run()
        await open.close()
    }
}

/// The command `muster meeting unlinked`.
struct MeetingUnlinked: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlinked",
        abstract:
            "Lists the meetings that nobody linked, and until when their personal data is kept.",
        discussion: """
            While muster serve runs it lets expire what is due each minute; without it, --expire does.

            Example: muster meeting unlinked --data /var/lib/muster
            """
    )

    @OptionGroup var data: DataDirectory

    @Flag(help: "First apply the rules about hosts, and let expire what is due.")
    var expire = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let open = expire ? try await data.open() : try await data.openToRead()
        if expire { try await UnlinkedSweeping(open).run() }
        let meetings = try await open.desk.unlinkedMeetings()
        await open.close()
        guard !json else { return Output.json(.array(meetings.map(\.json))) }
        var table = TextTable(["NUMBER", "ACCOUNT", "EXPIRES FROM", "UNTIL", "MEETING", "TOPIC"])
        for meeting in meetings {
            table.add([
                meeting.number,
                meeting.account,
                meeting.isDisowned ? "none of ours" : meeting.firstExpiry?.description ?? "–",
                meeting.lastExpiry?.description ?? "–",
                meeting.meeting.text,
                meeting.topic ?? "–",
            ])
        }
        Output.line(table.text)
    }
}

/// Goes through the meetings that nobody linked, once, and says what was done.
struct UnlinkedSweeping {
    private let open: OpenDirectory

    init(_ open: OpenDirectory) { self.open = open }

    func run() async throws {
        let sweep = UnlinkedSweep(desk: open.desk, clients: try await open.zoomClients())
        await sweep.sweep { Output.note("\($0)") }
    }
}
