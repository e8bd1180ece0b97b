import EventSourcing
import EventStore
import Synchronization

/// A log in front of which something may happen before an append, or instead of it.
final class InterposedLog: EventLog {
    let base: any EventLog
    private let before = Mutex<(@Sendable (AppendBatch) async throws(EventLogError) -> Void)?>(nil)

    init(over base: any EventLog) { self.base = base }

    /// Sets what happens before each append from now on; what it throws is why the append fails.
    func interpose(_ body: (@Sendable (AppendBatch) async throws(EventLogError) -> Void)?) {
        before.withLock { $0 = body }
    }

    func append(_ batch: AppendBatch) async throws(EventLogError) -> AppendReceipt {
        if let body = before.withLock({ $0 }) { try await body(batch) }
        return try await base.append(batch)
    }

    func events(_ query: EventQuery) async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        try await base.events(query)
    }

    func events(of stream: StreamName) async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        try await base.events(of: stream)
    }

    func size() async throws(EventLogError) -> Int64 { try await base.size() }

    func grown(past size: Int64) async throws(EventLogError) -> Int64 {
        try await base.grown(past: size)
    }

    func disclose(_ fields: [Personal<String>]) async throws(EventLogError) -> Disclosure {
        try await base.disclose(fields)
    }

    func signCheckpoint() async throws(EventLogError) -> [UInt8]? {
        try await base.signCheckpoint()
    }

    func erase(
        _ subjects: Set<SubjectID>,
        reason: String,
        actor: Actor
    ) async throws(EventLogError) -> ErasureReceipt {
        try await base.erase(subjects, reason: reason, actor: actor)
    }

    func expire(
        _ subjects: Set<SubjectID>,
        recording batch: AppendBatch
    ) async throws(EventLogError) -> ErasureReceipt {
        if let body = before.withLock({ $0 }) { try await body(batch) }
        return try await base.expire(subjects, recording: batch)
    }

    func document(_ name: DocumentName) async throws(EventLogError) -> Document? {
        try await base.document(name)
    }
}
