import ArgumentParser
import EventSourcing
import EventStore
import Foundation
import Transparency

/// The command `muster log`.
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "What the log is, and what proves it.",
        subcommands: [
            Head.self, CheckpointCommand.self, Cosign.self, Prove.self, Consistency.self,
            RotateKey.self, NewEpoch.self,
        ]
    )
}

extension LogCommand {
    /// The command `muster log head`.
    struct Head: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says how far the log goes, and the key that signs it.",
            discussion: "Example: muster log head --data /var/lib/muster"
        )

        @OptionGroup var data: DataDirectory

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let standing = try await data.storeToRead().standing()
            guard !json else {
                return Output.json([
                    "origin": .string(standing.origin),
                    "size": .integer(standing.size),
                    "root": .string(standing.root.base64),
                    "key": .string(standing.verifierKey),
                    "checkpoint_size": standing.checkpointSize.map(JSON.integer) ?? .null,
                ])
            }
            Output.line("origin: \(standing.origin)")
            Output.line("events: \(standing.size)")
            Output.line("root: \(standing.root)")
            Output.line("key: \(standing.verifierKey)")
            Output.line("last checkpoint: \(standing.checkpointSize.map(String.init) ?? "none")")
        }
    }

    /// The command `muster log checkpoint`.
    struct CheckpointCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "checkpoint",
            abstract: "Signs the log as it stands, and prints the checkpoint.",
            discussion: """
                Whoever keeps it can tell if the log is ever changed before that point.

                Example: muster log checkpoint --data /var/lib/muster > march.checkpoint
                """
        )

        @OptionGroup var data: DataDirectory

        func run() async throws {
            Output.bytes(try await data.checkpoint())
        }
    }

    /// The command `muster log prove`.
    struct Prove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the proof that one event is in the log.",
            discussion: """
                The proof (C2SP tlog-proof) goes to --out, and the bytes that the event's leaf commits \
                to beside it as FILE.leaf: both can be verified on another machine with the log's key.

                Example: muster log prove --data /var/lib/muster --position 41 --out 41.tlog-proof
                """
        )

        @OptionGroup var data: DataDirectory

        @Option(help: "The event's position, from 0.")
        var position: Int64

        @Option(help: ArgumentHelp("The file to write.", valueName: "FILE"))
        var out: String

        func run() async throws {
            let open = try await data.openExisting()
            let (proof, record) = try await open.keeper.proof(of: position)
            await open.close()
            try Output.write(proof, to: out)
            try Output.write(record, to: out + ".leaf")
            Output.note("wrote \(out) and \(out).leaf")
        }
    }

    /// The command `muster log consistency`.
    struct Consistency: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the proof that the log only grew from one size to another.",
            discussion: """
                One hash a line, in Base64, as RFC 6962 2.1.2 orders them.

                Example: muster log consistency --data /var/lib/muster --from 100 --to 250
                """
        )

        @OptionGroup var data: DataDirectory

        @Option(help: "The number of events of the earlier log.")
        var from: Int64

        @Option(help: "The number of events of the later log.")
        var to: Int64

        func run() async throws {
            let store = try data.storeToRead()
            let proof = try await store.consistencyProof(from: from, to: to)
            for hash in proof.hashes { Output.line(hash.base64) }
        }
    }

    /// The command `muster log rotate-key`.
    struct RotateKey: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate-key",
            abstract: "Signs with a new key from now on, and for a while with the old one as well.",
            discussion: "Example: muster log rotate-key --data /var/lib/muster"
        )

        @OptionGroup var data: DataDirectory
        @OptionGroup var actor: ActorOption

        func run() async throws {
            let open = try await data.openExisting()
            let key = try await open.keeper.rotateSigningKey(actor: actor.value)
            await open.close()
            Output.line(key)
        }
    }

    /// The command `muster log new-epoch`.
    struct NewEpoch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new-epoch",
            abstract: "Goes on under a new origin, after a restore that lost signed events.",
            discussion: """
                What was signed before stays provable with the backup that holds it, and not with this \
                log: restore the latest backup instead, if there is one.

                Example: muster log new-epoch --data /var/lib/muster
                """
        )

        @OptionGroup var data: DataDirectory
        @OptionGroup var actor: ActorOption

        func run() async throws {
            let open = try await data.openExisting()
            let key = try await open.keeper.beginEpoch(actor: actor.value)
            await open.close()
            Output.line(key)
        }
    }
}

extension DataDirectory {
    /// A checkpoint of the log as it stands.
    func checkpoint() async throws -> [UInt8] {
        let open = try await openExisting()
        let note = try await open.keeper.log.signCheckpoint()
        await open.close()
        guard let note else { throw CommandFailure("the log is empty: there is nothing to sign") }
        return note
    }
}
