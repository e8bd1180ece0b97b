import EventSourcing
import Testing
import ZoomAPI

@testable import ZoomSimulator

@Suite("What happens in meetings")
struct AttendanceTests {
    private func run(
        seed: UInt64 = 7,
        _ change: (inout AttendanceHabits) -> Void
    ) -> (zoom: SimulatedZoom, attempts: [DeliveryAttempt]) {
        var zoom = Sample.zoom(Sample.scenario(seed: seed) { change(&$0.meetings[0].habits) })
        let attempts = zoom.run(until: Sample.time("2026-03-10T12:00:00Z"))
        return (zoom, attempts)
    }

    @Test("every stay of the truth is told by one join and one leave", arguments: 0..<10)
    func complete(seed: UInt64) {
        let (zoom, attempts) = run(seed: seed) {
            $0.drops = 0.5
            $0.crashes = 0.5
            $0.breakouts = 0.7
            $0.twoDevices = 0.3
            $0.hostDrops = 0.5
            $0.beforeHost = 0.3
            $0.waitingRoom = 0.3
            $0.late = 0.2
            $0.early = 0.2
        }
        let told = attempts.compactMap(\.participant)
        var joins: [String] = []
        var leaves: [String] = []
        for instance in zoom.truth.instances {
            for connection in instance.connections {
                for stay in connection.stays {
                    let name = "\(instance.uuid) \(connection.participantUUID) \(stay.userID)"
                    joins.append("\(name) \(stay.join)")
                    leaves.append("\(name) \(stay.leave ?? Sample.start)")
                    #expect(stay.join < (stay.leave ?? Sample.start))
                }
            }
        }
        func names(_ change: ParticipantChange) -> [String] {
            told.filter { $0.change == change }.map {
                let who = $0.participant
                let time = $0.time ?? Sample.start
                return "\($0.instanceUUID) \(who.participantUUID ?? "") \(who.userID ?? "") \(time)"
            }.sorted()
        }
        #expect(joins.count > 20)
        #expect(names(.joined) == joins.sorted())
        #expect(names(.left) == leaves.sorted())
    }

    @Test("a move between rooms is a leave and a join of one second and one connection")
    func hops() {
        let (zoom, attempts) = run { $0.breakouts = 1 }
        let told = attempts.compactMap(\.participant)
        let moves = told.filter { $0.change == .joinedBreakoutRoom }
        #expect(moves.count > 10)
        for move in moves {
            let uuid = move.participant.participantUUID
            let same = told.filter {
                $0.participant.participantUUID == uuid && $0.time == move.time
            }
            #expect(same.contains { $0.change == .left })
            let join = same.first { $0.change == .joined }
            #expect(join?.participant.userID == move.participant.parentUserID)
            #expect(move.breakoutRoomUUID != move.instanceUUID)
        }
        for connection in zoom.truth.instances.flatMap(\.connections) {
            for (stay, next) in zip(connection.stays, connection.stays.dropFirst()) {
                #expect(stay.leave == next.join && stay.userID != next.userID)
            }
        }
        // Some user ids are spoilt in these events, and are told by the parent's (measured).
        #expect(moves.contains { $0.participant.userID != $0.participant.parentUserID })
    }

    @Test("the halves of a move are stamped in order, and arrive in either, a second apart")
    func hopOrder() throws {
        let (_, attempts) = run { $0.breakouts = 1 }
        var joinedFirst = 0
        var moves = 0
        for left in attempts {
            guard let leave = left.participant, leave.change == .left else { continue }
            let other = attempts.first {
                $0.participant?.change == .joined && $0.participant?.time == leave.time
                    && $0.participant?.participant.participantUUID
                        == leave.participant.participantUUID
            }
            guard let joined = other else { continue }
            moves += 1
            let gap = joined.dueAt.microseconds - left.dueAt.microseconds
            #expect(abs(gap) <= 1_100_000)
            joinedFirst += gap < 0 ? 1 : 0
            let stamps = try [left, joined].map { try #require($0.notification?.eventTimestamp) }
            #expect(stamps[0] < stamps[1])
        }
        #expect(moves >= 30)
        #expect((0.2...0.7).contains(Double(joinedFirst) / Double(moves)))
    }

    @Test("the end is stamped before the last leaves and delivered after them")
    func endings() throws {
        let (_, attempts) = run { _ in }
        let ends = attempts.indices.filter { attempts[$0].event == "meeting.ended" }
        #expect(ends.count == 2)
        let end = try #require(ends.first)
        let before = attempts[..<end].filter { $0.event == "meeting.participant_left" }
        #expect(before.count == 11)
        let stamp = attempts[end].notification?.eventTimestamp
        let last = before.compactMap(\.notification?.eventTimestamp).max()
        #expect(try #require(stamp) < #require(last))
    }

    @Test("who comes before the host is told of before the start, and joins then")
    func beforeHost() throws {
        let (zoom, attempts) = run { $0.beforeHost = 1 }
        let first = try #require(attempts.firstIndex { $0.event == "meeting.started" })
        let early = attempts.firstIndex { $0.event == "meeting.participant_jbh_joined" }
        #expect(try #require(early) < first)
        let instance = try #require(zoom.truth.instances.first)
        let host = try #require(instance.connections.first { $0.isHost })
        #expect(instance.start < host.stays[0].join)
        #expect(instance.connections.first?.isHost == false)
    }

    @Test("a host who drops out makes a second instance of the same occurrence minutes later")
    func hostDrops() throws {
        let (zoom, attempts) = run { $0.hostDrops = 1 }
        let instances = zoom.truth.instances
        #expect(instances.count == 4)
        #expect(instances[0].occurrenceID == instances[1].occurrenceID)
        #expect(instances[0].uuid != instances[1].uuid)
        let pause = try #require(instances[0].end).seconds(to: instances[1].start)
        #expect((120...300).contains(pause))
        #expect(attempts.count { $0.event == "meeting.started" } == 4)
    }

    @Test("a client that crashed is noticed after its owner is back")
    func crashes() {
        let (_, attempts) = run {
            $0.drops = 1
            $0.crashes = 1
        }
        var late = 0
        for (index, attempt) in attempts.enumerated() {
            guard let left = attempt.participant, left.change == .left,
                left.participant.leaveReason?.contains("Client Close") == true,
                let time = left.time
            else { continue }
            let delay = time.seconds(to: attempts[index].dueAt)
            #expect((60...97).contains(delay))
            late += 1
        }
        #expect(late == 20)
    }

    @Test("what a scenario says to the second is what happens")
    func visits() throws {
        var zoom = Sample.zoom(
            Sample.scenario { scenario in
                scenario.meetings[0].habits.absent = 1
                scenario.meetings[0].visits = [
                    ScenarioVisit(
                        person: scenario.people[3].email,
                        occurrence: 2,
                        stays: [.init(from: 65, to: 1800), .init(from: 1900, to: 7140)]
                    )
                ]
            }
        )
        zoom.run(until: Sample.time("2026-03-10T12:00:00Z"))
        let days = zoom.truth.instances
        #expect(days.count == 2)
        #expect(days[0].connections.allSatisfy { $0.isHost })
        let guest = days[1].connections.filter { !$0.isHost }
        #expect(guest.map(\.person) == Array(repeating: zoom.scenario.people[3].email, count: 2))
        let start = try #require(days[1].plannedStart)
        let stays = guest.flatMap(\.stays)
        #expect(stays.map { start.seconds(to: $0.join) } == [65, 1900])
        #expect(stays.compactMap { $0.leave.map { start.seconds(to: $0) } } == [1800, 7140])
    }

    @Test("who comes by a link has a registrant id, who does not has none in any of Zoom's ways")
    func identities() throws {
        let (zoom, attempts) = run { $0.byLink = 0.5 }
        let linked = zoom.truth.instances.flatMap(\.connections).filter { $0.registrantID != nil }
        #expect((4...16).contains(linked.count))
        var joinedWays: Set<String> = []
        for attempt in attempts where attempt.event == "meeting.participant_joined" {
            let who = try JSON(parsing: attempt.body)["payload"]?["object"]?["participant"]
            switch who?["registrant_id"] {
            case nil: joinedWays.insert("absent")
            case .null: joinedWays.insert("null")
            case .string(let id): joinedWays.insert(id.isEmpty ? "empty" : "id")
            default: joinedWays.insert("other")
            }
        }
        #expect(joinedWays == ["absent", "null", "id"])
        for attempt in attempts where attempt.event == "meeting.participant_left" {
            let who = try JSON(parsing: attempt.body)["payload"]?["object"]?["participant"]
            #expect(who?["registrant_id"]?.string != nil)
        }
    }

    @Test("a webinar has participants, and neither rooms nor waiting")
    func webinar() {
        var zoom = Sample.zoom(
            Sample.scenario { scenario in
                scenario.meetings[0].kind = .webinar
                scenario.meetings[0].habits.breakouts = 1
                scenario.meetings[0].habits.waitingRoom = 1
                scenario.meetings[0].habits.beforeHost = 1
            }
        )
        let events = Set(zoom.run(until: Sample.time("2026-03-10T12:00:00Z")).map(\.event))
        #expect(
            events == [
                "endpoint.url_validation", "webinar.created", "webinar.registration_created",
                "webinar.started", "webinar.participant_joined", "webinar.participant_left",
                "webinar.ended",
            ]
        )
    }

    @Test("somebody may be sent in and out by hand, and a meeting begun and ended")
    func byHand() throws {
        var zoom = Sample.afterCourse()
        let number = zoom.lastNumber
        let order: (String) -> JSON = {
            ["do": .string($0), "meeting_id": .integer(number), "person": "ana@example.org"]
        }
        #expect(throws: ScenarioError.self) { try zoom.perform(order("join")) }
        try zoom.perform(order("start"))
        try zoom.perform(order("join"))
        zoom.run(until: zoom.now.advanced(bySeconds: 600))
        try zoom.perform(order("leave"))
        #expect(throws: ScenarioError.self) { try zoom.perform(order("leave")) }
        try zoom.perform(order("end"))
        let instance = try #require(zoom.truth.instances.last)
        #expect(instance.end == zoom.now)
        let stays = instance.connections.flatMap(\.stays)
        #expect(stays.map { $0.join.seconds(to: $0.leave ?? $0.join) } == [600])
    }
}
