import EventSourcing
import ZoomAPI

/// Makes the play of one occurrence: who joins, waits, moves, leaves, and when.
struct Stage {
    let zoom: SimulatedZoom
    let meeting: SimulatedMeeting
    let occurrence: SimulatedOccurrence
    let habits: AttendanceHabits

    private var key: String { "\(meeting.number) \(occurrence.id)" }
    private var isWebinar: Bool { meeting.kind == .webinar }

    /// Makes the play of a cast.
    func play(_ cast: [CastMember]) -> Play {
        var chance = Chance(seed: zoom.seed, "occurrence", key)
        let latest = cast.flatMap { $0.visit?.stays ?? [] }.map(\.to).max()
            .map { occurrence.start.advanced(bySeconds: $0) }
        var times = RunningTimes(of: occurrence, habits: habits, until: latest, &chance)
        let visits = cast.map { member in
            var chance = Chance(seed: zoom.seed, "visit", key, member.person.email)
            return Visit(
                of: member,
                at: occurrence,
                habits: habits,
                host: times.host,
                &chance
            )
        }
        if let first = visits.filter(\.isBeforeHost).flatMap(\.stays).map(\.from).min() {
            times.windows[0].from = min(first, times.windows[0].from)
        }
        let breakout = breakout(in: times, &chance)
        var play = Play()
        for (part, window) in times.windows.enumerated() {
            let uuid = uuid(part: part)
            let beginning = Scene.Beginning(
                uuid: uuid,
                number: meeting.number,
                occurrence: occurrence
            )
            play.add(.start(beginning), at: window.from)
            let host = host(part: part)
            play.add(.join(uuid: uuid, host), at: max(window.from, times.host))
            for (member, visit) in zip(cast, visits) {
                add(
                    member,
                    visit,
                    to: &play,
                    Run(part: part, uuid: uuid, window: window, breakout: breakout)
                )
            }
            play.add(.end(uuid: uuid), at: window.to)
        }
        return play
    }

    /// One instance in the making.
    private struct Run {
        var part: Int
        var uuid: String
        var window: (from: Instant, to: Instant)
        var breakout: (from: Instant, to: Instant)?
    }

    private func uuid(part: Int) -> String {
        // A meeting planned once keeps its uuid for its first instance (measured).
        if part == 0, !meeting.type.isRecurring, meeting.instancesBegun == 0 { return meeting.uuid }
        return zoom.names.instanceUUID("\(key) \(part)", awkwardShare: 0.1)
    }

    private func breakout(
        in times: RunningTimes,
        _ chance: inout Chance
    ) -> (from: Instant, to: Instant)? {
        guard habits.breakouts > 0, !isWebinar, occurrence.minutes >= 30,
            let window = times.windows.last
        else { return nil }
        let length = window.from.seconds(to: window.to)
        let from = window.from.advanced(bySeconds: chance.number(length / 3...length / 2))
        return (from, from.advanced(bySeconds: chance.number(300...max(301, length / 4))))
    }

    private func host(part: Int) -> Visitor {
        let user = zoom.users.first { $0.id == meeting.hostID }
        return Visitor(
            participantUUID: zoom.names.participantUUID("\(key) host \(part)"),
            person: user?.profile.email ?? "",
            name: user?.profile.displayName ?? "Host",
            email: user?.profile.email,
            zoomUserID: meeting.hostID,
            isHost: true,
            publicIP: "203.0.113.1",
            privateIP: "192.0.2.1"
        )
    }

    private func add(_ member: CastMember, _ visit: Visit, to play: inout Play, _ run: Run) {
        var chance = Chance(
            seed: zoom.seed,
            "conduct",
            key,
            member.person.email,
            String(run.part)
        )
        let stays = visit.stays(within: run.window)
        for (index, stay) in stays.enumerated() {
            var from = stay.from
            // Who was thrown out with the host needs a moment to notice that it goes on.
            if run.part > 0, from == run.window.from {
                from = min(from.advanced(bySeconds: chance.number(5...90)), stay.to)
            }
            guard from < stay.to else { continue }
            let visitor = visitor(member, "\(run.part) \(index)")
            let isFirst = index == 0 && run.part == 0
            from = arrive(visitor, visit, at: from, in: run, isFirst, to: &play, &chance)
            if let breakout = run.breakout, chance.happens(habits.breakouts),
                from < breakout.from, breakout.to < stay.to
            {
                move(visitor, breakout, in: run, to: &play, &chance)
            }
            guard stay.to < run.window.to else { continue }
            let isDrop = index + 1 < stays.count
            var leaving = isDrop && member.visit == nil ? Scene.Leaving.dropped : .byChoice
            if isDrop, visit.crashes {
                let noticed = chance.number(60_000...90_000)
                leaving.transit = noticed...noticed + 2400
            }
            play.add(
                .leave(uuid: run.uuid, participant: visitor.participantUUID, leaving),
                at: stay.to
            )
        }
        if let stay = stays.first { accompany(member, stay, in: run, to: &play) }
    }

    /// Lets somebody in, by way of the waiting room where they have to wait.
    private func arrive(
        _ visitor: Visitor,
        _ visit: Visit,
        at time: Instant,
        in run: Run,
        _ isFirst: Bool,
        to play: inout Play,
        _ chance: inout Chance
    ) -> Instant {
        var time = time
        if isFirst, visit.isBeforeHost, !isWebinar {
            play.add(.comeBeforeHost(uuid: run.uuid, visitor), at: time)
        } else if !isWebinar, chance.happens(habits.waitingRoom) {
            play.add(.wait(uuid: run.uuid, visitor), at: time)
            time = time.advanced(bySeconds: chance.number(3...8))
        }
        play.add(.join(uuid: run.uuid, visitor), at: time)
        return time
    }

    private func move(
        _ visitor: Visitor,
        _ breakout: (from: Instant, to: Instant),
        in run: Run,
        to play: inout Play,
        _ chance: inout Chance
    ) {
        let room = zoom.names.instanceUUID("\(key) room \(chance.number(1...4))")
        let there = breakout.from.advanced(bySeconds: chance.number(0...20))
        let back = max(
            there.advanced(bySeconds: 60),
            breakout.to.advanced(bySeconds: -chance.number(0...20))
        )
        let participant = visitor.participantUUID
        play.add(.move(uuid: run.uuid, participant: participant, room: room), at: there)
        play.add(.move(uuid: run.uuid, participant: participant, room: nil), at: back)
    }

    /// Adds a second device, as a guest of the same name.
    private func accompany(
        _ member: CastMember,
        _ stay: (from: Instant, to: Instant),
        in run: Run,
        to play: inout Play
    ) {
        var chance = Chance(seed: zoom.seed, "device", key, member.person.email, String(run.part))
        let length = stay.from.seconds(to: stay.to)
        guard member.visit == nil, chance.happens(habits.twoDevices), length > 400 else { return }
        var visitor = visitor(member, "\(run.part) device")
        (visitor.registrantID, visitor.zoomUserID, visitor.email) = (nil, nil, nil)
        play.add(
            .join(uuid: run.uuid, visitor),
            at: stay.from.advanced(bySeconds: chance.number(30...120))
        )
        play.add(
            .leave(uuid: run.uuid, participant: visitor.participantUUID, .byChoice),
            at: stay.to.advanced(bySeconds: -chance.number(30...120))
        )
    }

    private func visitor(_ member: CastMember, _ connection: String) -> Visitor {
        let person = member.person
        // How somebody comes is the same for all their connections to an occurrence.
        var chance = Chance(seed: zoom.seed, "identity", key, person.email)
        let isByLink = chance.happens(habits.byLink)
        let isSignedIn = chance.happens(habits.signedIn)
        var home = Chance(seed: zoom.seed, "home", person.email)
        let registrantID = isByLink ? member.registrantID : nil
        return Visitor(
            participantUUID: zoom.names.participantUUID("\(key) \(person.email) \(connection)"),
            person: person.email,
            name: person.displayName,
            email: isSignedIn || registrantID != nil ? person.email : nil,
            zoomUserID: isSignedIn ? zoom.names.id("user", person.email) : nil,
            registrantID: registrantID,
            publicIP: "198.51.100.\(home.number(1...40))",
            privateIP: "192.0.2.\(home.number(10...250))"
        )
    }
}
