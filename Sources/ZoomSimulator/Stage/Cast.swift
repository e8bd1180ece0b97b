import EventSourcing

/// Somebody expected at an occurrence, and as what Zoom knows them.
struct CastMember {
    var person: ScenarioPerson
    /// The registrant id, where they are registered for this occurrence.
    var registrantID: String?
    /// What they do, where the scenario says it to the second.
    var visit: ScenarioVisit?
}

/// When the instances of an occurrence run: one, or two where the host drops out.
struct RunningTimes {
    /// From the first join to the end, each.
    var windows: [(from: Instant, to: Instant)]
    /// When the host comes for the first time.
    var host: Instant

    init(
        of occurrence: SimulatedOccurrence,
        habits: AttendanceHabits,
        until latest: Instant?,
        _ chance: inout Chance
    ) {
        let host = occurrence.start.advanced(bySeconds: -chance.number(60...300))
        let end = max(
            occurrence.end.advanced(bySeconds: chance.number(0...180)),
            latest?.advanced(bySeconds: 30) ?? occurrence.end
        )
        let length = host.seconds(to: end)
        self.host = host
        windows = [(host, end)]
        guard chance.happens(habits.hostDrops), length > 1200 else { return }
        let drop = host.advanced(bySeconds: chance.number(length / 4...length / 2))
        let back = drop.advanced(bySeconds: chance.number(120...300))
        windows = [(host, drop), (back, end)]
    }
}

/// When one person is connected, by their habits.
struct Visit {
    /// The connections, from a join to a leave.
    var stays: [(from: Instant, to: Instant)]
    /// Whether the first of them ends with a crash.
    var crashes = false
    /// Whether they are there before the host.
    var isBeforeHost = false

    init(
        of member: CastMember,
        at occurrence: SimulatedOccurrence,
        habits: AttendanceHabits,
        host: Instant,
        _ chance: inout Chance
    ) {
        if let visit = member.visit {
            stays = visit.stays.map {
                (
                    occurrence.start.advanced(bySeconds: $0.from),
                    occurrence.start.advanced(bySeconds: $0.to)
                )
            }
            isBeforeHost = stays.contains { $0.from < host }
            return
        }
        stays = []
        guard !chance.happens(habits.absent) else { return }
        let start = occurrence.start
        let half = max(60, occurrence.minutes * 30)
        isBeforeHost = chance.happens(habits.beforeHost)
        let from: Instant =
            if chance.happens(habits.late) {
                start.advanced(bySeconds: min(half, chance.number(300...2400)))
            } else if isBeforeHost {
                host.advanced(bySeconds: -chance.number(20...200))
            } else {
                max(
                    host.advanced(bySeconds: chance.number(1...20)),
                    start.advanced(bySeconds: chance.number(-180...180))
                )
            }
        isBeforeHost = isBeforeHost && from < host
        let to =
            chance.happens(habits.early)
            ? occurrence.end.advanced(bySeconds: -min(half / 2, chance.number(300...2400)))
            : occurrence.end.advanced(bySeconds: chance.number(-30...240))
        let length = from.seconds(to: to)
        guard length > 60 else {
            isBeforeHost = false
            return
        }
        stays = [(from, to)]
        guard chance.happens(habits.drops), length > 300 else { return }
        let drop = from.advanced(bySeconds: chance.number(length / 4...length / 2))
        let back = drop.advanced(bySeconds: min(length / 4, chance.number(10...1200)))
        stays = [(from, drop), (back, to)]
        crashes = chance.happens(habits.crashes)
    }

    /// What of this falls into when an instance runs.
    func stays(
        within window: (from: Instant, to: Instant)
    ) -> [(from: Instant, to: Instant)] {
        stays.compactMap { stay in
            let from = max(stay.from, window.from)
            let to = min(stay.to, window.to)
            return from < to ? (from, to) : nil
        }
    }
}
