import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import Projections

/// The command `muster signing`.
struct Signing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Asks for signatures, and tells who has given theirs.",
        subcommands: [Show.self, Ask.self, Revoke.self, Withdraw.self],
        defaultSubcommand: Show.self
    )

    /// The command `muster signing show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Who has signed which slot, and who has not."
        )

        @OptionGroup var data: DataDirectory
        @OptionGroup var date: DateOption

        @Flag(help: "Write JSON.")
        var json = false

        func run() async throws {
            let open = try await data.openExisting()
            let id = try await date.occurrence(at: open.desk)
            let report = try await open.desk.signing(of: id)
            await open.close()
            if json { return Output.json(report.json) }
            var table = TextTable(["SLOT", "NAME", "STATE", "SINCE", "LINK ENDS", "REASON"])
            for line in report.lines {
                table.add([
                    line.slot.text, line.name, line.state.rawValue,
                    line.at?.description ?? "", line.expires?.description ?? "",
                    line.reason ?? "",
                ])
            }
            Output.line(table.text)
        }
    }

    /// The command `muster signing ask`.
    struct Ask: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Asks for signatures for a slot, and writes everyone's link as CSV.",
            discussion: """
                Each link is its holder's alone. Asking again makes new links for those who have not \
                signed, and voids their earlier ones; --row or --attendee asks one alone, also to sign \
                anew.

                Example: muster signing ask --data /var/lib/muster --meeting 86412309757 \
                --slot morning --time 2026-03-09T08:00:00Z/2026-03-09T11:00:00Z \
                --at https://muster.example > links.csv
                """
        )

        @OptionGroup var data: DataDirectory
        @OptionGroup var actor: ActorOption
        @OptionGroup var row: SheetRow

        @Option(help: ArgumentHelp("What is signed, such as morning.", valueName: "SLOT"))
        var slot: String

        @Option(help: ArgumentHelp("When it is.", valueName: "FROM/TO"))
        var time: TimeWindow

        @Option(help: "Why signatures are asked for; whoever signs is shown it.")
        var reason: String?

        @Option(
            name: .customLong("join-link"),
            help: ArgumentHelp(
                "Where the meeting is joined, if one signs to enter: shown to whoever has signed.",
                valueName: "URL"
            )
        )
        var joinLink: String?

        @Option(
            name: .customLong("at"),
            help: ArgumentHelp("Where muster serve is reached from outside.", valueName: "URL")
        )
        var address: String

        func validate() throws {
            guard SlotID(validating: slot) != nil else {
                throw ValidationError("--slot takes a word, such as morning")
            }
            guard address.hasPrefix("https://") || address.hasPrefix("http://") else {
                throw ValidationError("--at takes an address such as https://muster.example")
            }
            guard joinLink.map({ WebAddress($0) != nil }) ?? true else {
                throw ValidationError("--join-link takes an address of the web")
            }
            guard reason.map(TextBound.reason.holds) ?? true else {
                throw ValidationError(
                    "--reason takes at most \(TextBound.reason.charactersMax) characters"
                )
            }
        }

        func run() async throws {
            let open = try await data.openExisting()
            let id = try await row.date.occurrence(at: open.desk)
            var only: SubjectID?
            if row.row != nil || row.attendee != nil {
                only = try await row.attendee(in: id, at: open.desk)
            }
            let links = try await open.desk.openSlot(
                Slot(id: SlotID(slot), window: time),
                of: id,
                reason: reason,
                joinLink: joinLink,
                for: only,
                actor: actor.value
            )
            await open.close()
            let base = address.hasSuffix("/") ? String(address.dropLast()) : address
            Output.bytes(Array(links.csv(at: base).utf8))
        }
    }

    /// The command `muster signing revoke`.
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes somebody's link void, wherever it went."
        )

        @OptionGroup var data: DataDirectory
        @OptionGroup var actor: ActorOption
        @OptionGroup var place: PlaceOption

        func run() async throws {
            let open = try await data.openExisting()
            let id = try await place.row.date.occurrence(at: open.desk)
            let line = try await place.line(in: id, at: open.desk)
            let isAny = try await open.desk.revokeRequests(
                of: line.attendee,
                in: line.slot,
                of: id,
                actor: actor.value
            )
            await open.close()
            Output.line(
                isAny
                    ? "The link of \(line.name) for \(line.slot) is void."
                    : "\(line.name) has no link for \(line.slot)."
            )
        }
    }

    /// The command `muster signing withdraw`.
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a signature back; the log keeps it.",
            discussion: "Its link becomes void; muster signing ask makes a new one."
        )

        @OptionGroup var data: DataDirectory
        @OptionGroup var actor: ActorOption
        @OptionGroup var place: PlaceOption

        @Option(help: "Why. It is kept, encrypted.")
        var reason: String

        func validate() throws {
            guard reason.contains(where: { !$0.isWhitespace }) else {
                throw ValidationError("--reason must not be empty")
            }
        }

        func run() async throws {
            let open = try await data.openExisting()
            let id = try await place.row.date.occurrence(at: open.desk)
            let line = try await place.line(in: id, at: open.desk)
            try await open.desk.withdrawSignature(
                of: line.attendee,
                in: line.slot,
                of: id,
                reason: reason,
                actor: actor.value
            )
            await open.close()
            Output.line("The signature of \(line.name) for \(line.slot) is taken back.")
        }
    }
}

/// Whose signature for which slot a command is about.
struct PlaceOption: ParsableArguments {
    @OptionGroup var row: SheetRow

    @Option(help: ArgumentHelp("What is signed, such as morning.", valueName: "SLOT"))
    var slot: String

    /// How far that signature is.
    func line(in id: OccurrenceID, at desk: Desk) async throws -> SigningReport.Line {
        let attendee = try await row.attendee(in: id, at: desk)
        let report = try await desk.signing(of: id)
        let line = report.lines.first { $0.attendee == attendee && $0.slot.text == slot }
        guard let line else {
            throw CommandFailure("nobody was asked that; muster signing lists slots and people")
        }
        return line
    }
}
