import ArgumentParser
import EventSourcing
import EventStore
import Foundation
import Transparency

/// The command `muster verify`.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Verifies a log from its rows alone: rows, leaves, tree, checkpoints.",
        discussion: """
            Needs no key and no server, and changes nothing. Only a checkpoint or a key held by somebody \
            else shows that the whole log was not made anew: give them with --checkpoint and --key. A \
            log that is damaged is named with its first damaged event, and the status is 1.

            Example: muster verify --data /var/lib/muster --checkpoint march.checkpoint
            """
    )

    @OptionGroup var data: DataDirectory

    @Option(help: ArgumentHelp("A checkpoint that the log must continue.", valueName: "FILE"))
    var checkpoint: [String] = []

    @Option(
        help: ArgumentHelp(
            "A public key of the log, as muster log head prints it. Default: those in the log.",
            valueName: "VKEY"
        )
    )
    var key: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let keys = try key.map { text in
            do {
                return try NoteVerifier(vkey: text)
            } catch {
                throw ValidationError("--key: \(error)")
            }
        }
        let held = try checkpoint.map(Self.note)
        let progress = ProgressLine("verifying", unit: "events")
        do {
            let verified = try LogVerification(
                of: data.url,
                trusting: keys,
                continuing: held,
                progress: { progress.show($0, of: $1) }
            )
            progress.clear()
            guard !json else { return Output.json(Self.json(verified)) }
            Output.line("The log is whole.")
            Output.line("events: \(verified.size)")
            Output.line("root: \(verified.root)")
            Output.line("checkpoints that agree: \(verified.checkpoints)")
            Output.line("payloads lawfully removed: \(verified.removedPayloads)")
        } catch let damage as LogDamage {
            progress.clear()
            if json { Output.json(Self.json(damage)) }
            Output.note("The log is damaged: \(damage)")
            throw ExitCode(1)
        }
    }

    static func note(_ path: String) throws -> SignedNote {
        guard let contents = FileManager.default.contents(atPath: path) else {
            throw CommandFailure("cannot read \(path); give the path of a checkpoint")
        }
        do {
            return try SignedNote(reading: [UInt8](contents))
        } catch {
            throw CommandFailure("\(path) is no checkpoint: \(error)")
        }
    }

    private static func json(_ verified: LogVerification) -> JSON {
        [
            "whole": true,
            "events": .integer(verified.size),
            "root": .string(verified.root.base64),
            "checkpoints": .integer(Int64(verified.checkpoints)),
            "removed_payloads": .integer(Int64(verified.removedPayloads)),
        ]
    }

    private static func json(_ damage: LogDamage) -> JSON {
        [
            "whole": false,
            "position": damage.position.map(JSON.integer) ?? .null,
            "reason": .string(damage.reason),
        ]
    }
}
