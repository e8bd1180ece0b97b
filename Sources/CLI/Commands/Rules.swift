import ArgumentParser
import Attendance
import EventSourcing

/// The command `muster rules`.
struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists the rule packs that sheets can be judged by, or prints one.",
        discussion: """
            A pack follows its sources as far as they were read; it is not legal advice. What is printed \
            can be saved, changed, named anew and given to muster schedule --pack or muster \
            organisation --pack.

            Example: muster rules fr-formation
            """
    )

    @Argument(help: ArgumentHelp("The pack to print.", valueName: "NAME"))
    var name: String?

    func run() throws {
        if let name { return Output.json(try PackArgument.pack(name).json) }
        var table = TextTable(["PACK", "FOR", "PRESENT", "SIGNED BY", "KEPT"])
        for pack in RulePack.shipped {
            table.add([
                pack.id, pack.title, "\(pack.presence.percentMin) %", pack.slots.rawValue,
                pack.retention.map { "\($0.years) years" } ?? "–",
            ])
        }
        Output.line(table.text)
    }
}
