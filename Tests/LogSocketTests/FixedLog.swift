import EventSourcing
import Synchronization

/// A log that answers what it was made with, and remembers what it was asked.
final class FixedLog: EventLog {
    private let recorded: [Recorded<EncodedEvent>]
    private let note: [UInt8]?
    private let texts: [FieldPlace: String]
    private let batch = Mutex<AppendBatch?>(nil)
    private let asked = Mutex<[Personal<String>]>([])
    private let queries = Mutex<[EventQuery]>([])

    init(
        _ recorded: [Recorded<EncodedEvent>] = [],
        note: [UInt8]? = nil,
        texts: [FieldPlace: String] = [:]
    ) {
        self.recorded = recorded
        self.note = note
        self.texts = texts
    }

    /// The last batch that was appended.
    var appended: AppendBatch? { batch.withLock { $0 } }

    /// The last query that was asked.
    var query: EventQuery? { queries.withLock { $0.last } }

    /// The fields that were to be opened.
    var fields: [Personal<String>] { asked.withLock { $0 } }

    func append(_ batch: AppendBatch) async throws(EventLogError) -> AppendReceipt {
        self.batch.withLock { $0 = batch }
        return AppendReceipt(firstPosition: .max, count: 7, wasRepeated: true)
    }

    func events(_ query: EventQuery) async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        queries.withLock { $0.append(query) }
        return Array(recorded.filter { query.covers($0) }.prefix(query.limit))
    }

    func events(
        of stream: StreamName
    ) async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        recorded.filter { $0.stream == stream }
    }

    func size() async throws(EventLogError) -> Int64 { .max }

    func grown(past size: Int64) async throws(EventLogError) -> Int64 { .max }

    func disclose(_ fields: [Personal<String>]) async throws(EventLogError) -> Disclosure {
        asked.withLock { $0 += fields }
        return Disclosure(texts)
    }

    func signCheckpoint() async throws(EventLogError) -> [UInt8]? { note }

    func erase(
        _ subjects: Set<SubjectID>,
        reason: String,
        actor: Actor
    ) async throws(EventLogError) -> ErasureReceipt {
        throw EventLogError(
            .damaged,
            "\(subjects.sorted().map(\.text)), \(reason), \(actor.text)"
        )
    }

    func expire(
        _ subjects: Set<SubjectID>,
        recording batch: AppendBatch
    ) async throws(EventLogError) -> ErasureReceipt {
        throw EventLogError(
            .damaged,
            "\(subjects.sorted().map(\.text)), \(batch.streams.count)"
        )
    }

    func document(_ name: DocumentName) async throws(EventLogError) -> Document? {
        Document(name, bytes: Array(name.description.utf8), about: .anyone)
    }
}
