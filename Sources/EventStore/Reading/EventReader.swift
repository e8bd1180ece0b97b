import EventSourcing
import GRDB

/// Reads rows of `event` with their payloads.
///
/// Names that many rows share are made once a read; what a row holds of its own is copied as bytes.
struct EventReader: ~Copyable {
    static let columns = """
        SELECT event.position, event.version, event.id, event.type, event.schema_version,
            event.recorded_us, event.occurred_us, event.actor, event.correlation, event.causation,
            event.metadata, payload.body, payload.personal, event.stream
        FROM event LEFT JOIN payload USING (position)
        """

    private let statement: PreparedStatement
    private let names: PreparedStatement
    private let texts = SharedTexts()
    private var streams: [Int64: StreamName] = [:]
    private var lastStream: (row: Int64, name: StreamName)?
    private var metadata: (bytes: [UInt8], held: EventMetadata)?

    /// Prepares a read.
    /// - Parameters:
    ///   - clauses: What follows the columns: WHERE, ORDER BY and LIMIT.
    ///   - db: The connection, which must not be used for anything else meanwhile.
    /// - Throws: ``SQLiteFailure``.
    init(_ clauses: String, on db: Database) throws {
        guard let connection = db.sqliteConnection else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE)
        }
        let statement = try PreparedStatement("\(Self.columns) \(clauses)", on: connection)
        let names = try PreparedStatement(
            "SELECT category, identifier FROM stream WHERE id = ?",
            on: connection
        )
        self.statement = statement
        self.names = names
    }

    /// Gives parameter `index`, from 1, a number.
    func bind(_ value: Int64, at index: Int32) { statement.bind(value, at: index) }

    /// Gives parameter `index`, from 1, a text.
    func bind(_ text: String, at index: Int32) { statement.bind(text, at: index) }

    /// The next event; `nil` at the end.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `damaged`, naming the position.
    mutating func next() throws -> Recorded<EncodedEvent>? {
        guard try statement.step() else { return nil }
        let position = statement.integer(0)
        guard let id = statement.eventID(2), let stream = try stream() else {
            throw EventLogError(.damaged, "the event at position \(position) is damaged")
        }
        return Recorded(
            position: position,
            stream: stream,
            version: statement.integer(1),
            id: id,
            event: try event(at: position),
            recordedAt: Instant(microseconds: statement.integer(5)),
            occurredAt: Instant(microseconds: statement.integer(6)),
            actor: Actor(statement.text(7, sharing: texts)),
            metadata: try metadata(at: position),
            correlation: statement.eventID(8),
            causation: statement.eventID(9)
        )
    }

    private func event(at position: Int64) throws -> EncodedEvent {
        let type = EventType(statement.text(3, sharing: texts), version: Int(statement.integer(4)))
        // A lawful removal leaves the row; verification asks for the event that removed it.
        guard !statement.isNull(11) else { return EncodedEvent(type: type, payload: []) }
        let fields = statement.withBytes(12) { SealedFields.read($0, at: position) }
        guard let fields else {
            throw EventLogError(.damaged, "the fields of the event at \(position) are damaged")
        }
        return EncodedEvent(type: type, payload: statement.bytes(11), personal: fields)
    }

    private mutating func stream() throws -> StreamName? {
        let row = statement.integer(13)
        // Events of one stream mostly stand together.
        if let lastStream, lastStream.row == row { return lastStream.name }
        guard let name = try streams[row] ?? readName(of: row) else { return nil }
        streams[row] = name
        lastStream = (row, name)
        return name
    }

    private func readName(of row: Int64) throws -> StreamName? {
        names.bind(row, at: 1)
        defer { names.reset() }
        guard try names.step() else { return nil }
        return StreamName("\(names.text(0))-\(names.text(1))")
    }

    /// Events that came together have the same metadata, and stand one after the other.
    private mutating func metadata(at position: Int64) throws -> EventMetadata {
        if let metadata, statement.holds(metadata.bytes, at: 10) { return metadata.held }
        guard let held = statement.withBytes(10, { EventMetadata(copying: $0) }) else {
            throw EventLogError(.damaged, "the metadata of the event at \(position) is damaged")
        }
        metadata = (statement.bytes(10), held)
        return held
    }
}
