import ArgumentParser
import EventSourcing
import Foundation
import MeetingManagement
import Projections

/// The command `muster people`.
struct People: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The people the organisation knows.",
        subcommands: [Import.self]
    )

    /// The command `muster people import`.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes the people of a CSV file known.",
            discussion: """
                The first line names the columns, in any order: name, e-mail, own id. Somebody is known \
                again by their own id, else by their e-mail address; importing twice changes nothing. \
                With --meeting they are also expected at that meeting.

                Example: muster people import --data /var/lib/muster learners.csv --meeting 86412309757
                """
        )

        @OptionGroup var data: DataDirectory
        @OptionGroup var actor: ActorOption

        @Option(help: ArgumentHelp("Expect them at this meeting.", valueName: "NUMBER"))
        var meeting: String?

        @Argument(help: ArgumentHelp("The roster.", valueName: "FILE.csv"))
        var file: String

        func run() async throws {
            guard let contents = FileManager.default.contents(atPath: file) else {
                throw CommandFailure("cannot read \(file); give the path of a CSV file")
            }
            guard let text = String(data: contents, encoding: .utf8) else {
                throw CommandFailure("\(file) is not UTF-8; save it as CSV UTF-8")
            }
            let open = meeting == nil ? try await data.open() : try await data.openExisting()
            let id = try await meeting.asyncMap { number in
                try await open.desk.meeting(named: number).record.id
            }
            let result = try await open.desk.importPeople(csv: text, actor: actor.value)
            Output.line("added: \(result.added)")
            Output.line("changed: \(result.changed)")
            Output.line("unchanged: \(result.unchanged)")
            if let id {
                let count = try await open.desk.extendRoster(
                    of: id,
                    with: result.people,
                    actor: actor.value
                )
                Output.line("newly expected: \(count)")
            }
            await open.close()
            for row in result.refused { Output.note("line \(row.number): \(row.reason)") }
            if !result.refused.isEmpty { throw ExitCode(1) }
        }
    }
}

extension Optional {
    fileprivate func asyncMap<Value>(
        _ transform: (Wrapped) async throws -> Value
    ) async throws -> Value? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
