import ArgumentParser
import AsyncHTTPClient
import EventStore
import Foundation
import NIOCore
import NIOHTTP1
import Transparency

extension LogCommand {
    /// The command `muster log cosign`.
    struct Cosign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Has a witness cosign the log as it stands, and prints the cosigned checkpoint.",
            discussion: """
                The witness refuses a log that does not continue what it cosigned before. Keep what is \
                printed: it verifies with both keys, on any machine.

                Example: muster log cosign --data /var/lib/muster --witness https://auditor.example/w1 \
                --key 'auditor.example/w1+5b…+BP…'
                """
        )

        @OptionGroup var data: DataDirectory

        @Option(help: ArgumentHelp("The witness's address.", valueName: "URL"))
        var witness: String

        @Option(help: ArgumentHelp("The witness's public key.", valueName: "VKEY"))
        var key: String

        private static let answerBytesMax = 1 << 20
        private static let attemptsMax = 3

        func run() async throws {
            let verifier: NoteVerifier
            do {
                verifier = try NoteVerifier(vkey: key)
            } catch {
                throw ValidationError("--key: \(error)")
            }
            let note = try SignedNote(reading: try await data.checkpoint())
            let size = try Checkpoint(text: note.text).size
            let store = try data.storeToRead()
            var old: Int64 = 0
            for _ in 0..<Self.attemptsMax {
                guard old <= size else {
                    throw CommandFailure(
                        "the witness cosigned \(old) events, the log has signed \(size): it was "
                            + "restored from an older backup, or cut off"
                    )
                }
                let proof = try await store.consistencyProof(from: old, to: size)
                let request = try AddCheckpointRequest(
                    oldSize: old,
                    consistency: old == 0 ? ConsistencyProof(hashes: []) : proof,
                    checkpoint: note
                )
                switch try await ask(request) {
                case .cosigned(let signatures):
                    return Output.bytes(try note.adding(signatures, of: [verifier]).bytes)
                case .conflict(let latest):
                    old = latest
                case .malformed(let reason):
                    throw CommandFailure("the witness could not read the request: \(reason)")
                case .untrusted, .unknownLog:
                    throw CommandFailure(
                        "the witness does not watch this log; start it with --log and the key that "
                            + "muster log head prints"
                    )
                case .inconsistent:
                    throw CommandFailure(
                        "the log does not continue what the witness cosigned: it was changed"
                    )
                }
            }
            throw CommandFailure("the witness's state kept changing; try again")
        }

        private func ask(_ body: AddCheckpointRequest) async throws -> AddCheckpointAnswer {
            var request = HTTPClientRequest(url: witness + "/add-checkpoint")
            request.method = .POST
            request.body = .bytes(body.bytes)
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
            let answer = try await response.body.collect(upTo: Self.answerBytesMax)
            return try AddCheckpointAnswer(
                status: Int(response.status.code),
                body: Array(answer.readableBytesView)
            )
        }
    }
}
