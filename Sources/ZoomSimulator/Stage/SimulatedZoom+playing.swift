import EventSourcing
import ZoomAPI

extension SimulatedZoom {
    /// Lets a scene happen now; what no longer fits, such as a leave of who is not there, does not.
    mutating func play(_ scene: Scene) {
        switch scene {
        case .start(let beginning): begin(beginning)
        case .comeBeforeHost(let uuid, let visitor): comeBeforeHost(uuid, visitor)
        case .wait(let uuid, let visitor): wait(uuid, visitor)
        case .join(let uuid, let visitor): join(uuid, visitor)
        case .leave(let uuid, let participant, let leaving): leave(uuid, participant, leaving)
        case .move(let uuid, let participant, let room): move(uuid, participant, to: room)
        case .end(let uuid): end(uuid)
        }
    }

    private mutating func begin(_ beginning: Scene.Beginning) {
        guard let meeting = meetings[beginning.number], instances[beginning.uuid] == nil else {
            return
        }
        let instance = SimulatedInstance(
            uuid: beginning.uuid,
            number: beginning.number,
            kind: meeting.kind,
            occurrence: beginning.occurrence,
            start: now
        )
        instances[beginning.uuid] = instance
        instanceOrder.append(beginning.uuid)
        meetings[beginning.number]?.instancesBegun += 1
        meetings[beginning.number]?.uuid = beginning.uuid
        tell(notice("started", of: instance, stamp: 100...600, transit: 100...500))
    }

    private mutating func comeBeforeHost(_ uuid: String, _ visitor: Visitor) {
        guard let instance = running(uuid) else { return }
        let shown = JSON.members([
            "id": .string(visitor.zoomUserID ?? ""), "user_name": .string(visitor.name),
            "registrant_id": visitor.registrantID.map(JSON.string),
        ])
        // It precedes `started` by 0.3 s (measured).
        tell(
            participantNotice(
                "participant_jbh_joined",
                shown,
                visitor,
                in: instance,
                stamp: 0...50,
                transit: 0...100
            )
        )
    }

    private mutating func wait(_ uuid: String, _ visitor: Visitor) {
        guard var instance = running(uuid) else { return }
        let id = nextUserID(in: &instance, for: visitor.participantUUID)
        var connection = SimulatedConnection(visitor: visitor)
        connection.waited = SimulatedConnection.Stay(userID: id, join: now)
        instance.connections.append(connection)
        instances[uuid] = instance
        let shown = person(visitor, userID: id, [("date_time", .zoomTime(now))])
        tell(participantNotice("participant_joined_waiting_room", shown, visitor, in: instance))
    }

    private mutating func join(_ uuid: String, _ visitor: Visitor) {
        guard var instance = running(uuid) else { return }
        let id = nextUserID(in: &instance, for: visitor.participantUUID)
        let stay = SimulatedConnection.Stay(userID: id, join: now)
        let known = instance.connections.firstIndex {
            $0.visitor.participantUUID == visitor.participantUUID
        }
        if let known {
            guard !instance.connections[known].isOpen else { return }
            if let waited = instance.connections[known].waited, waited.leave == nil {
                instance.connections[known].waited?.leave = now
                let shown = person(
                    visitor,
                    userID: waited.userID,
                    [("date_time", .zoomTime(now))]
                )
                tell(participantNotice("participant_admitted", shown, visitor, in: instance))
            }
            instance.connections[known].stays.append(stay)
        } else {
            var connection = SimulatedConnection(visitor: visitor)
            connection.stays = [stay]
            instance.connections.append(connection)
        }
        instances[uuid] = instance
        tellJoined(visitor, stay, in: instance)
    }

    private mutating func leave(_ uuid: String, _ participant: String, _ leaving: Scene.Leaving) {
        guard var instance = running(uuid),
            let index = instance.connections.firstIndex(where: {
                $0.visitor.participantUUID == participant && $0.isOpen
            })
        else { return }
        close(index, in: &instance, leaving)
        instances[uuid] = instance
    }

    private mutating func close(
        _ index: Int,
        in instance: inout SimulatedInstance,
        _ leaving: Scene.Leaving
    ) {
        var stays = instance.connections[index].stays
        guard var stay = stays.popLast() else { return }
        stay.leave = now
        instance.connections[index].stays = stays + [stay]
        tellLeft(instance.connections[index].visitor, stay, leaving, in: instance)
    }

    /// A move is a leave and a join of the same second, with a new user id; where rooms are told of, two
    /// events more (measured).
    private mutating func move(_ uuid: String, _ participant: String, to room: String?) {
        guard var instance = running(uuid),
            let index = instance.connections.firstIndex(where: {
                $0.visitor.participantUUID == participant && $0.isOpen
            }),
            let old = instance.connections[index].stays.last, old.room != room, old.join < now
        else { return }
        let visitor = instance.connections[index].visitor
        var chance = Chance(seed: seed, "hop", participant, now.zoomText)
        var leaving = chance.happens(0.65) || room == nil ? Scene.Leaving.byChoice : .toRoom
        // Stamped within a second of each other, the leave first, and delivered in any order (measured).
        let stamp = chance.number(1100...2500)
        leaving.stamp = stamp...stamp
        leaving.transit = 200...1000
        close(index, in: &instance, leaving)
        let id = nextUserID(in: &instance, for: "\(participant) \(now.zoomText)")
        let stay = SimulatedConnection.Stay(userID: id, join: now, room: room)
        instance.connections[index].stays.append(stay)
        instances[uuid] = instance
        if let room {
            tellRoom("participant_joined_breakout_room", room, visitor, id, in: instance)
        } else if let left = old.room {
            tellRoom("participant_left_breakout_room", left, visitor, old.userID, in: instance)
        }
        tellJoined(visitor, stay, in: instance, stamp: stamp + 23...stamp + 400, transit: 0...900)
    }

    /// Ends an instance: who is still there leaves at the same moment.
    mutating func end(_ uuid: String) {
        guard var instance = running(uuid) else { return }
        for index in instance.connections.indices {
            if instance.connections[index].isOpen { close(index, in: &instance, .hostEnded) }
            if instance.connections[index].waited != nil,
                instance.connections[index].waited?.leave == nil
            {
                instance.connections[index].waited?.leave = now
            }
        }
        instance.end = now
        instances[uuid] = instance
        // Stamped before the last leaves, delivered 15 to 24 s later (measured).
        var ended = notice("ended", of: instance, stamp: 500...1500, transit: 15_000...24_000)
        ended.object = ended.object.merging(["end_time": .zoomTime(now)])
        if instance.kind == .webinar {
            ended.object = ended.object.merging(["practice_session": false])
        }
        tell(ended)
        guard let script = meetings[instance.number]?.script, scenario.meetings[script].isRecorded
        else { return }
        agenda.note(.recorded(uuid), at: now.advanced(bySeconds: 600))
    }

    private func running(_ uuid: String) -> SimulatedInstance? {
        guard let instance = instances[uuid], instance.end == nil else { return nil }
        return instance
    }

    private func nextUserID(in instance: inout SimulatedInstance, for key: String) -> String {
        var chance = Chance(seed: seed, "server", instance.uuid, key)
        return instance.nextUserID(&chance)
    }
}
