import EventSourcing
import ZoomAPI

// What endpoints are told about instances and participants, with the members in each event that
// were measured there, not those that are documented.
extension SimulatedZoom {
    /// What is told about an instance; its start is the actual one in all its events (measured).
    func notice(
        _ change: String,
        of instance: SimulatedInstance,
        stamp: ClosedRange<Int64> = 1100...3500,
        transit: ClosedRange<Int64> = 0...2400
    ) -> Notice {
        let meeting = meetings[instance.number]
        return Notice(
            account: meeting?.accountID ?? "",
            event: "\(instance.kind.rawValue).\(change)",
            object: [
                // Text here, a number in all that is about planning (measured).
                "id": .string(String(instance.number)),
                "uuid": .string(instance.uuid),
                "host_id": .string(meeting?.hostID ?? ""),
                "topic": .string(meeting?.topic ?? ""),
                "type": .integer(meeting?.type.rawValue ?? 2),
                "start_time": .zoomTime(instance.start),
                "timezone": .string(meeting?.timezone ?? ""),
                "duration": .integer(meeting?.minutes ?? 0),
            ],
            key: instance.uuid,
            occurred: now,
            stamp: stamp,
            transit: transit
        )
    }

    func participantNotice(
        _ change: String,
        _ shown: JSON,
        _ visitor: Visitor,
        in instance: SimulatedInstance,
        stamp: ClosedRange<Int64> = 1100...3500,
        transit: ClosedRange<Int64> = 0...2400
    ) -> Notice {
        var notice = notice(change, of: instance, stamp: stamp, transit: transit)
        notice.object = notice.object.merging(["participant": shown])
        notice.people = [visitor.person, visitor.name]
        notice.key = "\(visitor.participantUUID) \(now.zoomText)"
        return notice
    }

    /// What all participant events show of somebody.
    func person(
        _ visitor: Visitor,
        userID: String,
        _ more: [(String, JSON)]
    ) -> JSON {
        let shown: JSON = [
            "user_id": .string(userID), "user_name": .string(visitor.name),
            "id": .string(visitor.zoomUserID ?? ""),
            "participant_user_id": .string(visitor.zoomUserID ?? ""),
            "participant_uuid": .string(visitor.participantUUID),
            "email": .string(visitor.email ?? ""),
        ]
        return shown.merging(.object(Dictionary(more) { _, last in last }))
            .merging(visitor.registrantID.map { ["registrant_id": .string($0)] })
    }

    mutating func tellJoined(
        _ visitor: Visitor,
        _ stay: SimulatedConnection.Stay,
        in instance: SimulatedInstance,
        stamp: ClosedRange<Int64> = 1100...3500,
        transit: ClosedRange<Int64> = 0...2400
    ) {
        var more: [(String, JSON)] = [
            ("join_time", .zoomTime(stay.join)), ("public_ip", .string(visitor.publicIP)),
        ]
        var chance = Chance(seed: seed, "absence", visitor.participantUUID, stay.userID)
        // Nothing is written in two ways: no member, or null (measured).
        if chance.happens(0.3) { more.append(("registrant_id", .null)) }
        tell(
            participantNotice(
                "participant_joined",
                person(visitor, userID: stay.userID, more),
                visitor,
                in: instance,
                stamp: stamp,
                transit: transit
            )
        )
    }

    mutating func tellLeft(
        _ visitor: Visitor,
        _ stay: SimulatedConnection.Stay,
        _ leaving: Scene.Leaving,
        in instance: SimulatedInstance
    ) {
        let more: [(String, JSON)] = [
            ("leave_time", .zoomTime(stay.leave ?? now)), ("leave_reason", .string(leaving.reason)),
            ("public_ip", .string(visitor.publicIP)), ("private_ip", .string(visitor.privateIP)),
            ("registrant_id", ""),
        ]
        tell(
            participantNotice(
                "participant_left",
                person(visitor, userID: stay.userID, more),
                visitor,
                in: instance,
                stamp: leaving.stamp,
                transit: leaving.transit
            )
        )
    }

    /// Tells of a breakout room; the user id may be spoilt, so the parent's links (measured).
    mutating func tellRoom(
        _ change: String,
        _ room: String,
        _ visitor: Visitor,
        _ userID: String,
        in instance: SimulatedInstance
    ) {
        var chance = Chance(seed: seed, "spoilt", visitor.participantUUID, userID, change)
        let isSpoilt = chance.happens(0.2)
        let clock = now.zoomText.dropLast().map { $0 == "T" ? " " : String($0) }.joined()
        let isJoin = change.hasPrefix("participant_joined")
        var more: [(String, JSON)] = [
            ("parent_user_id", .string(userID)),
            (isJoin ? "join_time" : "leave_time", .zoomTime(now)),
        ]
        if !isJoin { more.append(("leave_reason", "Leave breakout room.")) }
        let shown = person(visitor, userID: isSpoilt ? userID + clock + ":000" : userID, more)
        var notice = participantNotice(change, shown, visitor, in: instance)
        notice.object = notice.object.merging(["breakout_room_uuid": .string(room)])
        tell(notice)
    }
}
