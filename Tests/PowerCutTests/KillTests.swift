import TestSupport
import Testing

/// Kills servers under load, and goes on with what they leave.
@Suite("Kills", .serialized, .enabled(if: BuiltFile.canRecord))
struct KillTests {
    @Test("at any I/O lose no acknowledged delivery, and the next server goes on")
    func anyMoment() async throws {
        var generator = SeededGenerator(seed: 3)
        let lives = Extent.isFull ? 30 : 3
        var kills = 0
        for life in 0..<lives {
            let recording = try Recording()
            var deliveries = Deliveries(seed: UInt64(life))
            try await recording.runWell(sending: deliveries.lists(1, of: 2))
            for _ in 0..<10 {
                let number = Int.random(in: 1...500, using: &generator)
                let run = try await recording.run(
                    sending: deliveries.lists(4, of: 16),
                    fate: .killed(at: number),
                    isRecorded: false
                )
                // Servers that commit more at once may be through before.
                let isKilled = run.end == .signal(9)
                #expect(isKilled || run.end == .exit(0), "life \(life): \(run.errors)")
                #expect(try await recording.faults() == [], "life \(life), I/O \(number)")
                kills += isKilled ? 1 : 0
            }
            try await recording.runWell(sending: deliveries.lists(4, of: 4))
            #expect(try await recording.faults() == [], "life \(life)")
        }
        #expect(kills > lives * 7)
        print("kills: \(kills)")
    }

    @Test("at any I/O of the first start leave a directory that the next start completes")
    func firstStart() async throws {
        let reference = try Recording(isDirectoryMade: false)
        try await reference.runWell(sending: [])
        let count = try reference.trace().inputOutputs
        for number in stride(from: 1, through: count, by: Extent.isFull ? 1 : 3) {
            let recording = try Recording(isDirectoryMade: false)
            _ = try await recording.run(sending: [], fate: .killed(at: number), isRecorded: false)
            var deliveries = Deliveries(seed: UInt64(number))
            let run = try await recording.run(sending: deliveries.lists(1, of: 1))
            #expect(recording.statuses == [204], "killed at I/O \(number): \(run.errors)")
        }
    }
}
