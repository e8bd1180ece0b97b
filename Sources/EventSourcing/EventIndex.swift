/// Where in the log to look for something: a register of terms, made from the events one by one.
///
/// An index holds no facts of its own; it may be deleted and made again. What a term leads to is
/// everything any event ever said of it, but for what an event said is settled: whoever looks there
/// decides what still holds.
public protocol EventIndex: Sendable {
    /// How far it has come.
    func cursor() async throws(EventLogError) -> IndexCursor

    /// What some terms lead to, each value once.
    /// - Throws: ``EventLogError`` when the storage fails.
    func values(of terms: Set<IndexTerm>) async throws(EventLogError) -> Set<String>

    /// The entries of a field by term and value.
    /// - Parameters:
    ///   - field: The field.
    ///   - last: The entry after which to begin; `nil` begins with the first.
    ///   - limit: The most entries to return.
    /// - Returns: the entries, in the order of their texts' UTF-8 bytes.
    /// - Throws: ``EventLogError`` when the storage fails.
    func entries(
        in field: String,
        after last: IndexEntry?,
        limit: Int
    ) async throws(EventLogError) -> [IndexEntry]

    /// The events that could not be read, by position.
    func deadLetters() async throws(EventLogError) -> [DeadLetter]

    /// Takes in what follows the cursor.
    /// - Throws: ``EventLogError`` when the storage fails, or the page does not begin at the cursor.
    func add(_ page: IndexPage) async throws(EventLogError)

    /// An empty index of the same kind, to be filled while this one goes on answering.
    func successor() async throws(EventLogError) -> any EventIndex

    /// Takes the place of every other index of this kind, for this process and those to come.
    func takeOver() async throws(EventLogError)

    /// Lets its storage go, keeping what was added.
    func close() async
}

/// A word to look up.
public struct IndexTerm: Sendable, Hashable {
    /// The kind of word.
    public var field: String
    /// The word; never personal data (I-11).
    public var text: String

    /// Names a word.
    public init(_ field: String, _ text: String) {
        self.field = field
        self.text = text
    }
}

/// What an event adds to an index: a word, and what it leads to.
public struct IndexEntry: Sendable, Hashable {
    /// The word.
    public var term: IndexTerm
    /// What it leads to.
    public var value: String

    /// Makes an entry.
    public init(_ term: IndexTerm, _ value: String) {
        self.term = term
        self.value = value
    }
}

/// What one event changes in an index.
public struct IndexChange: Sendable, Hashable {
    /// What it adds.
    public var added: [IndexEntry]
    /// What it takes out: a question it settles.
    public var settled: [IndexEntry]

    /// Describes a change.
    public init(adding added: [IndexEntry], settling settled: [IndexEntry] = []) {
        self.added = added
        self.settled = settled
    }
}

/// An event that an index could not read, and left out.
public struct DeadLetter: Sendable, Hashable {
    /// Its place in the log.
    public var position: Int64
    /// Why; without personal data.
    public var reason: String

    /// Notes an event that could not be read.
    public init(position: Int64, reason: String) {
        self.position = position
        self.reason = reason
    }
}

/// How far an index has come in a log.
public struct IndexCursor: Sendable, Hashable {
    /// The number of events taken in: the position of the next one.
    public var position: Int64
    /// The last of them: where it is another, the index is of another log.
    public var lastEvent: EventID?

    /// Before the first event.
    public static let start = IndexCursor(position: 0, lastEvent: nil)

    /// Says how far an index has come.
    public init(position: Int64, lastEvent: EventID?) {
        self.position = position
        self.lastEvent = lastEvent
    }
}

/// What some events in a row add to an index.
public struct IndexPage: Sendable {
    /// Where the first of them stands.
    public var start: Int64
    /// How far the index has come with them.
    public var cursor: IndexCursor
    /// What they add.
    public var entries: Set<IndexEntry>
    /// What they take out of what was added before.
    public var settled: Set<IndexEntry>
    /// Those among them that could not be read.
    public var deadLetters: [DeadLetter]

    /// Reads events for an index.
    /// - Parameters:
    ///   - events: The events, in the order of the log, at least one.
    ///   - change: What one event changes; a function of that event alone.
    public init(
        _ events: [Recorded<EncodedEvent>],
        change: (Recorded<EncodedEvent>) throws(PayloadError) -> IndexChange
    ) {
        start = events.first?.position ?? 0
        cursor = IndexCursor(
            position: (events.last?.position ?? -1) + 1,
            lastEvent: events.last?.id
        )
        self.entries = []
        settled = []
        deadLetters = []
        for recorded in events {
            do throws(PayloadError) {
                let change = try change(recorded)
                for entry in change.added {
                    entries.insert(entry)
                    settled.remove(entry)
                }
                for entry in change.settled {
                    entries.remove(entry)
                    settled.insert(entry)
                }
            } catch {
                deadLetters.append(DeadLetter(position: recorded.position, reason: "\(error)"))
            }
        }
    }
}
