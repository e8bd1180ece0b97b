import ArgumentParser

extension LogBench.Workload: ExpressibleByArgument {}

/// The command `muster bench`.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Measures this machine with this program, against a plain C program in the same run.",
        subcommands: [Log.self, Meetings.self, Fold.self, Signing.self, Sheet.self]
    )

    /// The command `muster bench log`.
    struct Log: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Measures the log: appending, replay and verification.",
            discussion: """
                Every round runs each workload once, ours and C's one after the other, on new files beside \
                each other; the figures are medians, and what counts is the ratio within a round. Build \
                with -c release, and let nothing else run.

                Example: muster bench log --rounds 5
                """
        )

        @Option(help: "How often each workload is run.")
        var rounds = 5

        @Option(help: "How many events the large workloads append.")
        var events: Int64 = 40_000

        @Option(
            help: ArgumentHelp(
                "Where to write. Default: the temporary directory.",
                valueName: "DIR"
            )
        )
        var dir: String?

        @Option(
            name: .customLong("only"),
            help: ArgumentHelp(
                "Measures one workload only; may be repeated.",
                valueName: "WORKLOAD"
            )
        )
        var workloads: [LogBench.Workload] = []

        @Flag(help: "Leaves out the peer, eventsourcing of PyPI.")
        var noPeer = false

        func validate() throws {
            guard (1...100).contains(rounds), (1_000...10_000_000).contains(events) else {
                throw ValidationError("--rounds must be 1 to 100, --events 1000 to 10000000")
            }
        }

        func run() async throws {
            var bench = LogBench(
                events: events,
                place: dir,
                workloads: Set(workloads.isEmpty ? LogBench.Workload.allCases : workloads),
                withPeer: !noPeer
            )
            let progress = ProgressLine("measuring", unit: "rounds")
            for round in 0..<rounds {
                progress.show(Int64(round), of: Int64(rounds))
                try await bench.round()
            }
            progress.clear()
            Output.line(bench.report)
        }
    }
}
