import EventSourcing
import Testing
import ZoomAPI

@testable import ZoomSimulator

@Suite("Reports")
struct ReportTests {
    /// Runs to the end of the first day's instance, and so many seconds on.
    private func afterEnd(
        _ seconds: Int64,
        _ change: (inout Scenario) -> Void = { _ in }
    ) throws -> (zoom: SimulatedZoom, uuid: String) {
        var zoom = Sample.zoom(Sample.scenario(change))
        while zoom.truth.instances.first?.end == nil, let next = zoom.nextTime {
            zoom.run(until: next)
        }
        let instance = try #require(zoom.truth.instances.first)
        let end = try #require(instance.end)
        zoom.run(until: end.advanced(bySeconds: seconds))
        return (zoom, instance.uuid)
    }

    private func path(_ uuid: String, _ report: String = "/report/meetings") -> String {
        let once = uuid.utf8.map { "%" + [$0].hexadecimal }.joined()
        let twice = once.split(separator: "%").map { "%25" + $0 }.joined()
        return "\(report)/\(twice)/participants"
    }

    @Test(
        "there is nothing at first, then no rows, then rows of no length, then all",
        arguments: [
            (10, 404, 0, 0), (29, 404, 0, 0), (30, 200, 0, 0), (299, 200, 0, 0),
            (300, 200, 11, 0), (419, 200, 11, 0), (420, 200, 11, 11), (40_000, 200, 11, 11),
        ] as [(Int64, Int, Int, Int)]
    )
    func phases(seconds: Int64, status: Int, rows: Int, counted: Int) throws {
        var (zoom, uuid) = try afterEnd(seconds)
        for report in ["/report/meetings", "/past_meetings"] {
            let answer = zoom.call("GET", path(uuid, report))
            #expect(answer.status == status)
            let participants = answer.json["participants"]?.array ?? []
            #expect(participants.count == rows)
            #expect(participants.count { ($0["duration"]?.integer ?? 0) > 0 } == counted)
            if status == 404 { #expect(answer.json["code"] == 3001) }
        }
    }

    @Test("the rows are the truth: one for each join and move, and for each wait")
    func rows() throws {
        var (zoom, uuid) = try afterEnd(3600) {
            $0.meetings[0].habits.breakouts = 0.5
            $0.meetings[0].habits.drops = 0.5
            $0.meetings[0].habits.waitingRoom = 0.5
        }
        let answer = zoom.call("GET", path(uuid), ["page_size": "300"])
        let report = try ParticipantsReport(parsing: answer.json.canonicalBytes())
        let told = report.rows.filter { $0.status == .inMeeting }.map {
            "\($0.userID ?? "") \($0.joinTime ?? zoom.now) \($0.leaveTime ?? zoom.now)"
        }
        let truth = try #require(zoom.truth.instances.first { $0.uuid == uuid })
        let stays = truth.connections.flatMap(\.stays).map {
            "\($0.userID) \($0.join) \($0.leave ?? zoom.now)"
        }
        #expect(told.sorted() == stays.sorted())
        #expect(told.count > 15)
        let waits = report.rows.filter { $0.status == .inWaitingRoom }
        #expect(waits.count == truth.connections.count { $0.waitedSeconds > 0 })
        #expect(!waits.isEmpty)
        #expect(waits.allSatisfy { (3...8).contains($0.durationSeconds ?? 0) })
    }

    @Test("registrant ids come only if asked for")
    func registrants() throws {
        var (zoom, uuid) = try afterEnd(3600)
        let plain = zoom.call("GET", path(uuid)).json["participants"]?.array ?? []
        let asked =
            zoom.call("GET", path(uuid), ["include_fields": "registrant_id"])
            .json["participants"]?.array ?? []
        #expect(plain.count == 11 && plain.allSatisfy { $0["registrant_id"] == nil })
        #expect(asked.count { $0["registrant_id"]?.string?.isEmpty == false } == 10)
    }

    @Test("a meeting in which only the host was has no rows, however long one waits")
    func oneParticipant() throws {
        var (zoom, uuid) = try afterEnd(86_400) { $0.meetings[0].habits.absent = 1 }
        let answer = zoom.call("GET", path(uuid))
        #expect(answer.status == 200)
        #expect(answer.json["participants"] == [])
        #expect(answer.json["total_records"] == 0)
        var (other, same) = try afterEnd(86_400) {
            $0.meetings[0].habits.absent = 1
            $0.reports.needsTwoParticipants = false
        }
        #expect(other.call("GET", path(same)).json["participants"]?.array?.count == 1)
    }

    @Test("a number stands for the latest instance that ended, and a running one is not listed")
    func instances() throws {
        var (zoom, uuid) = try afterEnd(3600)
        let number = zoom.lastNumber
        #expect(zoom.call("GET", "/past_meetings/\(number)").json["uuid"]?.string == uuid)
        zoom.run(until: Sample.time("2026-03-10T09:00:00Z"))
        #expect(zoom.truth.instances.count == 2)
        let listed = zoom.call("GET", "/past_meetings/\(number)/instances").json["meetings"]?.array
        #expect(listed?.map { $0["uuid"]?.string } == [uuid])
        #expect(zoom.call("GET", "/past_meetings/\(number)").json["uuid"]?.string == uuid)
        zoom.run(until: Sample.time("2026-03-10T12:00:00Z"))
        let all = zoom.call("GET", "/past_meetings/\(number)/instances").json["meetings"]?.array
        #expect(all?.count == 2)
        let last = zoom.truth.instances[1].uuid
        #expect(zoom.call("GET", "/past_meetings/\(number)").json["uuid"]?.string == last)
    }

    @Test(
        "a uuid that begins with a slash or holds two is found only if it was encoded twice",
        arguments: [
            ("/awkward+uuid==", "%2Fawkward%2Buuid%3D%3D", "%252Fawkward%252Buuid%253D%253D"),
            ("a//b==", "a%2F%2Fb%3D%3D", "a%252F%252Fb%253D%253D"),
        ]
    )
    func encoding(uuid: String, once: String, twice: String) {
        #expect(CallPath("/v2/past_meetings/\(twice)").segments == ["v2", "past_meetings", uuid])
        #expect(CallPath("/v2/past_meetings/\(once)").segments != ["v2", "past_meetings", uuid])
    }

    @Test("a uuid with one slash inside may be encoded once or twice")
    func plainEncoding() {
        for path in ["/v2/past_meetings/a%2Fb%3D%3D", "/v2/past_meetings/a%252Fb%253D%253D"] {
            #expect(CallPath(path).segments.last == "a/b==")
        }
    }

    @Test("after a year a meeting is told of no more")
    func old() throws {
        var (zoom, uuid) = try afterEnd(370 * 86_400)
        let answer = zoom.call("GET", path(uuid))
        #expect(answer.status == 400)
        #expect(answer.json["code"] == 12702)
    }

    @Test("who registered for a webinar and did not come is absent")
    func absentees() throws {
        var zoom = Sample.afterCourse {
            $0.meetings[0].kind = .webinar
            $0.meetings[0].habits.absent = 0.5
        }
        zoom.run(until: zoom.now.advanced(bySeconds: 3600))
        let number = zoom.lastNumber
        let answer = zoom.call("GET", "/past_webinars/\(number)/absentees")
        let rows = answer.json["registrants"]?.array ?? []
        let absent = Set(rows.compactMap { $0["email"]?.string })
        let last = try #require(zoom.truth.instances.last)
        let came = Set(last.connections.map(\.person))
        #expect(absent == Set(zoom.scenario.people.map(\.email)).subtracting(came))
        #expect((1...9).contains(absent.count))
    }

    @Test("a recording is listed, fetched with its token, put away, and brought back")
    func recordings() throws {
        var (zoom, uuid) = try afterEnd(3600) { $0.meetings[0].isRecorded = true }
        let number = zoom.lastNumber
        let shown = zoom.call(
            "GET",
            "/meetings/\(number)/recordings",
            ["include_fields": "download_access_token", "ttl": "60"]
        ).json
        #expect(shown["uuid"]?.string == uuid)
        let files = shown["recording_files"]?.array ?? []
        #expect(files.map { $0["file_type"]?.string } == ["MP4", "M4A", "TRANSCRIPT"])
        let url = try #require(files[0]["download_url"]?.string)
        let file = String(url.dropFirst(zoom.address.count))
        let token = try #require(shown["download_access_token"]?.string)
        func fetch(_ token: String) -> ZoomAnswer {
            zoom.answer(
                ZoomCall("GET", file, authorization: "Bearer \(token)", arrivedAt: zoom.now)
            )
        }
        let led = fetch(token)
        #expect(led.status == 302)
        let place = try #require(led.headers["Location"]).dropFirst(zoom.address.count)
        func part(_ headers: [String: String]) -> ZoomAnswer {
            let call = ZoomCall("GET", String(place), headers: headers, arrivedAt: zoom.now)
            return zoom.answer(call)
        }
        // The link alone opens it.
        let whole = part([:])
        let size = try #require(files[0]["file_size"]?.integer)
        #expect(Int64(whole.body.count) == size)
        let tag = try #require(whole.headers["ETag"])
        for tags in [[:], ["if-range": tag]] {
            let rest = part(tags.merging(["range": "bytes=100-"]) { $1 })
            #expect(rest.status == 206)
            #expect(rest.headers["Content-Range"] == "bytes 100-\(size - 1)/\(size)")
            #expect(rest.body == Array(whole.body.dropFirst(100)))
        }
        #expect(part(["range": "bytes=100-", "if-range": "other"]).status == 200)
        #expect(part(["range": "bytes=\(size)-"]).status == 416)
        #expect(fetch("wrong").status == 401)
        let shownTranscript = zoom.call("GET", "/meetings/\(number)/transcript").json
        #expect(shownTranscript["can_download"] == true)
        #expect(shownTranscript["download_url"] == files[2]["download_url"])
        let path = "/meetings/\(number)/recordings"
        #expect(zoom.call("DELETE", path).status == 200)
        #expect(zoom.call("GET", path).json["code"] == 3301)
        #expect(zoom.call("PUT", "\(path)/status", body: ["action": "recover"]).status == 200)
        #expect(zoom.call("GET", path).status == 200)
        zoom.run(until: zoom.now.advanced(bySeconds: 61))
        #expect(fetch(token).status == 401)
        #expect(part([:]).status == 200)
        zoom.run(until: zoom.now.advanced(bySeconds: 600))
        #expect(part([:]).status == 403)
    }
}
