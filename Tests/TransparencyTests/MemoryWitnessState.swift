import Synchronization
import Transparency

/// A witness's memory that lasts as long as the test, and can be made slow or faulty.
final class MemoryWitnessState: WitnessState {
    struct Failure: Error {}

    private let trees = Mutex<[String: WitnessedTree]>([:])
    private let notes = Mutex<[SignedNote]>([])
    private let isFailing: Bool

    init(_ trees: [String: WitnessedTree] = [:], isFailing: Bool = false) {
        self.isFailing = isFailing
        self.trees.withLock { $0 = trees }
    }

    /// The evidence kept, in order.
    var evidence: [SignedNote] { notes.withLock(\.self) }

    func latest(origin: String) async -> WitnessedTree? {
        let tree = trees.withLock { $0[origin] }
        // Lets others in between reading and replacing.
        await Task.yield()
        return tree
    }

    func replace(
        origin: String,
        old: WitnessedTree?,
        new: WitnessedTree,
        note: SignedNote
    ) async throws -> Bool {
        guard !isFailing else { throw Failure() }
        return trees.withLock { trees in
            guard trees[origin] == old else { return false }
            trees[origin] = new
            notes.withLock { $0.append(note) }
            return true
        }
    }
}
