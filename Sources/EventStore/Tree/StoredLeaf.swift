import EventSourcing
import GRDB
import Nettle
import Transparency

/// An event's row as the tree covers it, read back from the columns.
struct StoredLeaf {
    /// What the leaf commits to, made anew from the columns.
    var record: [UInt8]

    /// Reads one; `nil` when there is no such event.
    init?(at position: Int64, in db: Database) throws {
        guard let connection = db.sqliteConnection else { return nil }
        var rows = try LeafReader(from: position, on: connection)
        guard let leaf = try rows.next(), leaf.record.position == position else { return nil }
        record = leaf.record.bytes
    }
}

/// Reads what the leaves commit to, row by row, without opening or decoding anything.
struct LeafReader: ~Copyable {
    /// One row.
    struct Leaf: Sendable {
        var record: LeafRecord
        /// The leaf hash that is stored; `nil` when it is none.
        var stored: TreeHash?
        /// The hash of the payload as it is stored; `nil` when the payload is missing.
        var payloadHash: Digest256?
        /// The number of the stream's row.
        var streamRow: Int64
    }

    private let statement: PreparedStatement
    private let names: PreparedStatement
    private let texts = SharedTexts()
    private var streams: [Int64: String] = [:]
    private var lastStream: (row: Int64, name: String)?
    private var lastMetadata: (bytes: [UInt8], hash: Digest256)?

    /// Reads from a position on.
    init(from position: Int64, on connection: OpaquePointer) throws {
        let statement = try PreparedStatement(
            """
            SELECT event.position, event.version, event.id, event.type, event.schema_version,
                event.recorded_us, event.occurred_us, event.actor, event.correlation,
                event.causation, event.metadata, event.payload_hash, event.leaf, event.stream,
                payload.body, payload.personal
            FROM event LEFT JOIN payload USING (position)
            WHERE event.position >= ? ORDER BY event.position
            """,
            on: connection
        )
        statement.bind(position, at: 1)
        let names = try PreparedStatement(
            "SELECT category, identifier FROM stream WHERE id = ?",
            on: connection
        )
        self.statement = statement
        self.names = names
    }

    /// The next row; `nil` at the end.
    /// - Throws: ``LogDamage``, when a column cannot be what it must be.
    mutating func next() throws -> Leaf? {
        guard try statement.step() else { return nil }
        let position = statement.integer(0)
        guard let id = statement.eventID(2),
            let payloadHash = statement.withBytes(11, { Digest256(copying: $0) })
        else {
            throw LogDamage(position: position, reason: "its id or its payload hash is damaged")
        }
        let record = LeafRecord(
            position: position,
            version: statement.integer(1),
            recordedAt: Instant(microseconds: statement.integer(5)),
            occurredAt: Instant(microseconds: statement.integer(6)),
            id: id,
            type: EventType(
                try text(3, of: statement, at: position),
                version: Int(statement.integer(4))
            ),
            correlation: statement.eventID(8),
            causation: statement.eventID(9),
            stream: try stream(at: position),
            actor: try text(7, of: statement, at: position),
            metadataHash: hashOfMetadata(),
            payloadHash: payloadHash
        )
        return Leaf(
            record: record,
            stored: statement.withBytes(12) { TreeHash(copying: $0) },
            payloadHash: statement.isNull(14) ? nil : hashOfPayload(),
            streamRow: statement.integer(13)
        )
    }

    private mutating func stream(at position: Int64) throws -> String {
        let row = statement.integer(13)
        // Events of one stream mostly stand together.
        if let lastStream, lastStream.row == row { return lastStream.name }
        let name = try streams[row] ?? readName(of: row, at: position)
        streams[row] = name
        lastStream = (row, name)
        return name
    }

    /// The name of a stream; one without a row has none, and hashes to nothing that is stored.
    private func readName(of row: Int64, at position: Int64) throws -> String {
        names.bind(row, at: 1)
        defer { names.reset() }
        guard try names.step() else { return "-" }
        return try "\(text(0, of: names, at: position))-\(text(1, of: names, at: position))"
    }

    /// A text column, which must be what it hashes to: an invalid byte would read as U+FFFD, and so pass
    /// for it.
    private func text(
        _ column: Int32,
        of statement: borrowing PreparedStatement,
        at position: Int64
    ) throws -> String {
        let text = statement.text(column, sharing: texts)
        guard statement.withBytes(column, { text.isWritten(in: $0) }) else {
            throw LogDamage(position: position, reason: "a text of it is damaged")
        }
        return text
    }

    /// Events that came together have the same metadata, and stand one after the other.
    private mutating func hashOfMetadata() -> Digest256 {
        if let lastMetadata, statement.holds(lastMetadata.bytes, at: 10) {
            return lastMetadata.hash
        }
        let hash = statement.withBytes(10) { SHA256State.digest(of: $0) }
        lastMetadata = (statement.bytes(10), hash)
        return hash
    }

    private func hashOfPayload() -> Digest256 {
        statement.withBytes(14) { body in
            statement.withBytes(15) { StoredPayload.hash(body: body, personal: $0) }
        }
    }
}

extension String {
    /// Whether bytes are those of this text.
    fileprivate func isWritten(in bytes: UnsafeRawBufferPointer) -> Bool {
        utf8.withContiguousStorageIfAvailable { bytes.elementsEqual($0) } ?? false
    }
}
