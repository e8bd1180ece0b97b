public import EventSourcing

/// The storage format of ``AttendanceEvent``: type names, schema versions and payloads.
public enum AttendanceCodec: EventCodec {
    private typealias Decode =
        @Sendable (PayloadReader) throws(PayloadError) -> AttendanceEvent

    /// The stored form of an event.
    public static func encode(_ event: AttendanceEvent) -> EncodedEvent {
        let (name, payload): (String, any StoredPayload) =
            switch event {
            case .meetingPlanned(let fact): ("meeting.planned", fact)
            case .meetingChanged(let fact): ("meeting.changed", fact)
            case .meetingStanding(let fact): ("meeting.standing", fact)
            case .registrationChanged(let fact): ("registration.changed", fact)
            case .instanceStarted(let fact): ("instance.started", fact)
            case .instanceEnded(let fact): ("instance.ended", fact)
            case .connectionJoined(let fact): ("connection.joined", fact)
            case .connectionLeft(let fact): ("connection.left", fact)
            case .participantSighted(let fact): ("participant.sighted", fact)
            case .deliveryKept(let fact): ("delivery.kept", fact)
            case .organisationNamed(let event): ("organisation.named", event)
            case .personRegistered(let event): ("person.registered", event)
            case .rosterExtended(let event): ("roster.extended", event)
            case .slotOpened(let event): ("slot.opened", event)
            case .signatureRequested(let event): ("signature.requested", event)
            case .signatureGiven(let event): ("signature.given", event)
            case .sheetClosed(let event): ("sheet.closed", event)
            case .sheetExported(let event): ("sheet.exported", event)
            }
        var writer = PayloadWriter()
        payload.write(to: &writer)
        return EncodedEvent(type: EventType(name), payload: writer.json.canonicalBytes())
    }

    /// The event of a stored form.
    /// - Throws: ``/EventSourcing/PayloadError`` when the type is unknown or the payload is not of its schema.
    public static func decode(
        _ encoded: EncodedEvent
    ) throws(PayloadError) -> AttendanceEvent {
        guard let decode = decoders[encoded.type] else {
            throw PayloadError(type: encoded.type, reason: "this version does not know the type")
        }
        return try decode(PayloadReader(encoded))
    }

    /// Every kind of event that can be read, with every version of its schema.
    public static var types: [EventType] {
        decoders.keys.sorted { $0.description < $1.description }
    }

    private static let decoders: [EventType: Decode] = [
        EventType("meeting.planned"): decoder { .meetingPlanned($0) },
        EventType("meeting.changed"): decoder { .meetingChanged($0) },
        EventType("meeting.standing"): decoder { .meetingStanding($0) },
        EventType("registration.changed"): decoder { .registrationChanged($0) },
        EventType("instance.started"): decoder { .instanceStarted($0) },
        EventType("instance.ended"): decoder { .instanceEnded($0) },
        EventType("connection.joined"): decoder { .connectionJoined($0) },
        EventType("connection.left"): decoder { .connectionLeft($0) },
        EventType("participant.sighted"): decoder { .participantSighted($0) },
        EventType("delivery.kept"): decoder { .deliveryKept($0) },
        EventType("organisation.named"): decoder { .organisationNamed($0) },
        EventType("person.registered"): decoder { .personRegistered($0) },
        EventType("roster.extended"): decoder { .rosterExtended($0) },
        EventType("slot.opened"): decoder { .slotOpened($0) },
        EventType("signature.requested"): decoder { .signatureRequested($0) },
        EventType("signature.given"): decoder { .signatureGiven($0) },
        EventType("sheet.closed"): decoder { .sheetClosed($0) },
        EventType("sheet.exported"): decoder { .sheetExported($0) },
    ]

    private static func decoder<Payload: StoredPayload>(
        _ wrap: @escaping @Sendable (Payload) -> AttendanceEvent
    ) -> Decode {
        { (reader) throws(PayloadError) in wrap(try Payload(reading: reader)) }
    }
}

/// An event whose fields are written to a payload and read back.
protocol StoredPayload: Sendable {
    init(reading reader: PayloadReader) throws(PayloadError)
    func write(to writer: inout PayloadWriter)
}
