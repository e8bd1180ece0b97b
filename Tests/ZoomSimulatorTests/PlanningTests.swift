import EventSourcing
import Testing
import ZoomAPI

@testable import ZoomSimulator

@Suite("Planning")
struct PlanningTests {
    private static let path = "/users/\(Sample.trainer)/meetings"

    private func zoom() -> SimulatedZoom {
        var zoom = Sample.zoom(Sample.scenario { $0.meetings = [] })
        zoom.run(until: Sample.start.advanced(bySeconds: 10))
        return zoom
    }

    @Test("a series keeps its time of day when the clocks change")
    func series() throws {
        var zoom = zoom()
        let made = zoom.call(
            "POST",
            Self.path,
            body: [
                "topic": "Weekly", "type": 8, "start_time": "2026-03-23T10:00:00",
                "timezone": "Europe/Paris", "duration": 90,
                "recurrence": [
                    "type": 2, "repeat_interval": 1, "weekly_days": "2,4", "end_times": 4,
                ],
            ]
        )
        #expect(made.status == 201)
        let starts = made.json["occurrences"]?.array?.compactMap { $0["start_time"]?.string }
        #expect(
            starts == [
                "2026-03-23T09:00:00Z", "2026-03-25T09:00:00Z", "2026-03-30T08:00:00Z",
                "2026-04-01T08:00:00Z",
            ]
        )
        let attempts = zoom.run(until: zoom.now.advanced(bySeconds: 60))
        let told = try #require(attempts.first { $0.event == "meeting.created" }?.notification)
        guard case .planning(let planning) = told.payload else {
            Issue.record("not about planning: \(told)")
            return
        }
        #expect(planning.meeting.number.value == made.json["id"]?.integer)
        #expect(planning.meeting.occurrences.count == 4)
        #expect(planning.by?.email == Sample.trainer)
    }

    @Test(
        "recurrences fall on the days they name",
        arguments: [
            (["type": 1, "repeat_interval": 2, "end_times": 3], ["09", "11", "13"]),
            (["type": 1, "end_date_time": "2026-03-11T23:00:00Z"], ["09", "10", "11"]),
            (["type": 2, "end_times": 2], ["09", "16"]),
            (
                ["type": 2, "repeat_interval": 2, "weekly_days": "1,2", "end_times": 3],
                ["09", "22", "23"]
            ),
            (["type": 3, "monthly_day": 9, "end_times": 2], ["09", "09"]),
            (
                ["type": 3, "monthly_week": -1, "monthly_week_day": 6, "end_times": 2],
                ["27", "24"]
            ),
            (
                ["type": 3, "monthly_week": 2, "monthly_week_day": 2, "end_times": 2],
                ["09", "13"]
            ),
        ] as [(JSON, [String])]
    )
    func recurrences(rule: JSON, days: [String]) throws {
        let rule = try #require(ZoomRecurrence(json: rule))
        let start = Sample.time("2026-03-09T09:00:00Z")
        let starts = Recurrence(rule: rule).starts(from: start, in: .utc)
        #expect(starts.map { String($0.zoomText.prefix(10).suffix(2)) } == days)
    }

    @Test(
        "a rule that Zoom would refuse is refused, by the limits of its kind",
        arguments: [
            (["repeat_interval": 1], "type", "type"), (["type": 4], "type", "type"),
            (["type": 1, "repeat_interval": 100], "repeat_interval", "repeat_interval"),
            (["type": 2, "repeat_interval": 50, "end_times": 2], nil, "repeat_interval"),
            (["type": 3, "repeat_interval": 10, "end_times": 2], nil, "repeat_interval"),
            (["type": 1, "end_times": 61], "end_times", "end_times"),
            (["type": 2, "weekly_days": "0,3"], "weekly_days", "weekly_days"),
            (
                ["type": 3, "monthly_week": 0, "monthly_week_day": 1], "monthly_week",
                "monthly_week"
            ),
            (
                ["type": 1, "end_times": 2, "end_date_time": "2026-03-11T00:00:00Z"],
                "end_date_time", "end_date_time"
            ),
        ] as [(JSON, String?, String?)]
    )
    func refusedRules(rule: JSON, ofMeeting: String?, ofWebinar: String?) {
        #expect(Recurrence.fault(in: rule, of: .meeting) == ofMeeting)
        #expect(Recurrence.fault(in: rule, of: .webinar) == ofWebinar)
        var zoom = zoom()
        let answer = zoom.call(
            "POST",
            Self.path,
            body: [
                "topic": "x", "type": 8, "start_time": "2026-03-20T10:00:00Z", "recurrence": rule,
            ]
        )
        let field = answer.json["errors"]?.array?.first?["field"]?.string
        #expect(field == ofMeeting.map { "recurrence.\($0)" })
    }

    @Test("a zone nobody knows is refused")
    func unknownZone() {
        var zoom = zoom()
        let body: JSON = ["topic": "x", "type": 2, "timezone": "Europe/Pari"]
        let answer = zoom.call("POST", Self.path, body: body)
        #expect(answer.json["errors"]?.array?.first?["field"] == "timezone")
    }

    @Test("a series of which nothing says when it ends has one date, and sixty for 0")
    func endless() throws {
        for (ends, count) in [(nil, 1), (0, 60)] as [(JSON?, Int)] {
            let json = JSON.members(["type": 3, "repeat_interval": 10, "end_times": ends])
            let rule = try #require(ZoomRecurrence(json: json))
            #expect(Recurrence(rule: rule).starts(from: Sample.start, in: .utc).count == count)
        }
    }

    @Test("no series has more than 60 occurrences")
    func longest() throws {
        let rule = try #require(ZoomRecurrence(json: ["type": 1, "end_times": 500]))
        #expect(Recurrence(rule: rule).starts(from: Sample.start, in: .utc).count == 60)
    }

    @Test("a change is told with what was before, and people come at the new time")
    func changes() throws {
        var zoom = Sample.zoom(
            Sample.scenario { $0.meetings[0].days = 1 }
        )
        zoom.run(until: Sample.start.advanced(bySeconds: 120))
        let number = zoom.lastNumber
        let changed = zoom.call(
            "PATCH",
            "/meetings/\(number)",
            body: ["topic": "Second aid", "start_time": "2026-03-09T14:00:00Z"]
        )
        #expect(changed.status == 204)
        let attempts = zoom.run(until: Sample.time("2026-03-09T20:00:00Z"))
        let update = try #require(attempts.first { $0.event == "meeting.updated" }?.notification)
        guard case .planning(let planning) = update.payload else {
            Issue.record("not about planning: \(update)")
            return
        }
        #expect(planning.meeting.topic == "Second aid")
        #expect(planning.previous?.topic == "First aid")
        #expect(planning.meeting.startTime == Sample.time("2026-03-09T14:00:00Z"))
        #expect(planning.previous?.startTime == Sample.time("2026-03-09T08:00:00Z"))
        #expect(planning.meeting.timezone == nil)
        let instances = zoom.truth.instances
        #expect(instances.count == 1)
        let early = instances[0].start.seconds(to: Sample.time("2026-03-09T14:00:00Z"))
        #expect((60...300).contains(early))
    }

    @Test("nobody comes to an occurrence that was deleted, nor to a meeting")
    func deletions() throws {
        var zoom = Sample.zoom(Sample.scenario())
        zoom.run(until: Sample.start.advanced(bySeconds: 120))
        let path = "/meetings/\(zoom.lastNumber)"
        let shown = zoom.call("GET", path).json["occurrences"]?.array
        let id = try #require(shown?[0]["occurrence_id"]?.string)
        #expect(zoom.call("DELETE", path, ["occurrence_id": id]).status == 204)
        #expect(zoom.call("DELETE", path, ["occurrence_id": id]).status == 404)
        zoom.run(until: Sample.time("2026-03-09T20:00:00Z"))
        #expect(zoom.truth.instances.isEmpty)
        #expect(zoom.call("DELETE", path).status == 204)
        #expect(zoom.call("GET", path).json["code"] == 3001)
        let attempts = zoom.run(until: Sample.time("2026-03-11T20:00:00Z"))
        #expect(zoom.truth.instances.isEmpty)
        #expect(attempts.map(\.event) == ["meeting.deleted"])
    }

    @Test(
        "what Zoom does not take is refused with the field",
        arguments: [
            (["type": 4], "type"), (["type": 2, "start_time": "tomorrow"], "start_time"),
            (["type": 2, "duration": 5000], "duration"),
            (["topic": .string(String(repeating: "x", count: 201))], "topic"),
        ] as [(JSON, String)]
    )
    func refused(body: JSON, field: String) {
        var zoom = zoom()
        let answer = zoom.call("POST", Self.path, body: body)
        #expect(answer.status == 400)
        #expect(answer.json["code"] == 300)
        #expect(answer.json["errors"]?.array?.map { $0["field"]?.string } == [field])
        #expect(zoom.meetings.isEmpty)
    }

    @Test("a running meeting is ended through the API at once")
    func ended() throws {
        var zoom = Sample.zoom(Sample.scenario())
        zoom.run(until: Sample.time("2026-03-09T09:00:00Z"))
        let path = "/meetings/\(zoom.lastNumber)"
        #expect(zoom.call("GET", path).json["status"] == "started")
        #expect(zoom.call("DELETE", path).json["code"] == 3002)
        #expect(zoom.call("PUT", "\(path)/status", body: ["action": "end"]).status == 204)
        let instance = try #require(zoom.truth.instances.first)
        #expect(instance.end == zoom.now)
        #expect(instance.connections.flatMap(\.stays).allSatisfy { $0.leave != nil })
        #expect(zoom.call("GET", path).json["status"] == "waiting")
    }

    @Test("people come to what a client plans under their topic, and registrants to the rest")
    func plannedByClient() throws {
        var zoom = Sample.zoom(Sample.scenario { $0.meetings[0].plannedBy = .client })
        zoom.run(until: Sample.start.advanced(bySeconds: 10))
        for topic in ["First aid", "Something else"] {
            let made = zoom.call(
                "POST",
                Self.path,
                body: [
                    "topic": .string(topic), "type": 2, "start_time": "2026-03-09T10:00:00Z",
                    "duration": 60, "settings": ["approval_type": 0],
                ]
            )
            let number = try #require(made.json["id"]?.integer)
            let added = zoom.call(
                "POST",
                "/meetings/\(number)/registrants",
                body: ["email": "eve@example.org", "first_name": "Eve"]
            )
            #expect(added.status == 201)
        }
        zoom.run(until: Sample.time("2026-03-09T14:00:00Z"))
        let came = zoom.truth.instances.map { Set($0.connections.map(\.person)) }
        #expect(came.count == 2)
        #expect(came.contains([Sample.trainer, "eve@example.org"]))
        #expect(came.contains(Set(zoom.scenario.people.map(\.email)).union([Sample.trainer])))
    }
}

@Suite("Registrants")
struct RegistrantTests {
    private func zoom(approval: Int64) -> (zoom: SimulatedZoom, path: String) {
        var zoom = Sample.zoom(Sample.scenario { $0.meetings = [] })
        zoom.run(until: Sample.start.advanced(bySeconds: 10))
        let made = zoom.call(
            "POST",
            "/users/\(Sample.trainer)/meetings",
            body: [
                "topic": "x", "type": 2, "start_time": "2026-03-20T10:00:00Z",
                "settings": ["approval_type": .integer(approval)],
            ]
        )
        return (zoom, "/meetings/\(made.json["id"]?.integer ?? 0)/registrants")
    }

    private static let ana: JSON = ["email": "ana@example.org", "first_name": "Ana"]

    @Test("are approved at once, with a link of their own, and told of once")
    func approved() throws {
        var (zoom, path) = zoom(approval: 0)
        let first = zoom.call("POST", path, body: Self.ana)
        let again = zoom.call("POST", path, body: Self.ana)
        #expect(first.status == 201)
        let id = try #require(first.json["registrant_id"]?.string)
        #expect(again.json["registrant_id"]?.string == id)
        #expect(first.json["join_url"]?.string?.contains(id) == true)
        let attempts = zoom.run(until: zoom.now.advanced(bySeconds: 60))
        let told = attempts.filter { $0.event == "meeting.registration_created" }
        #expect(told.count == 1)
        guard case .registration(let registration) = told.first?.notification?.payload else {
            Issue.record("not about a registration")
            return
        }
        #expect(registration.registrant.id == id)
        #expect(registration.registrant.status == "approved")
        #expect(registration.registrant.joinURL == first.json["join_url"]?.string)
    }

    @Test("wait for approval where it is by hand, and are decided about")
    func byHand() throws {
        var (zoom, path) = zoom(approval: 1)
        let made = zoom.call("POST", path, body: Self.ana)
        #expect(made.json["join_url"] == nil)
        #expect(zoom.call("GET", path).json["total_records"] == 0)
        #expect(zoom.call("GET", path, ["status": "pending"]).json["total_records"] == 1)
        let id = try #require(made.json["registrant_id"])
        for (action, status) in [("deny", "denied"), ("approve", "approved")] {
            let decided = zoom.call(
                "PUT",
                "\(path)/status",
                body: ["action": .string(action), "registrants": [["id": id]]]
            )
            #expect(decided.status == 204)
            let listed = zoom.call("GET", path, ["status": status])
            #expect(listed.json["total_records"] == 1)
        }
        let one = "\(path)/\(id.string ?? "")"
        #expect(zoom.call("GET", one).json["join_url"]?.string?.isEmpty == false)
        #expect(zoom.call("DELETE", one).status == 204)
        #expect(zoom.call("GET", one).status == 404)
        let attempts = zoom.run(until: zoom.now.advanced(bySeconds: 60))
        let told = attempts.map(\.event).filter { $0.contains("registration") }.sorted()
        #expect(
            told
                == ["approved", "cancelled", "created", "denied"]
                .map { "meeting.registration_\($0)" }
        )
    }

    @Test("are refused where nobody registers, and without name or address")
    func refused() {
        var (closed, closedPath) = zoom(approval: 2)
        #expect(closed.call("POST", closedPath, body: Self.ana).json["code"] == 404)
        var (zoom, path) = zoom(approval: 0)
        let bodies: [JSON] = [
            ["email": "ana@example.org"], ["first_name": "Ana"],
            ["email": "no address", "first_name": "Ana"],
        ]
        for body in bodies { #expect(zoom.call("POST", path, body: body).status == 400) }
        let host = zoom.call(
            "POST",
            path,
            body: ["email": .string(Sample.trainer), "first_name": "N"]
        )
        #expect(host.json["code"] == 3027)
        #expect(zoom.call("GET", path).json["total_records"] == 0)
    }

    @Test("are asked for at most three times a day each")
    func attempts() {
        var (zoom, path) = zoom(approval: 0)
        let statuses = (1...4).map { _ in zoom.call("POST", path, body: Self.ana).status }
        #expect(statuses == [201, 201, 201, 429])
        zoom.run(until: Sample.time("2026-03-10T00:00:00Z"))
        #expect(zoom.call("POST", path, body: Self.ana).status == 201)
    }

    @Test("are approved at once where the call asks for it, and lists repeat no more than is asked")
    func approvedByCall() throws {
        var (zoom, path) = zoom(approval: 1)
        let ana = Self.ana.merging(["auto_approve": true, "language": "fr-FR", "city": "Turin"])
        #expect(zoom.call("POST", path, body: ana).json["join_url"] != nil)
        let listed = try #require(zoom.call("GET", path).json["registrants"]?.array?.first)
        #expect(listed["city"] == "Turin")
        #expect(listed["language"] == nil)
        #expect(listed["auto_approve"] == nil)
    }

    @Test("are decided about ten times a day each, and no more often")
    func decisions() throws {
        var (zoom, path) = zoom(approval: 1)
        let id = try #require(zoom.call("POST", path, body: Self.ana).json["registrant_id"])
        let body: JSON = ["action": "deny", "registrants": [["id": id]]]
        let statuses = (1...11).map { _ in
            zoom.call("PUT", "\(path)/status", body: body).status
        }
        #expect(statuses == Array(repeating: 204, count: 10) + [429])
        zoom.run(until: Sample.time("2026-03-10T00:00:00Z"))
        #expect(zoom.call("PUT", "\(path)/status", body: body).status == 204)
    }

    @Test("may be taken off one date and stay on the others")
    func oneDate() throws {
        var zoom = Sample.zoom(Sample.scenario(people: 2))
        zoom.run(until: Sample.start.advanced(bySeconds: 120))
        let path = "/meetings/\(zoom.lastNumber)"
        let dates = zoom.call("GET", path).json["occurrences"]?.array ?? []
        let ids = dates.compactMap { $0["occurrence_id"]?.string }
        #expect(ids.count == 2)
        func listed(_ date: String) -> [JSON?] {
            let page = zoom.call("GET", "\(path)/registrants", ["occurrence_id": date]).json
            return page["registrants"]?.array?.map { $0["id"] } ?? []
        }
        let id = try #require(listed(ids[0]).first??.string)
        let one = "\(path)/registrants/\(id)"
        #expect(zoom.call("DELETE", one, ["occurrence_id": "1"]).status == 400)
        #expect(zoom.call("DELETE", one, ["occurrence_id": ids[0]]).status == 204)
        #expect(!listed(ids[0]).contains(.string(id)))
        #expect(listed(ids[1]).contains(.string(id)))
        #expect(zoom.call("DELETE", one, ["occurrence_id": ids[1]]).status == 204)
        #expect(zoom.call("GET", one).status == 404)
    }

    @Test("find no room beyond what Zoom documents, or the scenario says")
    func room() {
        var zoom = Sample.zoom(
            Sample.scenario(people: 3) { $0.accounts[0].registrantsMax = 4 }
        )
        zoom.run(until: Sample.start.advanced(bySeconds: 120))
        let path = "/meetings/\(zoom.lastNumber)/registrants"
        func add(_ name: String) -> Answer {
            zoom.call("POST", path, body: ["email": .string("\(name)@x.org"), "first_name": "N"])
        }
        #expect(add("one").status == 201)
        #expect(add("two").json["code"] == 3043)
        #expect(add("one").status == 201)
    }

    @Test("come in batches of at most thirty")
    func batches() {
        var (zoom, path) = zoom(approval: 0)
        let batch = path.replacing("/registrants", with: "/batch_registrants")
        func people(_ count: Int) -> JSON {
            [
                "registrants": .array(
                    (0..<count).map {
                        ["email": .string("p\($0)@example.org"), "first_name": "P"]
                    }
                )
            ]
        }
        let made = zoom.call("POST", batch, body: people(30))
        #expect(made.status == 201)
        #expect(made.json["registrants"]?.array?.count == 30)
        #expect(zoom.call("POST", batch, body: people(31)).status == 400)
        #expect(zoom.call("GET", path).json["total_records"] == 30)
    }

    @Test("ten thousand of them are paged through with as many calls as there are pages")
    func many() throws {
        var zoom = Sample.zoom(Sample.scenario(people: 10_000) { $0.accounts[0].webhooks = [] })
        zoom.run(until: Sample.start.advanced(bySeconds: 120))
        let path = "/meetings/\(zoom.lastNumber)/registrants"
        var token = ""
        var emails: Set<String> = []
        repeat {
            let query = ["page_size": "300", "next_page_token": token]
            let page = zoom.call("GET", path, query).json
            emails.formUnion(page["registrants"]?.array?.compactMap { $0["email"]?.string } ?? [])
            token = try #require(page["next_page_token"]?.string)
        } while !token.isEmpty
        #expect(emails.count == 10_000)
        #expect(zoom.callCount("GET", "/meetings/{meetingId}/registrants") == 34)
        #expect(zoom.callsJSON["repeated"] == [:])
    }
}
