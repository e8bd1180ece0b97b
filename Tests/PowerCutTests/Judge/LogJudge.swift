import EventSourcing
import EventStore
import Foundation
import GRDB
import TestSupport

/// Says what is wrong with a data directory after a crash: the one place that knows the log's format.
struct LogJudge {
    private let names: DeliveryNames

    /// Knows everything that was ever sent to the server.
    init(sent: [Delivery]) { names = DeliveryNames(of: sent) }

    /// Opens the log as the server would, checks it, appends to it and closes it.
    ///
    /// Says in sentences what is wrong. All that was acknowledged must be in the log.
    func faults(in directory: URL, acknowledged: [Delivery]) async -> [String] {
        // A file that is not whole is not opened: reading it may stop the process.
        let damage = Self.damage(in: directory)
        guard damage.isEmpty else { return damage }
        var faults: [String] = []
        do {
            let store = try EventStore(
                opening: directory,
                master: .file(directory.appendingPathComponent("master.key")),
                now: { Instant(microseconds: 0) }
            )
            do {
                let events = try await store.events(from: 0, limit: .max)
                faults += Self.orderFaults(in: events)
                faults += try await deliveryFaults(in: events, of: store, acknowledged)
                faults += try await Self.appendFaults(to: store)
            } catch {
                faults.append("\(error)")
            }
            await store.close()
            faults += try Self.integrityFaults(in: directory)
            _ = try LogVerification(of: directory)
        } catch {
            faults.append("\(error)")
        }
        return faults
    }

    /// Positions and versions have neither gaps nor doubles.
    private static func orderFaults(in events: [Recorded<EncodedEvent>]) -> [String] {
        var faults: [String] = []
        var versions: [StreamName: Int64] = [:]
        for (index, event) in events.enumerated() {
            if event.position != index {
                faults.append("position \(event.position) in place \(index)")
            }
            let version = versions[event.stream, default: 0]
            if event.version != version {
                faults.append(
                    "\(event.stream) has version \(event.version) after \(version) events"
                )
            }
            versions[event.stream] = version + 1
        }
        return faults
    }

    /// What was acknowledged is there, whole; nothing is there that was not sent.
    private func deliveryFaults(
        in events: [Recorded<EncodedEvent>],
        of store: EventStore,
        _ acknowledged: [Delivery]
    ) async throws -> [String] {
        let held = events.compactMap { $0.metadata["delivery"] }
        let key = Data(try store.identifierSecret())
        var faults: [String] = []
        let sent = names.deliveries(with: key)
        // A crash may only part the last ones from their bytes; the others were last in other states.
        for name in Set(held.suffix(Self.documentsMax)) {
            let document = try await store.document(DocumentName(.delivery, name))
            guard let delivery = sent[name] else { continue }
            // As Data: arrays are compared byte by byte without optimisation.
            if document.map({ Data($0.bytes) }) != Data(delivery.body) {
                faults.append("\(delivery) lost its bytes")
            }
        }
        let kept = Set(held)
        let lost = acknowledged.count { delivery in
            names.name(of: delivery, key: key).map(kept.contains) != true
        }
        if lost > 0 {
            faults.append("\(lost) of \(acknowledged.count) acknowledged deliveries lost")
        }
        let strange = kept.count { sent[$0] == nil }
        if strange > 0 { faults.append("\(strange) deliveries that nobody sent") }
        return faults
    }

    private static let documentsMax = 8

    /// The log goes on where it ended.
    private static func appendFaults(to store: EventStore) async throws -> [String] {
        let size = try await store.size()
        let stream = StreamName(category: "judge", SubjectID("after"))
        let event = EncodedEvent(
            type: EventType("JudgeWasHere", version: 1),
            payload: Array("{}".utf8)
        )
        let batch = AppendBatch(
            [
                StreamAppend(
                    to: stream,
                    expecting: .any,
                    events: [(event, Instant(microseconds: 0))]
                )
            ],
            actor: Actor("judge")
        )
        let receipt = try await store.append(batch)
        let last = try await store.events(from: size, limit: 2)
        let isLast = receipt.firstPosition == size && last.count == 1 && last[0].stream == stream
        return isLast ? [] : ["an append to \(size) events went to \(receipt.firstPosition)"]
    }

    /// What SQLite finds damaged before the store opens the file; that it is missing, or cannot be
    /// opened, is for the store to say.
    private static func damage(in directory: URL) -> [String] {
        do {
            return try integrityFaults(in: directory)
        } catch let error as DatabaseError
            where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
        {
            return ["\(error)"]
        } catch {
            return []
        }
    }

    private static func integrityFaults(in directory: URL) throws -> [String] {
        var configuration = Configuration()
        // A reader changes nothing that the store finds.
        configuration.readonly = true
        return try ["events.db", "keys.db"].flatMap { name in
            let path = directory.appendingPathComponent(name).path
            guard FileManager.default.fileExists(atPath: path) else { return [String]() }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let lines = try queue.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
            try queue.close()
            return lines == ["ok"] ? [] : lines.map { "\(name): \($0)" }
        }
    }
}
