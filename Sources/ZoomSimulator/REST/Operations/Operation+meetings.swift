import EventSourcing
import ZoomAPI

extension Operation {
    static let meetings = showing(.meeting) + planning(.meeting)
    static let webinars = showing(.webinar) + planning(.webinar)

    private static func showing(_ kind: ZoomMeetingKind) -> [Operation] {
        let word = kind.rawValue
        let path = "/\(word)s/{\(word)Id}"
        return [
            Operation("GET", path, .light, ["\(word):read:\(word):admin", "\(word):read:admin"]) {
                (zoom, call) throws(ZoomFailure) in
                let meeting = try zoom.meeting(call, kind)
                var shown = zoom.meetingJSON(meeting, withPast: call.query)
                if let id = call.query["occurrence_id"] {
                    guard let occurrence = meeting.occurrences.first(where: { $0.id == id }) else {
                        throw .noMeeting(String(meeting.number))
                    }
                    shown = shown.merging([
                        "start_time": .zoomTime(occurrence.start),
                        "duration": .integer(occurrence.minutes),
                    ])
                }
                return ZoomAnswer(200, shown)
            }
        ]
    }

    private static func planning(_ kind: ZoomMeetingKind) -> [Operation] {
        let word = kind.rawValue
        let path = "/\(word)s/{\(word)Id}"
        return [
            Operation(
                "PATCH",
                path,
                .light,
                ["\(word):update:\(word):admin", "\(word):write:admin"]
            ) { (zoom, call) throws(ZoomFailure) in
                let meeting = try zoom.meeting(call, kind)
                let draft = try MeetingDraft(
                    call.body,
                    kind,
                    timezone: meeting.timezone,
                    zones: zoom.zones
                )
                try zoom.countChange(by: meeting.hostID)
                try zoom.change(
                    meeting.number,
                    to: draft,
                    occurrence: call.query["occurrence_id"]
                )
                return ZoomAnswer(204)
            },
            Operation(
                "DELETE",
                path,
                .light,
                ["\(word):delete:\(word):admin", "\(word):write:admin"]
            ) { (zoom, call) throws(ZoomFailure) in
                let meeting = try zoom.meeting(call, kind)
                try zoom.withdraw(meeting, occurrence: call.query["occurrence_id"])
                return ZoomAnswer(204)
            },
            Operation(
                "PUT",
                "\(path)/status",
                .light,
                ["\(word):update:status:admin", "\(word):write:admin"]
            ) { (zoom, call) throws(ZoomFailure) in
                try zoom.setStatus(call, kind)
                // Zoom documents it so.
                return ZoomAnswer(kind == .meeting ? 204 : 200)
            },
        ]
    }
}

extension SimulatedZoom {
    /// A meeting or webinar as the API shows it alone.
    func meetingJSON(_ meeting: SimulatedMeeting, withPast query: [String: String] = [:]) -> JSON {
        let host = users.first { $0.id == meeting.hostID }
        let showsPast = query["show_previous_occurrences"] == "true"
        let occurrences = meeting.occurrences.filter { showsPast || $0.end >= now }
        let isRunning = instances.values.contains {
            $0.number == meeting.number && $0.end == nil
        }
        let isMeeting = meeting.kind == .meeting
        return JSON.members([
            "uuid": .string(meeting.uuid), "id": .integer(meeting.number),
            "host_id": .string(meeting.hostID),
            "host_email": host.map { .string($0.profile.email) },
            "topic": .string(meeting.topic), "type": .integer(meeting.type.rawValue),
            "status": isMeeting ? (isRunning ? "started" : "waiting") : nil,
            "start_time": (meeting.plan.first?.start ?? meeting.start).map(JSON.zoomTime),
            "duration": .integer(meeting.minutes), "timezone": .string(meeting.timezone),
            "agenda": .string(meeting.agenda ?? ""), "created_at": .zoomTime(meeting.createdAt),
            "start_url": .string("\(address)/s/\(meeting.number)?zak=simulated"),
            "join_url": .string(joinURL(of: meeting)), "password": .string(meeting.password),
            "creation_source": "open_api",
            "occurrences": occurrences.isEmpty ? nil : .array(occurrences.map(\.json)),
            "recurrence": meeting.recurrence, "settings": meeting.settings,
        ])
    }

    /// Deletes a meeting, or one of its occurrences.
    fileprivate mutating func withdraw(
        _ meeting: SimulatedMeeting,
        occurrence id: String?
    ) throws(ZoomFailure) {
        guard let id else {
            let isRunning = instances.values.contains {
                $0.number == meeting.number && $0.end == nil
            }
            guard !isRunning else {
                throw .refused(
                    3002,
                    "Sorry, you cannot delete this meeting since it is in progress."
                )
            }
            meetings[meeting.number]?.isDeleted = true
            tellPlanning("deleted", meeting, operation: "all")
            return
        }
        guard let index = meeting.occurrences.firstIndex(where: { $0.id == id && !$0.isDeleted })
        else { throw .noMeeting(String(meeting.number)) }
        meetings[meeting.number]?.occurrences[index].isDeleted = true
        var occurrence = meeting.occurrences[index]
        occurrence.isDeleted = true
        tellPlanning("deleted", meeting, operation: "single", occurrence: occurrence)
    }

    /// Ends what runs, or brings back what was deleted.
    fileprivate mutating func setStatus(
        _ call: AdmittedCall,
        _ kind: ZoomMeetingKind
    ) throws(ZoomFailure) {
        let text = call.parameters["meetingId"] ?? call.parameters["webinarId"] ?? ""
        switch call.body["action"]?.string {
        case "end":
            let meeting = try meeting(call, kind)
            let running = instances.values.filter {
                $0.number == meeting.number && $0.end == nil
            }
            guard !running.isEmpty else { throw .noMeeting(text) }
            for instance in running { end(instance.uuid) }
        case "recover" where kind == .meeting:
            guard let number = Int64(text), let meeting = meetings[number], meeting.isDeleted,
                meeting.kind == kind, meeting.accountID == call.account
            else { throw .noMeeting(text) }
            meetings[number]?.isDeleted = false
            tellPlanning("recovered", meeting, operation: "all")
            noteGatherings(of: number)
        default: throw .invalid("action")
        }
    }
}
