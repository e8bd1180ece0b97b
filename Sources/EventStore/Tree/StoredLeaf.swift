import Crypto
import EventSourcing
import Foundation
import GRDB

/// An event's row as the tree covers it, read back from the columns.
struct StoredLeaf {
    /// What the leaf commits to, made anew from the columns.
    var record: [UInt8]

    /// Reads one; `nil` when there is no such event.
    init?(at position: Int64, in db: Database) throws {
        guard let connection = db.sqliteConnection else { return nil }
        let rows = try LeafReader(from: position, on: connection)
        guard let leaf = try rows.next(), leaf.record.position == position else { return nil }
        record = leaf.record.bytes
    }
}

/// Reads what the leaves commit to, row by row, without opening or decoding anything.
struct LeafReader: ~Copyable {
    /// One row.
    struct Leaf {
        var record: LeafRecord
        /// The leaf hash that is stored.
        var stored: [UInt8]
        /// The hash of the payload as it is stored; `nil` when the payload is missing.
        var payloadHash: [UInt8]?
        /// The number of the stream's row.
        var streamRow: Int64
    }

    private let statement: PreparedStatement

    /// Reads from a position on.
    init(from position: Int64, on connection: OpaquePointer) throws {
        statement = try PreparedStatement(
            """
            SELECT event.position, event.version, event.id, event.type, event.schema_version,
                event.recorded_us, event.occurred_us, event.actor, event.correlation,
                event.causation, event.metadata, event.payload_hash, event.leaf, event.stream,
                stream.category, stream.identifier, payload.body, payload.personal
            FROM event LEFT JOIN payload USING (position) LEFT JOIN stream ON stream.id = event.stream
            WHERE event.position >= ? ORDER BY event.position
            """,
            on: connection
        )
        statement.bind(position, at: 1)
    }

    /// The next row; `nil` at the end.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `damaged`, when a column cannot be what it must be.
    func next() throws -> Leaf? {
        guard try statement.step() else { return nil }
        let position = statement.integer(0)
        guard let id = statement.withBytes(2, { EventID(bytes: $0) }) else {
            throw EventLogError(.damaged, "the id of the event at position \(position) is damaged")
        }
        var payloadHash: [UInt8]?
        if !statement.isNull(16) {
            payloadHash =
                StoredPayload(body: statement.bytes(16), personal: statement.bytes(17)).hash
        }
        let record = LeafRecord(
            position: position,
            version: statement.integer(1),
            recordedAt: Instant(microseconds: statement.integer(5)),
            occurredAt: Instant(microseconds: statement.integer(6)),
            id: id,
            type: EventType(statement.text(3), version: Int(statement.integer(4))),
            correlation: statement.withBytes(8) { EventID(bytes: $0) },
            causation: statement.withBytes(9) { EventID(bytes: $0) },
            stream: "\(statement.text(14))-\(statement.text(15))",
            actor: statement.text(7),
            metadataHash: statement.withBytes(10) { Array(SHA256.hash(data: $0)) },
            payloadHash: statement.bytes(11)
        )
        return Leaf(
            record: record,
            stored: statement.bytes(12),
            payloadHash: payloadHash,
            streamRow: statement.integer(13)
        )
    }
}
