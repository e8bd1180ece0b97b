import EventSourcing

/// Webhook bodies in Zoom's documented shape, with made-up people and ids.
public struct WebhookSample: Sendable {
    /// The account of all samples.
    public static let account = "acctAAAAAAAAAAAAAAAAAA"
    /// The host of all samples.
    public static let host = "hostAAAAAAAAAAAAAAAAAA"

    /// The meeting's number.
    public var number = "81234567890"
    /// The run's uuid.
    public var uuid = "cUuUUQm7Rv+3Wv0TmFh0Kw=="
    /// The topic.
    public var topic = "First aid"
    /// The actual start of the run.
    public var start = "2026-03-09T09:00:00Z"
    /// The planned length in minutes.
    public var minutes: Int64 = 60

    /// A meeting with the values above.
    public init() {}

    /// A `meeting.created`.
    public func created(start: String, stamped: String = "2026-03-01T08:00:00Z") -> [UInt8] {
        var object = self.object
        object["id"] = .integer(Int64(number) ?? 0)
        object["start_time"] = .string(start)
        return body("meeting.created", object, at: stamped)
    }

    /// A `meeting.started`.
    public func started() -> [UInt8] { body("meeting.started", object, at: start) }

    /// A `meeting.ended`.
    public func ended(at end: String) -> [UInt8] {
        var object = self.object
        object["end_time"] = .string(end)
        return body("meeting.ended", object, at: end)
    }

    /// A `meeting.registration_created`.
    public func registered(id: String, first: String, last: String, email: String) -> [UInt8] {
        var object = self.object
        object["id"] = .integer(Int64(number) ?? 0)
        object["registrant"] = [
            "id": .string(id), "first_name": .string(first), "last_name": .string(last),
            "email": .string(email), "status": "approved",
        ]
        return body("meeting.registration_created", object, at: "2026-03-02T08:00:00Z")
    }

    /// A `meeting.participant_joined`.
    public func joined(
        _ name: String,
        at time: String,
        connection: String,
        user: String,
        registrant: String? = nil,
        isHost: Bool = false
    ) -> [UInt8] {
        var participant = person(name, connection, user, registrant, isHost)
        participant["join_time"] = .string(time)
        return body("meeting.participant_joined", with(participant), at: time)
    }

    /// A `meeting.participant_left`.
    public func left(
        _ name: String,
        at time: String,
        connection: String,
        user: String,
        registrant: String? = nil,
        isHost: Bool = false
    ) -> [UInt8] {
        var participant = person(name, connection, user, registrant, isHost)
        participant["leave_time"] = .string(time)
        participant["leave_reason"] = "left the meeting. Reason : left the meeting"
        return body("meeting.participant_left", with(participant), at: time)
    }

    private var object: [String: JSON] {
        [
            "id": .string(number), "uuid": .string(uuid), "host_id": .string(Self.host),
            "topic": .string(topic), "type": 2, "start_time": .string(start),
            "duration": .integer(minutes), "timezone": "Europe/Paris",
        ]
    }

    private func with(_ participant: [String: JSON]) -> [String: JSON] {
        var object = self.object
        object["participant"] = .object(participant)
        return object
    }

    private func person(
        _ name: String,
        _ connection: String,
        _ user: String,
        _ registrant: String?,
        _ isHost: Bool
    ) -> [String: JSON] {
        [
            "user_name": .string(name), "participant_uuid": .string(connection),
            "user_id": .string(user), "registrant_id": .optional(registrant),
            "id": .string(isHost ? Self.host : ""), "email": "", "public_ip": "203.0.113.9",
        ]
    }

    private func body(_ event: String, _ object: [String: JSON], at stamped: String) -> [UInt8] {
        let stamp = Instant(stamped)?.microseconds ?? 0
        let json: JSON = [
            "event": .string(event), "event_ts": .integer(stamp / 1000),
            "payload": ["account_id": .string(Self.account), "object": .object(object)],
        ]
        return json.canonicalBytes()
    }
}
