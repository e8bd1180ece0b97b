import EventSourcing
import ZoomAPI

extension Operation {
    static let panelists = [
        Operation(
            "GET",
            "/webinars/{webinarId}/panelists",
            .medium,
            ["webinar:read:list_panelists:admin", "webinar:read:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            let panelists = try zoom.meeting(call, .webinar).panelists
            return ZoomAnswer(
                200,
                [
                    "panelists": .array(panelists.map(\.json)),
                    "total_records": .integer(Int64(panelists.count)),
                ]
            )
        },
        Operation(
            "POST",
            "/webinars/{webinarId}/panelists",
            .medium,
            ["webinar:write:panelist:admin", "webinar:write:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            ZoomAnswer(201, try zoom.addPanelists(call))
        },
        Operation(
            "DELETE",
            "/webinars/{webinarId}/panelists",
            .light,
            ["webinar:delete:panelist:admin", "webinar:write:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            let number = try zoom.meeting(call, .webinar).number
            zoom.meetings[number]?.panelists = []
            return ZoomAnswer(204)
        },
        Operation(
            "DELETE",
            "/webinars/{webinarId}/panelists/{panelistId}",
            .light,
            ["webinar:delete:panelist:admin", "webinar:write:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            let number = try zoom.meeting(call, .webinar).number
            let id = call.parameters["panelistId"] ?? ""
            guard zoom.meetings[number]?.panelists.contains(where: { $0.id == id }) == true else {
                throw .refused(300, "Panelist does not exist: \(id).")
            }
            zoom.meetings[number]?.panelists.removeAll { $0.id == id }
            return ZoomAnswer(204)
        },
        Operation(
            "GET",
            "/webinars/{webinarId}/tracking_sources",
            .medium,
            ["webinar:read:list_tracking_sources:admin", "webinar:read:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            let webinar = try zoom.meeting(call, .webinar)
            let source: JSON = [
                "id": .string(zoom.names.id("source", String(webinar.number))),
                "source_name": "newsletter",
                "tracking_url": .string("\(zoom.address)/webinar/register/\(webinar.number)"),
                "registration_count": .integer(Int64(webinar.registrants.all.count)),
                "visitor_count": .integer(Int64(webinar.registrants.all.count)),
            ]
            return ZoomAnswer(200, ["total_records": 1, "tracking_sources": [source]])
        },
    ]
}

extension SimulatedPanelist {
    fileprivate var json: JSON {
        [
            "id": .string(id), "email": .string(email), "name": .string(name),
            "join_url": .string(joinURL),
        ]
    }
}

extension SimulatedZoom {
    /// Adds panelists, whose link is another than a registrant's.
    fileprivate mutating func addPanelists(_ call: AdmittedCall) throws(ZoomFailure) -> JSON {
        let webinar = try meeting(call, .webinar)
        let people = call.body["panelists"]?.array ?? []
        guard !people.isEmpty else { throw .invalid("panelists") }
        for person in people {
            guard let email = person.text("email"), let name = person.text("name") else {
                throw .invalid("panelists")
            }
            let id = names.id("panelist", "\(webinar.number) \(email)")
            let panelist = SimulatedPanelist(
                id: id,
                email: email,
                name: name,
                joinURL: "\(address)/w/\(webinar.number)?tk=\(id)&panelist=1"
            )
            meetings[webinar.number]?.panelists.removeAll { $0.email == email }
            meetings[webinar.number]?.panelists.append(panelist)
        }
        return ["id": .string(String(webinar.number)), "updated_at": .zoomTime(now)]
    }
}
