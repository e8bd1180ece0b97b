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
                let meeting = try zoom.meeting(call, kind)
                try zoom.decide(
                    call.body.text("action") ?? "",
                    about: call.body["registrants"]?.array ?? [],
                    of: meeting.number
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
                try zoom.decide("cancel", about: [["id": .string(registrant.id)]], of: number)
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
        let meeting = try meeting(call, kind)
        let ids = (call.query["occurrence_ids"] ?? "").split(separator: ",").map(String.init)
        let registrant = try register(call.body, for: meeting.number, occurrenceIDs: ids)
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

    fileprivate mutating func addRegistrants(
        _ call: AdmittedCall,
        _ kind: ZoomMeetingKind
    ) throws(ZoomFailure) -> JSON {
        let meeting = try meeting(call, kind)
        guard meeting.type == .scheduled || meeting.type == .webinar else {
            throw .refused(303, "Batch registration is only for scheduled meetings.")
        }
        let people = call.body["registrants"]?.array ?? []
        guard (1...30).contains(people.count) else { throw .invalid("registrants") }
        var rows: [JSON] = []
        for person in people {
            let registrant = try register(
                person,
                for: meeting.number,
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
