public import EventSourcing

/// An index in memory, for tests and for logs whose index is on another machine.
///
/// Nothing survives it.
public actor MemoryEventIndex: EventIndex {
    private var tail = IndexTail(after: .start)

    /// Creates an empty index.
    public init() {}

    /// See ``/EventSourcing/EventIndex/cursor()``.
    public func cursor() async throws(EventLogError) -> IndexCursor { tail.cursor }

    /// See ``/EventSourcing/EventIndex/values(of:)``.
    public func values(of terms: Set<IndexTerm>) async throws(EventLogError) -> Set<String> {
        tail.values(of: terms)
    }

    /// See ``/EventSourcing/EventIndex/entries(in:after:limit:)``.
    public func entries(
        in field: String,
        after last: IndexEntry?,
        limit: Int
    ) async throws(EventLogError) -> [IndexEntry] {
        Array(tail.entries(in: field, after: last).prefix(limit))
    }

    /// See ``/EventSourcing/EventIndex/deadLetters()``.
    public func deadLetters() async throws(EventLogError) -> [DeadLetter] { tail.deadLetters }

    /// See ``/EventSourcing/EventIndex/add(_:)``.
    public func add(_ page: IndexPage) async throws(EventLogError) { try tail.add(page) }

    /// See ``/EventSourcing/EventIndex/successor()``.
    public func successor() async throws(EventLogError) -> any EventIndex { MemoryEventIndex() }

    /// There is no other; see ``/EventSourcing/EventIndex/takeOver()``.
    public func takeOver() async throws(EventLogError) {}

    /// Keeps nothing; see ``/EventSourcing/EventIndex/close()``.
    public func close() async {}
}
