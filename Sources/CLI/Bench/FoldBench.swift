import ArgumentParser
import Attendance
import EventSourcing
import EventStore
import Foundation
import MeetingManagement
import Projections

extension Bench {
    /// The command `muster bench fold`.
    struct Fold: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Measures a large day, and a large directory.",
            discussion: """
                A day of 1 000 participants and 20 000 facts is folded from its events, and its sheet made, \
                with nothing read from disk. A directory of 50 000 occurrences, of which one in a hundred \
                lacks signatures, is asked which. Build with -c release, and let nothing else run.

                Example: muster bench fold
                """
        )

        @Option(help: "How often each is measured.")
        var rounds = 15

        @Option(help: "How many occurrences the directory has.")
        var occurrences = 50_000

        func validate() throws {
            guard (1...1000).contains(rounds), (100...10_000_000).contains(occurrences) else {
                throw ValidationError("--rounds must be 1 to 1000, --occurrences 100 to 10000000")
            }
        }

        func run() async throws {
            let day = BenchDay()
            var folding: [Double] = []
            var assembling: [Double] = []
            for _ in 0..<rounds {
                let start = ContinuousClock.now
                let roll = Roll(replaying: day.events)
                folding.append(start.secondsSince * 1000)
                let middle = ContinuousClock.now
                let rows = roll.sheet(of: day.occurrence)?.rows.count
                assembling.append(middle.secondsSince * 1000)
                guard rows == day.people + 1 else {
                    throw CommandFailure(
                        "the sheet has \(rows ?? 0) rows instead of \(day.people + 1)"
                    )
                }
            }
            Output.line("fold of \(day.events.count) facts      \(Self.text(folding))")
            Output.line("sheet of \(day.people + 1) rows         \(Self.text(assembling))")
            try await askDirectory()
        }

        private func askDirectory() async throws {
            let place = FileManager.default.temporaryDirectory
                .appendingPathComponent("muster-bench-\(UUID().uuidString)", isDirectory: true)
            defer { try? FileManager.default.removeItem(at: place) }
            let open = try await DataDirectory.parse(["--data", place.path]).openAlone()
            let progress = ProgressLine("filling", unit: "occurrences")
            for number in 0..<occurrences {
                let batch = BenchDay.signing(of: number, isComplete: number % 100 > 0)
                _ = try await open.desk.log.append(batch)
                if number % 500 == 0 { progress.show(Int64(number), of: Int64(occurrences)) }
            }
            try await open.desk.projections.current()
            progress.clear()
            var asking: [Double] = []
            for _ in 0..<rounds {
                let start = ContinuousClock.now
                let unsigned = try await open.desk.projections.unsigned()
                asking.append(start.secondsSince * 1000)
                guard unsigned.count == (occurrences + 99) / 100 else {
                    throw CommandFailure("\(unsigned.count) occurrences lack signatures")
                }
            }
            await open.close()
            Output.line("which of \(occurrences) lack signatures  \(Self.text(asking))")
        }

        private static func text(_ times: [Double]) -> String {
            let (median, slowest) = (times.median, times.max() ?? 0)
            return String(format: "%.2f ms, slowest %.2f ms", median, slowest)
        }
    }
}
