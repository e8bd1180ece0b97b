import EventSourcing
import Testing

@testable import ZoomSimulator

@Suite("What goes wrong")
struct FaultTests {
    private func zoom() -> SimulatedZoom {
        var zoom = Sample.zoom(Sample.scenario(people: 100))
        zoom.run(until: Sample.start.advanced(bySeconds: 120))
        return zoom
    }

    @Test("hits the calls it names, after those that are let through, as often as it says")
    func aim() {
        var zoom = zoom()
        zoom.disturb(Fault(.storm, path: "/users", after: 1, times: 2))
        let token = zoom.token()
        let statuses = (0..<5).map { _ in zoom.call("GET", "/users", token: token).status }
        #expect(statuses == [200, 429, 429, 200, 200])
        zoom.disturb(Fault(.storm, path: "/report/", times: 1))
        #expect(zoom.call("GET", "/users", token: token).status == 200)
    }

    @Test("ends when its time is over, or when it is called off")
    func time() {
        var zoom = zoom()
        let token = zoom.token()
        zoom.disturb(Fault(.down, times: nil, until: zoom.now.advanced(bySeconds: 60)))
        for _ in 0..<3 { #expect(zoom.call("GET", "/users", token: token).status == 503) }
        zoom.run(until: zoom.now.advanced(bySeconds: 60))
        #expect(zoom.call("GET", "/users", token: token).status == 200)
        zoom.disturb(Fault(.storm, times: nil))
        #expect(zoom.call("GET", "/users", token: token).status == 429)
        zoom.settle()
        #expect(zoom.call("GET", "/users", token: token).status == 200)
    }

    @Test("a token revoked in mid-page is refused, and a new one goes on with the page")
    func revoked() throws {
        var zoom = zoom()
        let path = "/meetings/\(zoom.lastNumber)/registrants"
        let token = zoom.token()
        zoom.disturb(Fault(.revoke, path: path, after: 1))
        let page = zoom.call("GET", path, token: token).json
        let query = ["next_page_token": try #require(page["next_page_token"]?.string)]
        let refused = zoom.call("GET", path, query, token: token)
        #expect(refused.status == 401)
        #expect(refused.json["code"] == 124)
        let next = zoom.call("GET", path, query)
        #expect(next.status == 200)
        #expect(next.json["registrants"] != page["registrants"])
    }

    @Test("a day is used up, of all or of one, and says so as Zoom does")
    func days() {
        var zoom = zoom()
        let token = zoom.token()
        zoom.disturb(Fault(.dayUsed, path: "/users"))
        let day = zoom.call("GET", "/users", token: token)
        #expect(day.status == 429)
        #expect(day.headers["X-RateLimit-Type"] == "Daily-limit")
        #expect(day.headers["Retry-After"] == "2026-03-10T00:00:00Z")
        zoom.disturb(Fault(.dayOfOneUsed, path: "/users"))
        let one = zoom.call("GET", "/users", token: token)
        #expect(one.status == 429)
        #expect(one.headers["X-RateLimit-Type"] == nil)
        #expect(one.headers["Retry-After"] == nil)
    }

    @Test("the places of lists are forgotten before their time")
    func expired() throws {
        var zoom = zoom()
        let path = "/meetings/\(zoom.lastNumber)/registrants"
        let token = zoom.token()
        zoom.disturb(Fault(.expire, path: path, after: 1))
        let page = zoom.call("GET", path, token: token).json
        let query = ["next_page_token": try #require(page["next_page_token"]?.string)]
        let refused = zoom.call("GET", path, query, token: token)
        #expect(refused.status == 400)
        #expect(refused.json["message"] == "The next page token is invalid or expired.")
    }

    @Test("an answer is cut, late, or an error with status 200")
    func disturbed() {
        var zoom = zoom()
        let token = zoom.token()
        zoom.disturb(Fault(.cut, path: "/users"))
        let whole = zoom.call("GET", "/users/\(Sample.trainer)/meetings", token: token)
        guard case .cut(let count) = whole.disturbance else {
            Issue.record("not cut: \(whole)")
            return
        }
        #expect(count > 0 && count < whole.json.canonicalBytes().count)
        zoom.disturb(Fault(.silent(seconds: 10), path: "/users"))
        #expect(
            zoom.call("GET", "/users", token: token).disturbance == .silence(seconds: 10)
        )
        zoom.disturb(Fault(.disguise, path: "/meetings/1"))
        let disguised = zoom.call("GET", "/meetings/1", token: token)
        #expect(disguised.status == 200)
        #expect(disguised.json["code"] == 3001)
    }

    @Test("an outage answers 503 and keeps deliveries back until it is over")
    func outage() throws {
        let from = Sample.time("2026-03-09T08:30:00Z")
        var zoom = Sample.zoom(
            Sample.scenario { scenario in
                scenario.meetings[0].habits.late = 1
                scenario.outages = [ScenarioOutage(from: from, seconds: 3600)]
            }
        )
        let token = zoom.token()
        var attempts = zoom.run(until: from)
        let answer = zoom.answer(
            ZoomCall(
                "GET",
                "/v2/users",
                authorization: "Bearer \(token)",
                arrivedAt: zoom.now
            )
        )
        #expect(answer.status == 503)
        #expect(answer.contentType == "text/html")
        attempts += zoom.run(until: Sample.time("2026-03-09T09:29:59Z"))
        #expect(attempts.allSatisfy { $0.dueAt < from })
        let joins = zoom.truth.instances.flatMap(\.connections).count
        let before = attempts.count { $0.event == "meeting.participant_joined" }
        let after = zoom.run(until: Sample.time("2026-03-09T12:00:00Z"))
        let late = after.count { $0.event == "meeting.participant_joined" }
        #expect(before + late == joins)
        #expect(late > 0)
        #expect(zoom.deliveryRecords.allSatisfy { $0.state != "lost" })
    }

    @Test("an outage may lose deliveries too")
    func losingOutage() {
        let zoom = Sample.afterCourse { scenario in
            scenario.outages = [
                ScenarioOutage(
                    from: Sample.time("2026-03-09T07:30:00Z"),
                    seconds: 3 * 3600,
                    losesDeliveries: true
                )
            ]
        }
        let started = zoom.deliveryRecords.filter { $0.event == "meeting.started" }
        #expect(started.map(\.state) == ["lost", "delivered"])
    }
}
