import EventSourcing
import Testing
import ZoomAPI
import ZoomSimulator

@Suite("The client plans at the simulator", .timeLimit(.minutes(30)))
struct PlanningOverHTTPTests {
    private static func empty() -> Scenario { Sample.scenario { $0.meetings = [] } }

    @Test("users are listed and found")
    func users() async throws {
        try await ClientStand.with { stand in
            let users = try await stand.client.all(of: UserCalls.list())
            #expect(users.map(\.email) == [Sample.trainer])
            let user = try await stand.client.answer(to: UserCalls.user(Sample.trainer))
            #expect(user.id == users.first?.id)
            #expect(user.displayName == "Nora Lind")
            #expect(user.isLicensed)
            #expect(user.timezone == "Europe/Paris")
            #expect(user.personalMeetingNumber != nil)
            #expect(try await stand.client.all(of: UserCalls.list(.pending)).isEmpty)
            let scopes = try await stand.client.scopes()
            let operations = try EveryCall.made().map(\.operation)
            #expect(scopes.contains("user:read:list_users:admin"))
            #expect(ZoomScope.missing(for: operations, in: scopes) == [])
        }
    }

    @Test("what is planned once is made, shown, changed, deleted and recovered")
    func once() async throws {
        for kind in ZoomMeetingKind.allCases {
            try await ClientStand.with(Self.empty()) { stand in
                let plan = EveryCall.fullPlan(kind)
                let create = try MeetingCalls.create(plan, kind, for: Sample.trainer)
                let made = try await stand.client.answer(to: create)
                let number = made.meeting.number
                #expect(made.meeting.topic == "First aid")
                #expect(made.meeting.type == (kind == .meeting ? .scheduled : .webinar))
                // Nine o'clock in Paris, in summer.
                #expect(made.meeting.startTime == Sample.time("2026-04-01T07:00:00Z"))
                #expect(made.meeting.timezone == "Europe/Paris")
                #expect(made.passcode == plan.passcode)
                #expect(made.startURL != nil)
                #expect((made.registrationURL != nil) == (kind == .meeting))
                try await Self.change(number, kind, plan, stand)
                try await stand.client.answer(to: MeetingCalls.delete(number, kind))
                let gone = try await stand.failure(of: MeetingCalls.get(number, kind))
                #expect(gone.reason == .refused(ZoomRefusal(status: 404, code: 3001)))
                guard kind == .meeting else { return }
                try await stand.client.answer(to: MeetingCalls.recover(number))
                let back = try await stand.client.answer(to: MeetingCalls.get(number))
                #expect(back.meeting.number == number)
            }
        }
    }

    private static func change(
        _ number: ZoomMeetingNumber,
        _ kind: ZoomMeetingKind,
        _ plan: ZoomMeetingPlan,
        _ stand: ClientStand
    ) async throws {
        let shown = try await stand.client.answer(to: MeetingCalls.get(number, kind))
        #expect(shown.meeting.durationMinutes == 90)
        #expect(shown.agenda == "Bandages")
        #expect(shown.hostEmail == Sample.trainer)
        #expect(shown.settings.approval == .automatic)
        #expect(shown.settings.registrationType == .onceForChosen)
        #expect(shown.settings.autoRecording == .cloud)
        #expect(shown.settings.alternativeHosts == plan.settings.alternativeHosts)
        #expect(shown.settings.sendsReminders == (kind == .webinar ? false : nil))
        #expect(shown.settings.joinBeforeHostMinutes == (kind == .meeting ? 10 : nil))
        var change = ZoomMeetingPlan()
        change.topic = "Second aid"
        change.start = .at(Sample.time("2026-04-02T07:00:00Z"))
        change.settings.autoRecording = ZoomAutoRecording.none
        let update = try MeetingCalls.update(number, kind, to: change)
        try await stand.client.answer(to: update)
        let changed = try await stand.client.answer(to: MeetingCalls.get(number, kind))
        #expect(changed.meeting.topic == "Second aid")
        #expect(changed.meeting.startTime == Sample.time("2026-04-02T07:00:00Z"))
        #expect(changed.settings.autoRecording == ZoomAutoRecording.none)
        #expect(changed.settings.approval == .automatic)
        for selection in MeetingCalls.Selection.allCases {
            let list = MeetingCalls.list(of: Sample.trainer, kind, selection)
            let listed = try await stand.client.all(of: list).map(\.meeting.number)
            let isListed = kind == .webinar || [.scheduled, .upcoming].contains(selection)
            #expect(listed == (isListed ? [number] : []), "\(kind) \(selection)")
        }
    }

    @Test("a series has dates, of which one is moved and one called off")
    func series() async throws {
        for kind in ZoomMeetingKind.allCases {
            try await ClientStand.with(Self.empty()) { stand in
                var plan = ZoomMeetingPlan(
                    topic: "Weekly",
                    kind: kind,
                    start: .at(Sample.time("2026-03-23T09:00:00Z")),
                    durationMinutes: 60
                )
                plan.type = kind == .meeting ? .recurringFixedTime : .webinarRecurringFixedTime
                plan.recurrence = .weekly(on: [2, 4]).ending(after: 4)
                let create = try MeetingCalls.create(plan, kind, for: Sample.trainer)
                let made = try await stand.client.answer(to: create)
                let number = made.meeting.number
                #expect(made.meeting.occurrences.count == 4)
                #expect(made.meeting.recurrence == plan.recurrence)
                let dates = made.meeting.occurrences.map(\.id)
                var move = ZoomMeetingPlan()
                move.start = .at(Sample.time("2026-03-26T09:00:00Z"))
                move.durationMinutes = 30
                let update = try MeetingCalls.update(
                    number,
                    kind,
                    to: move,
                    occurrence: dates[1]
                )
                try await stand.client.answer(to: update)
                let one = MeetingCalls.get(number, kind, occurrence: dates[1])
                let moved = try await stand.client.answer(to: one).meeting
                #expect(moved.startTime == Sample.time("2026-03-26T09:00:00Z"))
                #expect(moved.durationMinutes == 30)
                let drop = MeetingCalls.delete(number, kind, occurrence: dates[2], notifies: true)
                try await stand.client.answer(to: drop)
                await stand.step(to: "2026-03-24T00:00:00Z")
                let shown = try await stand.client.answer(to: MeetingCalls.get(number, kind))
                #expect(shown.meeting.occurrences.map(\.id) == Array(dates.dropFirst()))
                #expect(
                    shown.meeting.occurrences.map(\.status) == [
                        "available", "deleted", "available",
                    ]
                )
                let whole = MeetingCalls.get(number, kind, withPastOccurrences: true)
                #expect(try await stand.client.answer(to: whole).meeting.occurrences.count == 4)
            }
        }
    }

    @Test("every rule of recurrence is taken")
    func rules() async throws {
        try await ClientStand.with(Self.empty()) { stand in
            let creations = try EveryCall.made().filter { $0.name == "MeetingCalls.create" }
            #expect(creations.count == 10)
            for kind in ZoomMeetingKind.allCases {
                let rules: [(ZoomRecurrence, Int)] = [
                    (.daily(every: 90).ending(after: 60), 60),
                    (.weekly(on: [1, 7], every: 12).ending(after: 3), 3),
                    (
                        .monthly(onDay: 31, every: 3).ending(
                            at: Sample.time("2027-01-01T00:00:00Z")
                        ), 2
                    ),
                    (.monthly(onDay: 6, ofWeek: -1).ending(after: 2), 2),
                ]
                for (rule, count) in rules {
                    var plan = EveryCall.fullPlan(kind)
                    plan.start = .at(Sample.time("2026-03-23T09:00:00Z"))
                    plan.type = kind == .meeting ? .recurringFixedTime : .webinarRecurringFixedTime
                    plan.recurrence = rule
                    let create = try MeetingCalls.create(plan, kind, for: Sample.trainer)
                    let made = try await stand.client.answer(to: create)
                    #expect(made.meeting.occurrences.count == count)
                    #expect(made.meeting.recurrence == rule)
                }
            }
        }
    }
}
