import EventSourcing
import Foundation
import GRDB

/// Reads rows of `event` with their payloads.
///
/// Names that many rows share are made once a read; what a row holds of its own is copied as bytes.
struct EventReader: ~Copyable {
    static let columns = """
        SELECT event.position, event.version, event.id, event.type, event.schema_version,
            event.recorded_us, event.occurred_us, event.actor, event.correlation, event.causation,
            event.metadata, payload.body, payload.personal, event.stream, stream.category,
            stream.identifier
        FROM event LEFT JOIN payload USING (position) JOIN stream ON stream.id = event.stream
        """

    private let statement: PreparedStatement
    private var streams: [Int64: StreamName] = [:]
    private var types: [String: [Int: EventType]] = [:]
    private var actors: [String: Actor] = [:]
    private var metadata: [[UInt8]: [String: String]] = [:]

    /// Prepares a read.
    /// - Parameters:
    ///   - clauses: What follows the columns: WHERE, ORDER BY and LIMIT.
    ///   - db: The connection, which must not be used for anything else meanwhile.
    /// - Throws: ``SQLiteFailure``.
    init(_ clauses: String, on db: Database) throws {
        guard let connection = db.sqliteConnection else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE)
        }
        statement = try PreparedStatement("\(Self.columns) \(clauses)", on: connection)
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
        guard let id = statement.withBytes(2, { EventID(bytes: $0) }), let stream = stream() else {
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
            actor: actor(),
            metadata: try metadata(at: position),
            correlation: statement.withBytes(8) { EventID(bytes: $0) },
            causation: statement.withBytes(9) { EventID(bytes: $0) }
        )
    }

    private mutating func event(at position: Int64) throws -> EncodedEvent {
        // A lawful removal leaves the row; verification asks for the event that removed it.
        guard !statement.isNull(11) else { return EncodedEvent(type: type(), payload: []) }
        let boxes = statement.withBytes(12) { FieldBoxes($0) }
        guard let boxes else {
            throw EventLogError(.damaged, "the fields of the event at \(position) are damaged")
        }
        let fields = boxes.enumerated().map { index, box in
            // Whom it is about stands in the payload, which refers to the field by its number.
            Personal<String>(
                subject: SubjectID(""),
                content: box.map { box in
                    let place = FieldPlace(position: position, index: index)
                    return .sealed(SealedField(place: place, mark: box.mark))
                } ?? .erased
            )
        }
        return EncodedEvent(type: type(), payload: statement.bytes(11), personal: fields)
    }

    private mutating func stream() -> StreamName? {
        let row = statement.integer(13)
        if let known = streams[row] { return known }
        let name = StreamName("\(statement.text(14))-\(statement.text(15))")
        streams[row] = name
        return name
    }

    private mutating func type() -> EventType {
        let name = statement.text(3)
        let version = Int(statement.integer(4))
        if let known = types[name]?[version] { return known }
        let type = EventType(name, version: version)
        types[name, default: [:]][version] = type
        return type
    }

    private mutating func actor() -> Actor {
        let text = statement.text(7)
        if let known = actors[text] { return known }
        let actor = Actor(text)
        actors[text] = actor
        return actor
    }

    private mutating func metadata(at position: Int64) throws -> [String: String] {
        let bytes = statement.bytes(10)
        if let known = metadata[bytes] { return known }
        guard let object = try? JSON(parsing: bytes).object else {
            throw EventLogError(.damaged, "the metadata of the event at \(position) is damaged")
        }
        let read = object.compactMapValues(\.string)
        if metadata.count < StoreLimits.rowsPerReadMax { metadata[bytes] = read }
        return read
    }
}
