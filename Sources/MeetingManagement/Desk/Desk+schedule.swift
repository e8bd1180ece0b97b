public import Attendance
public import EventSourcing
public import Projections

extension Desk {
    /// Plans dates of a meeting, each with the rules its sheet is judged by.
    /// - Parameters:
    ///   - plans: When; each is an occurrence of its own.
    ///   - name: The meeting.
    ///   - id: The occurrence, where it is known already: there must be one plan then.
    ///   - pack: The rules; they are kept with the occurrence.
    ///   - actor: Who plans.
    /// - Returns: the occurrences.
    /// - Throws: ``DeskFailure``; the dates before the one it names are planned.
    public func schedule(
        _ plans: [DatePlan],
        of name: MeetingName,
        as id: OccurrenceID? = nil,
        under pack: RulePack,
        actor: Actor
    ) async throws(DeskFailure) -> [OccurrenceID] {
        let meeting = try await reference(of: name)
        if let id { try await mayPlan(id, of: meeting.id) }
        let times = try plans.map { plan throws(DeskFailure) in try Self.time(of: plan) }
        var occurrences: [OccurrenceID] = []
        for time in times {
            let scheduled = OccurrenceScheduled(
                meeting: meeting,
                occurrence: id ?? OccurrenceID(edges.random(16).hexadecimal),
                time: time,
                pack: pack
            )
            try await decide(.schedule(scheduled, now: edges.now()), of: meeting.id, actor)
            occurrences.append(scheduled.occurrence)
        }
        return occurrences
    }

    /// Cancels a planned date.
    /// - Throws: ``DeskFailure`` when none was planned here, or it has begun.
    public func cancel(
        _ id: OccurrenceID,
        of name: String,
        reason: String,
        actor: Actor
    ) async throws(DeskFailure) {
        let meeting = try await meeting(named: name).record.id
        let cancelled = OccurrenceCancelled(
            meeting: meeting,
            occurrence: id,
            reason: Personal(reason, about: SubjectID(meeting.text))
        )
        try await decide(.cancel(cancelled, now: edges.now()), of: meeting, actor)
    }

    /// States which occurrence a run belongs to.
    /// - Parameters:
    ///   - uuid: Zoom's uuid of the run.
    ///   - name: The meeting's id or number.
    ///   - target: Where it belongs.
    ///   - reason: Why.
    ///   - actor: Who states it.
    /// - Returns: the occurrence it belongs to now.
    /// - Throws: ``DeskFailure``.
    public func move(
        run uuid: String,
        of name: String,
        to target: RunTarget,
        reason: String,
        actor: Actor
    ) async throws(DeskFailure) -> Occurrence {
        let reading = try await meeting(named: name)
        let runs = reading.roll.occurrences(of: reading.record.id)
            .flatMap { reading.roll.runs(of: $0) }
        guard let run = runs.first(where: { $0.uuid == uuid }) else { throw .plan(.runUnknown) }
        if case .occurrence(let id) = target, reading.roll.occurrence(id) == nil {
            throw .occurrenceUnknown
        }
        let placed = InstancePlaced(
            meeting: reading.record.id,
            instance: run.id,
            occurrence: target.occurrence(of: run.id),
            reason: Personal(reason, about: SubjectID(reading.record.id.text))
        )
        _ = try await asking { () async throws(EventLogError) in
            try await record(
                placed,
                by: PlacementDecider.self,
                on: .placement(run.id),
                actor: actor
            )
        }
        let roll = try await roll(showing: reading.record.id)
        let found = roll.occurrences(of: reading.record.id).first { $0.instances.contains(run.id) }
        guard let found else { throw .occurrenceUnknown }
        return found
    }

    /// Adopts a rule pack for whatever begins from a moment on without one of its own.
    /// - Parameters:
    ///   - pack: The rules; they are kept.
    ///   - from: The moment; `nil` means now.
    ///   - actor: Who decides.
    /// - Returns: the moment.
    /// - Throws: ``DeskFailure`` when the moment is past, or the log failed.
    @discardableResult
    public func adopt(
        _ pack: RulePack,
        from: Instant? = nil,
        actor: Actor
    ) async throws(DeskFailure) -> Instant {
        let now = edges.now()
        let start = from ?? now
        // What began is judged by what held then.
        guard now <= start else { throw .plan(.adoptedForPast) }
        _ = try await asking { () async throws(EventLogError) in
            try await record(
                RulePackAdopted(from: start, pack: pack),
                by: AdoptionDecider.self,
                on: .organisation,
                actor: actor
            )
        }
        return start
    }

    /// Makes sure that an occurrence is a planned one of a meeting, and has not begun.
    private func mayPlan(
        _ id: OccurrenceID,
        of meeting: MeetingID
    ) async throws(DeskFailure) {
        let roll = try await roll(showing: id)
        guard let known = roll.occurrence(id), known.meeting == meeting,
            let planned = known.planned, known.id == id
        else { throw .plan(.rejected(.unknown(id))) }
        guard edges.now() < planned.start, known.instances.isEmpty else {
            throw .plan(.rejected(.hasBegun(planned.start)))
        }
    }

    private func reference(of name: MeetingName) async throws(DeskFailure) -> MeetingReference {
        switch name {
        case .known(let name):
            return try await meeting(named: name).record.reference(from: .person)
        case .new(let number, let account):
            return MeetingReference(
                id: ZoomIdentifiers(key: key, account: account).meeting(number: number),
                account: account,
                number: number,
                kind: .meeting,
                statedAt: nil,
                source: .person
            )
        }
    }

    /// The instants of a planned wall time; of one that is shown twice, the earlier.
    static func time(of plan: DatePlan) throws(DeskFailure) -> ScheduledTime {
        let midnight = Instant(seconds: Int64(plan.date.daysSinceEpoch) * 86_400)
        guard let zone = ZoneRules.known(named: plan.zone, around: midnight) else {
            throw .plan(.zoneUnknown(plan.zone))
        }
        let shown = zone.instants(showing: plan.date, secondOfDay: plan.secondOfDay)
        guard let start = shown.first else { throw .plan(.timeSkipped(plan)) }
        let window = TimeWindow(start: start, end: start.advanced(bySeconds: plan.seconds))
        return ScheduledTime(
            wallStart: "\(plan.date)T\(zone.wallTime(of: start).time)",
            zone: zone.covering(from: window.start, to: window.end),
            zoneEdition: ZoneRules.systemEdition,
            window: window
        )
    }

    private func decide(
        _ command: ScheduleCommand,
        of meeting: MeetingID,
        _ actor: Actor
    ) async throws(DeskFailure) {
        do {
            _ = try await decide(
                command,
                by: ScheduleDecider.self,
                on: .schedule(meeting),
                actor: actor
            )
        } catch {
            switch error {
            case .rejected(let rejection): throw .plan(.rejected(rejection))
            case .log(let error): throw .log(error)
            }
        }
    }
}
