public import EventSourcing

/// One delivery with what chance did to it and what became of it.
public struct DeliveryRecord: Sendable, Hashable {
    /// The event it told.
    public let event: String
    /// What it said.
    public let body: [UInt8]
    /// What chance did to it: `ordinary`, `lost`, `late`, `duplicate`, `forged`, `stale` or `stray`.
    public let fate: String
    /// `waiting`, `delivered`, `lost`, `refused` or `given up`.
    public let state: String
    /// When it was due first, simulated.
    public let dueAt: Instant
    /// When it was attempted, and Zoom's number for each outcome: a status, −1 for a timeout, −2 for no
    /// connection, `nil` while it is waited for.
    public let attempts: [(at: Instant, code: Int64?)]

    /// Compares all there is.
    public static func == (left: DeliveryRecord, right: DeliveryRecord) -> Bool {
        left.event == right.event && left.body == right.body && left.fate == right.fate
            && left.state == right.state && left.dueAt == right.dueAt
            && left.attempts.elementsEqual(right.attempts, by: ==)
    }

    /// Hashes what tells deliveries apart.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(event)
        hasher.combine(body)
        hasher.combine(dueAt)
    }
}

extension SimulatedZoom {
    /// All deliveries so far, those to come included.
    public var deliveryRecords: [DeliveryRecord] {
        deliveries.map { delivery in
            DeliveryRecord(
                event: delivery.event,
                body: delivery.body,
                fate: delivery.fate.word,
                state: delivery.state.rawValue,
                dueAt: delivery.dueAt,
                attempts: delivery.attempts.map { ($0.at, $0.outcome?.code) }
            )
        }
    }

    /// How many deliveries are still to be made, or tried again.
    public var deliveriesWaiting: Int { deliveries.count { $0.state == .waiting } }
}

extension DeliveryRecord {
    /// The record as the control endpoint tells it, without the body, which may be long.
    var json: JSON {
        [
            "event": .string(event), "fate": .string(fate), "state": .string(state),
            "due_at": .time(dueAt),
            "attempts": .array(
                attempts.map {
                    ["at": .time($0.at), "code": $0.code.map(JSON.integer) ?? .null]
                }
            ),
        ]
    }
}
