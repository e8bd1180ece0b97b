import EventSourcing
import Testing
import ZoomAPI
import ZoomSimulator

@Suite("The client registers people at the simulator", .timeLimit(.minutes(30)))
struct RegisteringOverHTTPTests {
    private static func empty() -> Scenario { Sample.scenario { $0.meetings = [] } }

    /// Plans what people register for.
    private static func plan(
        _ kind: ZoomMeetingKind,
        _ approval: ZoomApproval,
        isSeries: Bool = false,
        at stand: ClientStand
    ) async throws -> ZoomMeeting {
        var plan = ZoomMeetingPlan(
            topic: "Registered",
            kind: kind,
            start: .at(Sample.time("2026-03-23T09:00:00Z")),
            durationMinutes: 60
        )
        plan.settings.approval = approval
        if isSeries {
            plan.type = kind == .meeting ? .recurringFixedTime : .webinarRecurringFixedTime
            plan.recurrence = .daily().ending(after: 3)
        }
        let create = try MeetingCalls.create(plan, kind, for: Sample.trainer)
        return try await stand.client.answer(to: create).meeting
    }

    @Test("alone, to some dates of a series, and off one of them")
    func dates() async throws {
        for kind in ZoomMeetingKind.allCases {
            try await ClientStand.with(Self.empty()) { stand in
                let meeting = try await Self.plan(kind, .automatic, isSeries: true, at: stand)
                let dates = meeting.occurrences.map(\.id)
                let add = try RegistrantCalls.add(
                    EveryCall.registrant(),
                    to: meeting.number,
                    kind,
                    occurrences: Array(dates.prefix(2))
                )
                let added = try await stand.client.answer(to: add)
                #expect(added.occurrences.map(\.id) == Array(dates.prefix(2)))
                #expect(added.joinURL?.hasPrefix(stand.address) == true)
                let get = RegistrantCalls.get(added.registrantID, of: meeting.number, kind)
                let shown = try await stand.client.answer(to: get)
                #expect(shown.email == "ines@lund.example")
                #expect(shown.firstName == "Ines")
                #expect(shown.status == "approved")
                let off = RegistrantCalls.delete(
                    added.registrantID,
                    from: meeting.number,
                    kind,
                    occurrence: dates[0]
                )
                try await stand.client.answer(to: off)
                for (date, count) in zip(dates, [0, 1, 0]) {
                    let list = RegistrantCalls.list(of: meeting.number, kind, occurrence: date)
                    #expect(try await stand.client.all(of: list).count == count)
                }
                let delete = RegistrantCalls.delete(added.registrantID, from: meeting.number, kind)
                try await stand.client.answer(to: delete)
                let gone = try await stand.failure(of: get)
                guard case .refused(let refusal) = gone.reason else {
                    Issue.record("refused was expected: \(gone)")
                    return
                }
                #expect(refusal.isNotFound)
            }
        }
    }

    @Test("whom somebody approves, denies and cancels")
    func decisions() async throws {
        for kind in ZoomMeetingKind.allCases {
            try await ClientStand.with(Self.empty()) { stand in
                let number = try await Self.plan(kind, .manual, at: stand).number
                let ines = ZoomNewRegistrant(email: "ines@lund.example", firstName: "Ines")
                let add = try RegistrantCalls.add(ines, to: number, kind)
                let added = try await stand.client.answer(to: add)
                #expect(added.joinURL == nil)
                func listed(_ status: RegistrantCalls.Status) async throws -> [ZoomRegistrant] {
                    let list = RegistrantCalls.list(of: number, kind, status)
                    return try await stand.client.all(of: list)
                }
                #expect(try await listed(.pending).map(\.id) == [added.registrantID])
                for (decision, status) in [
                    (RegistrantCalls.Decision.deny, RegistrantCalls.Status.denied),
                    (.approve, .approved),
                ] {
                    let known = ZoomRegistrant(json: ["email": "ines@lund.example"])
                    let decide = try RegistrantCalls.decide(
                        decision,
                        about: [known],
                        of: number,
                        kind
                    )
                    try await stand.client.answer(to: decide)
                    #expect(try await listed(status).count == 1)
                    #expect(try await listed(.pending).isEmpty)
                }
                #expect(try await listed(.approved).first?.joinURL != nil)
                let cancel = try RegistrantCalls.decide(
                    .cancel,
                    about: try await listed(.approved),
                    of: number,
                    kind
                )
                try await stand.client.answer(to: cancel)
                for status in RegistrantCalls.Status.allCases {
                    #expect(try await listed(status).isEmpty)
                }
            }
        }
    }

    @Test("thirty at once, to what is planned once and to nothing else")
    func batches() async throws {
        for kind in ZoomMeetingKind.allCases {
            try await ClientStand.with(Self.empty()) { stand in
                let people = (0..<30).map {
                    ZoomNewRegistrant(
                        email: "p\($0)@example.org",
                        firstName: "P",
                        lastName: "\($0)"
                    )
                }
                let once = try await Self.plan(kind, .manual, at: stand).number
                let batch = try RegistrantCalls.addBatch(people, to: once, kind)
                let added = try await stand.client.answer(to: batch)
                #expect(added.elements.map(\.email) == people.map(\.email))
                #expect(added.elements.allSatisfy { $0.joinURL != nil })
                let listed = try await stand.client.all(of: RegistrantCalls.list(of: once, kind))
                #expect(Set(listed.map(\.email)) == Set(people.map(\.email)))
                let series = try await Self.plan(kind, .automatic, isSeries: true, at: stand).number
                let wrong = try RegistrantCalls.addBatch(people, to: series, kind)
                let code: Int64 = kind == .meeting ? 303 : 300
                #expect(
                    try await stand.failure(of: wrong).reason
                        == .refused(ZoomRefusal(status: 400, code: code))
                )
            }
        }
    }

    @Test("panelists are added, listed with links of their own, and removed")
    func panelists() async throws {
        try await ClientStand.with(Self.empty()) { stand in
            let number = try await Self.plan(.webinar, .automatic, at: stand).number
            let people = ["Pat", "Sam", "Kim"].map {
                ZoomPanelist(name: $0, email: "\($0.lowercased())@example.org")
            }
            try await stand.client.answer(to: try PanelistCalls.add(people, to: number))
            func listed() async throws -> [ZoomPanelist] {
                try await stand.client.all(of: PanelistCalls.list(of: number))
            }
            let all = try await listed()
            #expect(all.map(\.email) == people.map(\.email))
            #expect(Set(all.compactMap(\.joinURL)).count == 3)
            let id = try #require(all.first?.id)
            try await stand.client.answer(to: PanelistCalls.delete(id, from: number))
            #expect(try await listed().map(\.name) == ["Sam", "Kim"])
            try await stand.client.answer(to: PanelistCalls.deleteAll(from: number))
            #expect(try await listed().isEmpty)
        }
    }
}
