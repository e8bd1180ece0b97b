import EventSourcing
import GRDB

/// Whether every event is filed under its stream, and nothing else is: who reads a stream would miss it
/// otherwise, though the tree holds it.
///
/// The filing has the order of streams, the log that of positions: both are added up, each entry by a
/// hash of this process's own, which nobody can prepare for.
struct StreamFiling {
    private let size: Int64
    private var sum = 0

    /// Begins to compare; `nil` for a log of format 1, which files nothing.
    ///
    /// A filing that is there is compared whatever `user_version` says, which anybody can write.
    init?(_ db: Database) throws {
        let isFiled = try ["stream_event", "stream_cursor"].map { try db.tableExists($0) }
        guard try isFiled.contains(true) || Schema.events.version(of: db) > 1 else { return nil }
        guard !isFiled.contains(false) else {
            throw LogDamage(position: nil, reason: "events are not filed by stream")
        }
        guard let size = try Int64.fetchOne(db, sql: "SELECT size FROM stream_cursor") else {
            throw LogDamage(
                position: nil,
                reason: "how many events are filed by stream is not said"
            )
        }
        self.size = size
    }

    /// Notes an event.
    mutating func note(_ leaf: LeafReader.Leaf) {
        guard leaf.record.position < size else { return }
        sum &+= Self.hash(leaf.streamRow, leaf.record.version, leaf.record.position)
    }

    /// Compares what was noted with what is filed.
    /// - Throws: ``LogDamage``, naming the first event that is not filed where it belongs.
    func finish(_ db: Database) throws {
        guard let connection = db.sqliteConnection else { return }
        let filed = try PreparedStatement(
            "SELECT stream, version, position FROM stream_event",
            on: connection
        )
        var (number, left): (Int64, Int) = (0, sum)
        while try filed.step() {
            number += 1
            left &-= Self.hash(filed.integer(0), filed.integer(1), filed.integer(2))
        }
        guard number != size || left != 0 else { return }
        throw LogDamage(
            position: try Int64.fetchOne(db, sql: Self.misfiled),
            reason: "it is not filed under its stream, whose readers miss it"
        )
    }

    private static func hash(_ stream: Int64, _ version: Int64, _ position: Int64) -> Int {
        var hasher = Hasher()
        hasher.combine(stream)
        hasher.combine(version)
        hasher.combine(position)
        return hasher.finalize()
    }

    private static let misfiled = """
        SELECT min(position) FROM (
            SELECT position FROM (
                SELECT position, stream, version FROM stream_event
                EXCEPT SELECT position, stream, version FROM event
                WHERE position < (SELECT size FROM stream_cursor))
            UNION ALL
            SELECT position FROM (
                SELECT position, stream, version FROM event
                WHERE position < (SELECT size FROM stream_cursor)
                EXCEPT SELECT position, stream, version FROM stream_event))
        """
}
