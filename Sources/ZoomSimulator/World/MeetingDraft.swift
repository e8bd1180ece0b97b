import EventSourcing
import ZoomAPI

/// What a client wants a meeting to be: the body of a creation or an update, checked.
struct MeetingDraft {
    var topic: String?
    var agenda: String?
    var type: ZoomMeetingType?
    var start: Instant?
    var minutes: Int64?
    var timezone: String?
    var password: String?
    var recurrence: JSON?
    var settings: JSON?

    /// Reads a body.
    /// - Parameters:
    ///   - body: As sent.
    ///   - kind: Of what.
    ///   - standard: The zone of a time that names none.
    ///   - zones: The rules of zones.
    /// - Throws: code 300 naming the field, as Zoom does.
    init(
        _ body: JSON,
        _ kind: ZoomMeetingKind,
        timezone standard: String,
        zones: SimulatedZoom.Zones
    ) throws(ZoomFailure) {
        guard body.object != nil else {
            throw .refused(300, "Request Body should be a valid JSON object.")
        }
        topic = body.text("topic")
        if let topic, topic.count > 200 { throw .invalid("topic") }
        agenda = body.text("agenda")
        if let agenda, agenda.count > 2000 { throw .invalid("agenda") }
        minutes = body.count("duration")
        if let minutes, !(0...1440).contains(minutes) { throw .invalid("duration") }
        password = body["password"]?.string
        if let password, password.count > 10 { throw .invalid("password") }
        let allowed: [Int64] = kind == .meeting ? [1, 2, 3, 8, 10] : [5, 6, 9]
        if body["type"] != nil {
            guard let type = body.count("type"), allowed.contains(type) else {
                throw .invalid("type")
            }
            self.type = ZoomMeetingType(rawValue: type)
        }
        timezone = body.text("timezone")
        if let timezone, zones(timezone, Instant(seconds: 0)) == nil { throw .invalid("timezone") }
        recurrence = body["recurrence"]?.object == nil ? nil : body["recurrence"]
        if let recurrence, let wrong = Recurrence.fault(in: recurrence, of: kind) {
            throw .invalid("recurrence.\(wrong)")
        }
        settings = body["settings"]?.object == nil ? nil : body["settings"]
        guard body["start_time"] != nil, body["start_time"] != "" else { return }
        guard let text = body.text("start_time"),
            let time = Self.time(text, in: timezone ?? standard, zones)
        else { throw .invalid("start_time") }
        start = time
    }

    /// Reads `2026-03-09T08:00:00Z`, or without the Z a time on the clocks of the zone.
    private static func time(
        _ text: String,
        in zone: String,
        _ zones: SimulatedZoom.Zones
    ) -> Instant? {
        if let time = Instant(text) { return time }
        guard let wall = Instant(text + "Z"), let rules = zones(zone, wall) else { return nil }
        let civil = CivilTime(wall)
        return rules.firstInstant(reaching: civil.date, secondOfDay: civil.secondOfDay)
    }
}
