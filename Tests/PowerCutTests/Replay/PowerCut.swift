import TestSupport

/// A power cut somewhere in a trace.
struct PowerCut: Sendable, CustomStringConvertible {
    /// How many entries had happened.
    let position: Int
    let mode: Survival.Mode
    let seed: UInt64

    var description: String { "after entry \(position), \(mode) survives, seed \(seed)" }

    /// Every cut that leaves something else than the one before it.
    static func all(in trace: Trace, seedsPerCut: UInt64) -> [PowerCut] {
        (1...trace.entries.count).flatMap { position in
            let last = trace.entries[position - 1]
            let next = position < trace.entries.count ? trace.entries[position] : nil
            var cuts: [PowerCut] = []
            // What was acknowledged before the next sync has only the syncs before it to rest on.
            if next == nil || next?.kind == .sync || last.kind == .output {
                cuts.append(PowerCut(position: position, mode: .nothing, seed: 0))
            }
            if last.isInputOutput && last.error == 0 {
                cuts.append(PowerCut(position: position, mode: .everything, seed: 0))
                if last.kind != .sync {
                    for seed in 0..<seedsPerCut {
                        let seed = UInt64(position) << 8 + seed
                        cuts.append(PowerCut(position: position, mode: .subset, seed: seed))
                        cuts.append(PowerCut(position: position, mode: .torn, seed: seed))
                    }
                }
            }
            return cuts
        }
    }

    /// Some of the cuts, in the order of the trace.
    static func sample(_ count: Int, of cuts: [PowerCut], seed: UInt64) -> [PowerCut] {
        var generator = SeededGenerator(seed: seed)
        return cuts.shuffled(using: &generator).prefix(count)
            .sorted { ($0.position, $0.mode.rawValue) < ($1.position, $1.mode.rawValue) }
    }
}
