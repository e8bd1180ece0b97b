public import Attendance
public import EventSourcing
import ZoomAPI

/// What became of a delivery.
public enum DeliveryOutcome: Sendable, Hashable {
    /// It was kept, with the facts it states.
    case stored(facts: Int)
    /// The same bytes had been kept before.
    case duplicate
    /// It was kept, but states no fact that attendance needs: the reason, without personal data.
    case kept(reason: String)
}

extension Desk {
    /// Takes a delivery in: its bytes and the facts it states, in one transaction.
    ///
    /// A function of the delivery alone; no stream is loaded. Only the same bytes from the same source
    /// are dropped as a duplicate, so that a file never hides what came live.
    /// - Parameters:
    ///   - body: The body of the request, byte for byte.
    ///   - source: How it came.
    ///   - receivedAt: When it came.
    ///   - isStale: Whether its signature was made long before.
    ///   - signer: The account whose secret proved it, by Zoom's id; `nil` where that is not known. A
    ///     delivery is of the account it names: a master's secret signs for its sub-accounts. Where they
    ///     differ, the events say who signed.
    /// - Returns: what became of it.
    /// - Throws: ``/EventSourcing/EventLogError`` when it could not be stored; Zoom must send it again.
    public func take(
        _ body: [UInt8],
        source: FactSource,
        receivedAt: Instant,
        isStale: Bool = false,
        signedBy signer: String? = nil
    ) async throws(EventLogError) -> DeliveryOutcome {
        let name = key.deliveryName(body)
        let (account, reading) = Self.read(body, key: key, source: source)
        let facts: [DeliveryFacts.Fact]
        var reason: String?
        switch reading {
        case .success(let stated):
            facts = stated
        case .failure(let unusable):
            reason = unusable.reason
            let kept = DeliveryKept(
                delivery: name,
                eventName: unusable.eventName,
                reason: unusable.reason,
                source: source
            )
            facts = [(.deliveryKept(kept), receivedAt)]
        }
        // Whoever is named in a body we cannot read may be anyone.
        let named = facts.flatMap { AttendanceCodec.encode($0.event).personal.map(\.subject) }
        let subjects: Document.Subjects = reason == nil ? .several(Set(named)) : .anyone
        let identity = Array("\(source.rawValue) \(name)".utf8)
        var metadata = ["delivery": name, "received_at": receivedAt.description]
        if isStale { metadata["stale"] = "true" }
        if let signer, let account, signer != account { metadata["signed_by"] = signer }
        let batch = AppendBatch(
            facts.map { event, occurredAt in
                StreamAppend(
                    to: event.stream,
                    expecting: .any,
                    events: [(AttendanceCodec.encode(event), occurredAt ?? receivedAt)]
                )
            },
            documents: [Document(DocumentName(.delivery, name), bytes: body, about: subjects)],
            idempotencyKey: IdempotencyKey(key: identity, body: identity),
            actor: source == .live ? .zoom : Actor("file"),
            metadata: metadata
        )
        let receipt = try await log.append(batch)
        if receipt.wasRepeated { return .duplicate }
        return reason.map(DeliveryOutcome.kept) ?? .stored(facts: facts.count)
    }

    private struct Unusable: Error {
        var eventName: String?
        var reason: String
    }

    private static func read(
        _ body: [UInt8],
        key: OrganisationKey,
        source: FactSource
    ) -> (account: String?, facts: Result<[DeliveryFacts.Fact], Unusable>) {
        let notification: WebhookNotification
        do {
            notification = try WebhookNotification(parsing: body)
        } catch {
            return (nil, .failure(Unusable(eventName: nil, reason: error.description)))
        }
        let account = notification.accountID
        do {
            let facts = try DeliveryFacts.facts(in: notification, key: key, source: source)
            return (account, .success(facts))
        } catch {
            let unusable = Unusable(eventName: notification.event, reason: error.reason)
            return (account, .failure(unusable))
        }
    }
}
