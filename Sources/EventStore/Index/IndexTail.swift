import EventSourcing

/// What was added to an index and is not written yet.
struct IndexTail: Sendable {
    /// The entries by term.
    private(set) var entries: [IndexTerm: Set<String>] = [:]
    /// What was taken out since, whether it is written or not.
    private(set) var settled: Set<IndexEntry> = []
    /// The events that could not be read.
    private(set) var deadLetters: [DeadLetter] = []
    /// How far the index has come with it.
    private(set) var cursor: IndexCursor
    /// How many events it rests on.
    private(set) var eventCount: Int64 = 0

    /// Begins where what is written ends.
    init(after cursor: IndexCursor) { self.cursor = cursor }

    /// Takes in what follows.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `conflict` when the page begins elsewhere.
    mutating func add(_ page: IndexPage) throws(EventLogError) {
        guard page.start == cursor.position else {
            throw EventLogError(
                .conflict,
                "an index that has come to position \(cursor.position) was given what begins at "
                    + "\(page.start)"
            )
        }
        for entry in page.settled {
            entries[entry.term]?.remove(entry.value)
            settled.insert(entry)
        }
        for entry in page.entries {
            entries[entry.term, default: []].insert(entry.value)
            settled.remove(entry)
        }
        deadLetters += page.deadLetters
        eventCount += page.cursor.position - page.start
        cursor = page.cursor
    }

    /// What is left of it once an earlier state of it was written.
    func following(_ written: IndexTail) -> IndexTail {
        var rest = self
        rest.eventCount -= written.eventCount
        rest.deadLetters.removeFirst(written.deadLetters.count)
        rest.settled.subtract(written.settled)
        for (term, values) in written.entries where rest.entries[term] == values {
            rest.entries[term] = nil
        }
        return rest
    }

    /// What some terms lead to.
    func values(of terms: Set<IndexTerm>) -> Set<String> {
        terms.reduce(into: []) { $0.formUnion(entries[$1] ?? []) }
    }

    /// The entries of a field after one of them, in order.
    func entries(in field: String, after last: IndexEntry?) -> [IndexEntry] {
        entries.filter { $0.key.field == field }
            .flatMap { term, values in values.map { IndexEntry(term, $0) } }
            .filter { entry in last.map { $0.order < entry.order } ?? true }
            .sorted { $0.order < $1.order }
    }
}

extension IndexEntry {
    /// By term, then by value, as SQLite compares text: byte by byte.
    var order: (OrderedText, OrderedText) { (OrderedText(term.text), OrderedText(value)) }
}

/// Text in the order of its UTF-8 bytes.
struct OrderedText: Comparable {
    private let text: String
    init(_ text: String) { self.text = text }

    static func < (left: OrderedText, right: OrderedText) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}
