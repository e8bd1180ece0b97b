import ArgumentParser
import Attendance
import EventSourcing
import EventStore
import Foundation
import MeetingManagement
import Projections

extension Bench {
    /// The command `muster bench meetings`.
    struct Meetings: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "meetings",
            abstract: "Measures finding and folding: rebuild, start, and who is present now.",
            discussion: """
                Makes a log of that many events first, unless the directory has one. Build with \
                -c release, and let nothing else run.

                Example: muster bench meetings --events 1000000 --data /tmp/million
                """
        )

        @Option(help: "How many events the log is to have.")
        var events: Int64 = 1_000_000

        @OptionGroup var data: DataDirectory

        func validate() throws {
            guard (1_000...100_000_000).contains(events) else {
                throw ValidationError("--events must be 1000 to 100000000")
            }
        }

        func run() async throws {
            try await fill()
            let rebuilt = try await rebuild()
            let started = try await start()
            Output.line("rebuild of \(rebuilt.events) events  \(rebuilt.seconds.text) s")
            Output.line("start to first answer        \(started.seconds.text) s")
            let questions = try await presence()
            Output.line("who is present, first time   \(questions.cold.text) ms, median")
            Output.line(
                "who is present, asked again  \(questions.p50.text) ms, p99 \(questions.p99.text) ms"
            )
        }

        private func fill() async throws {
            let open = try await data.openAlone()
            let size = try await open.desk.log.size()
            let progress = ProgressLine("filling", unit: "events")
            var source = BenchEvents()
            for done in stride(from: size, to: events, by: 100) {
                _ = try await open.desk.log.append(source.batch(of: Int(min(100, events - done))))
                if done % 10_000 == 0 { progress.show(done, of: events) }
            }
            progress.clear()
            await open.close()
        }

        private func rebuild() async throws -> (events: Int64, seconds: Double) {
            let open = try await data.openAlone()
            let projections = open.desk.projections
            let size = try await projections.current().size
            let progress = ProgressLine("rebuilding", unit: "events")
            let start = ContinuousClock.now
            _ = try await projections.rebuild { progress.show($0, of: $1) }
            let seconds = start.secondsSince
            progress.clear()
            await open.close()
            return (size, seconds)
        }

        /// From opening the directory to the answer who is present.
        private func start() async throws -> (seconds: Double, present: Int) {
            let start = ContinuousClock.now
            let open = try await data.openAlone()
            let place = try await open.desk.projections.meetings(limit: 1).first
            let present = try await open.desk.presence(
                inMeeting: place?.meeting.text ?? "",
                at: Self.noon
            )
            let seconds = start.secondsSince
            await open.close()
            return (seconds, present.report.present.count)
        }

        private func presence() async throws -> (cold: Double, p50: Double, p99: Double) {
            let open = try await data.openAlone()
            let places = try await open.desk.projections.meetings(limit: 200)
            var cold: [Double] = []
            for place in places {
                let start = ContinuousClock.now
                _ = try await open.desk.presence(inMeeting: place.meeting.text, at: Self.noon)
                cold.append(start.secondsSince * 1000)
            }
            var warm: [Double] = []
            for _ in 0..<10 {
                for place in places.prefix(100) {
                    let start = ContinuousClock.now
                    _ = try await open.desk.presence(inMeeting: place.meeting.text, at: Self.noon)
                    warm.append(start.secondsSince * 1000)
                }
            }
            await open.close()
            warm.sort()
            return (cold.median, warm.median, warm.isEmpty ? 0 : warm[warm.count * 99 / 100])
        }

        private static let noon = Instant(seconds: 1_773_057_600)
    }
}

extension Double {
    /// With two decimals.
    fileprivate var text: String { String(format: "%.2f", self) }
}
