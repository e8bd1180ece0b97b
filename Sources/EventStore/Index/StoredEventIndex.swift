public import EventSourcing
public import Foundation
import GRDB

/// An index in `read.db`.
///
/// What is added is kept in memory and written now and then: a crash costs no more than indexing the
/// last few events again.
public final class StoredEventIndex: EventIndex {
    private let database: ReadDatabase?
    private let generation: Generation?
    private let isWritable: Bool
    private let tail: Locked<IndexTail>
    private let isWriting = Locked(false)

    /// Which index, and under which version of what it is made by.
    private let name: Name

    struct Name: Sendable, Hashable {
        var projection: String
        var version: Int
    }

    /// Opens the index of a data directory that this process holds, making it where it is missing.
    ///
    /// One that was made under another version stays until this one takes over.
    /// - Parameters:
    ///   - directory: The data directory.
    ///   - projection: The index's name.
    ///   - version: The version of what it is made by.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `storage` when the file system refuses.
    public convenience init(
        in directory: URL,
        projection: String,
        version: Int
    ) throws(EventLogError) {
        let name = Name(projection: projection, version: version)
        let database = try ReadDatabase(in: directory)
        let generation = try attempt("open read.db") {
            try database.pool.write { try Generation.furthest(of: name, in: $0) }
        }
        self.init(name, generation, in: database, isWritable: true)
    }

    /// Opens the index to look things up, beside the process that holds the directory.
    ///
    /// Where there is none of this version it is empty, and what is added stays in memory.
    public convenience init(reading directory: URL, projection: String, version: Int) {
        let name = Name(projection: projection, version: version)
        let database = ReadDatabase(reading: directory)
        let generation = try? database?.pool.read { try Generation.serving(name, in: $0) }
        self.init(name, generation ?? nil, in: database, isWritable: false)
    }

    private init(
        _ name: Name,
        _ generation: Generation?,
        in database: ReadDatabase?,
        isWritable: Bool
    ) {
        self.name = name
        self.generation = generation
        self.database = database
        self.isWritable = isWritable
        self.tail = Locked(IndexTail(after: generation?.cursor ?? .start))
    }

    /// See ``/EventSourcing/EventIndex/cursor()``.
    public func cursor() async throws(EventLogError) -> IndexCursor {
        tail.withLock { $0.cursor }
    }

    /// See ``/EventSourcing/EventIndex/values(of:)``.
    public func values(of terms: Set<IndexTerm>) async throws(EventLogError) -> Set<String> {
        // The tail first: what is written meanwhile is then found twice rather than not at all.
        let (recent, settled) = tail.withLock { ($0.values(of: terms), $0.settled) }
        let stored = try await stored([:]) { try $0.values(of: terms, in: $1) }
        return stored.reduce(into: recent) { values, found in
            values.formUnion(
                found.value.filter { !settled.contains(IndexEntry(found.key, $0)) }
            )
        }
    }

    /// See ``/EventSourcing/EventIndex/entries(in:after:limit:)``.
    public func entries(
        in field: String,
        after last: IndexEntry?,
        limit: Int
    ) async throws(EventLogError) -> [IndexEntry] {
        let (recent, settled) = tail.withLock { tail in
            (
                tail.entries(in: field, after: last),
                tail.settled.filter { $0.term.field == field }
            )
        }
        let stored = try await stored([]) {
            try $0.entries(in: field, after: last, limit: limit + settled.count, in: $1)
        }
        let all = Set(recent.prefix(limit)).union(Set(stored).subtracting(settled))
            .sorted { $0.order < $1.order }
        return Array(all.prefix(limit))
    }

    /// See ``/EventSourcing/EventIndex/deadLetters()``.
    public func deadLetters() async throws(EventLogError) -> [DeadLetter] {
        let recent = tail.withLock { $0.deadLetters }
        let stored = try await stored([]) { try $0.deadLetters(in: $1) }
        return Set(stored).union(recent).sorted { $0.position < $1.position }
    }

    /// See ``/EventSourcing/EventIndex/add(_:)``.
    public func add(_ page: IndexPage) async throws(EventLogError) {
        let isFull = try tail.withLock { (tail) throws(EventLogError) in
            try tail.add(page)
            return tail.eventCount >= StoreLimits.unwrittenEventsMax
        }
        if isFull { try await write() }
    }

    /// See ``/EventSourcing/EventIndex/successor()``.
    public func successor() async throws(EventLogError) -> any EventIndex {
        guard isWritable, let database else {
            return StoredEventIndex(name, nil, in: nil, isWritable: false)
        }
        let next = try await perform("begin an index") { [name] db in
            try Generation.new(of: name, in: db)
        }
        return StoredEventIndex(name, next, in: database, isWritable: true)
    }

    /// See ``/EventSourcing/EventIndex/takeOver()``.
    public func takeOver() async throws(EventLogError) {
        guard isWritable, let generation else { return }
        try await write()
        try await perform("put an index in its place") { [name] db in
            try generation.takeOver(name, in: db)
        }
    }

    /// See ``/EventSourcing/EventIndex/close()``.
    public func close() async {
        // What is not written is indexed again.
        try? await write()
    }

    /// Writes what was added since.
    private func write() async throws(EventLogError) {
        guard isWritable, let generation else { return }
        let isMine = isWriting.withLock { isWriting in
            defer { isWriting = true }
            return !isWriting
        }
        guard isMine else { return }
        defer { isWriting.withLock { $0 = false } }
        let written = tail.withLock { $0 }
        guard written.eventCount > 0 else { return }
        try await perform("write read.db") { try generation.add(written, in: $0) }
        tail.withLock { $0 = $0.following(written) }
    }

    private func stored<Value: Sendable>(
        _ nothing: Value,
        _ look: @escaping @Sendable (Generation, Database) throws -> Value
    ) async throws(EventLogError) -> Value {
        guard let generation, let database else { return nothing }
        do {
            return try await database.pool.read { try look(generation, $0) }
        } catch {
            throw EventLogError(.storage, "cannot read read.db: \(error)")
        }
    }

    private func perform<Value: Sendable>(
        _ task: String,
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(EventLogError) -> Value {
        guard let database else {
            throw EventLogError(.closed, "the index was opened for looking things up only")
        }
        do {
            return try await database.pool.write(body)
        } catch {
            throw EventLogError(.storage, "cannot \(task): \(error)")
        }
    }
}
