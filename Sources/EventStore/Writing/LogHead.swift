import EventSourcing
import Foundation
import GRDB
import Transparency

/// Where the log ends: what the next event's place, time and proof follow from.
struct LogHead: Sendable {
    /// When the last event was recorded.
    private(set) var lastRecorded: Instant
    /// The right edge of the tree over the leaves.
    private(set) var tree: TreeWriter

    /// The number of events: the position the next one gets.
    var size: Int64 { tree.size }

    /// Reads it from the rows.
    init(_ db: Database) throws {
        let last = try Row.fetchOne(
            db,
            sql: "SELECT position, recorded_us FROM event ORDER BY position DESC LIMIT 1"
        )
        lastRecorded = Instant(microseconds: last.map { $0["recorded_us"] } ?? .min)
        tree = try TreeWriter(
            size: last.map { $0["position"] + 1 } ?? 0,
            resumingFrom: StoredTree(db)
        )
    }

    /// The time the next event is recorded at: strictly later than the last.
    mutating func nextTime(after now: Instant) -> Instant {
        lastRecorded = max(now, Instant(microseconds: lastRecorded.microseconds &+ 1))
        return lastRecorded
    }

    /// Adds a leaf.
    /// - Returns: the tiles it completed.
    mutating func append(_ leaf: TreeHash) -> [Tile] { tree.append(leaf) }
}
