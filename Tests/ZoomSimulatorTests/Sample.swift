import EventSourcing
import ZoomAPI

@testable import ZoomSimulator

/// A small scenario that tests change where they need to: one account, one trainer, one course of two
/// days that everybody is registered for.
enum Sample {
    static let start = time("2026-03-09T06:00:00Z")
    static let trainer = "trainer@example.org"
    static let account = "SampleAccount"
    static let secret = WebhookSecret(label: "sample", "sample-secret-token")
    static let authorization = "Basic c2FtcGxlLWNsaWVudDpzYW1wbGUtc2VjcmV0"

    static func time(_ text: String) -> Instant {
        Instant(text) ?? Instant(seconds: 0)
    }

    static func scenario(
        seed: UInt64 = 7,
        people: Int = 10,
        _ change: (inout Scenario) -> Void = { _ in }
    ) -> Scenario {
        var account = ScenarioAccount(
            id: account,
            clientID: "sample-client",
            clientSecret: "sample-secret",
            secretToken: "sample-secret-token"
        )
        account.users = [
            ScenarioUser(
                email: trainer,
                firstName: "Nora",
                lastName: "Lind",
                timezone: "Europe/Paris"
            )
        ]
        account.webhooks = [ScenarioWebhook(url: "http://receiver.invalid/zoom")]
        var scenario = Scenario(name: "a sample", seed: seed, start: start, accounts: [account])
        scenario.people = ScenarioPerson.generated(people, seed: seed)
        var meeting = ScenarioMeeting(topic: "First aid", host: trainer)
        meeting.plannedBy = .scenario
        meeting.firstDate = CivilDate("2026-03-09")
        meeting.days = 2
        meeting.minutes = 120
        meeting.timezone = "Europe/Paris"
        scenario.meetings = [meeting]
        scenario.deliveries.unknownFields = 0
        change(&scenario)
        return scenario
    }

    /// Winter and summer time of Paris in 2026.
    static let paris = ZoneRules(
        identifier: "Europe/Paris",
        initialOffsetSeconds: 3600,
        transitions: [
            ZoneRules.Transition(at: time("2026-03-29T01:00:00Z"), offsetSeconds: 7200),
            ZoneRules.Transition(at: time("2026-10-25T01:00:00Z"), offsetSeconds: 3600),
        ]
    )

    static func zoom(_ scenario: Scenario) -> SimulatedZoom {
        SimulatedZoom(
            scenario,
            startingAt: start,
            zones: { identifier, _ in
                ["UTC": .utc, "Europe/Paris": Self.paris][identifier]
            }
        )
    }

    /// A zoom as it is after the course, when everything was answered well and reports are complete.
    static func afterCourse(
        seed: UInt64 = 7,
        people: Int = 10,
        _ change: (inout Scenario) -> Void = { _ in }
    ) -> SimulatedZoom {
        var zoom = zoom(scenario(seed: seed, people: people, change))
        zoom.run(until: time("2026-03-10T12:00:00Z"))
        return zoom
    }

    /// What an endpoint that knows the secret answers.
    static func rightly(_ attempt: DeliveryAttempt) -> DeliveryOutcome {
        let payload = (try? JSON(parsing: attempt.body))?["payload"]
        guard let token = payload?["plainToken"]?.string, let secret else {
            return .answered(status: 204, body: [])
        }
        return .answered(
            status: 200,
            body: EndpointValidation.answer(to: token, with: secret)
        )
    }
}

/// The answer to a call, read, with what was asked.
struct Answer {
    var query: [String: String] = [:]
    var body: JSON?
    var status: Int
    var json: JSON
    var headers: [String: String]
    var disturbance: ZoomAnswer.Disturbance?
}

extension SimulatedZoom {
    /// Lets time pass, and answers every delivery that is attempted.
    /// - Returns: all attempts, in order.
    @discardableResult
    mutating func run(
        until end: Instant,
        answering: (DeliveryAttempt) -> DeliveryOutcome = Sample.rightly
    ) -> [DeliveryAttempt] {
        var all: [DeliveryAttempt] = []
        while let next = nextTime, next <= end {
            for attempt in advance(to: next) {
                all.append(attempt)
                report(answering(attempt), of: attempt)
            }
        }
        return all + advance(to: end)
    }

    mutating func tokenAnswer(
        authorization: String? = Sample.authorization,
        grant: String? = "account_credentials",
        account: String? = Sample.account
    ) -> Answer {
        var query: [String: String] = [:]
        query["grant_type"] = grant
        query["account_id"] = account
        return answer(
            ZoomCall(
                "POST",
                "/oauth/token",
                query: query,
                authorization: authorization,
                arrivedAt: now
            )
        ).read
    }

    mutating func token() -> String { tokenAnswer().json["access_token"]?.string ?? "" }

    /// Calls the API with a new token, or with the one given.
    mutating func call(
        _ method: String = "GET",
        _ path: String,
        _ query: [String: String] = [:],
        body: JSON? = nil,
        token: String? = nil,
        at arrival: Instant? = nil
    ) -> Answer {
        let token = token ?? self.token()
        var answer = answer(
            ZoomCall(
                method,
                "/v2" + path,
                query: query,
                authorization: "Bearer \(token)",
                body: body?.canonicalBytes() ?? [],
                arrivedAt: arrival ?? now
            )
        ).read
        answer.query = query
        answer.body = body
        return answer
    }

    /// The number of the only meeting, or of the last that was planned.
    var lastNumber: Int64 { meetings.values.max { $0.createdAt < $1.createdAt }?.number ?? 0 }
}

extension ZoomAnswer {
    var read: Answer {
        Answer(
            status: status,
            json: (try? JSON(parsing: body)) ?? .null,
            headers: headers,
            disturbance: disturbance
        )
    }
}

extension DeliveryAttempt {
    /// The body, decoded by what will receive it.
    var notification: WebhookNotification? { try? WebhookNotification(parsing: body) }

    var participant: ParticipantNotification? {
        guard case .participant(let participant) = notification?.payload else { return nil }
        return participant
    }
}
