import EventSourcing
import Foundation
import GRDB
import Transparency

/// The hashes of the tree as `events.db` keeps them: leaves in the rows of events, and the root of
/// every full tile in `tile`.
struct StoredTree: TileSource {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Reads hashes of one tile level; see ``/Transparency/TileSource``.
    func hashes(level: Int, range: Range<Int64>) throws -> [TreeHash] {
        let (sql, first): (String, StatementArguments) =
            level == 0
            ? ("SELECT leaf FROM event WHERE position >= ? AND position < ? ORDER BY position", [])
            : (
                "SELECT root FROM tile WHERE level = ? AND number >= ? AND number < ? ORDER BY number",
                [level - 1]
            )
        let arguments = first + [range.lowerBound, range.upperBound]
        return try Data.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
            .compactMap { TreeHash(bytes: [UInt8]($0)) }
    }
}
