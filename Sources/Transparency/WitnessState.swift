/// What a witness remembers of a log: the tree it cosigned last (C2SP tlog-witness).
public struct WitnessedTree: Hashable, Sendable {
    /// The number of leaves.
    public var size: Int64
    /// The root over them.
    public var root: TreeHash

    /// States a tree.
    public init(size: Int64, root: TreeHash) {
        self.size = size
        self.root = root
    }
}

/// Where a witness keeps what it cosigned, one tree a log.
public protocol WitnessState: Sendable {
    /// The tree last cosigned for a log; `nil` when there was none.
    /// - Throws: Whatever the store throws; the witness then does not answer.
    func latest(origin: String) async throws -> WitnessedTree?

    /// Replaces the tree last cosigned, in one atomic and durable step, if it is still `old`.
    ///
    /// It returns after the change would survive a power cut: the cosignature follows at once.
    /// - Parameters:
    ///   - origin: The log.
    ///   - old: What must be stored for the change to be made; `nil` for nothing.
    ///   - new: What to store.
    ///   - note: The log's signed checkpoint of it, to keep as evidence should the log fork.
    /// - Returns: Whether the change was made; `false` when another tree was stored meanwhile.
    /// - Throws: Whatever the store throws; the witness then does not cosign.
    func replace(
        origin: String,
        old: WitnessedTree?,
        new: WitnessedTree,
        note: SignedNote
    ) async throws -> Bool
}
