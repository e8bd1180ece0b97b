public import Attendance
public import EventSourcing
public import Projections
import ZoomAPI

// What people want of meetings at Zoom. The outbox does it; here it is decided and kept.

extension Desk {
    /// Everything that is wanted of meetings at Zoom, its personal fields sealed.
    /// - Throws: ``DeskFailure`` when the log failed.
    public func arrangements() async throws(DeskFailure) -> ArrangementRegister {
        try await asking { () async throws(EventLogError) in
            var query = EventQuery(.category(StreamName.arrangements), limit: 1000)
            var reader = PayloadReader()
            var register = ArrangementRegister()
            while true {
                let page = try await log.events(query)
                for recorded in page { register.evolve(with: try recorded.decoded(by: &reader)) }
                guard page.count == query.limit, let last = page.last else { return register }
                query = query.following(0, upTo: last.position)
            }
        }
    }

    /// An arrangement by its id, or by the meeting's id or number where only one has it.
    /// - Throws: ``DeskFailure`` when there is none, or several have the number.
    public func arrangement(
        named name: String
    ) async throws(DeskFailure) -> ArrangementRegister.Entry {
        let register = try await arrangements()
        if let entry = register.entries[ArrangementID(name)] { return entry }
        if let entry = register.entry(of: MeetingID(name)) { return entry }
        let digits = ZoomMeetingNumber(name)?.description ?? name
        let found = register.entries.values.filter {
            $0.arrangement.meeting?.number == digits
        }
        guard let first = found.first else { throw .arrangement(.unknown) }
        guard found.count == 1 else { throw .arrangement(.ambiguous) }
        return first
    }

    /// Wants a meeting or webinar to be held at Zoom.
    /// - Parameters:
    ///   - draft: What is wanted.
    ///   - id: The arrangement's id; `nil` makes one. The same under the same id is arranged once.
    ///   - actor: Who wants it.
    /// - Returns: the arrangement, which Zoom has not heard of yet.
    /// - Throws: ``DeskFailure`` when Zoom would refuse it; nothing is kept then.
    @discardableResult
    public func arrange(
        _ draft: ArrangementDraft,
        as id: ArrangementID? = nil,
        actor: Actor
    ) async throws(DeskFailure) -> ArrangementRegister.Entry {
        let id = id ?? ArrangementID(edges.random(16).hexadecimal)
        let (form, plans) = try Self.plans(of: draft.time, seconds: draft.seconds)
        let hostIndex = hostIndex(draft.host, at: draft.account)
        let owner = try await person(withAddress: draft.host)
        let agenda = draft.agenda.flatMap { $0.isEmpty ? nil : $0 }
        let arranged = MeetingArranged(
            arrangement: id,
            account: draft.account,
            host: Personal(draft.host, about: owner?.subject ?? SubjectID(hostIndex.text)),
            hostIndex: hostIndex,
            kind: draft.kind,
            link: draft.link,
            topic: Personal(draft.topic, about: id.subject),
            agenda: agenda.map { Personal($0, about: id.subject) },
            form: form,
            dates: try dates(plans, of: id),
            seconds: draft.seconds,
            settings: draft.settings,
            pack: draft.pack
        )
        try await decide(.arrange(arranged, now: edges.now()), of: id, actor)
        return try await arrangement(named: id.text)
    }

    /// The id of what somebody wants under a key of theirs, so that it is wanted once however often they
    /// say so.
    public func arrangementID(of key: String) -> ArrangementID {
        ArrangementID(self.key.arrangement(under: key))
    }

    /// Wants something of a meeting to be otherwise.
    /// - Parameters:
    ///   - name: The arrangement's id, or the meeting's id or number.
    ///   - draft: What is wanted.
    ///   - actor: Who wants it.
    /// - Returns: the arrangement.
    /// - Throws: ``DeskFailure`` when Zoom would refuse it; nothing is kept then.
    @discardableResult
    public func change(
        _ name: String,
        to draft: ArrangementChangeDraft,
        actor: Actor
    ) async throws(DeskFailure) -> ArrangementRegister.Entry {
        let entry = try await arrangement(named: name)
        guard let id = entry.arrangement.id else { throw .arrangement(.unknown) }
        var change = ArrangementChanged(
            arrangement: id,
            occurrence: draft.occurrence,
            topic: draft.topic.map { Personal($0, about: id.subject) },
            agenda: draft.agenda.map { Personal($0, about: id.subject) },
            seconds: draft.seconds,
            settings: draft.settings
        )
        let (rule, dates) = try changedDates(by: draft, of: entry.arrangement)
        (change.rule, change.dates) = (rule, dates)
        try await decide(.change(change, now: edges.now()), of: id, actor)
        return try await arrangement(named: id.text)
    }

    /// Wants a meeting, or one date of it, not to be held.
    /// - Parameters:
    ///   - name: The arrangement's id, or the meeting's id or number.
    ///   - occurrence: The one date; `nil` means all of it.
    ///   - reason: Why.
    ///   - actor: Who wants it.
    /// - Returns: the arrangement.
    /// - Throws: ``DeskFailure``.
    @discardableResult
    public func cancelArrangement(
        _ name: String,
        at occurrence: OccurrenceID? = nil,
        reason: String,
        actor: Actor
    ) async throws(DeskFailure) -> ArrangementRegister.Entry {
        let id = try await id(of: name)
        let cancelled = ArrangementCancelled(
            arrangement: id,
            occurrence: occurrence,
            reason: Personal(reason, about: id.subject)
        )
        try await decide(.cancel(cancelled, now: edges.now()), of: id, actor)
        return try await arrangement(named: id.text)
    }

    /// Wants what runs of a meeting now to end, within ten minutes or not at all.
    /// - Throws: ``DeskFailure``.
    @discardableResult
    public func endArrangement(
        _ name: String,
        actor: Actor
    ) async throws(DeskFailure) -> ArrangementRegister.Entry {
        let id = try await id(of: name)
        let until = edges.now().advanced(bySeconds: Self.endSecondsMax)
        let asked = MeetingEndAsked(arrangement: id, until: until)
        try await decide(.end(asked), of: id, actor)
        return try await arrangement(named: id.text)
    }

    /// How long somebody who wants a run to end means that run, in seconds.
    private static let endSecondsMax: Int64 = 600

    /// Wants what Zoom refused to be tried again.
    /// - Throws: ``DeskFailure``.
    @discardableResult
    public func retryArrangement(
        _ name: String,
        actor: Actor
    ) async throws(DeskFailure) -> ArrangementRegister.Entry {
        let id = try await id(of: name)
        try await decide(.retry(ArrangementRetried(arrangement: id)), of: id, actor)
        return try await arrangement(named: id.text)
    }

    private func id(of name: String) async throws(DeskFailure) -> ArrangementID {
        guard let id = try await arrangement(named: name).arrangement.id else {
            throw .arrangement(.unknown)
        }
        return id
    }

    /// The keyed hash of a host: the same by which a person of that address is known.
    private func hostIndex(_ host: String, at account: String) -> BlindIndex {
        host.contains("@")
            ? key.emailIndex(host)
            : ZoomIdentifiers(key: key, account: account).zoomUserIndex(host)
    }

    func person(withAddress address: String) async throws(DeskFailure) -> PersonID? {
        guard address.contains("@") else { return nil }
        let people = try await asking { () async throws(EventLogError) in
            try await projections.people()
        }
        return people.people.person(withEmail: key.emailIndex(address))
    }

    // MARK: Times

    private static func plans(
        of time: TimeDraft,
        seconds: Int64
    ) throws(DeskFailure) -> (MeetingForm, [DatePlan]) {
        switch time {
        case .once(let plan): return (.once, [plan])
        case .unfixed: return (.unfixed, [])
        case .instant: return (.instant, [])
        case .series(let first, let series):
            let rule = try arranging { () throws(ArrangementRefusal) in
                try series.rule(from: first.date)
            }
            return (.recurring(rule), plans(by: rule, from: first))
        }
    }

    private static func plans(by rule: RecurrenceRule, from first: DatePlan) -> [DatePlan] {
        rule.dates(from: first.date).map { date in
            var plan = first
            plan.date = date
            return plan
        }
    }

    private static func arranging<Value>(
        _ body: () throws(ArrangementRefusal) -> Value
    ) throws(DeskFailure) -> Value {
        do {
            return try body()
        } catch {
            throw .arrangement(error)
        }
    }

    /// The dates, named anew, or by the id under which they are arranged.
    private func dates(
        _ plans: [DatePlan],
        of id: ArrangementID? = nil
    ) throws(DeskFailure) -> [ArrangedDate] {
        try plans.enumerated().map { (place, plan) throws(DeskFailure) in
            let name = id.map { key.arrangedDate(of: $0.text, place: place) }
            return ArrangedDate(
                occurrence: OccurrenceID(name ?? edges.random(16).hexadecimal),
                time: try Self.time(of: plan)
            )
        }
    }

    /// The dates that a change makes otherwise, under the names they have; those of a series keep theirs
    /// in order.
    private func changedDates(
        by draft: ArrangementChangeDraft,
        of arrangement: Arrangement
    ) throws(DeskFailure) -> (RecurrenceRule?, [ArrangedDate]) {
        if let first = draft.start, draft.occurrence == nil,
            let rule = try rule(of: draft, arrangement, from: first)
        {
            var dates = try dates(Self.plans(by: rule, from: first))
            for (index, known) in arrangement.dates.enumerated() where index < dates.count {
                dates[index].occurrence = known.occurrence
            }
            return (rule, dates)
        }
        let known = arrangement.dates.filter { date in
            draft.occurrence.map { $0 == date.occurrence } ?? true
        }
        if let start = draft.start {
            let name =
                draft.occurrence ?? known.first?.occurrence
                ?? arrangement.confirmedDates.first?.occurrence
            guard let name else { throw .arrangement(.rejected(.datesNotOfForm)) }
            return (nil, [ArrangedDate(occurrence: name, time: try Self.time(of: start))])
        }
        guard let seconds = draft.seconds else { return (nil, []) }
        let now = edges.now()
        let longer = known.filter { now < $0.time.window.start }.map { date in
            var date = date
            date.time.window.end = date.time.window.start.advanced(bySeconds: seconds)
            return date
        }
        return (nil, longer)
    }

    /// The rule by which a series goes on from another first date; `nil` where it is no series.
    private func rule(
        of draft: ArrangementChangeDraft,
        _ arrangement: Arrangement,
        from first: DatePlan
    ) throws(DeskFailure) -> RecurrenceRule? {
        if let series = draft.series {
            return try Self.arranging { () throws(ArrangementRefusal) in
                try series.rule(from: first.date)
            }
        }
        guard case .recurring(let rule) = arrangement.form else { return nil }
        return rule
    }

    @discardableResult
    func decide(
        _ command: ArrangementCommand,
        of id: ArrangementID,
        _ actor: Actor
    ) async throws(DeskFailure) -> [AttendanceEvent] {
        do {
            return try await decide(
                command,
                by: ArrangementDecider.self,
                on: .arrangement(id),
                actor: actor
            )
        } catch {
            switch error {
            case .rejected(let rejection): throw .arrangement(.rejected(rejection))
            case .log(let error): throw .log(error)
            }
        }
    }
}
