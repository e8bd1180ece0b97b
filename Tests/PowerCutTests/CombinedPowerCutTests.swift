import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Power cuts that meet something else.
@Suite("A power cut together with", .serialized, .enabled(if: BuiltFile.canRecord))
struct CombinedPowerCutTests {
    @Test("a data directory that the server made itself")
    func ownDirectory() async throws {
        let recording = try Recording(isDirectoryMade: false)
        var deliveries = Deliveries(seed: 7)
        try await recording.runWell(sending: deliveries.lists(1, of: 4))
        let trace = try recording.trace()
        let all = PowerCut.all(in: trace, seedsPerCut: 1)
        let verdict = try await PowerCutTests.judge(
            Extent.isFull ? all : PowerCut.sample(50, of: all, seed: 1),
            of: trace,
            saying: recording.conversations,
            directories: []
        )
        #expect(verdict.faults == [])
        print("power cuts of a new directory: \(verdict.states) states")
    }

    @Test("a WAL that is copied back and begun anew while deliveries come")
    func checkpoint() async throws {
        let recording = try Recording()
        var deliveries = Deliveries(seed: 8)
        let large = (0..<2).map { _ in (0..<34).map { _ in deliveries.next(nameBytes: 300_000) } }
        let small = deliveries.lists(2, of: 12)
        try await recording.runWell(sending: zip(large, small).map { $0 + $1 }, isKilled: true)
        let trace = try recording.trace()
        // The database itself is written at the first start, and then when the WAL is copied back.
        let begin = try #require(
            trace.entries.indices.dropFirst(200).first { index in
                trace.entries[index].kind == .write && trace.entries[index].path == "d/events.db"
            }
        )
        let all = PowerCut.all(in: trace, seedsPerCut: 1).filter { $0.position > begin - 20 }
        let later = trace.entries[begin...]
        #expect(later.contains { $0.path == "d/events.db-wal" && $0.offset == 0 })
        #expect(later.contains { $0.kind == .output })
        let verdict = try await PowerCutTests.judge(
            PowerCut.sample(Extent.isFull ? 600 : 50, of: all, seed: 2),
            of: trace,
            saying: recording.conversations
        )
        #expect(verdict.faults == [])
        print("power cuts around a checkpoint: \(verdict.states) states of \(all.count)")
    }

    /// After a failed sync the kernel shows what it could not store as if it were stored, and syncs it
    /// no more: neither this server nor the next may build on it.
    @Test("a sync that failed before")
    func failedSync() async throws {
        let reference = try Recording()
        var deliveries = Deliveries(seed: 9)
        let first = deliveries.lists(1, of: 8)
        let second = deliveries.lists(1, of: 4)
        try await reference.runWell(sending: first)
        let syncs = try reference.trace().entries.count { $0.kind == .sync }
        var states = 0
        for number in stride(from: 1, through: syncs, by: Extent.isFull ? 1 : 4) {
            let recording = try Recording()
            let fault = RecordedServer.Fate.fault("sync:\(number):\(EIO):once")
            _ = try await recording.run(sending: first, fate: fault)
            try await recording.runWell(sending: second, isKilled: true)
            let trace = try recording.trace()
            let failed = try #require(
                trace.entries.firstIndex { $0.kind == .sync && $0.error != 0 }
            )
            let all = PowerCut.all(in: trace, seedsPerCut: 1).filter { $0.position > failed }
            let verdict = try await PowerCutTests.judge(
                Extent.isFull ? all : PowerCut.sample(20, of: all, seed: 3),
                of: trace,
                saying: recording.conversations
            )
            #expect(verdict.faults == [], "sync \(number)")
            states += verdict.states
        }
        print("power cuts after a failed sync: \(states) states, \(syncs) syncs")
    }
}
