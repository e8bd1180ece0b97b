import ArgumentParser
import EventSourcing
import EventStore
import Foundation
import Hummingbird
import MeetingManagement
import Server
import Transparency

/// The command `muster witness`.
struct WitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract:
            "Holds logs to their word: cosigns checkpoints that continue those it cosigned before.",
        discussion: """
            Run it on a machine that whoever runs the log does not control: an auditor's, say. It keeps a \
            few bytes a log, and its own key, and speaks C2SP tlog-witness. It prints the public key that \
            its cosignatures verify with.

            Example: muster witness --data /var/lib/witness --port 8091 --name auditor.example/w1 \
            --log 'muster.log/1f…+c74f20a3+ARpc…'
            """
    )

    @Option(help: ArgumentHelp("Where it keeps what it cosigned.", valueName: "DIR"))
    var data: String

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port: Int

    @Option(help: "The address to listen on. Put a reverse proxy with TLS in front of it.")
    var host = "127.0.0.1"

    @Option(help: "Its name in cosignatures, best an address without its scheme.")
    var name: String

    @Option(
        help: ArgumentHelp("A log's public key, as muster log head prints it.", valueName: "VKEY")
    )
    var log: [String]

    @OptionGroup var logging: LogOptions

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port must be 0 to 65535, not \(port)")
        }
        for key in log { _ = try Self.verifier(key) }
    }

    func run() async throws {
        let directory = try WitnessDirectory(
            opening: URL(fileURLWithPath: data, isDirectory: true)
        )
        let cosigner: Cosigner
        do {
            cosigner = try Cosigner(name: name, seed: try directory.seed())
        } catch let error as TransparencyError {
            throw ValidationError("--name: \(error)")
        }
        let witness = Witness(
            cosigner: cosigner,
            logs: try log.map(Self.verifier),
            state: directory
        )
        let server = buildWitness(
            witness,
            host: host,
            port: port,
            now: { Edges.live.now().seconds },
            logger: logging.logger("muster")
        ) { [host] port in
            Output.line("listening on http://\(host):\(port)")
            Output.line("key: \(cosigner.verifier.vkey)")
        }
        try await server.runService()
    }

    private static func verifier(_ text: String) throws -> NoteVerifier {
        do {
            return try NoteVerifier(vkey: text)
        } catch {
            throw ValidationError("--log: \(error)")
        }
    }
}
