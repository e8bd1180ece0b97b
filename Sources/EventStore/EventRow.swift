import EventSourcing
import Foundation
import GRDB

/// One row of `event`, as SQLite returns it.
struct EventRow: Sendable {
    let position: Int64
    let stream: String
    let version: Int64
    let id: Data
    let type: String
    let schemaVersion: Int
    let recordedMicroseconds: Int64
    let occurredMicroseconds: Int64
    let actor: String
    let metadata: Data
    let payload: Data

    init(row: Row) {
        position = row["position"]
        stream = row["stream"]
        version = row["version"]
        id = row["id"]
        type = row["type"]
        schemaVersion = row["schema_version"]
        recordedMicroseconds = row["recorded_us"]
        occurredMicroseconds = row["occurred_us"]
        actor = row["actor"]
        metadata = row["metadata"]
        payload = row["payload"]
    }

    func recorded() throws(EventLogError) -> Recorded<EncodedEvent> {
        guard let stream = StreamName(stream), let id = EventID(bytes: [UInt8](id)),
            let metadata = try? JSON(parsing: metadata).object
        else {
            throw EventLogError(.damaged, "the event at position \(position) is damaged")
        }
        return Recorded(
            position: position,
            stream: stream,
            version: version,
            id: id,
            event: EncodedEvent(
                type: EventType(type, version: schemaVersion),
                payload: [UInt8](payload)
            ),
            recordedAt: Instant(microseconds: recordedMicroseconds),
            occurredAt: Instant(microseconds: occurredMicroseconds),
            actor: Actor(actor),
            metadata: metadata.compactMapValues(\.string)
        )
    }
}
