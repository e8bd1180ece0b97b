import EventSourcing
import Testing

@testable import ZoomAPI

@Suite("The calls on meetings")
struct MeetingCallsTests {
    @Test("ask as documented, webinars by their own paths")
    func asks() throws {
        let meeting = try number()
        #expect(
            MeetingCalls.get(meeting, occurrence: "17", withPastOccurrences: true).asks
                == "GET /meetings/81234567890?occurrence_id=17&show_previous_occurrences=true Light"
        )
        #expect(MeetingCalls.get(meeting, .webinar).asks == "GET /webinars/81234567890 Light")
        #expect(
            MeetingCalls.list(of: "a@b.example", .meeting, .past).asks
                == "GET /users/a%40b.example/meetings?type=previous_meetings&page_size=300 Medium"
        )
        #expect(
            MeetingCalls.list(of: "u", .webinar).asks
                == "GET /users/u/webinars?type=scheduled&page_size=300 Medium"
        )
        #expect(
            MeetingCalls.delete(meeting, occurrence: "17").asks
                == "DELETE /meetings/81234567890?occurrence_id=17&schedule_for_reminder=false"
                + "&cancel_meeting_reminder=false Light"
        )
        #expect(
            MeetingCalls.delete(meeting, .webinar, notifies: true).asks
                == "DELETE /webinars/81234567890?cancel_webinar_reminder=true Light"
        )
        #expect(MeetingCalls.end(meeting, .webinar).operation.body == ["action": "end"])
        #expect(MeetingCalls.recover(meeting).asks == "PUT /meetings/81234567890/status Light")
        #expect(MeetingCalls.recover(meeting).operation.body == ["action": "recover"])
    }

    @Test("create what a plan says, all of it")
    func create() throws {
        var plan = ZoomMeetingPlan(
            topic: "Invoices",
            start: .wall(CivilTime(try instant("2026-03-09T09:30:00Z")), zone: "Europe/Berlin"),
            durationMinutes: 90
        )
        plan.type = .recurringFixedTime
        plan.agenda = "Rules"
        plan.passcode = ZoomSecret("Pass-Nord")
        plan.recurrence = .weekly(on: [2, 4], every: 2).ending(after: 6)
        plan.settings.approval = .automatic
        plan.settings.registrationType = .onceForAll
        plan.settings.autoRecording = .cloud
        plan.settings.allowsJoinBeforeHost = true
        plan.settings.joinBeforeHostMinutes = 10
        plan.settings.hasWaitingRoom = false
        plan.settings.notifiesRegistrants = false
        plan.settings.alternativeHosts = ["a@b.example", "c@d.example"]
        let call = try MeetingCalls.create(plan, for: "u-1")
        #expect(call.asks == "POST /users/u-1/meetings Medium")
        #expect(
            call.operation.body == [
                "topic": "Invoices", "type": 8, "start_time": "2026-03-09T09:30:00",
                "timezone": "Europe/Berlin", "duration": 90, "agenda": "Rules",
                "password": "Pass-Nord",
                "recurrence": [
                    "type": 2, "repeat_interval": 2, "weekly_days": "2,4", "end_times": 6,
                ],
                "settings": [
                    "approval_type": 0, "registration_type": 1, "auto_recording": "cloud",
                    "join_before_host": true, "jbh_time": 10, "waiting_room": false,
                    "registrants_email_notification": false,
                    "alternative_hosts": "a@b.example;c@d.example",
                ],
            ]
        )
    }

    @Test("create webinars without what only meetings have, and quiet ones")
    func createWebinar() throws {
        var plan = ZoomMeetingPlan(
            topic: "Taxes",
            kind: .webinar,
            start: .at(Instant(microseconds: 1_773_045_000_500_000)),
            durationMinutes: 60
        )
        plan.settings.allowsJoinBeforeHost = true
        plan.settings.hasWaitingRoom = false
        plan.settings.hasPracticeSession = true
        plan.settings.sendsReminders = false
        plan.settings.alternativeHosts = ["a@b.example", "c@d.example"]
        let call = try MeetingCalls.create(plan, .webinar, for: "u-1")
        #expect(call.asks == "POST /users/u-1/webinars Light")
        let off: JSON = ["enable": false, "type": 0]
        #expect(
            call.operation.body == [
                "topic": "Taxes", "type": 5, "start_time": "2026-03-09T08:30:00Z",
                "duration": 60,
                "settings": [
                    "practice_session": true, "alternative_hosts": "a@b.example,c@d.example",
                    "attendees_and_panelists_reminder_email_notification": off,
                    "follow_up_attendees_email_notification": off,
                    "follow_up_absentees_email_notification": off,
                ],
            ]
        )
    }

    @Test("change what a plan says, and nothing else")
    func update() throws {
        var plan = ZoomMeetingPlan()
        plan.durationMinutes = 45
        let call = try MeetingCalls.update(try number(), to: plan, occurrence: "1773045000000")
        #expect(call.asks == "PATCH /meetings/81234567890?occurrence_id=1773045000000 Light")
        #expect(call.operation.body == ["duration": 45])
    }

    @Test("are not made of a plan that Zoom would refuse")
    func faults() throws {
        let start = ZoomStart.at(Instant(seconds: 1_773_045_000))
        let good = ZoomMeetingPlan(topic: "Invoices", start: start, durationMinutes: 60)
        func fault(_ change: (inout ZoomMeetingPlan) -> Void) throws -> ZoomInputFault {
            var plan = good
            change(&plan)
            return try #require(throws: ZoomInputFault.self) {
                _ = try MeetingCalls.create(plan, for: "u-1")
            }
        }
        _ = try MeetingCalls.create(good, for: "u-1")
        #expect(try fault { $0.topic = "" } == .empty(field: "topic"))
        let long = String(repeating: "x", count: 2001)
        #expect(
            try fault { $0.topic = long } == .tooLong(field: "topic", charactersMax: 200)
        )
        #expect(try fault { $0.agenda = long } == .tooLong(field: "agenda", charactersMax: 2000))
        #expect(
            try fault { $0.passcode = ZoomSecret("12345678901") }
                == .tooLong(field: "password", charactersMax: 10)
        )
        #expect(
            try fault { $0.durationMinutes = 0 } == .outOfRange(field: "duration", 1...1440)
        )
        let contradictions: [(inout ZoomMeetingPlan) -> Void] = [
            { $0.type = .webinar }, { $0.type = .recurringFixedTime },
            { $0.recurrence = .daily() },
            { plan in
                plan.type = .recurringFixedTime
                plan.recurrence = .weekly(on: [])
            },
            { plan in
                plan.type = .recurringFixedTime
                plan.recurrence = .weekly(on: [8])
            },
            { plan in
                plan.type = .recurringFixedTime
                plan.recurrence = .monthly(onDay: 2, ofWeek: 5)
            },
            { plan in
                plan.type = .recurringFixedTime
                plan.recurrence = .daily().ending(after: 3).ending(at: Instant(seconds: 0))
            },
            { $0.settings.joinBeforeHostMinutes = 7 },
            { plan in
                plan.settings.hasWaitingRoom = true
                plan.settings.allowsJoinBeforeHost = true
            },
        ]
        for change in contradictions {
            guard case .contradiction = try fault(change) else {
                Issue.record("a contradiction was expected")
                continue
            }
        }
        #expect(
            try fault {
                $0.type = .recurringFixedTime
                $0.recurrence = .daily().ending(after: 61)
            } == .outOfRange(field: "recurrence.end_times", 1...60)
        )
        #expect(
            try fault {
                $0.type = .recurringFixedTime
                var rule = ZoomRecurrence.monthly(onDay: 2, ofWeek: 1)
                rule.monthlyWeekDay = nil
                $0.recurrence = rule
            } == .contradiction("recurrence.monthly_week and monthly_week_day need each other")
        )
        #expect(
            try fault {
                $0.type = .recurringFixedTime
                var rule = ZoomRecurrence.daily()
                rule.type = nil
                $0.recurrence = rule
            } == .empty(field: "recurrence.type")
        )
    }

    @Test(
        "may recur as seldom as Zoom documents for the kind, and not more seldom",
        arguments: [
            (ZoomMeetingKind.meeting, [99, 50, 10]), (.webinar, [90, 12, 3]),
        ] as [(ZoomMeetingKind, [Int64])]
    )
    func intervals(kind: ZoomMeetingKind, limits: [Int64]) throws {
        func rules(_ excess: Int64) -> [ZoomRecurrence] {
            [
                .daily(every: limits[0] + excess), .weekly(on: [2], every: limits[1] + excess),
                .monthly(onDay: 9, every: limits[2] + excess),
            ]
        }
        for excess in [0, 1] as [Int64] {
            for (rule, limit) in zip(rules(excess), limits) {
                let start = ZoomStart.at(Instant(seconds: 0))
                var plan = ZoomMeetingPlan(
                    topic: "T",
                    kind: kind,
                    start: start,
                    durationMinutes: 9
                )
                plan.type = kind == .webinar ? .webinarRecurringFixedTime : .recurringFixedTime
                plan.recurrence = rule
                guard excess > 0 else {
                    _ = try MeetingCalls.create(plan, kind, for: "u")
                    continue
                }
                let fault = #expect(throws: ZoomInputFault.self) {
                    _ = try MeetingCalls.create(plan, kind, for: "u")
                }
                #expect(
                    fault == .outOfRange(field: "recurrence.repeat_interval", 1...limit)
                )
            }
        }
    }

    @Test("ask for webinars only by what Zoom lists them by")
    func webinarSelections() {
        let asked = MeetingCalls.Selection.allCases.map {
            MeetingCalls.list(of: "u", .webinar, $0).asks
        }
        let all = "GET /users/u/webinars?type=scheduled&page_size=300 Medium"
        #expect(asked == [all, all.replacing("scheduled", with: "upcoming"), all, all])
    }

    @Test("read a meeting with its dates, rule and settings")
    func meeting() throws {
        let planned = try MeetingCalls.get(try number()).reads("meeting")
        #expect(try planned.meeting.number == number())
        #expect(planned.meeting.type == .recurringFixedTime)
        #expect(planned.meeting.occurrences.map(\.id) == ["1773045000000", "1773649800000"])
        #expect(planned.meeting.recurrence == .weekly(on: [2]).ending(after: 2))
        #expect(planned.agenda == "Rules and exercises")
        #expect(try planned.createdAt == instant("2026-02-01T09:00:00Z"))
        #expect(planned.hostEmail == "zoe.celik@nordlicht.example")
        #expect(planned.registrationURL == "https://zoom.us/meeting/register/x")
        #expect(planned.startURL?.revealed.hasSuffix("zak=Zak-Nordlicht") == true)
        #expect(planned.passcode?.revealed == "Pass-Nord")
        var settings = ZoomMeetingSettings()
        settings.startsHostVideo = true
        settings.startsParticipantVideo = false
        settings.allowsJoinBeforeHost = true
        settings.joinBeforeHostMinutes = 5
        settings.mutesUponEntry = true
        settings.approval = .manual
        settings.registrationType = .eachOccurrence
        settings.autoRecording = .cloud
        settings.closesRegistration = true
        settings.hasWaitingRoom = false
        settings.contactName = "Ines Lund"
        settings.contactEmail = "ines@nordlicht.example"
        settings.notifiesRegistrants = false
        settings.confirmsRegistrants = true
        settings.needsSignIn = false
        settings.alternativeHosts = ["a@nordlicht.example", "b@nordlicht.example"]
        settings.allowsMultipleDevices = true
        settings.showsEmailsInReports = true
        #expect(planned.settings == settings)
    }

    @Test("read what they would send, for either kind", arguments: ZoomMeetingKind.allCases)
    func roundTrip(kind: ZoomMeetingKind) throws {
        let read = try MeetingCalls.get(try number()).reads("meeting").settings
        let sent = try #require(read.json(for: kind))
        #expect(ZoomMeetingSettings(json: sent).json(for: kind) == sent)
    }

    @Test("read a page of meetings, numbers written either way")
    func meetings() throws {
        let page = try MeetingCalls.list(of: "u").reads("meetings")
        #expect(page.elements.map(\.meeting.number.value) == [81_234_567_890, 81_200_000_001])
        #expect(page.nextPageToken == "NextNordlicht")
        #expect(page.elements.map(\.meeting.type) == [.scheduled, .recurringNoFixedTime])
    }

    @Test("say what an answer lacks")
    func lacking() throws {
        let call = MeetingCalls.get(try number())
        #expect(throws: ZoomAnswerFault.missing("the meeting.id")) { try call.reads(text: "{}") }
        #expect(throws: ZoomAnswerFault.notAMeetingNumber("the meeting.id")) {
            try call.reads(text: #"{"id":"Ines"}"#)
        }
    }
}
