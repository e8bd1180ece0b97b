import Foundation
import TestSupport
import Testing

/// Cuts the power of a server at every moment, and looks at what is left (I-1).
@Suite("Power cuts", .serialized, .enabled(if: BuiltFile.canRecord))
struct PowerCutTests {
    /// What was found in many states.
    struct Verdict {
        var states = 0
        var faults: [String] = []
    }

    /// Judges the states that some cuts leave.
    static func judge(
        _ cuts: [PowerCut],
        of trace: Trace,
        saying conversations: [[Conversation]],
        directories: [String] = ["d"]
    ) async throws -> Verdict {
        let judge = LogJudge(sent: conversations.joined().flatMap(\.sent))
        var disk = Disk(replaying: trace, directories: directories)
        var acknowledgements = Acknowledgements(of: conversations)
        var verdict = Verdict()
        for cut in cuts {
            for entry in trace.entries[disk.position..<cut.position] {
                acknowledgements.apply(entry, of: trace)
            }
            try disk.replay(to: cut.position)
            let state = try TemporaryDirectory(isInMemory: true)
            var survival = Survival(cut.mode, seed: cut.seed)
            try disk.write(to: state.url, after: &survival)
            let faults = await judge.faults(
                in: state.url.appendingPathComponent("d"),
                acknowledged: acknowledgements.deliveries
            )
            verdict.states += 1
            verdict.faults += faults.map { "\(cut): \($0)" }
        }
        return verdict
    }

    /// Three servers after one another: stopped, killed, and started on what the kill left.
    static func threeServers() async throws -> Recording {
        let recording = try Recording()
        var deliveries = Deliveries(seed: 1)
        try await recording.runWell(sending: deliveries.lists(4, of: 10))
        try await recording.runWell(sending: deliveries.lists(3, of: 8), isKilled: true)
        try await recording.runWell(sending: deliveries.lists(2, of: 8))
        return recording
    }

    @Test("the trace replayed is the directory, so that nothing was missed")
    func nothingMissed() async throws {
        let recording = try await Self.threeServers()
        let trace = try recording.trace()
        var disk = Disk(replaying: trace, directories: ["d"])
        try disk.replay(to: trace.entries.count)
        let state = try TemporaryDirectory(isInMemory: true)
        var survival = Survival(.everything, seed: 0)
        try disk.write(to: state.url, after: &survival)
        func names(_ url: URL) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: url.path)
                .filter { !$0.hasSuffix("-shm") }.sorted()
        }
        let replayed = state.url.appendingPathComponent("d")
        #expect(try names(replayed) == names(recording.data))
        for name in try names(replayed) {
            let left = try Data(contentsOf: replayed.appendingPathComponent(name))
            let right = try Data(contentsOf: recording.data.appendingPathComponent(name))
            #expect(left == right, "\(name)")
        }
        var acknowledgements = Acknowledgements(of: recording.conversations)
        for entry in trace.entries { acknowledgements.apply(entry, of: trace) }
        #expect(Set(acknowledgements.deliveries) == Set(recording.acknowledged))
        #expect(acknowledgements.deliveries.count == recording.acknowledged.count)
    }

    @Test("leave a whole log with every acknowledged delivery in it")
    func everyMoment() async throws {
        let recording = try await Self.threeServers()
        let trace = try recording.trace()
        let all = PowerCut.all(in: trace, seedsPerCut: Extent.isFull ? 4 : 1)
        let cuts = Extent.isFull ? all : PowerCut.sample(800, of: all, seed: 1)
        let verdict = try await Self.judge(cuts, of: trace, saying: recording.conversations)
        #expect(verdict.faults == [])
        print("power cuts: \(verdict.states) states of \(all.count)")
    }

    @Test("of a server that never synced would lose deliveries, and the judge would see it")
    func control() async throws {
        let recording = try await Self.threeServers()
        let trace = try recording.trace().withoutSyncs
        let cuts = PowerCut.sample(40, of: PowerCut.all(in: trace, seedsPerCut: 1), seed: 2)
            .filter { $0.mode != .everything }
        let verdict = try await Self.judge(cuts, of: trace, saying: recording.conversations)
        #expect(verdict.faults.contains { $0.contains("acknowledged deliveries lost") })
    }
}
