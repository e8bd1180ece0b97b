import EventSourcing
import ZoomAPI

extension Operation {
    static let users = [
        Operation("GET", "/users", .medium, ["user:read:list_users:admin", "user:read:admin"]) {
            (zoom, call) throws(ZoomFailure) in
            let status = call.query["status"] ?? "active"
            let rows = zoom.users.filter { $0.accountID == call.account && status == "active" }
            return ZoomAnswer(
                200,
                try zoom.page(rows, named: "users", for: call, hasNumbers: true, \.json)
            )
        },
        Operation("GET", "/users/{userId}", .light, ["user:read:user:admin", "user:read:admin"]) {
            (zoom, call) throws(ZoomFailure) in
            ZoomAnswer(200, try zoom.user(call).json)
        },
        Operation(
            "GET",
            "/users/{userId}/meetings",
            .medium,
            ["meeting:read:list_meetings:admin", "meeting:read:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            ZoomAnswer(200, try zoom.listMeetings(call, .meeting))
        },
        Operation(
            "POST",
            "/users/{userId}/meetings",
            .medium,
            ["meeting:write:meeting:admin", "meeting:write:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            try zoom.createMeeting(call, .meeting)
        },
        Operation(
            "GET",
            "/users/{userId}/webinars",
            .medium,
            ["webinar:read:list_webinars:admin", "webinar:read:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            ZoomAnswer(200, try zoom.listMeetings(call, .webinar))
        },
        Operation(
            "POST",
            "/users/{userId}/webinars",
            .light,
            ["webinar:write:webinar:admin", "webinar:write:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            try zoom.createMeeting(call, .webinar)
        },
    ]
}

extension SimulatedUser {
    /// As the API shows a user.
    fileprivate var json: JSON {
        [
            "id": .string(id), "email": .string(profile.email),
            "first_name": .string(profile.firstName), "last_name": .string(profile.lastName),
            "display_name": .string(profile.displayName), "type": 2, "status": "active",
            "pmi": .integer(personalNumber), "timezone": .string(profile.timezone), "verified": 1,
            "dept": "", "created_at": .zoomTime(createdAt), "role_id": "1",
            "group_ids": .array(profile.groups.map { .string($0) }),
        ]
    }
}

extension SimulatedZoom {
    fileprivate mutating func listMeetings(
        _ call: AdmittedCall,
        _ kind: ZoomMeetingKind
    ) throws(ZoomFailure) -> JSON {
        let user = try user(call)
        let type = call.query["type"] ?? "scheduled"
        let known = ["live", "upcoming_meetings", "previous_meetings"]
        guard ["scheduled", "upcoming"].contains(type) || kind == .meeting && known.contains(type)
        else { throw .invalid("type") }
        let running = Set(instances.values.filter { $0.end == nil }.map(\.number))
        let rows = meetings.values.filter { meeting in
            guard meeting.hostID == user.id, meeting.kind == kind, !meeting.isDeleted else {
                return false
            }
            let isUpcoming = meeting.plan.contains { !$0.isDeleted && $0.end >= now }
            switch type {
            case "live": return running.contains(meeting.number)
            case "upcoming", "upcoming_meetings": return isUpcoming
            case "previous_meetings": return meeting.instancesBegun > 0 && !isUpcoming
            default: return true
            }
        }.sorted { ($0.createdAt, $0.number) < ($1.createdAt, $1.number) }
        let name = kind == .meeting ? "meetings" : "webinars"
        let zoom = self
        return try page(rows, named: name, for: call, hasNumbers: true) { zoom.listed($0) }
    }

    private func listed(_ meeting: SimulatedMeeting) -> JSON {
        JSON.members([
            "agenda": .string(meeting.agenda ?? ""), "created_at": .zoomTime(meeting.createdAt),
            "duration": .integer(meeting.minutes), "host_id": .string(meeting.hostID),
            "id": .integer(meeting.number), "join_url": .string(joinURL(of: meeting)),
            "start_time": (meeting.plan.first?.start ?? meeting.start).map(JSON.zoomTime),
            "timezone": .string(meeting.timezone), "topic": .string(meeting.topic),
            "type": .integer(meeting.type.rawValue), "uuid": .string(meeting.uuid),
        ])
    }

    fileprivate mutating func createMeeting(
        _ call: AdmittedCall,
        _ kind: ZoomMeetingKind
    ) throws(ZoomFailure) -> ZoomAnswer {
        let host = try user(call)
        let draft = try MeetingDraft(
            call.body,
            kind,
            timezone: host.profile.timezone,
            zones: zones
        )
        try countChange(by: host.id)
        let meeting = plan(draft, kind, host: host)
        // Where one registers is told on planning a meeting, and nowhere else; its uuid is not.
        guard kind == .meeting else { return ZoomAnswer(201, meetingJSON(meeting)) }
        let form = "\(address)/meeting/register/\(names.id("form", String(meeting.number)))"
        let registration = meeting.approval == 2 ? nil : JSON.string(form)
        return ZoomAnswer(
            201,
            meetingJSON(meeting).without(["uuid", "host_id", "status"])
                .merging(JSON.members(["registration_url": registration]))
        )
    }

    /// At most 100 meetings are planned or changed for one user in a day (Zoom API, *Rate limits*).
    mutating func countChange(by user: String) throws(ZoomFailure) {
        guard creations[user, default: DayCount()].add(at: now) <= 100 else {
            throw .tooManyChanges
        }
    }
}
