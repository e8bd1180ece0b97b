import ArgumentParser
import Attendance
import EventSourcing
import Foundation
import MeetingManagement
import Projections

/// The command `muster meeting create`.
struct MeetingCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract:
            "Arranges a meeting or webinar at Zoom: once, in a series, without fixed time, or now.",
        discussion: """
            Prints the dates and whether Zoom has confirmed yet. What Zoom would refuse is refused at once. \
            Unless you say otherwise, or muster account defaults does for the account, people register and \
            are approved at once, Zoom sends them their personal link, and nothing is recorded; nobody \
            registers for what begins now. A meeting lasts an hour.

            Example: muster meeting create --data /var/lib/muster --account AbC1 \
            --host trainer@example.org --topic "Working at heights" --course SST-7 \
            --start 2026-03-09T09:00 --zone Europe/Paris --minutes 180 --weekly mon --count 4 \
            --pack fr-formation
            """
    )

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption

    @Option(
        help: ArgumentHelp(
            "The account at Zoom; may be left out where one is connected.",
            valueName: "ID"
        )
    )
    var account: String?

    @Option(help: ArgumentHelp("Who hosts it, at Zoom.", valueName: "E-MAIL OR ID"))
    var host: String

    @Option(help: "The topic, up to 200 characters. It is kept encrypted.")
    var topic: String

    @Option(help: "What it is about, up to 1960 characters. It is kept encrypted.")
    var agenda: String?

    @Flag(help: "A webinar, not a meeting.")
    var webinar = false

    @OptionGroup var time: MeetingTime

    @Flag(help: "Again and again, at no fixed time.")
    var unfixed = false

    @Flag(help: "Now, without a plan.")
    var now = false

    @OptionGroup var link: MeetingLinkOptions
    @OptionGroup var settings: MeetingSettingsOptions

    @Option(help: ArgumentHelp("The rules: \(PackArgument.help).", valueName: "PACK"))
    var pack = "generic"

    @OptionGroup var output: ArrangementOutput

    func validate() throws {
        guard [time.start != nil, unfixed, now].count(where: { $0 }) == 1 else {
            throw ValidationError("give one of --start, --unfixed and --now")
        }
        let series = try time.series()
        guard time.start != nil || series == nil else {
            throw ValidationError("a series needs --start")
        }
    }

    func run() async throws {
        let seconds = (time.minutes ?? ArrangementDraft.usualMinutes) * 60
        let pack = try PackArgument.pack(pack)
        let draftTime = try timeDraft(seconds: seconds)
        let open = try await data.open()
        let clients = try await open.zoomClients()
        let account = try await clients.account(meant: self.account)
        let kind: MeetingKind = webinar ? .webinar : .meeting
        try await open.desk.checkHost(host, of: account, through: clients)
        let entry = try await open.desk.arrange(
            ArrangementDraft(
                account: account,
                host: host,
                kind: kind,
                link: try await link.value(at: open.desk),
                topic: topic,
                agenda: agenda,
                time: draftTime,
                seconds: seconds,
                settings: try await open.desk.settings(
                    settings.value,
                    of: kind,
                    draftTime,
                    at: account
                ),
                pack: pack
            ),
            actor: actor.value
        )
        try await output.finish(entry.arrangement.id?.text ?? "", in: open)
    }

    private func timeDraft(seconds: Int64) throws -> TimeDraft {
        if unfixed { return .unfixed }
        guard let first = try time.plan(seconds: seconds) else { return .instant }
        guard let series = try time.series() else { return .once(first) }
        return .series(first: first, series)
    }
}
