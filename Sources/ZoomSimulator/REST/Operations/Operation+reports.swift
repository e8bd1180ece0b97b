import EventSourcing
import ZoomAPI

extension Operation {
    static let reports =
        reporting(.meeting) + reporting(.webinar) + [
            Operation(
                "GET",
                "/report/users/{userId}/meetings",
                .heavy,
                ["report:read:user:admin", "report:read:admin"]
            ) { (zoom, call) throws(ZoomFailure) in
                ZoomAnswer(200, try zoom.reportMeetings(call))
            },
            Operation(
                "GET",
                "/metrics/meetings/{meetingId}/participants",
                .heavy,
                ["dashboard:read:list_meeting_participants:admin", "dashboard_meetings:read:admin"]
            ) { (zoom, call) throws(ZoomFailure) in
                ZoomAnswer(200, try zoom.dashboardParticipants(call))
            },
            Operation(
                "GET",
                "/metrics/meetings",
                .intensive,
                ["dashboard:read:list_meetings:admin", "dashboard_meetings:read:admin"]
            ) { (zoom, call) throws(ZoomFailure) in
                ZoomAnswer(200, try zoom.dashboardMeetings(call))
            },
        ]

    private static func reporting(_ kind: ZoomMeetingKind) -> [Operation] {
        let word = kind.rawValue
        let path = "/report/\(word)s/{\(word)Id}"
        return [
            Operation("GET", path, .heavy, ["report:read:\(word):admin", "report:read:admin"]) {
                (zoom, call) throws(ZoomFailure) in
                let shown = zoom.pastJSON(try zoom.instance(call, kind))
                return ZoomAnswer(200, shown.without(["host_id"]))
            },
            Operation(
                "GET",
                "\(path)/participants",
                .heavy,
                ["report:read:list_\(word)_participants:admin", "report:read:admin"]
            ) { (zoom, call) throws(ZoomFailure) in
                let rows = zoom.reportRows(of: try zoom.instance(call, kind))
                let wantsRegistrants = call.query["include_fields"] == "registrant_id"
                let page = try zoom.page(rows, named: "participants", for: call) { row in
                    row.json.merging(
                        JSON.members([
                            "participant_user_id": .string(row.visitor.zoomUserID ?? ""),
                            "customer_key": "", "bo_mtg_id": .string(row.stay.room ?? ""),
                            "registrant_id": wantsRegistrants
                                ? .string(row.visitor.registrantID ?? "") : nil,
                        ])
                    )
                }
                return ZoomAnswer(200, page)
            },
        ]
    }
}

extension SimulatedZoom {
    /// The meetings a user held between two days: at most a month apart, in the last six months.
    fileprivate mutating func reportMeetings(_ call: AdmittedCall) throws(ZoomFailure) -> JSON {
        let user = try user(call)
        let (from, to) = try range(of: call)
        guard from.daysSinceEpoch >= CivilTime(now).date.daysSinceEpoch - 184 else {
            throw .refused(300, "The next report is only available for the past six months.")
        }
        let rows = instanceOrder.compactMap { instances[$0] }.filter { instance in
            guard meetings[instance.number]?.hostID == user.id, instance.end != nil else {
                return false
            }
            let day = CivilTime(instance.start).date
            return from <= day && day <= to
        }
        let zoom = self
        return try page(rows, named: "meetings", for: call, hasNumbers: true) {
            zoom.pastJSON($0).without(["host_id", "dept"]).merging([
                "source": "Zoom", "has_recording": .bool($0.recording != nil),
            ])
        }.merging(["from": .string(from.description), "to": .string(to.description)])
    }

    /// The days a call asks about.
    func range(of call: AdmittedCall) throws(ZoomFailure) -> (from: CivilDate, to: CivilDate) {
        let today = CivilTime(now).date
        var days: [CivilDate] = []
        for name in ["from", "to"] {
            guard let text = call.query[name] else {
                days.append(today)
                continue
            }
            guard let day = CivilDate(text) else { throw .invalid(name) }
            days.append(day)
        }
        guard days[0] <= days[1], days[1].daysSinceEpoch - days[0].daysSinceEpoch <= 31 else {
            throw .refused(300, "The time range must be at most one month.")
        }
        return (days[0], days[1])
    }

    /// Who was in a meeting, as the dashboard shows it to accounts that pay for it.
    fileprivate mutating func dashboardParticipants(
        _ call: AdmittedCall
    ) throws(ZoomFailure) -> JSON {
        try admitToDashboard(call)
        let instance = try liveOrPast(call)
        let rows = instance.connections.flatMap { connection in
            connection.stays.map { (connection.visitor, $0) }
        }
        return try page(rows, named: "participants", for: call) { visitor, stay in
            JSON.members([
                "id": .string(visitor.zoomUserID ?? ""), "user_id": .string(stay.userID),
                "participant_uuid": .string(visitor.participantUUID),
                "user_name": .string(visitor.name), "email": .string(visitor.email ?? ""),
                "ip_address": .string(visitor.publicIP), "device": "Web",
                "role": visitor.isHost ? "host" : "attendee",
                "join_time": .zoomTime(stay.join), "leave_time": stay.leave.map(JSON.zoomTime),
                "registrant_id": .string(visitor.registrantID ?? ""), "status": "in_meeting",
            ])
        }
    }

    private func admitToDashboard(_ call: AdmittedCall) throws(ZoomFailure) {
        let plan = scenario.accounts.first { $0.id == call.account }?.plan
        guard plan != .business else { return }
        throw .refused(
            200,
            "This API is only available for ZMP and Business or higher accounts that have enabled "
                + "the Dashboard feature."
        )
    }

    /// The meetings of some days, those that run or those that ended; how long is written as a clock.
    fileprivate mutating func dashboardMeetings(_ call: AdmittedCall) throws(ZoomFailure) -> JSON {
        try admitToDashboard(call)
        let (from, to) = try range(of: call)
        let type = call.query["type"] ?? "live"
        guard ["live", "past", "pastOne"].contains(type) else { throw .invalid("type") }
        let rows = instanceOrder.compactMap { instances[$0] }.filter { instance in
            let day = CivilTime(instance.start).date
            return meetings[instance.number]?.accountID == call.account
                && instance.kind == .meeting && (instance.end == nil) == (type == "live")
                && from <= day && day <= to
        }
        let zoom = self
        return try page(rows, named: "meetings", for: call) { instance in
            let past = zoom.pastJSON(instance)
            let seconds = instance.start.seconds(to: instance.end ?? zoom.now)
            return JSON.members([
                "uuid": .string(instance.uuid), "id": .integer(instance.number),
                "topic": past["topic"], "host": past["user_name"], "email": past["user_email"],
                "user_type": "Licensed", "start_time": .zoomTime(instance.start),
                "end_time": instance.end.map(JSON.zoomTime),
                "duration": .string(CivilTime(Instant(seconds: seconds)).time),
                "participants": past["participants_count"],
                "has_recording": .bool(instance.recording != nil),
            ])
        }.merging(["from": .string(from.description), "to": .string(to.description)])
    }

    private func liveOrPast(_ call: AdmittedCall) throws(ZoomFailure) -> SimulatedInstance {
        let type = call.query["type"] ?? "live"
        guard ["live", "past", "pastOne"].contains(type) else { throw .invalid("type") }
        guard type == "live" else { return try instance(call, .meeting) }
        let text = call.parameters["meetingId"] ?? ""
        let found = instances.values.first {
            ($0.uuid == text || String($0.number) == text) && $0.end == nil
                && meetings[$0.number]?.accountID == call.account
        }
        guard let found else { throw .noMeeting(text) }
        return found
    }
}
