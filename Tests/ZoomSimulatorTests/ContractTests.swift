import EventSourcing
import Foundation
import Testing
import ZoomAPI

@testable import ZoomSimulator

@Suite("The contract")
struct ContractTests {
    /// One well answered call of everything that is served, by its method and path with names.
    static func answers() throws -> [(operation: String, answer: Answer)] {
        var answers: [(operation: String, answer: Answer)] = []
        for kind in ["meeting", "webinar"] { answers += try planned(kind) }
        return try answers + past() + webinar() + recordings() + subscriptions()
    }

    private static func planned(_ kind: String) throws -> [(String, Answer)] {
        var zoom = Sample.afterCourse { $0.meetings = [] }
        let path = "/\(kind)s/{\(kind)Id}"
        var all: [(String, Answer)] = []
        var values: [String: String] = ["userId": Sample.trainer]
        func call(_ method: String, _ path: String, _ body: JSON? = nil) -> JSON {
            var real = path
            for (name, value) in values { real = real.replacing("{\(name)}", with: value) }
            let answer = zoom.call(method, real, body: body)
            all.append(("\(method) \(path)", answer))
            return answer.json
        }
        func plan(_ type: Int64) -> JSON {
            call(
                "POST",
                "/users/{userId}/\(kind)s",
                [
                    "topic": "A contract", "type": .integer(type), "duration": 45,
                    "start_time": "2026-04-01T09:00:00", "timezone": "Europe/Paris",
                    "recurrence": ["type": 1, "repeat_interval": 1, "end_times": 3],
                    "settings": ["approval_type": 0, "auto_recording": "cloud"],
                ]
            )
        }
        let single = plan(kind == "meeting" ? 2 : 5)["id"]?.integer
        values["\(kind)Id"] = String(try #require(single))
        _ = call(
            "POST",
            "\(path)/batch_registrants",
            ["registrants": [["email": "b@example.org", "first_name": "B"]]]
        )
        let series = plan(kind == "meeting" ? 8 : 9)["id"]?.integer
        values["\(kind)Id"] = String(try #require(series))
        let ana: JSON = ["email": "ana@example.org", "first_name": "Ana", "last_name": "G"]
        let id = call("POST", "\(path)/registrants", ana)["registrant_id"]?.string ?? ""
        values["registrantId"] = id
        let more = ["", "/registrants", "/registrants/questions", "/registrants/{registrantId}"]
        for end in more { _ = call("GET", path + end) }
        _ = call("GET", "/users/{userId}/\(kind)s")
        _ = call("PATCH", path, ["topic": "Another"])
        _ = call(
            "PUT",
            "\(path)/registrants/status",
            ["action": "deny", "registrants": [["id": .string(id)]]]
        )
        _ = call("DELETE", "\(path)/registrants/{registrantId}")
        _ = call("DELETE", path)
        if kind == "meeting" { _ = call("PUT", "\(path)/status", ["action": "recover"]) }
        return all
    }

    private static func past() -> [(String, Answer)] {
        var all: [(String, Answer)] = []
        for kind in ["meeting", "webinar"] {
            var zoom = Sample.afterCourse {
                $0.meetings[0].kind = kind == "meeting" ? .meeting : .webinar
                $0.meetings[0].habits.absent = 0.3
                $0.meetings[0].habits.breakouts = 0.5
                $0.meetings[0].habits.waitingRoom = 0.5
            }
            zoom.run(until: zoom.now.advanced(bySeconds: 3600))
            let id = "{\(kind)Id}"
            var paths = [
                "/past_\(kind)s/\(id)/instances", "/past_\(kind)s/\(id)/participants",
                "/report/\(kind)s/\(id)", "/report/\(kind)s/\(id)/participants",
            ]
            paths.append(
                kind == "meeting" ? "/past_meetings/\(id)" : "/past_webinars/\(id)/absentees"
            )
            for path in paths {
                let real = path.replacing(id, with: String(zoom.lastNumber))
                all.append(("GET \(path)", zoom.call("GET", real)))
            }
            guard kind == "meeting" else { continue }
            let range = ["from": "2026-03-01", "to": "2026-03-31"]
            let report = "/report/users/{userId}/meetings"
            let user = report.replacing("{userId}", with: Sample.trainer)
            all.append(("GET \(report)", zoom.call("GET", user, range)))
            let dashboard = "/metrics/meetings/{meetingId}/participants"
            let meeting = dashboard.replacing("{meetingId}", with: String(zoom.lastNumber))
            all.append(("GET \(dashboard)", zoom.call("GET", meeting, ["type": "past"])))
            let days = range.merging(["type": "past"]) { own, _ in own }
            all.append(("GET /metrics/meetings", zoom.call("GET", "/metrics/meetings", days)))
        }
        return all
    }

    private static func webinar() throws -> [(String, Answer)] {
        var zoom = Sample.afterCourse { $0.meetings[0].kind = .webinar }
        let path = "/webinars/{webinarId}/panelists"
        let real = "/webinars/\(zoom.lastNumber)/panelists"
        let body: JSON = ["panelists": [["email": "p@example.org", "name": "Pat"]]]
        let number = zoom.lastNumber
        let begin: JSON = ["do": "start", "meeting_id": .integer(number)]
        try zoom.perform(begin)
        let status = zoom.call("PUT", "/webinars/\(number)/status", body: ["action": "end"])
        var all = [("POST \(path)", zoom.call("POST", real, body: body))]
        all.append(("PUT /webinars/{webinarId}/status", status))
        let listed = zoom.call("GET", real)
        all.append(("GET \(path)", listed))
        let id = listed.json["panelists"]?.array?.first?["id"]?.string ?? ""
        all.append(("DELETE \(path)/{panelistId}", zoom.call("DELETE", "\(real)/\(id)")))
        all.append(("DELETE \(path)", zoom.call("DELETE", real)))
        let sources = "/webinars/{webinarId}/tracking_sources"
        let place = sources.replacing("{webinarId}", with: String(zoom.lastNumber))
        all.append(("GET \(sources)", zoom.call("GET", place)))
        return all
    }

    private static func recordings() -> [(String, Answer)] {
        var zoom = Sample.afterCourse { $0.meetings[0].isRecorded = true }
        zoom.run(until: zoom.now.advanced(bySeconds: 3600))
        let path = "/meetings/{meetingId}/recordings"
        let real = "/meetings/\(zoom.lastNumber)/recordings"
        let shown = zoom.call("GET", real, ["include_fields": "download_access_token"])
        let range = ["from": "2026-03-01", "to": "2026-03-31"]
        let transcript = "/meetings/{meetingId}/transcript"
        let written = zoom.call("GET", "/meetings/\(zoom.lastNumber)/transcript")
        let file = shown.json["recording_files"]?.array?.first?["id"]?.string ?? ""
        return [
            ("GET \(path)", shown), ("GET \(transcript)", written),
            (
                "GET /users/{userId}/recordings",
                zoom.call("GET", "/users/\(Sample.trainer)/recordings", range)
            ),
            ("DELETE \(path)/{recordingId}", zoom.call("DELETE", "\(real)/\(file)")),
            (
                "PUT \(path)/{recordingId}/status",
                zoom.call("PUT", "\(real)/\(file)/status", body: ["action": "recover"])
            ),
            ("DELETE \(path)", zoom.call("DELETE", real)),
            (
                "PUT /meetings/{meetingUUID}/recordings/status",
                zoom.call("PUT", "\(real)/status", body: ["action": "recover"])
            ),
        ]
    }

    private static func subscriptions() -> [(String, Answer)] {
        var zoom = Sample.afterCourse()
        let path = "/marketplace/app/event_subscription"
        let body: JSON = [
            "event_webhook_url": "http://x.invalid/", "events": ["meeting.ended"],
            "subscription_scope": "account",
        ]
        let made = zoom.call("POST", path, body: body)
        let id = made.json["event_subscription_id"]?.string ?? ""
        let account: JSON = ["account_id": .string(Sample.account)]
        return [
            ("POST \(path)", made), ("GET \(path)", zoom.call("GET", path)),
            (
                "PATCH \(path)/{eventSubscriptionId}",
                zoom.call("PATCH", "\(path)/\(id)", body: account)
            ),
            (
                "DELETE \(path)",
                zoom.call(
                    "DELETE",
                    path,
                    ["event_subscription_id": id, "account_id": Sample.account]
                )
            ),
            (
                "DELETE \(path)/{eventSubscriptionId}",
                zoom.call("DELETE", "\(path)/\(id)")
            ),
            (
                "GET /marketplace/apps/{appId}/webhook_logs",
                zoom.call("GET", "/marketplace/apps/sample-app/webhook_logs")
            ),
            ("GET /users", zoom.call("GET", "/users")),
            ("GET /users/{userId}", zoom.call("GET", "/users/\(Sample.trainer)")),
        ]
    }

    @Test("every call and answer is as documented: members, types, none that is not documented")
    func documented() throws {
        let contract = try Contract()
        var seen: Set<String> = []
        for (operation, answer) in try Self.answers() {
            #expect(contract.violations(answer, of: operation) == [])
            #expect(contract.requestViolations(answer, of: operation) == [])
            seen.insert(operation)
        }
        let served = Set(Operation.all.map { "\($0.method) \($0.template)" })
        #expect(served == seen)
        #expect(seen == contract.names)
    }

    @Test("a wrong type, a member too many and a missing one are seen")
    func detection() throws {
        let contract = try Contract()
        let operation = "GET /past_meetings/{meetingId}/instances"
        func violations(_ json: JSON, status: Int = 200) -> Int {
            let answer = Answer(status: status, json: json, headers: [:])
            return contract.violations(answer, of: operation).count
        }
        #expect(violations(["meetings": []]) == 0)
        #expect(violations(["meetings": [["uuid": 5, "start_time": "x"]]]) == 1)
        #expect(violations(["meetings": [], "more": 1]) == 1)
        #expect(violations(["meetings": "none"]) == 1)
        #expect(violations(["meetings": []], status: 201) == 1)
        let asked = Answer(
            query: ["page_size": "many", "pages": "3"],
            body: ["email": 5],
            status: 201,
            json: .null,
            headers: [:]
        )
        let registration = "POST /meetings/{meetingId}/registrants"
        // Two of the query; of the body, a wrong type and a name that is missing.
        #expect(contract.requestViolations(asked, of: registration).count == 4)
    }

    @Test(
        "every answer is as Zoom's own document has it",
        .enabled(if: ProcessInfo.processInfo.environment["MUSTER_OPENAPI"] != nil)
    )
    func openAPI() throws {
        let file = try #require(ProcessInfo.processInfo.environment["MUSTER_OPENAPI"])
        let document = try OpenAPIDocument(file: file)
        var checked: Set<String> = []
        for (operation, answer) in try Self.answers() {
            guard let violations = document.violations(answer, of: operation) else { continue }
            #expect(violations == [])
            checked.insert(operation)
        }
        #expect(checked.count == 48)
    }
}
