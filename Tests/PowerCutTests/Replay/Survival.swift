import TestSupport

/// What becomes, in a power cut, of what had not been synced.
struct Survival {
    /// The kinds of power cut.
    enum Mode: String, CaseIterable, Sendable {
        /// Nothing of it survives.
        case nothing
        /// Some of it survives, whichever came first.
        case subset
        /// The same, sector by sector.
        case torn
        /// All of it survives, as when only the process was killed.
        case everything
    }

    /// What a disk writes whole.
    static let sectorBytes = 512

    private let mode: Mode
    private var generator: SeededGenerator
    private let share: Double

    init(_ mode: Mode, seed: UInt64) {
        self.mode = mode
        generator = SeededGenerator(seed: seed)
        share = [0.1, 0.5, 0.9].randomElement(using: &generator) ?? 0.5
    }

    /// Whether the next thing survives.
    mutating func survives() -> Bool {
        switch mode {
        case .nothing: false
        case .everything: true
        case .subset, .torn: Double.random(in: 0..<1, using: &generator) < share
        }
    }

    /// The parts of a write that survive or not by themselves.
    func pieces(offset: Int, data: Range<Int>) -> [(offset: Int, data: Range<Int>)] {
        guard mode == .torn else { return [(offset, data)] }
        var pieces: [(Int, Range<Int>)] = []
        var start = data.lowerBound
        while start < data.upperBound {
            let place = offset + start - data.lowerBound
            let rest = Self.sectorBytes - place % Self.sectorBytes
            let end = min(data.upperBound, start + rest)
            pieces.append((place, start..<end))
            start = end
        }
        return pieces
    }
}
