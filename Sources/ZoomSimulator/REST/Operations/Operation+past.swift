import EventSourcing
import ZoomAPI

extension Operation {
    static let past = [
        Operation(
            "GET",
            "/past_meetings/{meetingId}",
            .light,
            ["meeting:read:past_meeting:admin", "meeting:read:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            let instance = try zoom.instance(call, .meeting)
            return ZoomAnswer(200, zoom.pastJSON(instance).merging(["source": "Zoom"]))
        },
        Operation(
            "GET",
            "/past_meetings/{meetingId}/instances",
            .medium,
            ["meeting:read:list_past_instances:admin", "meeting:read:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            ZoomAnswer(200, ["meetings": .array(try zoom.pastInstances(call, .meeting))])
        },
        Operation(
            "GET",
            "/past_meetings/{meetingId}/participants",
            .medium,
            ["meeting:read:list_past_participants:admin", "meeting:read:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            ZoomAnswer(200, try zoom.pastParticipants(call, .meeting))
        },
        Operation(
            "GET",
            "/past_webinars/{webinarId}/instances",
            .light,
            ["webinar:read:list_past_instances:admin", "webinar:read:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            ZoomAnswer(200, ["webinars": .array(try zoom.pastInstances(call, .webinar))])
        },
        Operation(
            "GET",
            "/past_webinars/{webinarId}/participants",
            .medium,
            ["webinar:read:list_past_participants:admin", "webinar:read:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            ZoomAnswer(200, try zoom.pastParticipants(call, .webinar))
        },
        Operation(
            "GET",
            "/past_webinars/{webinarId}/absentees",
            .heavy,
            ["webinar:read:list_absentees:admin", "webinar:read:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            let instance = try zoom.instance(call, .webinar)
            let came = Set(instance.connections.compactMap(\.visitor.registrantID))
            let absent = zoom.meetings[instance.number]?.registrants.all.filter {
                $0.status == "approved" && !came.contains($0.id)
            }
            return ZoomAnswer(
                200,
                try zoom.page(
                    absent ?? [],
                    named: "registrants",
                    for: call,
                    hasNumbers: true,
                    \.json
                )
            )
        },
    ]
}

extension SimulatedZoom {
    /// What is told of an instance that ended.
    func pastJSON(_ instance: SimulatedInstance) -> JSON {
        let meeting = meetings[instance.number]
        let host = users.first { $0.id == meeting?.hostID }
        let seconds = instance.connections.flatMap(\.stays).reduce(Int64(0)) {
            $0 + $1.join.seconds(to: $1.leave ?? now)
        }
        return [
            "uuid": .string(instance.uuid), "id": .integer(instance.number),
            "host_id": .string(meeting?.hostID ?? ""),
            "topic": .string(meeting?.topic ?? ""), "dept": "",
            "type": .integer(meeting?.type.rawValue ?? 2),
            "user_name": .string(host?.profile.displayName ?? ""),
            "user_email": .string(host?.profile.email ?? ""),
            "start_time": .zoomTime(instance.start), "end_time": .zoomTime(instance.end ?? now),
            "duration": .integer(instance.minutes(until: now)),
            "total_minutes": .integer((seconds + 59) / 60),
            "participants_count": .integer(Int64(instance.connections.count)),
        ]
    }

    /// The instances that ended in the last 15 months; one that runs is not among them (measured).
    fileprivate func pastInstances(
        _ call: AdmittedCall,
        _ kind: ZoomMeetingKind
    ) throws(ZoomFailure) -> [JSON] {
        let number = try meeting(call, kind).number
        return instanceOrder.compactMap { instances[$0] }
            .filter { instance in
                guard instance.number == number, let end = instance.end else { return false }
                return end.seconds(to: now) < 456 * 86_400
            }
            .map { ["uuid": .string($0.uuid), "start_time": .zoomTime($0.start)] }
    }

    fileprivate mutating func pastParticipants(
        _ call: AdmittedCall,
        _ kind: ZoomMeetingKind
    ) throws(ZoomFailure) -> JSON {
        let rows = reportRows(of: try instance(call, kind))
        return try page(rows, named: "participants", for: call) { row in
            row.json.merging([
                "internal_user": .bool(row.visitor.zoomUserID != nil),
                "registrant_id": .string(row.visitor.registrantID ?? ""),
            ])
        }
    }
}
