public import EventSourcing
import ZoomAPI

extension SimulatedZoom {
    /// What the calls so far were: per path, per rate class, and which came again though they had been
    /// answered.
    public var callsJSON: JSON { calls.json }

    /// How many calls came to a path, with names in braces, such as `/meetings/{meetingId}`.
    public func callCount(_ method: String, _ template: String) -> Int64 {
        calls.count(method, template)
    }

    /// Forgets which calls came.
    public mutating func forgetCalls() { calls = CallLedger() }

    /// Makes something go wrong from now on.
    public mutating func disturb(_ fault: Fault) { faults.append(fault) }

    /// Lets all go well again.
    public mutating func settle() { faults = [] }

    /// Revokes all tokens, as when an app is authorised anew.
    public mutating func revokeTokens() { grants = [:] }

    /// Where it stands.
    var statusJSON: JSON {
        [
            "scenario": .string(scenario.name), "seed": .integer(Int64(clamping: seed)),
            "now": .time(now), "next": .time(nextTime),
            "deliveries": .integer(Int64(deliveries.count)),
            "deliveries_waiting": .integer(Int64(deliveriesWaiting)),
            "faults": .integer(Int64(faults.count)), "is_down": .bool(outage != nil),
            "subscriptions": .array(
                subscriptions.map {
                    [
                        "id": .string($0.id), "url": .string($0.url),
                        "state": .string($0.state.rawValue), "failures": .integer($0.failures),
                    ]
                }
            ),
            "notices": .array(notices.map(JSON.string)),
            "meetings": .array(
                meetings.values.sorted { $0.number < $1.number }.map {
                    [
                        "meeting_id": .integer($0.number), "topic": .string($0.topic),
                        "kind": .string($0.kind.rawValue), "is_deleted": .bool($0.isDeleted),
                        "registrants": .integer(Int64($0.registrants.all.count)),
                    ]
                }
            ),
        ]
    }

    /// Lets somebody do something now, or an instance begin or end.
    /// - Parameter order: `do` (`start`, `join`, `leave` or `end`), `meeting_id`, and for people `person`,
    ///   an e-mail address, and `name`.
    /// - Throws: ``ScenarioError`` saying what is wrong with the order.
    mutating func perform(_ order: JSON) throws(ScenarioError) {
        var object = try ScenarioObject(order, place: "")
        let words = "one of start, join, leave, end"
        let action = try object.text("do", needed: words)
        let number = try object.number("meeting_id", in: 1...999_999_999_999, unless: 0)
        let person = try object.text("person") ?? ""
        let name = try object.text("name") ?? person
        try object.finish()
        guard let meeting = meetings[number] else {
            throw .notFound(place: "meeting_id", name: String(number), kind: "meeting")
        }
        let running = instances.values.first { $0.number == number && $0.end == nil }
        if action == "start" {
            let isFirst = meeting.instancesBegun == 0 && !meeting.type.isRecurring
            let key = "by hand \(number) \(meeting.instancesBegun)"
            let uuid = isFirst ? meeting.uuid : names.instanceUUID(key)
            let occurrence = meeting.plan.first { $0.start <= now && now <= $0.end }
            play(.start(Scene.Beginning(uuid: uuid, number: number, occurrence: occurrence)))
            return
        }
        guard let running else {
            throw .unusable(place: "meeting_id", expected: "a meeting that runs; start it first")
        }
        let open = running.connections.last { $0.isOpen && $0.visitor.person == person }
        switch action {
        case "join":
            play(.join(uuid: running.uuid, visitor(person, name, of: meeting, in: running)))
        case "leave":
            guard let open else {
                throw .notFound(place: "person", name: person, kind: "connection")
            }
            let participant = open.visitor.participantUUID
            play(.leave(uuid: running.uuid, participant: participant, .byChoice))
        case "end": end(running.uuid)
        default: throw .unusable(place: "do", expected: words)
        }
    }

    private func visitor(
        _ person: String,
        _ name: String,
        of meeting: SimulatedMeeting,
        in instance: SimulatedInstance
    ) -> Visitor {
        let registrant = meeting.registrants[email: person]
        let key = "by hand \(instance.uuid) \(person) \(instance.connections.count)"
        return Visitor(
            participantUUID: names.participantUUID(key),
            person: person,
            name: name,
            email: registrant?.email,
            registrantID: registrant?.id,
            publicIP: "198.51.100.9",
            privateIP: "192.0.2.9"
        )
    }
}
