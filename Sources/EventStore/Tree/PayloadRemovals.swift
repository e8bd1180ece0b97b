import EventSourcing
import Foundation
import GRDB

/// Payloads that are missing, each of which an event of the log must account for.
struct PayloadRemovals {
    private var rows: [Int64: Int64] = [:]
    private var named: [Int64: Set<Int64>] = [:]
    private var missing: Set<Int64> = []

    /// How many were removed.
    var count: Int { missing.count }

    init(_ db: Database) throws {
        let removed = try Row.fetchAll(db, sql: "SELECT position, removed_by FROM payload_removal")
        for row in removed { rows[row["position"]] = row["removed_by"] }
        for remover in Set(rows.values) {
            let body = try Data.fetchOne(
                db,
                sql: """
                    SELECT body FROM payload JOIN event USING (position)
                    WHERE position = ? AND type = 'payloads.removed'
                    """,
                arguments: [remover]
            )
            let json = try body.map { try JSON(parsing: [UInt8]($0)) }
            named[remover] = Set(json?["positions"]?.array?.compactMap(\.integer) ?? [])
        }
    }

    /// Notes a missing payload, or refuses one that nothing accounts for.
    mutating func check(_ leaf: LeafReader.Leaf) throws {
        guard leaf.payloadHash == nil else { return }
        let position = leaf.record.position
        guard let remover = rows[position], remover > position,
            named[remover]?.contains(position) == true
        else {
            throw LogDamage(
                position: position,
                reason: "its payload is missing, and no event removed it"
            )
        }
        missing.insert(position)
    }

    /// Every removal must have been carried out.
    func finish() throws {
        if let left = Set(rows.keys).subtracting(missing).min() {
            throw LogDamage(position: left, reason: "its payload is there, though it was removed")
        }
    }
}
