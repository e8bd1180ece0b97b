import EventSourcing
import EventStore

/// A log in memory whose answers wait at a gate.
struct GatedLog: EventLog {
    let base = MemoryEventLog { Instant(seconds: 1_773_000_000) }
    let gate = Gate()

    func append(_ batch: AppendBatch) async throws(EventLogError) -> AppendReceipt {
        let receipt = try await base.append(batch)
        await gate.pass()
        return receipt
    }

    func events(_ query: EventQuery) async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        await gate.pass()
        return try await base.events(query)
    }

    func events(
        of stream: StreamName
    ) async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        try await base.events(of: stream)
    }

    func size() async throws(EventLogError) -> Int64 { try await base.size() }

    func grown(past size: Int64) async throws(EventLogError) -> Int64 {
        try await base.grown(past: size)
    }

    func disclose(_ fields: [Personal<String>]) async throws(EventLogError) -> Disclosure { .none }

    func signCheckpoint() async throws(EventLogError) -> [UInt8]? { nil }

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
        try await base.expire(subjects, recording: batch)
    }

    func document(_ name: DocumentName) async throws(EventLogError) -> Document? {
        try await base.document(name)
    }
}
