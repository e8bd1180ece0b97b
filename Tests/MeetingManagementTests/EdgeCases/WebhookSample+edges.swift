import EventSourcing
import TestSupport

/// Somebody on one connection to a run, as Zoom describes them.
struct Caller {
    var name: String
    /// Zoom's id of the connection, new on every join.
    var connection: String
    /// Zoom's number of the stay, new on every join and every hop.
    var user: String
    /// The registrant whose personal link they came by.
    var link: String?
    var zoomUser = ""
    var email = ""
    var phone = ""
    var address = "203.0.113.9"

    init(_ name: String, _ connection: String, _ user: String, link: String? = nil) {
        self.name = name
        self.connection = connection
        self.user = user
        self.link = link
    }

    /// Who gives the course.
    static let hana: Caller = {
        var hana = Caller("Hana", "H1", "16777216")
        hana.zoomUser = WebhookSample.host
        return hana
    }()
    /// A learner with a personal link.
    static let ada = Caller("Ada Lang", "A1", "16778240", link: "R-ada")
    /// Another.
    static let ben = Caller("Ben Roth", "B1", "16779264", link: "R-ben")

    /// The same person after a rejoin or a hop.
    func on(_ connection: String, _ user: String) -> Caller {
        var caller = self
        caller.connection = connection
        caller.user = user
        return caller
    }

    /// The same connection under another name or from another address.
    func shown(as name: String? = nil, from address: String? = nil) -> Caller {
        var caller = self
        caller.name = name ?? self.name
        caller.address = address ?? self.address
        return caller
    }
}

/// Bodies of an hour from 09:00 to 10:00 UTC on 9 March 2026, by the clock of that day.
extension WebhookSample {
    /// `"09:02"`, `"09:02:30"` or a whole RFC 3339 time as the latter.
    static func time(_ clock: String) -> String {
        guard !clock.contains("T") else { return clock }
        return "2026-03-09T\(clock.count == 5 ? "\(clock):00" : clock)Z"
    }

    /// What Zoom tells of the meeting and of Ada and Ben before it begins.
    var planned: [[UInt8]] {
        [
            created(start: Self.time("09:00")),
            registered(id: "R-ada", first: "Ada", last: "Lang", email: "ada@example.org"),
            registered(id: "R-ben", first: "Ben", last: "Roth", email: "ben@example.org"),
        ]
    }

    /// Another run of the meeting.
    func run(_ uuid: String, from clock: String) -> WebhookSample {
        var run = self
        run.uuid = uuid
        run.start = Self.time(clock)
        return run
    }

    /// A `meeting.ended`.
    func end(_ clock: String) -> [UInt8] { ended(at: Self.time(clock)) }

    /// A `meeting.participant_joined`; Zoom stamps it some time after the join.
    func join(_ who: Caller, _ clock: String, stamped: String? = nil) -> [UInt8] {
        participant("participant_joined", who, clock, as: "join_time", stamped: stamped)
    }

    /// A `meeting.participant_left`; Zoom stamps it some time after the leave.
    func leave(_ who: Caller, _ clock: String, stamped: String? = nil) -> [UInt8] {
        participant("participant_left", who, clock, as: "leave_time", stamped: stamped)
    }

    /// An event of the waiting room, such as `participant_admitted`.
    func wait(_ event: String, _ who: Caller, _ clock: String) -> [UInt8] {
        participant(event, who, clock, as: "date_time")
    }

    /// A `meeting.participant_jbh_joined`, which has neither a time nor ids of a connection.
    func joinedBeforeHost(_ who: Caller, _ clock: String) -> [UInt8] {
        let participant: [String: JSON] = [
            "id": .string(who.zoomUser), "user_name": .string(who.name), "customer_key": "",
            "registrant_id": .optional(who.link),
        ]
        return body("participant_jbh_joined", ["participant": .object(participant)], at: clock)
    }

    /// A `meeting.participant_joined_breakout_room`.
    func enterRoom(_ who: Caller, _ clock: String) -> [UInt8] {
        let room = ["breakout_room_uuid": "Rm1AAAAAAAAAAAAAAAAAAA==" as JSON]
        let event = "participant_joined_breakout_room"
        return participant(event, who, clock, as: "join_time", beside: room)
    }

    /// A `meeting.participant_left_breakout_room`.
    func leaveRoom(_ who: Caller, _ clock: String) -> [UInt8] {
        let room = ["breakout_room_uuid": "Rm1AAAAAAAAAAAAAAAAAAA==" as JSON]
        let event = "participant_left_breakout_room"
        return participant(event, who, clock, as: "leave_time", beside: room)
    }

    /// A `meeting.participant_bind`: a telephone turns out to be somebody's who has a client too.
    func bind(_ phone: Caller, to client: Caller, _ clock: String) -> [UInt8] {
        var participant = described(phone)
        participant["date_time"] = .string(Self.time(clock))
        participant["bind_user_id"] = .string(client.user)
        participant["bind_participant_uuid"] = .string(client.connection)
        return body("participant_bind", ["participant": .object(participant)], at: clock)
    }

    private func participant(
        _ event: String,
        _ who: Caller,
        _ clock: String,
        as field: String,
        stamped: String? = nil,
        beside members: [String: JSON] = [:]
    ) -> [UInt8] {
        var participant = described(who)
        participant[field] = .string(Self.time(clock))
        var members = members
        members["participant"] = .object(participant)
        return body(event, members, at: stamped ?? clock)
    }

    private func described(_ who: Caller) -> [String: JSON] {
        [
            "user_id": .string(who.user), "user_name": .string(who.name),
            "id": .string(who.zoomUser), "participant_user_id": .string(who.zoomUser),
            "participant_uuid": .string(who.connection), "email": .string(who.email),
            "phone_number": .string(who.phone), "registrant_id": .optional(who.link),
            "public_ip": .string(who.address),
        ]
    }

    private func body(_ event: String, _ members: [String: JSON], at clock: String) -> [UInt8] {
        var object: [String: JSON] = [
            "id": .string(number), "uuid": .string(uuid), "host_id": .string(Self.host),
            "topic": .string(topic), "type": 2, "start_time": .string(start),
            "duration": .integer(minutes), "timezone": "Europe/Paris",
        ]
        object.merge(members) { _, new in new }
        let stamp = Instant(Self.time(clock))?.microseconds ?? 0
        let json: JSON = [
            "event": .string("meeting.\(event)"), "event_ts": .integer(stamp / 1000),
            "payload": ["account_id": .string(Self.account), "object": .object(object)],
        ]
        return json.canonicalBytes()
    }
}
