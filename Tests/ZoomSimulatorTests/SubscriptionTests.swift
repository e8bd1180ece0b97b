import EventSourcing
import Testing
import ZoomAPI

@testable import ZoomSimulator

@Suite("A subscription")
struct SubscriptionTests {
    private static let validation = "endpoint.url_validation"

    @Test("is validated before anything is sent to it, and every 72 hours after")
    func validated() {
        var zoom = Sample.zoom(Sample.scenario())
        let attempts = zoom.run(until: Sample.start.advanced(bySeconds: 10 * 86_400))
        #expect(attempts.first?.event == Self.validation)
        let times = attempts.filter { $0.event == Self.validation }.map(\.dueAt)
        #expect(times.count == 4)
        let pauses = zip(times, times.dropFirst()).map { $0.seconds(to: $1) }
        #expect(pauses == [259_200, 259_200, 259_200])
        #expect(Set(attempts.filter { $0.event == Self.validation }.map(\.body)).count == 4)
    }

    @Test(
        "that does not prove the secret gets no events, and is asked again each minute",
        arguments: [
            DeliveryOutcome.answered(status: 200, body: []),
            .answered(status: 200, body: Array(#"{"plainToken":"x","encryptedToken":"y"}"#.utf8)),
            .answered(status: 500, body: []), .timedOut, .unreachable,
        ]
    )
    func unproven(outcome: DeliveryOutcome) {
        var zoom = Sample.zoom(Sample.scenario())
        let attempts = zoom.run(until: Sample.start.advanced(bySeconds: 6 * 3600)) { _ in outcome }
        #expect(attempts.count == 360)
        #expect(attempts.allSatisfy { $0.event == Self.validation })
        #expect(zoom.subscriptions.map(\.state) == [.unvalidated])
        #expect(zoom.deliveries.allSatisfy { $0.plainToken != nil })
    }

    @Test("is waited for before anything is planned, but not for ever")
    func awaited() {
        for (silence, isTold) in [(1800, true), (7200, false)] as [(Int64, Bool)] {
            var zoom = Sample.zoom(Sample.scenario())
            let ready = Sample.start.advanced(bySeconds: silence)
            let attempts = zoom.run(until: Sample.time("2026-03-09T12:00:00Z")) { attempt in
                attempt.dueAt < ready ? .unreachable : Sample.rightly(attempt)
            }
            #expect(attempts.contains { $0.event == "meeting.created" } == isTold)
            #expect(attempts.contains { $0.event == "meeting.ended" })
        }
    }

    @Test("is complained about after two and four failures, and disabled after six")
    func disabled() {
        var zoom = Sample.zoom(Sample.scenario())
        var validations = 0
        zoom.run(until: Sample.start.advanced(bySeconds: 40 * 86_400)) { attempt in
            guard attempt.event == Self.validation else { return Sample.rightly(attempt) }
            validations += 1
            return validations == 1
                ? Sample.rightly(attempt) : .answered(status: 404, body: [])
        }
        #expect(validations == 7)
        #expect(zoom.subscriptions.map(\.state) == [.disabled])
        #expect(zoom.notices.count == 3)
        #expect(zoom.notices[0].hasPrefix("mail after 2 failed validations"))
        #expect(zoom.notices[1].hasPrefix("mail after 4 failed validations"))
        #expect(zoom.notices[2].hasPrefix("disabled after 6 failed validations"))
        // Nothing is told any more.
        let told = zoom.deliveries.count
        let answer = zoom.call(
            "POST",
            "/users/\(Sample.trainer)/meetings",
            body: ["topic": "unheard of", "type": 1]
        )
        #expect(answer.status == 201)
        zoom.run(until: zoom.now.advanced(bySeconds: 7200))
        #expect(zoom.deliveries.count == told)
    }

    @Test("that fails five times and then proves itself goes on")
    func recovers() {
        var zoom = Sample.zoom(Sample.scenario())
        var validations = 0
        zoom.run(until: Sample.start.advanced(bySeconds: 40 * 86_400)) { attempt in
            guard attempt.event == Self.validation else { return Sample.rightly(attempt) }
            validations += 1
            return (2...6).contains(validations) ? .unreachable : Sample.rightly(attempt)
        }
        #expect(validations == 14)
        #expect(zoom.subscriptions.map(\.state) == [.active])
    }

    @Test("has a log of every attempt, as developers have at Zoom")
    func log() throws {
        var zoom = Sample.zoom(Sample.scenario(people: 1) { $0.meetings[0].days = 1 })
        zoom.run(until: Sample.time("2026-03-09T12:00:00Z")) { attempt in
            attempt.event == "meeting.created" ? .unreachable : Sample.rightly(attempt)
        }
        let path = "/marketplace/apps/any/webhook_logs"
        let days = ["page_size": "300", "from": "2026-03-01", "to": "2026-03-20"]
        let rows = zoom.call("GET", path, days).json["webhook_logs"]?.array
        let before = days.merging(["to": "2026-03-08"]) { $1 }
        #expect(zoom.call("GET", path, before).json["webhook_logs"] == [])
        let created = try #require(rows).filter { $0["event"] == "meeting.created" }
        #expect(created.map { $0["retry_num"] } == [0, 1, 2, 3])
        #expect(created.allSatisfy { $0["status"] == -2 })
        #expect(Set(created.compactMap { $0["request_id"] }).count == 4)
    }

    @Test("is made, listed and removed through the API, and hears what it asked for alone")
    func throughTheAPI() {
        var zoom = Sample.zoom(Sample.scenario { $0.accounts[0].webhooks = [] })
        let path = "/marketplace/app/event_subscription"
        let made = zoom.call(
            "POST",
            path,
            body: [
                "event_webhook_url": "http://other.invalid/", "events": ["meeting.ended"],
                "event_subscription_name": "mine", "subscription_scope": "account",
            ]
        )
        #expect(made.status == 201)
        let id = made.json["event_subscription_id"]?.string ?? ""
        let attempts = zoom.run(until: Sample.time("2026-03-10T12:00:00Z"))
        #expect(attempts.map(\.event) == [Self.validation, "meeting.ended", "meeting.ended"])
        let listed = zoom.call("GET", path).json["event_subscriptions"]?.array
        #expect(listed?.map { $0["event_webhook_url"] } == ["http://other.invalid/"])
        #expect(zoom.call("DELETE", "\(path)/\(id)").status == 204)
        #expect(zoom.subscriptions.map(\.state) == [.deleted])
        #expect(zoom.call("GET", path).json["event_subscriptions"] == [])
        #expect(zoom.call("DELETE", "\(path)/\(id)").status == 404)
        let later = zoom.run(until: zoom.now.advanced(bySeconds: 10 * 86_400))
        #expect(later.isEmpty)
    }

    @Test("hears of an account below once it is subscribed to it, and no longer after")
    func otherAccounts() throws {
        var zoom = Sample.zoom(
            Sample.scenario { scenario in
                var below = scenario.accounts[0]
                below.id = "Below"
                below.clientID = "below"
                scenario.accounts[0].subaccounts = ["Below"]
                scenario.accounts.append(below)
            }
        )
        let path = "/marketplace/app/event_subscription"
        let id = try #require(zoom.subscriptions.first?.id)
        func listed() -> Int? {
            let page = zoom.call("GET", path, ["account_id": "Below"]).json
            return page["event_subscriptions"]?.array?.count
        }
        #expect(listed() == 0)
        let stranger = zoom.call("PATCH", "\(path)/\(id)", body: ["account_id": "Elsewhere"])
        #expect(stranger.status == 400)
        let added = zoom.call("PATCH", "\(path)/\(id)", body: ["account_id": "Below"])
        #expect(added.status == 204)
        #expect(listed() == 1)
        let query = ["event_subscription_id": id, "account_id": "Below"]
        #expect(zoom.call("DELETE", path, query).status == 204)
        #expect(listed() == 0)
    }
}
