import EventSourcing
import Testing

@testable import ZoomAPI

@Suite("The calls on what has been")
struct AfterwardsCallsTests {
    private let slashed = ZoomInstanceReference.uuid("/NordlichtBBBBBBBBBBB//=")
    private let encoded = "%252FNordlichtBBBBBBBBBBB%252F%252F%253D"

    @Test("ask for runs by number or by uuid, encoded twice where it needs to be")
    func past() throws {
        let meeting = try number()
        #expect(
            PastMeetingCalls.instances(of: meeting).asks
                == "GET /past_meetings/81234567890/instances Medium"
        )
        #expect(
            PastMeetingCalls.instances(of: meeting, .webinar).asks
                == "GET /past_webinars/81234567890/instances Light"
        )
        #expect(
            PastMeetingCalls.summary(of: slashed).asks == "GET /past_meetings/\(encoded) Light"
        )
        #expect(
            PastMeetingCalls.participants(of: .latest(of: meeting), .webinar).asks
                == "GET /past_webinars/81234567890/participants?page_size=300 Medium"
        )
        #expect(
            PastMeetingCalls.absentees(of: slashed, occurrence: "17").asks
                == "GET /past_webinars/\(encoded)/absentees?occurrence_id=17&page_size=300 Heavy"
        )
    }

    @Test("ask for reports, with registrants' ids")
    func reports() throws {
        #expect(
            ReportCalls.participants(of: slashed).asks
                == "GET /report/meetings/\(encoded)/participants?include_fields=registrant_id"
                + "&page_size=300 Heavy"
        )
        #expect(
            ReportCalls.summary(of: .latest(of: try number()), .webinar).asks
                == "GET /report/webinars/81234567890 Heavy"
        )
        let days = try #require(
            ZoomDays.months(
                from: CivilDate(daysSinceEpoch: 0),
                through: CivilDate(daysSinceEpoch: 2)
            ).first
        )
        #expect(
            ReportCalls.meetings(of: "u", during: days, .pastOne).asks
                == "GET /report/users/u/meetings?from=1970-01-01&to=1970-01-03&type=pastOne"
                + "&page_size=300 Heavy"
        )
    }

    @Test("read runs, their sums and who was in them")
    func reads() throws {
        let instances = try PastMeetingCalls.instances(of: try number()).reads("instances")
        #expect(
            instances.elements.map(\.uuid)
                == ["4NordlichtAAAAAAAAAAAA==", "/NordlichtBBBBBBBBBBB//="]
        )
        #expect(try instances.elements[1].startTime == instant("2026-03-02T08:30:02Z"))
        let past = try PastMeetingCalls.summary(of: slashed).reads("past-meeting")
        #expect(past.meeting.uuid == "4NordlichtAAAAAAAAAAAA==")
        #expect(try past.endTime == instant("2026-03-09T09:58:00Z"))
        #expect(past.participantsCount == 17)
        #expect(past.totalMinutes == 1320)
        #expect(past.hostName == "Zoë Çelik")
        let body = try Fixture.body("Reports/meeting-participants")
        let page = try ReportCalls.participants(of: slashed)
            .reads(text: String(decoding: body, as: UTF8.self))
        #expect(try page.report == ParticipantsReport(parsing: body))
        #expect(page.body == body)
        #expect(page.nextPageToken == "bkNordlichtPage2")
        #expect(throws: ZoomAnswerFault.notParticipants(.noParticipants)) {
            try ReportCalls.participants(of: slashed).reads(text: "{}")
        }
    }

    @Test("split days into spans that Zoom answers, without a gap", arguments: UInt64(0)..<50)
    func days(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let first = CivilDate(daysSinceEpoch: Int.random(in: 0..<40_000, using: &generator))
        let count = Int.random(in: 1...400, using: &generator)
        let last = CivilDate(daysSinceEpoch: first.daysSinceEpoch + count - 1)
        let spans = ZoomDays.months(from: first, through: last)
        let days = spans.flatMap { $0.first.daysSinceEpoch...$0.last.daysSinceEpoch }
        #expect(days == Array(first.daysSinceEpoch...last.daysSinceEpoch), "seed \(seed)")
        for span in spans {
            #expect(span.last.daysSinceEpoch - span.first.daysSinceEpoch < 28, "seed \(seed)")
        }
        #expect(ZoomDays.months(from: last, through: first).count == (count == 1 ? 1 : 0))
    }
}

@Suite("The calls on recordings")
struct RecordingCallsTests {
    private let run = ZoomInstanceReference.uuid("ab//cd==")
    private let encoded = "ab%252F%252Fcd%253D%253D"

    @Test("ask as documented")
    func asks() throws {
        let days = try #require(
            ZoomDays.months(
                from: CivilDate(daysSinceEpoch: 0),
                through: CivilDate(daysSinceEpoch: 2)
            ).first
        )
        #expect(
            RecordingCalls.list(of: "u", during: days).asks
                == "GET /users/u/recordings?from=1970-01-01&to=1970-01-03&page_size=300 Medium"
        )
        #expect(
            RecordingCalls.list(of: "u", during: days, inTrash: true).asks
                == "GET /users/u/recordings?from=1970-01-01&to=1970-01-03&trash=true"
                + "&trash_type=meeting_recordings&page_size=300 Medium"
        )
        #expect(RecordingCalls.get(run).asks == "GET /meetings/\(encoded)/recordings Light")
        #expect(
            RecordingCalls.get(run, tokenSeconds: 1 << 40).asks
                == "GET /meetings/\(encoded)/recordings?include_fields=download_access_token"
                + "&ttl=604800 Light"
        )
        #expect(
            RecordingCalls.remove(run).asks
                == "DELETE /meetings/\(encoded)/recordings?action=trash Light"
        )
        #expect(
            RecordingCalls.remove(run, file: "f1", .delete).asks
                == "DELETE /meetings/\(encoded)/recordings/f1?action=delete Light"
        )
        #expect(
            RecordingCalls.recover("ab//cd==").asks
                == "PUT /meetings/\(encoded)/recordings/status Light"
        )
        #expect(
            RecordingCalls.recover("ab//cd==", file: "f1").asks
                == "PUT /meetings/\(encoded)/recordings/f1/status Light"
        )
        #expect(RecordingCalls.recover("x").operation.body == ["action": "recover"])
        #expect(
            RecordingCalls.transcript(of: run).asks == "GET /meetings/\(encoded)/transcript Medium"
        )
    }

    @Test("read a recording, its files and what opens them")
    func recording() throws {
        let recording = try RecordingCalls.get(run).reads("recording")
        #expect(try recording.meeting.number == number())
        #expect(recording.files.map(\.id) == ["file-1", "file-2"])
        #expect(recording.participantAudioFiles.map(\.id) == ["file-3"])
        #expect(recording.shareURL == "https://zoom.us/rec/share/x")
        #expect(recording.passcode?.revealed == "PassNord")
        #expect(recording.totalSizeBytes == 7220)
        #expect(recording.autoDeleteDate?.description == "2026-06-07")
        let download = try #require(recording.download(of: recording.files[0]))
        #expect(download.url.text == "https://zoom.us/rec/download/x")
        #expect(download.token?.text == "Down.Nordlicht-1")
        #expect(recording.download(of: recording.files[1]) == nil)
    }

    @Test("read where a transcript is, and why there is none yet")
    func transcript() throws {
        let transcript = try RecordingCalls.transcript(of: run).reads("transcript")
        #expect(transcript.isReady)
        #expect(try transcript.createdAt == instant("2026-03-09T10:20:00Z"))
        #expect(
            transcript.download?.url.text == "https://zoom.us/rec/meeting/transcript/download/x"
        )
        let later = try RecordingCalls.transcript(of: run)
            .reads(text: #"{"can_download":false,"download_restriction_reason":"NOT_READY"}"#)
        #expect(!later.isReady)
        #expect(later.obstacle == "NOT_READY")
        #expect(later.download == nil)
    }
}

@Suite("The calls on subscriptions")
struct SubscriptionCallsTests {
    private let subscription = ZoomSubscription(
        name: "Muster",
        events: ["meeting.ended"],
        address: "https://muster.nordlicht.example/zoom/webhooks"
    )

    @Test("ask as documented")
    func asks() throws {
        let path = "/marketplace/app/event_subscription"
        #expect(SubscriptionCalls.list().asks == "GET \(path)?page_size=300 Medium")
        #expect(
            SubscriptionCalls.list(of: "Acct").asks
                == "GET \(path)?account_id=Acct&subscription_scope=account&page_size=300 Medium"
        )
        let create = try SubscriptionCalls.create(subscription)
        #expect(create.asks == "POST \(path) Medium")
        #expect(
            create.operation.body == [
                "event_subscription_name": "Muster", "events": ["meeting.ended"],
                "event_webhook_url": "https://muster.nordlicht.example/zoom/webhooks",
                "subscription_scope": "account",
            ]
        )
        #expect(try create.reads(text: #"{"event_subscription_id":"sub-1"}"#) == "sub-1")
        #expect(throws: ZoomAnswerFault.missing("event_subscription_id")) {
            try create.reads(text: "{}")
        }
        let subscribe = SubscriptionCalls.subscribe("Acct", to: "sub-1")
        #expect(subscribe.asks == "PATCH \(path)/sub-1 Medium")
        #expect(subscribe.operation.body == ["account_id": "Acct"])
        #expect(
            SubscriptionCalls.unsubscribe("Acct", from: "sub-1").asks
                == "DELETE \(path)?event_subscription_id=sub-1&account_id=Acct Medium"
        )
        #expect(SubscriptionCalls.delete("sub-1").asks == "DELETE \(path)/sub-1 Medium")
        #expect(
            ZoomScope.missing(for: [SubscriptionCalls.list().operation], in: [])
                == ["marketplace:read:list_event_subscriptions"]
        )
    }

    @Test("name the account whose events they are, where it is another")
    func account() throws {
        var below = subscription
        below.accountID = "Below"
        let call = try SubscriptionCalls.create(below)
        #expect(call.operation.body?["account_id"] == "Below")
    }

    @Test("read subscriptions, and no secret of theirs")
    func list() throws {
        let page = try SubscriptionCalls.list().reads("subscriptions")
        let read = try #require(page.elements.first)
        #expect(read.id == "sub-1")
        #expect(read.events == ["meeting.started", "meeting.ended"])
        #expect(read.address == "https://muster.nordlicht.example/zoom/webhooks")
        #expect(read.scope == "account")
        #expect(!String(reflecting: page).contains("Header-Nordlicht"))
    }

    @Test("are not made without events or an address")
    func faults() {
        var silent = subscription
        silent.events = []
        #expect(throws: ZoomInputFault.empty(field: "events")) {
            _ = try SubscriptionCalls.create(silent)
        }
        var lost = subscription
        lost.address = "muster"
        #expect(throws: ZoomInputFault.empty(field: "event_webhook_url")) {
            _ = try SubscriptionCalls.create(lost)
        }
        var anybody = subscription
        anybody.scope = nil
        #expect(throws: ZoomInputFault.empty(field: "subscription_scope")) {
            _ = try SubscriptionCalls.create(anybody)
        }
    }

    @Test("tell how deliveries went, and not what was in them")
    func log() throws {
        let days = try #require(
            ZoomDays.months(
                from: CivilDate(daysSinceEpoch: 0),
                through: CivilDate(daysSinceEpoch: 0)
            ).first
        )
        let call = DeliveryLogCalls.list(ofApp: "client", during: days)
        #expect(
            call.asks
                == "GET /marketplace/apps/client/webhook_logs?from=1970-01-01&to=1970-01-01"
                + "&page_size=300 Medium"
        )
        let entry = try #require(try call.reads("delivery-log").elements.first)
        #expect(entry.event == "meeting.ended")
        #expect(entry.status == 503)
        #expect(entry.failureType == 1)
        #expect(entry.subscriptionID == "sub-1")
        #expect(try entry.sentAt == instant("2026-03-09T09:58:21Z"))
        #expect(entry.requestID == "e8ca3e3c_0196_4dc8_9f9e_000000000001")
        #expect(entry.retry == 1)
    }
}
