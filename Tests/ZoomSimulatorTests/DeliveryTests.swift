import EventSourcing
import Testing
import ZoomAPI

@testable import ZoomSimulator

@Suite("Deliveries")
struct DeliveryTests {
    private static let disorder: @Sendable (inout Scenario) -> Void = { scenario in
        scenario.deliveries.lost = 0.05
        scenario.deliveries.duplicated = 0.1
        scenario.deliveries.reordered = 0.2
        scenario.meetings[0].habits.drops = 0.3
        scenario.meetings[0].habits.breakouts = 0.5
    }

    @Test("the same seed makes the same deliveries, another seed others", arguments: 0..<5)
    func repeatable(seed: UInt64) {
        let first = Sample.afterCourse(seed: seed, Self.disorder).deliveryRecords
        let again = Sample.afterCourse(seed: seed, Self.disorder).deliveryRecords
        #expect(first.count > 50)
        #expect(first == again)
        #expect(first != Sample.afterCourse(seed: seed + 100, Self.disorder).deliveryRecords)
    }

    @Test("as many are lost, doubled and late as the scenario says")
    func shares() {
        let records = Sample.afterCourse(people: 200, Self.disorder).deliveryRecords
        // A doubled one is two records, of which one is the copy.
        let copies = records.count { $0.fate == "duplicate" }
        let told = Double(records.count - copies)
        #expect(told > 1000)
        let lost = Double(records.count { $0.fate == "lost" }) / told
        let doubled = Double(copies) / told
        let late = Double(records.count { $0.fate == "late" }) / told
        #expect((0.035...0.065).contains(lost), "\(lost)")
        #expect((0.075...0.12).contains(doubled), "\(doubled)")
        #expect((0.14...0.2).contains(late), "\(late)")
        #expect(records.filter { $0.fate == "lost" }.allSatisfy { $0.attempts.isEmpty })
    }

    @Test("doubled ones are the same byte for byte, and late ones come after later ones")
    func duplicatesAndOrder() {
        var zoom = Sample.zoom(Sample.scenario(Self.disorder))
        let attempts = zoom.run(until: Sample.time("2026-03-09T12:00:00Z"))
        let copies = zoom.deliveries.filter { $0.fate == .duplicate }
        #expect(!copies.isEmpty)
        for copy in copies {
            #expect(attempts.count { $0.body == copy.body } == 2)
        }
        let stamps = attempts.compactMap(\.notification?.eventTimestamp)
        let misordered = zip(stamps, stamps.dropFirst()).count { $0 > $1 }
        #expect(misordered > 10)
    }

    @Test("what arrives is signed as documented, and of the bytes that arrive")
    func signatures() throws {
        let secret = try #require(Sample.secret)
        var zoom = Sample.zoom(Sample.scenario())
        let now = Sample.time("2026-11-30T12:00:00Z")
        let authenticator = WebhookAuthenticator(secrets: [secret])
        let attempts = zoom.run(until: Sample.time("2026-03-09T12:00:00Z"))
        #expect(attempts.count > 30)
        for attempt in attempts {
            let verdict = authenticator.verdict(on: attempt.body, attempt, signedAt: now, now: now)
            #expect(verdict == .authentic(by: .signature(secret), stale: false))
        }
    }

    @Test("forged ones do not verify, stale ones do and are known by their timestamp")
    func forgedAndStale() throws {
        let secret = try #require(Sample.secret)
        var zoom = Sample.zoom(
            Sample.scenario {
                $0.deliveries.forged = 0.2
                $0.deliveries.stale = 0.2
            }
        )
        let now = Sample.time("2026-11-30T12:00:00Z")
        let authenticator = WebhookAuthenticator(secrets: [secret])
        var refused = 0
        var stale = 0
        for attempt in zoom.run(until: Sample.time("2026-03-09T12:00:00Z")) {
            switch authenticator.verdict(on: attempt.body, attempt, signedAt: now, now: now) {
            case .refused(let reason):
                #expect(reason == .wrongSignature)
                refused += 1
            case .authentic(_, let isStale): stale += isStale ? 1 : 0
            }
        }
        #expect(refused == zoom.deliveries.count { $0.fate == .forged && !$0.attempts.isEmpty })
        #expect(stale == zoom.deliveries.count { $0.fate == .stale && !$0.attempts.isEmpty })
        #expect(refused > 0 && stale > 0)
    }

    @Test("an endpoint that fails is tried again after 5, 20 and 60 minutes, then no more")
    func retries() {
        var zoom = Sample.zoom(Sample.scenario(people: 2) { $0.meetings[0].days = 1 })
        let end = Sample.time("2026-03-09T12:00:00Z")
        let attempts = zoom.run(until: end) { attempt in
            attempt.event == "meeting.created" ? .timedOut : Sample.rightly(attempt)
        }.filter { $0.event == "meeting.created" }
        #expect(attempts.map(\.number) == [1, 2, 3, 4])
        let pauses = zip(attempts, attempts.dropFirst()).map { $0.dueAt.seconds(to: $1.dueAt) }
        #expect(pauses == [300, 1200, 3600])
        let record = zoom.deliveryRecords.first { $0.event == "meeting.created" }
        #expect(record?.state == "given up")
        #expect(record?.attempts.map(\.code) == [-1, -1, -1, -1])
    }

    @Test(
        "what was answered 3xx or 4xx is never sent again, what was answered 5xx is",
        arguments: [(302, 1), (401, 1), (404, 1), (429, 1), (500, 4), (503, 4)]
    )
    func answers(status: Int, attempts: Int) {
        var zoom = Sample.zoom(Sample.scenario(people: 2) { $0.meetings[0].days = 1 })
        let made = zoom.run(until: Sample.time("2026-03-09T12:00:00Z")) { attempt in
            attempt.event == "meeting.created"
                ? .answered(status: status, body: []) : Sample.rightly(attempt)
        }
        #expect(made.count { $0.event == "meeting.created" } == attempts)
    }

    @Test("a rule loses what it names, and nothing else")
    func rules() throws {
        let zoom = Sample.afterCourse { scenario in
            scenario.deliveries.rules = [
                DeliveryRule(
                    event: "meeting.participant_left",
                    person: scenario.people[0].email,
                    action: .lose
                ),
                DeliveryRule(event: "meeting.ended", action: .delay(seconds: 1800)),
            ]
        }
        let lost = zoom.deliveryRecords.filter { $0.state == "lost" }
        #expect(lost.count == 2)
        for record in lost {
            let notification = try WebhookNotification(parsing: record.body)
            guard case .participant(let participant) = notification.payload else {
                Issue.record("\(record.event) was lost")
                continue
            }
            #expect(participant.change == .left)
            #expect(participant.participant.email == zoom.scenario.people[0].email)
        }
        let ended = zoom.deliveryRecords.filter { $0.event == "meeting.ended" }
        #expect(ended.count == 2)
        #expect(ended.allSatisfy { $0.fate == "late" })
    }

    @Test("a body has literal escapes beyond U+FFFF, raw UTF-8 below, and reads back the same")
    func wireText() throws {
        let json: JSON = ["topic": "Test 🚒 – “naïve”", "a": [1, true, .null, "x\"y"]]
        let bytes = WireText.bytes(of: json, seed: 1, event: "meeting.started")
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains(#"Test \uD83D\uDE92 – “naïve”"#))
        #expect(try JSON(parsing: bytes) == json)
        let orders = Set((0..<20).map { WireText.bytes(of: json, seed: $0, event: "e") })
        #expect(orders.count == 2)
    }

    @Test("a recording may be told twice at once, the same but for its token")
    func nearDuplicates() throws {
        let zoom = Sample.afterCourse { scenario in
            scenario.meetings[0].isRecorded = true
            scenario.deliveries.nearlyDuplicated = 1
        }
        let told = zoom.deliveryRecords.filter { $0.event == "recording.completed" }
        #expect(told.count == 4)
        let bodies = try told.map { try JSON(parsing: $0.body) }
        #expect(Set(bodies.compactMap { $0["download_token"]?.string }).count == 4)
        #expect(Set(bodies.compactMap { $0["payload"] }).count == 2)
    }
}

extension WebhookAuthenticator {
    fileprivate func verdict(
        on body: [UInt8],
        _ attempt: DeliveryAttempt,
        signedAt time: Instant,
        now: Instant
    ) -> WebhookVerdict {
        let headers = attempt.headers(signedAt: time)
        return verdict(
            on: body,
            headers: WebhookHeaders { name in headers.first { $0.name == name }?.value },
            now: now
        )
    }
}
