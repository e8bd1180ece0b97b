import EventSourcing
import EventStore
import Foundation
import LogSocket
import Synchronization
import Testing
import TestSupport

/// Every log there is; what follows from ``EventLog`` is asked of each.
enum LogKind: String, CaseIterable, Sendable {
    case memory
    case disk
    /// The log on disk, served to a client in the same process.
    case socket

    /// Opens an empty log, hands it over, and closes it.
    func withLog(
        clock: SampleClock = SampleClock(),
        _ body: (any EventLog) async throws -> Void
    ) async throws {
        switch self {
        case .memory:
            try await body(MemoryEventLog { clock.next() })
        case .disk:
            try await Self.withStore(clock: clock) { store, _ in try await body(store) }
        case .socket:
            try await Self.withStore(clock: clock) { store, directory in
                try await Self.withSocket(to: store, in: directory, body)
            }
        }
    }

    private static func withStore(
        clock: SampleClock,
        _ body: (EventStore, TemporaryDirectory) async throws -> Void
    ) async throws {
        let directory = try TemporaryDirectory()
        let store = try EventStore(
            opening: directory.url,
            master: .sample,
            now: { clock.next() }
        )
        do {
            try await body(store, directory)
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }

    private static func withSocket(
        to store: EventStore,
        in directory: TemporaryDirectory,
        _ body: (any EventLog) async throws -> Void
    ) async throws {
        let path = directory.path("socket")
        let server = try LogSocketServer(listeningAt: path, holdsDirectory: true, serving: store)
        async let serving: Void = server.run()
        do {
            try await body(try await SocketEventLog(connectingTo: path))
        } catch {
            await server.close()
            throw error
        }
        await server.close()
        try await serving
    }
}

/// A clock that shows what it is told: each time the next of some readings, the last one for ever.
final class SampleClock: Sendable {
    private let readings: Mutex<[Instant]>

    init(_ readings: Instant...) {
        self.readings = Mutex(readings.isEmpty ? ["2026-03-09T09:00:00Z"] : readings)
    }

    /// Shows a time from now on.
    func show(_ reading: Instant) { readings.withLock { $0 = [reading] } }

    func next() -> Instant {
        readings.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    }
}

extension StreamName {
    static let ada = StreamName(category: "person", SubjectID("ada"))
    static let boris = StreamName(category: "person", SubjectID("boris"))
}

extension AppendBatch {
    /// A batch of events whose payloads are texts, for one stream.
    static func to(
        _ stream: StreamName,
        expecting: ExpectedVersion = .any,
        _ payloads: String...,
        documents: [Document] = [],
        key: IdempotencyKey? = nil
    ) -> AppendBatch {
        AppendBatch(
            [.to(stream, expecting: expecting, payloads)],
            documents: documents,
            idempotencyKey: key,
            actor: "tester"
        )
    }
}

extension StreamAppend {
    /// Events whose payloads are texts.
    static func to(
        _ stream: StreamName,
        expecting: ExpectedVersion = .any,
        _ payloads: [String]
    ) -> StreamAppend {
        StreamAppend(
            to: stream,
            expecting: expecting,
            events: payloads.map { (.sample($0), "2026-03-09T08:59:00Z") }
        )
    }
}

extension EncodedEvent {
    static func sample(_ payload: String) -> EncodedEvent {
        EncodedEvent(type: EventType("sample.happened"), payload: Array(payload.utf8))
    }
}

extension IdempotencyKey {
    static func sample(_ key: UInt8, body: UInt8) -> IdempotencyKey {
        IdempotencyKey(key: [0, key, 255], body: [body, 0])
    }
}

extension EventLog {
    /// The payloads of the whole log as texts.
    func payloads() async throws -> [String] {
        try await events(from: 0, limit: 100_000).map {
            String(decoding: $0.event.payload, as: UTF8.self)
        }
    }
}

/// Asks for an error of one code.
func expectError(
    _ code: EventLogError.Code,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async {
    do {
        try await body()
        Issue.record("nothing was thrown, \(code) was expected", sourceLocation: sourceLocation)
    } catch let error as EventLogError {
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
    } catch {
        Issue.record(error, sourceLocation: sourceLocation)
    }
}
