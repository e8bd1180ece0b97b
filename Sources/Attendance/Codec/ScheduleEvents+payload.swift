import EventSourcing

extension ScheduledTime: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        let zone = ZoneRules(
            identifier: try reader.text("zone"),
            initialOffsetSeconds: Int(try reader.integer("zone_offset")),
            transitions: try reader.elements("zone_transitions") {
                (element) throws(PayloadError) in
                ZoneRules.Transition(
                    at: try element.instant("at"),
                    offsetSeconds: Int(try element.integer("offset"))
                )
            }
        )
        self.init(
            wallStart: try reader.text("wall_start"),
            zone: zone,
            zoneEdition: reader.optionalText("zone_edition"),
            window: TimeWindow(start: try reader.instant("from"), end: try reader.instant("to"))
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("wall_start", wallStart)
        writer.write("zone", zone.identifier)
        writer.write("zone_edition", zoneEdition)
        writer.write("zone_offset", Int64(zone.initialOffsetSeconds))
        writer.write(
            "zone_transitions",
            zone.transitions.map { transition in
                var element = PayloadWriter()
                element.write("at", transition.at)
                element.write("offset", Int64(transition.offsetSeconds))
                return element
            }
        )
        writer.write("from", window.start)
        writer.write("to", window.end)
    }
}

extension OccurrenceScheduled: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            meeting: try MeetingReference(reading: reader),
            occurrence: try reader.identifier("occurrence"),
            time: try ScheduledTime(reading: reader),
            pack: try reader.rulePack("pack")
        )
    }

    func write(to writer: inout PayloadWriter) {
        meeting.write(to: &writer)
        writer.write("occurrence", occurrence)
        time.write(to: &writer)
        writer.write("pack", json: pack.json)
    }
}

extension OccurrenceCancelled: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            meeting: try reader.identifier("meeting"),
            occurrence: try reader.identifier("occurrence"),
            reason: try reader.requiredPersonal("reason")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("meeting", meeting)
        writer.write("occurrence", occurrence)
        writer.write("reason", reason)
    }
}

extension InstancePlaced: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            meeting: try reader.identifier("meeting"),
            instance: try reader.identifier("instance"),
            occurrence: reader.optionalIdentifier("occurrence"),
            reason: try reader.requiredPersonal("reason")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("meeting", meeting)
        writer.write("instance", instance)
        writer.write("occurrence", occurrence)
        writer.write("reason", reason)
    }
}

extension RulePackAdopted: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(from: try reader.instant("from"), pack: try reader.rulePack("pack"))
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("from", from)
        writer.write("pack", json: pack.json)
    }
}

extension ReceiverStarted: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(at: try reader.instant("at"))
    }

    func write(to writer: inout PayloadWriter) { writer.write("at", at) }
}

extension ReceiverStopped: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(at: try reader.instant("at"), isInferred: reader.flag("inferred"))
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("at", at)
        writer.write("inferred", flag: isInferred)
    }
}

extension PayloadReader {
    func rulePack(_ field: StaticString) throws(PayloadError) -> RulePack {
        guard let json = json(field) else { throw error(field, "rule pack is missing") }
        do {
            return try RulePack(kept: json)
        } catch {
            throw self.error(field, error.description)
        }
    }
}
