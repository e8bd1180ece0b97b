import EventSourcing
import ZoomAPI

extension Operation {
    static let registrants =
        registered(.meeting) + registering(.meeting) + registered(.webinar)
        + registering(.webinar)

    private static func registering(_ kind: ZoomMeetingKind) -> [Operation] {
        let word = kind.rawValue
        let path = "/\(word)s/{\(word)Id}"
        let writing = "\(word):write:admin"
        return [
            Operation(
                "POST",
                "\(path)/registrants",
                .light,
                ["\(word):write:registrant:admin", writing]
            ) { (zoom, call) throws(ZoomFailure) in
                ZoomAnswer(201, try zoom.addRegistrant(call, kind))
            },
            Operation(
                "PUT",
                "\(path)/registrants/status",
                .medium,
                ["\(word):update:registrant_status:admin", writing]
            ) { (zoom, call) throws(ZoomFailure) in
                let number = try zoom.meeting(call, kind).number
                try zoom.decide(
                    call.body.text("action") ?? "",
                    about: call.body["registrants"]?.array ?? [],
                    of: number,
                    occurrence: call.query["occurrence_id"]
                )
                return ZoomAnswer(204)
            },
            Operation(
                "DELETE",
                "\(path)/registrants/{registrantId}",
                .light,
                ["\(word):delete:registrant:admin", writing]
            ) { (zoom, call) throws(ZoomFailure) in
                let registrant = try zoom.registrant(call, kind)
                let number = try zoom.meeting(call, kind).number
                try zoom.decide(
                    "cancel",
                    about: [["id": .string(registrant.id)]],
                    of: number,
                    occurrence: call.query["occurrence_id"]
                )
                return ZoomAnswer(204)
            },
            Operation(
                "POST",
                "\(path)/batch_registrants",
                .heavy,
                ["\(word):write:batch_registrants:admin", writing]
            ) { (zoom, call) throws(ZoomFailure) in
                ZoomAnswer(201, try zoom.addRegistrants(call, kind))
            },
        ]
    }

    private static func registered(_ kind: ZoomMeetingKind) -> [Operation] {
        let word = kind.rawValue
        let path = "/\(word)s/{\(word)Id}"
        let reading = "\(word):read:admin"
        return [
            Operation(
                "GET",
                "\(path)/registrants",
                .medium,
                ["\(word):read:list_registrants:admin", reading]
            ) { (zoom, call) throws(ZoomFailure) in
                ZoomAnswer(200, try zoom.listRegistrants(call, kind))
            },
            Operation(
                "GET",
                "\(path)/registrants/questions",
                .light,
                ["\(word):read:list_registration_questions:admin", reading]
            ) { (zoom, call) throws(ZoomFailure) in
                _ = try zoom.meeting(call, kind)
                let last: JSON = ["field_name": "last_name", "required": true]
                return ZoomAnswer(200, ["questions": [last], "custom_questions": []])
            },
            Operation(
                "GET",
                "\(path)/registrants/{registrantId}",
                .light,
                ["\(word):read:registrant:admin", reading]
            ) { (zoom, call) throws(ZoomFailure) in
                ZoomAnswer(200, try zoom.registrant(call, kind).json)
            },
        ]
    }
}

extension SimulatedZoom {
    fileprivate func registrant(
        _ call: AdmittedCall,
        _ kind: ZoomMeetingKind
    ) throws(ZoomFailure) -> SimulatedRegistrant {
        let meeting = try meeting(call, kind)
        let id = call.parameters["registrantId"] ?? ""
        guard let registrant = meeting.registrants[id: id] else {
            throw ZoomFailure(
                status: 404,
                code: 404,
                message: "Registrant \(id) was not found."
            )
        }
        return registrant
    }

    fileprivate mutating func listRegistrants(
        _ call: AdmittedCall,
        _ kind: ZoomMeetingKind
    ) throws(ZoomFailure) -> JSON {
        let meeting = try meeting(call, kind)
        let status = call.query["status"] ?? "approved"
        guard ["approved", "pending", "denied"].contains(status) else { throw .invalid("status") }
        let rows = meeting.registrants.all.filter { registrant in
            registrant.status == status
                && (call.query["occurrence_id"].map { registrant.isFor($0) } ?? true)
        }
        return try page(rows, named: "registrants", for: call, hasNumbers: true, \.json)
    }

    fileprivate mutating func addRegistrant(
        _ call: AdmittedCall,
        _ kind: ZoomMeetingKind
    ) throws(ZoomFailure) -> JSON {
        // Held no longer than for this: a copy of a meeting would copy who is registered for it.
        let number = try meeting(call, kind).number
        try checkRoom(for: [call.body], in: number)
        let ids = (call.query["occurrence_ids"] ?? "").split(separator: ",").map(String.init)
        let registrant = try register(
            call.body,
            for: number,
            occurrenceIDs: ids,
            approves: kind == .meeting && call.body.flag("auto_approve") == true ? true : nil
        )
        let meeting = try meeting(call, kind)
        let occurrences = meeting.occurrences.filter { registrant.isFor($0.id) }.map(\.json)
        return JSON.members([
            "id": .integer(meeting.number), "registrant_id": .string(registrant.id),
            "topic": .string(meeting.topic),
            "start_time": (meeting.plan.first?.start ?? meeting.start).map(JSON.zoomTime),
            // Whoever waits to be approved has no link yet.
            "join_url": registrant.status == "approved" ? .string(registrant.joinURL) : nil,
            "occurrences": occurrences.isEmpty ? nil : .array(occurrences),
        ])
    }

    /// The meeting a batch is for: one that is planned once.
    private func number(
        forBatch call: AdmittedCall,
        _ kind: ZoomMeetingKind
    ) throws(ZoomFailure) -> Int64 {
        let meeting = try meeting(call, kind)
        guard meeting.type == (kind == .meeting ? .scheduled : .webinar) else {
            throw kind == .meeting
                ? .refused(
                    303,
                    "This API can only be used for scheduled meeting(meeting type: 2). Batch "
                        + "registration is not supported for other meeting types."
                )
                : .refused(
                    300,
                    "This API can only be used for scheduled webinars (type 5). Batch "
                        + "registration is not supported for other webinar types."
                )
        }
        return meeting.number
    }

    /// Refuses newcomers a meeting has no room for.
    private func checkRoom(for people: [JSON], in number: Int64) throws(ZoomFailure) {
        guard let meeting = meetings[number] else { return }
        let account = scenario.accounts.first { $0.id == meeting.accountID }
        let limit = account?.registrantsMax ?? (meeting.kind == .meeting ? 4999 : 10_000)
        let newcomers = people.filter { person in
            person.text("email").map { meeting.registrants[email: $0] == nil } ?? true
        }
        guard Int64(meeting.registrants.all.count + newcomers.count) <= limit else {
            let what = meeting.kind == .meeting ? "Meeting" : "Webinar"
            throw .refused(3043, "\(what) has reached maximum attendee capacity.")
        }
    }

    fileprivate mutating func addRegistrants(
        _ call: AdmittedCall,
        _ kind: ZoomMeetingKind
    ) throws(ZoomFailure) -> JSON {
        let number = try number(forBatch: call, kind)
        let people = call.body["registrants"]?.array ?? []
        guard (1...30).contains(people.count) else { throw .invalid("registrants") }
        try checkRoom(for: people, in: number)
        var rows: [JSON] = []
        for person in people {
            let registrant = try register(
                person,
                for: number,
                occurrenceIDs: [],
                approves: call.body.flag("auto_approve") == true ? true : nil
            )
            rows.append(
                JSON.members([
                    "email": .string(registrant.email), "registrant_id": .string(registrant.id),
                    "join_url": registrant.status == "approved"
                        ? .string(registrant.joinURL) : nil,
                ])
            )
        }
        return ["registrants": .array(rows)]
    }
}
