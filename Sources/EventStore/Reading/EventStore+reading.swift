public import EventSourcing
import Foundation
import GRDB

extension EventStore {
    /// Reads a stream with its personal fields opened; see ``/EventSourcing/EventLog/events(of:)``.
    public func events(
        of stream: StreamName
    ) async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        let (events, boxes) = try await read("read a stream") { db in
            let reader = try EventReader(
                """
                WHERE position IN (\(EventReader.positions(
                    "SELECT id, 0 FROM stream WHERE category = ?1 AND identifier = ?2"
                )))
                ORDER BY position
                """,
                on: db
            )
            reader.bind(stream.category, at: 1)
            reader.bind(stream.identifier, at: 2)
            let events = try reader.rest()
            return (events, try StoredField.fields(of: events, in: db))
        }
        let texts = try open(boxes)
        return events.map { recorded in
            var recorded = recorded
            for index in recorded.event.personal.indices {
                let place = FieldPlace(position: recorded.position, index: index)
                recorded.event.personal[index].content = texts[place].map { .open($0) } ?? .erased
            }
            return recorded
        }
    }

    /// The number of events; see ``/EventSourcing/EventLog/size()``.
    public func size() async throws(EventLogError) -> Int64 {
        try await read("read the log's size") { db in
            let statement = try db.cachedStatement(sql: "SELECT max(position) FROM event")
            return try Int64.fetchOne(statement).map { $0 + 1 } ?? 0
        }
    }

    /// Waits for more events; see ``/EventSourcing/EventLog/grown(past:)``.
    ///
    /// A log opened for reading only is asked four times a second: nobody tells it.
    public func grown(past size: Int64) async throws(EventLogError) -> Int64 {
        try await growth.wait { () throws(EventLogError) in
            let now = try await self.size()
            guard now <= size else { return now }
            guard isReadOnly else { return nil }
            try? await Task.sleep(for: .milliseconds(250))
            growth.note()
            return nil
        }
    }

    /// Opens sealed fields; see ``/EventSourcing/EventLog/disclose(_:)``.
    public func disclose(_ fields: [Personal<String>]) async throws(EventLogError) -> Disclosure {
        let sealed: [(SealedField, SubjectID)] = fields.compactMap { field in
            guard case .sealed(let sealed) = field.content else { return nil }
            return (sealed, field.subject)
        }
        guard !sealed.isEmpty else { return .none }
        var boxes: [StoredField] = []
        for start in stride(from: 0, to: sealed.count, by: StoreLimits.rowsPerReadMax) {
            let page = sealed[start..<min(sealed.count, start + StoreLimits.rowsPerReadMax)]
            boxes += try await read("read personal fields") { db in
                try page.compactMap { try StoredField($0.0.place, about: $0.1, in: db) }
            }
        }
        return Disclosure(try open(boxes))
    }

    /// Reads a document; see ``/EventSourcing/EventLog/document(_:)``.
    public func document(_ name: DocumentName) async throws(EventLogError) -> Document? {
        let stored = try await read("read a document") { db -> StoredDocument? in
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT id, key, has_own_key, bytes FROM document
                        WHERE kind = ? AND identifier = ?
                        """
                ),
                arguments: [name.kind.rawValue, name.identifier]
            )
            guard let row else { return nil }
            let names = try String.fetchAll(
                db.cachedStatement(sql: "SELECT subject FROM document_subject WHERE document = ?"),
                arguments: [row["id"] as Int64]
            )
            return StoredDocument(
                key: row["key"],
                hasOwnKey: row["has_own_key"],
                bytes: [UInt8](row["bytes"] as Data),
                names: Set(names.map { SubjectID($0) })
            )
        }
        guard let stored, let key = try ring.keys([stored.key])[stored.key] else { return nil }
        return Document(
            name,
            bytes: try DocumentBox.open(stored.bytes, named: name, with: key),
            about: stored.subjects
        )
    }

    func read<Value: Sendable>(
        _ task: String,
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(EventLogError) -> Value {
        do {
            return try await pool.read(body)
        } catch let error as EventLogError {
            throw error
        } catch {
            throw EventLogError(.storage, "cannot \(task): \(error)")
        }
    }

    /// Which of some keys are gone as the log says.
    private func expiredKeys(among ids: Set<Int64>) throws(EventLogError) -> Set<Int64> {
        guard !ids.isEmpty else { return [] }
        return try attempt("read which keys are gone") {
            try pool.read { db in
                let statement = try db.cachedStatement(
                    sql: "SELECT key FROM destroyed_key WHERE key = ?"
                )
                return Set(try ids.compactMap { try Int64.fetchOne(statement, arguments: [$0]) })
            }
        }
    }

    /// Opens boxes; those of erased subjects, and those whose key expired, are left out.
    private func open(_ fields: [StoredField]) throws(EventLogError) -> [FieldPlace: String] {
        let ids = Set(fields.map(\.box.keyID))
        let keys = try ring.keys(ids)
        let expired = try expiredKeys(among: ids.filter { keys[$0] == nil })
        var texts: [FieldPlace: String] = [:]
        for field in fields where !ring.isFenced(field.subject) {
            guard let key = keys[field.box.keyID] else {
                guard expired.contains(field.box.keyID) else {
                    throw .missingKey(field.box.keyID)
                }
                continue
            }
            let place = FieldBox.Place(
                subject: field.subject,
                event: field.event,
                index: field.place.index
            )
            texts[field.place] = try field.box.text(at: place, with: key)
        }
        return texts
    }
}

/// A document's row.
private struct StoredDocument: Sendable {
    var key: Int64
    var hasOwnKey: Bool
    var bytes: [UInt8]
    var names: Set<SubjectID>

    var subjects: Document.Subjects {
        if names == [PreparedBatch.anyone] { return .anyone }
        guard !hasOwnKey, let subject = names.first else { return .several(names) }
        return .one(subject)
    }
}

/// A sealed field with everything that opening it takes, but the key.
struct StoredField: Sendable {
    var place: FieldPlace
    var subject: SubjectID
    var event: EventID
    var box: FieldBox

    init(place: FieldPlace, subject: SubjectID, event: EventID, box: FieldBox) {
        self.place = place
        self.subject = subject
        self.event = event
        self.box = box
    }

    /// Reads one; `nil` when its payload was removed.
    init?(_ place: FieldPlace, about subject: SubjectID, in db: Database) throws {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql:
                    "SELECT id, personal FROM event JOIN payload USING (position) WHERE position = ?"
            ),
            arguments: [place.position]
        )
        guard let row else { return nil }
        guard let event = EventID(bytes: row["id"] as Data),
            let box = FieldBoxes(row["personal"] as Data)?[place.index]
        else {
            throw EventLogError(
                .damaged,
                "the fields of the event at position \(place.position) are damaged"
            )
        }
        self.init(place: place, subject: subject, event: event, box: box)
    }

    /// The sealed fields of events just read from the same connection.
    static func fields(of events: [Recorded<EncodedEvent>], in db: Database) throws -> [StoredField]
    {
        try events.flatMap { recorded -> [StoredField] in
            let subjects = try recorded.event.subjectsOfFields()
            return try recorded.event.personal.indices.compactMap { index in
                guard case .sealed(let field) = recorded.event.personal[index].content,
                    let subject = subjects[index]
                else { return nil }
                return try StoredField(field.place, about: subject, in: db)
            }
        }
    }
}

extension EventReader {
    /// The events that are left.
    /// - Parameter count: How many there may be, where that is known.
    /// - Returns: the events.
    /// - Throws: what ``next()`` throws.
    consuming func rest(atMost count: Int = 0) throws -> [Recorded<EncodedEvent>] {
        var events: [Recorded<EncodedEvent>] = []
        events.reserveCapacity(count)
        while let event = try next() { events.append(event) }
        return events
    }
}

extension EncodedEvent {
    /// Whom each personal field is about, by its number, as the payload says.
    func subjectsOfFields() throws(EventLogError) -> [Int: SubjectID] {
        guard !personal.isEmpty else { return [:] }
        guard let members = try? JSON(parsing: payload).object else {
            throw EventLogError(.damaged, "a payload of \(type) is no JSON object")
        }
        var subjects: [Int: SubjectID] = [:]
        for member in members.values {
            guard let index = member["field"]?.integer, let subject = member["subject"]?.string
            else {
                continue
            }
            subjects[Int(index)] = SubjectID(subject)
        }
        return subjects
    }
}
