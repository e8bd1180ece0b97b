import ArgumentParser
import Attendance
import EventSourcing
import EventStore
import Foundation
import MeetingManagement
import Projections

extension Bench {
    /// The command `muster bench signing`.
    struct Signing: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "signing",
            abstract: "Measures signing: many people of one sheet open their page and sign.",
            discussion: """
                Two runs, each with a server of its own as another process on 127.0.0.1 and a new log: \
                people come evenly over a time, then all at once. Everyone has a connection of their own; \
                their time counts from when they were to come. Every receipt is held against the log \
                afterwards, and the log is verified. Build with -c release, and let nothing else run.

                Example: muster bench signing --signers 500 --seconds 60
                """
        )

        @Option(help: "How many people sign.")
        var signers = 500

        @Option(help: "Over how many seconds they come in the first run.")
        var seconds = 60

        @Option(
            help: ArgumentHelp(
                "Where to write. Default: the temporary directory.",
                valueName: "DIR"
            )
        )
        var dir: String?

        func validate() throws {
            guard (1...5_000).contains(signers), (1...3_600).contains(seconds) else {
                throw ValidationError("--signers must be 1 to 5000, --seconds 1 to 3600")
            }
        }

        func run() async throws {
            try await measure(over: seconds)
            try await measure(over: 0)
        }

        private func measure(over seconds: Int) async throws {
            let parent = dir.map { URL(fileURLWithPath: $0, isDirectory: true) }
            let place = (parent ?? FileManager.default.temporaryDirectory)
                .appendingPathComponent("muster-bench-\(UUID().uuidString)", isDirectory: true)
            defer { try? FileManager.default.removeItem(at: place) }
            let data = try DataDirectory.parse(["--data", place.path])
            let load = SigningLoad(links: try await links(in: data))
            let server = try ServerProcess(over: place)
            let outcome: SigningLoad.Outcome
            do {
                outcome = try await load.run(at: server.address, over: .seconds(seconds))
            } catch {
                server.stop()
                throw error
            }
            server.stop()
            try await check(outcome, in: data)
            let pace = seconds == 0 ? "at once" : "over \(seconds) s"
            Output.line("\(load.links.count) people sign \(pace)")
            Output.line("  page       \(outcome.pages.summary)")
            Output.line("  signature  \(outcome.signatures.summary)")
            Output.line("  acknowledged and in the log, which is whole: \(outcome.receipts.count)")
            for (problem, count) in outcome.problems.sorted(by: { $0.key < $1.key }) {
                Output.line("  \(problem): \(count)")
            }
        }

        /// Has everyone come to a course and asks for their signatures.
        private func links(in data: DataDirectory) async throws -> [SigningLink] {
            let open = try await data.openAlone()
            let now = Edges.live.now()
            let events = BenchCourse(from: now.advanced(bySeconds: -3600))
                .events(of: signers, pieces: 2)
            let streams = events.map { event in
                StreamAppend(
                    to: event.stream,
                    expecting: .any,
                    events: [(AttendanceCodec.encode(event), now)]
                )
            }
            for start in stride(from: 0, to: streams.count, by: 500) {
                let part = Array(streams[start..<min(start + 500, streams.count)])
                _ = try await open.desk.log.append(AppendBatch(part, actor: Actor("bench")))
            }
            let window = TimeWindow(
                start: now.advanced(bySeconds: -3600),
                end: now.advanced(bySeconds: 7200)
            )
            let links = try await open.desk.openSlot(
                Slot(id: SlotID("whole"), window: window),
                of: BenchCourse.occurrence,
                reason: nil,
                actor: Actor("bench")
            )
            await open.close()
            return Array(links.filter { $0.place.capacity == .attendee }.prefix(signers))
        }

        /// Holds every receipt against the log, and verifies the log.
        private func check(_ outcome: SigningLoad.Outcome, in data: DataDirectory) async throws {
            _ = try LogVerification(of: data.url)
            let open = try await data.openAlone()
            let rows = try await open.desk.sheet(of: BenchCourse.occurrence).content.rows
            var kept: [SubjectID: String] = [:]
            for row in rows { kept[row.attendee] = row.signatures.first?.sha256.text }
            for (attendee, receipt) in outcome.receipts {
                let name = DocumentName.picture(SHA256Digest(receipt), of: attendee)
                guard kept[attendee] == receipt, try await open.desk.log.document(name) != nil
                else {
                    throw CommandFailure("a signature was acknowledged and is not in the log")
                }
            }
            await open.close()
        }
    }
}

extension [Double] {
    /// The middle, the slowest hundredth and the slowest of times in seconds.
    fileprivate var summary: String {
        let times = [0.5, 0.99, 1].map { String(format: "%.0f ms", quantile($0) * 1000) }
        return "p50 \(times[0]), p99 \(times[1]), slowest \(times[2]), of \(count)"
    }
}
