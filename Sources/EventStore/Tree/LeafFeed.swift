import Foundation

/// Leaves that a thread of its own reads, a few batches ahead of whoever verifies them: reading and
/// hashing then take two cores where there are two.
///
/// They come in the order of the rows, and what stopped the reading comes where it stopped, after all
/// that was read before it.
///
/// `@unchecked Sendable`: its variables are touched only with `condition` held.
final class LeafFeed: @unchecked Sendable {
    private static let batchLeavesMax = 256
    private static let waitingBatchesMax = 4

    private let condition = NSCondition()
    private var waiting: [[LeafReader.Leaf]] = []
    private var failure: (any Error)?
    private var isEnded = false
    private var isUnwanted = false

    private init() {}

    /// Reads all leaves, and has them taken one by one on the caller's thread.
    /// - Parameters:
    ///   - connection: The connection, which must not be used for anything else meanwhile.
    ///   - take: What is done with each.
    /// - Throws: what `take` throws; and what the reading throws, once all before it were taken.
    static func read(
        from connection: OpaquePointer,
        _ take: (LeafReader.Leaf) throws -> Void
    ) throws {
        let feed = LeafFeed()
        // Lent: the caller comes back only when the thread is done with it.
        nonisolated(unsafe) let connection = connection
        let thread = Thread { feed.fill(from: connection) }
        thread.name = "muster.verify"
        thread.start()
        defer { feed.end() }
        while let batch = try feed.next() {
            for leaf in batch { try take(leaf) }
        }
    }

    /// The next batch; `nil` at the end.
    private func next() throws -> [LeafReader.Leaf]? {
        condition.lock()
        defer { condition.unlock() }
        while waiting.isEmpty && !isEnded { condition.wait() }
        guard waiting.isEmpty else {
            condition.signal()
            return waiting.removeFirst()
        }
        if let failure { throw failure }
        return nil
    }

    /// Waits until the connection is used no more.
    private func end() {
        condition.lock()
        defer { condition.unlock() }
        isUnwanted = true
        condition.signal()
        while !isEnded { condition.wait() }
    }

    // MARK: - The thread's side

    private func fill(from connection: OpaquePointer) {
        var failure: (any Error)?
        do {
            try pass(connection)
        } catch {
            failure = error
        }
        condition.withLock {
            self.failure = failure
            isEnded = true
            condition.signal()
        }
    }

    private func pass(_ connection: OpaquePointer) throws {
        var rows = try LeafReader(from: .min, on: connection)
        var batch: [LeafReader.Leaf] = []
        // What was read before a damage is verified before it is told.
        defer { _ = put(batch) }
        while let leaf = try rows.next() {
            batch.append(leaf)
            guard batch.count == Self.batchLeavesMax else { continue }
            guard put(batch) else { return batch.removeAll() }
            batch.removeAll()
            batch.reserveCapacity(Self.batchLeavesMax)
        }
    }

    /// Adds a batch once there is room.
    /// - Returns: whether anybody still wants more.
    private func put(_ batch: [LeafReader.Leaf]) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while waiting.count == Self.waitingBatchesMax && !isUnwanted { condition.wait() }
        guard !isUnwanted else { return false }
        if !batch.isEmpty { waiting.append(batch) }
        condition.signal()
        return true
    }
}
