public import EventSourcing

/// The storage format of ``AttendanceEvent``: type names, schema versions and payloads.
public enum AttendanceCodec: EventCodec {
    private typealias Decode =
        @Sendable (borrowing PayloadReader) throws(PayloadError) -> AttendanceEvent

    /// The stored form of an event.
    public static func encode(_ event: AttendanceEvent) -> EncodedEvent {
        let (name, payload): (String, any StoredPayload)
        switch event {
        case .meetingPlanned(let fact): (name, payload) = ("meeting.planned", fact)
        case .meetingChanged(let fact): (name, payload) = ("meeting.changed", fact)
        case .meetingStanding(let fact): (name, payload) = ("meeting.standing", fact)
        case .registrationChanged(let fact): (name, payload) = ("registration.changed", fact)
        case .instanceStarted(let fact): (name, payload) = ("instance.started", fact)
        case .instanceEnded(let fact): (name, payload) = ("instance.ended", fact)
        case .connectionJoined(let fact): (name, payload) = ("connection.joined", fact)
        case .connectionLeft(let fact): (name, payload) = ("connection.left", fact)
        case .participantSighted(let fact): (name, payload) = ("participant.sighted", fact)
        case .participantReported(let fact): (name, payload) = ("participant.reported", fact)
        case .reportRead(let fact): (name, payload) = ("report.read", fact)
        case .portalListed(let fact): (name, payload) = ("portal.listed", fact)
        case .reportMissed(let event): (name, payload) = ("report.missed", event)
        case .runsListed(let event): (name, payload) = ("runs.listed", event)
        case .receiverStarted(let event): (name, payload) = ("receiver.started", event)
        case .receiverStopped(let event): (name, payload) = ("receiver.stopped", event)
        case .endpointValidated(let fact): (name, payload) = ("account.endpoint_validated", fact)
        case .subscriptionFound(let fact): (name, payload) = ("account.subscription_found", fact)
        case .accountConnected(let event): (name, payload) = ("account.connected", event)
        case .accountSecretChanged(let event):
            (name, payload) = ("account.secret_changed", event)
        case .accountDefaultsSet(let event): (name, payload) = ("account.defaults_set", event)
        case .accountRemoved(let event): (name, payload) = ("account.removed", event)
        case .deliveryKept(let fact): (name, payload) = ("delivery.kept", fact)
        case .organisationNamed(let event): (name, payload) = ("organisation.named", event)
        case .letterheadSet(let event):
            (name, payload) = ("organisation.letterhead_set", event)
        case .rulePackAdopted(let event): (name, payload) = ("rulepack.adopted", event)
        case .personRegistered(let event): (name, payload) = ("person.registered", event)
        case .rosterExtended(let event): (name, payload) = ("roster.extended", event)
        case .rosterReduced(let event): (name, payload) = ("roster.reduced", event)
        case .occurrenceScheduled(let event):
            (name, payload) = ("occurrence.scheduled", event)
        case .occurrenceCancelled(let event):
            (name, payload) = ("occurrence.cancelled", event)
        case .instancePlaced(let event): (name, payload) = ("instance.placed", event)
        case .slotOpened(let event): (name, payload) = ("slot.opened", event)
        case .signatureRequested(let event): (name, payload) = ("signature.requested", event)
        case .signingRoomOpened(let event): (name, payload) = ("signing.room_opened", event)
        case .signingRoomClosed(let event): (name, payload) = ("signing.room_closed", event)
        case .signatureClaimed(let event): (name, payload) = ("signature.claimed", event)
        case .signatureGiven(let event): (name, payload) = ("signature.given", event)
        case .signatureRequestRevoked(let event):
            (name, payload) = ("signature.request_revoked", event)
        case .signatureDeclined(let event): (name, payload) = ("signature.declined", event)
        case .signatureWithdrawn(let event): (name, payload) = ("signature.withdrawn", event)
        case .sheetClosed(let event): (name, payload) = ("sheet.closed", event)
        case .sheetExported(let event): (name, payload) = ("sheet.exported", event)
        case .attendanceCorrected(let event): (name, payload) = ("attendance.corrected", event)
        case .attendeeExcused(let event): (name, payload) = ("attendee.excused", event)
        case .participantsIdentified(let event):
            (name, payload) = ("participants.identified", event)
        case .decisionWithdrawn(let event): (name, payload) = ("decision.withdrawn", event)
        case .meetingLinked(let event): (name, payload) = ("meeting.linked", event)
        case .meetingDisowned(let event): (name, payload) = ("meeting.disowned", event)
        case .meetingExpired(let event): (name, payload) = ("meeting.expired", event)
        case .hostRuleSet(let event): (name, payload) = ("hosts.ruled", event)
        case .arrangement(let event): (name, payload) = ArrangementEventCodec.stored(event)
        case .log(let event): return LogEventCodec.encode(event)
        }
        var writer = PayloadWriter()
        payload.write(to: &writer)
        return EncodedEvent(
            type: EventType(name),
            payload: writer.json.canonicalBytes(),
            personal: writer.personal
        )
    }

    /// The event of a stored form.
    /// - Throws: ``/EventSourcing/PayloadError`` when the type is unknown or the payload is not of its schema.
    public static func decode(
        _ encoded: EncodedEvent
    ) throws(PayloadError) -> AttendanceEvent {
        var reader = PayloadReader(sharing: nil)
        return try decode(encoded, by: &reader)
    }

    /// The event of a stored form, for a reading of many of them.
    /// - Parameters:
    ///   - encoded: The stored form.
    ///   - reader: What reads them all, one after the other.
    /// - Returns: The event.
    /// - Throws: ``/EventSourcing/PayloadError`` when the type is unknown or the payload is not of its schema.
    public static func decode(
        _ encoded: EncodedEvent,
        by reader: inout PayloadReader
    ) throws(PayloadError) -> AttendanceEvent {
        if let decode = decoders[encoded.type], !encoded.isRemoved {
            try reader.open(encoded)
            return try decode(reader)
        }
        guard encoded.isRemoved || LogEventCodec.types.contains(encoded.type) else {
            throw PayloadError(type: encoded.type, reason: "this version does not know the type")
        }
        return .log(try LogEventCodec.decode(encoded))
    }

    /// Every kind of event that can be read, with every version of its schema.
    public static var types: [EventType] {
        (decoders.keys + LogEventCodec.types).sorted { $0.description < $1.description }
    }

    private static let decoders = ownDecoders.merging(ArrangementEventCodec.decoders) { own, _ in
        own
    }

    private static let ownDecoders: [EventType: Decode] = [
        EventType("meeting.planned"): decoder { .meetingPlanned($0) },
        EventType("meeting.changed"): decoder { .meetingChanged($0) },
        EventType("meeting.standing"): decoder { .meetingStanding($0) },
        EventType("registration.changed"): decoder { .registrationChanged($0) },
        EventType("instance.started"): decoder { .instanceStarted($0) },
        EventType("instance.ended"): decoder { .instanceEnded($0) },
        EventType("connection.joined"): decoder { .connectionJoined($0) },
        EventType("connection.left"): decoder { .connectionLeft($0) },
        EventType("participant.sighted"): decoder { .participantSighted($0) },
        EventType("participant.reported"): decoder { .participantReported($0) },
        EventType("report.read"): decoder { .reportRead($0) },
        EventType("portal.listed"): decoder { .portalListed($0) },
        EventType("report.missed"): decoder { .reportMissed($0) },
        EventType("runs.listed"): decoder { .runsListed($0) },
        EventType("receiver.started"): decoder { .receiverStarted($0) },
        EventType("receiver.stopped"): decoder { .receiverStopped($0) },
        EventType("account.endpoint_validated"): decoder { .endpointValidated($0) },
        EventType("account.subscription_found"): decoder { .subscriptionFound($0) },
        EventType("account.connected"): decoder { .accountConnected($0) },
        EventType("account.defaults_set"): decoder { .accountDefaultsSet($0) },
        EventType("account.secret_changed"): decoder { .accountSecretChanged($0) },
        EventType("account.removed"): decoder { .accountRemoved($0) },
        EventType("delivery.kept"): decoder { .deliveryKept($0) },
        EventType("organisation.named"): decoder { .organisationNamed($0) },
        EventType("organisation.letterhead_set"): decoder { .letterheadSet($0) },
        EventType("rulepack.adopted"): decoder { .rulePackAdopted($0) },
        EventType("person.registered"): decoder { .personRegistered($0) },
        EventType("roster.extended"): decoder { .rosterExtended($0) },
        EventType("roster.reduced"): decoder { .rosterReduced($0) },
        EventType("occurrence.scheduled"): decoder { .occurrenceScheduled($0) },
        EventType("occurrence.cancelled"): decoder { .occurrenceCancelled($0) },
        EventType("instance.placed"): decoder { .instancePlaced($0) },
        EventType("slot.opened"): decoder { .slotOpened($0) },
        EventType("signature.requested"): decoder { .signatureRequested($0) },
        EventType("signing.room_opened"): decoder { .signingRoomOpened($0) },
        EventType("signing.room_closed"): decoder { .signingRoomClosed($0) },
        EventType("signature.claimed"): decoder { .signatureClaimed($0) },
        EventType("signature.given"): decoder { .signatureGiven($0) },
        EventType("signature.request_revoked"): decoder { .signatureRequestRevoked($0) },
        EventType("signature.declined"): decoder { .signatureDeclined($0) },
        EventType("signature.withdrawn"): decoder { .signatureWithdrawn($0) },
        EventType("sheet.closed"): decoder { .sheetClosed($0) },
        EventType("sheet.exported"): decoder { .sheetExported($0) },
        EventType("attendance.corrected"): decoder { .attendanceCorrected($0) },
        EventType("attendee.excused"): decoder { .attendeeExcused($0) },
        EventType("participants.identified"): decoder { .participantsIdentified($0) },
        EventType("decision.withdrawn"): decoder { .decisionWithdrawn($0) },
        EventType("meeting.linked"): decoder { .meetingLinked($0) },
        EventType("meeting.disowned"): decoder { .meetingDisowned($0) },
        EventType("meeting.expired"): decoder { .meetingExpired($0) },
        EventType("hosts.ruled"): decoder { .hostRuleSet($0) },
    ]

    private static func decoder<Payload: StoredPayload>(
        _ wrap: @escaping @Sendable (Payload) -> AttendanceEvent
    ) -> Decode {
        { (reader) throws(PayloadError) in wrap(try Payload(reading: reader)) }
    }
}

/// An event whose fields are written to a payload and read back.
protocol StoredPayload: Sendable {
    init(reading reader: borrowing PayloadReader) throws(PayloadError)
    func write(to writer: inout PayloadWriter)
}
