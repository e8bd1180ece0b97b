import EventSourcing

/// The storage format of ``ArrangementEvent``: type names and payloads.
enum ArrangementEventCodec {
    typealias Decode =
        @Sendable (borrowing PayloadReader) throws(PayloadError) -> AttendanceEvent

    /// The type name and the payload of an event.
    static func stored(_ event: ArrangementEvent) -> (name: String, payload: any StoredPayload) {
        switch event {
        case .arranged(let event): ("meeting.arranged", event)
        case .takenOver(let event): ("meeting.taken_over", event)
        case .changed(let event): ("arrangement.changed", event)
        case .cancelled(let event): ("arrangement.cancelled", event)
        case .endAsked(let event): ("arrangement.end_asked", event)
        case .retried(let event): ("arrangement.retried", event)
        case .confirmed(let event): ("arrangement.confirmed", event)
        case .refused(let event): ("arrangement.refused", event)
        case .delayed(let event): ("arrangement.delayed", event)
        case .registrantsAdded(let event): ("registrants.added", event)
        case .registrantsRemoved(let event): ("registrants.removed", event)
        case .registrantRefused(let event): ("registrant.refused", event)
        case .panelistsNamed(let event): ("panelists.named", event)
        case .panelistsAdded(let event): ("panelists.added", event)
        case .panelistsRemoved(let event): ("panelists.removed", event)
        case .panelistRefused(let event): ("panelist.refused", event)
        }
    }

    /// What reads each type.
    static let decoders: [EventType: Decode] = [
        EventType("meeting.arranged"): decoder { .arranged($0) },
        EventType("meeting.taken_over"): decoder { .takenOver($0) },
        EventType("arrangement.changed"): decoder { .changed($0) },
        EventType("arrangement.cancelled"): decoder { .cancelled($0) },
        EventType("arrangement.end_asked"): decoder { .endAsked($0) },
        EventType("arrangement.retried"): decoder { .retried($0) },
        EventType("arrangement.confirmed"): decoder { .confirmed($0) },
        EventType("arrangement.refused"): decoder { .refused($0) },
        EventType("arrangement.delayed"): decoder { .delayed($0) },
        EventType("registrants.added"): decoder { .registrantsAdded($0) },
        EventType("registrants.removed"): decoder { .registrantsRemoved($0) },
        EventType("registrant.refused"): decoder { .registrantRefused($0) },
        EventType("panelists.named"): decoder { .panelistsNamed($0) },
        EventType("panelists.added"): decoder { .panelistsAdded($0) },
        EventType("panelists.removed"): decoder { .panelistsRemoved($0) },
        EventType("panelist.refused"): decoder { .panelistRefused($0) },
    ]

    private static func decoder<Payload: StoredPayload>(
        _ wrap: @escaping @Sendable (Payload) -> ArrangementEvent
    ) -> Decode {
        { (reader) throws(PayloadError) in .arrangement(wrap(try Payload(reading: reader))) }
    }
}
