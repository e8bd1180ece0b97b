import EventSourcing
import ZoomAPI

extension SimulatedZoom {
    /// Tells that a meeting was planned or withdrawn.
    mutating func tellPlanning(
        _ change: String,
        _ meeting: SimulatedMeeting,
        operation: String,
        occurrence: SimulatedOccurrence? = nil
    ) {
        var object = plannedJSON(meeting)
        if change == "created" {
            object = object.merging(
                JSON.members([
                    "join_url": .string(joinURL(of: meeting)),
                    "password": .string(meeting.password), "recurrence": meeting.recurrence,
                    "occurrences": meeting.occurrences.isEmpty
                        ? nil : .array(meeting.occurrences.map(\.json)),
                ])
            )
        } else if let occurrence {
            object = object.merging(["occurrences": [occurrence.json]])
        }
        tell(
            Notice(
                account: meeting.accountID,
                event: "\(meeting.kind.rawValue).\(change)",
                object: object,
                payload: acting(for: meeting).merging(["operation": .string(operation)]),
                key: String(meeting.number),
                occurred: now,
                stamp: 50...900
            )
        )
    }

    /// Tells what of a meeting changed, and what it was.
    mutating func tellUpdate(
        from old: SimulatedMeeting,
        to new: SimulatedMeeting,
        _ draft: MeetingDraft,
        scope: String
    ) {
        let before = plannedJSON(old).object ?? [:]
        var object: [String: JSON] = ["id": .integer(new.number)]
        var previous = object
        for (name, value) in plannedJSON(new).object ?? [:] where before[name] != value {
            object[name] = value
            previous[name] = before[name]
        }
        if new.occurrences != old.occurrences {
            object["occurrences"] = .array(new.occurrences.map(\.json))
            previous["occurrences"] = .array(old.occurrences.map(\.json))
        }
        if let settings = draft.settings { object["settings"] = settings }
        var notice = Notice(
            account: new.accountID,
            event: "\(new.kind.rawValue).updated",
            object: .object(object),
            key: String(new.number),
            occurred: now,
            stamp: 50...900
        )
        notice.payload = acting(for: new).merging([
            "scope": .string(scope), "time_stamp": .integer(now.milliseconds),
            "old_object": .object(previous),
        ])
        tell(notice)
    }

    /// What planning events say of a meeting: its number as a number, its planned start.
    func plannedJSON(_ meeting: SimulatedMeeting) -> JSON {
        JSON.members([
            "uuid": .string(meeting.uuid), "id": .integer(meeting.number),
            "host_id": .string(meeting.hostID), "topic": .string(meeting.topic),
            "type": .integer(meeting.type.rawValue),
            "start_time": (meeting.plan.first?.start ?? meeting.start).map(JSON.zoomTime),
            "duration": .integer(meeting.minutes), "timezone": .string(meeting.timezone),
        ])
    }

    /// Where anybody joins a meeting.
    func joinURL(of meeting: SimulatedMeeting) -> String {
        let letter = meeting.kind == .webinar ? "w" : "j"
        return "\(address)/\(letter)/\(meeting.number)?pwd=\(meeting.password)"
    }
}
