import Attendance
import EventSourcing
import Projections
import ZoomAPI

// What is wanted of the meeting itself.

extension OutboxTurn {
    /// Makes the meeting, unless it was made already: a call that got no answer may have made it, and so
    /// may a process that was killed before it wrote that down.
    func create(_ intent: Arrangement.Intent) async throws(Setback) {
        guard let arranged = arrangement.arranged else {
            throw .refused("nothing says what was to be made")
        }
        let opened = try await open([
            arranged.host, arranged.topic, arranged.agenda,
        ])
        guard let host = opened[0] else { throw .refused("the host's data was erased") }
        if let found = try await find(of: host, arranged) {
            return try await confirm(intent, found)
        }
        if let withdrawal = arrangement.withdrawal {
            // It was never made, and shall not be.
            return try await append([confirmed(withdrawal, nil)])
        }
        try await mayBeMade(arranged)
        guard let topic = opened[1] else { throw .refused("the topic was erased") }
        let plan = ZoomMeetingPlan(
            making: arranged,
            topic: topic,
            agenda: mark.marking(opened[2])
        )
        let creation = try checked { () throws(ZoomInputFault) in
            try MeetingCalls.create(plan, kind, for: host)
        }
        let made = try await call(creation)
        try await confirm(intent, made.meeting.number)
    }

    /// What there is no use in making any more.
    private func mayBeMade(_ arranged: MeetingArranged) async throws(Setback) {
        let now = desk.edges.now()
        // It may have been moved before Zoom heard of it.
        if let last = arrangement.dates.last, last.time.window.end <= now {
            throw .refused("its time was over before Zoom could be reached")
        }
        if arranged.form == .instant, let asked = entry.askedAt.first,
            asked.seconds(to: now) > Self.instantSecondsMax
        {
            throw .refused("it was to begin at once, and Zoom could not be reached for ten minutes")
        }
        try hostMayChange()
    }

    private func hostMayChange() throws(Setback) {
        guard isHostSpent else { return }
        let today = CivilTime(desk.edges.now()).date.daysSinceEpoch
        throw .day(
            "Zoom takes \(Self.changesPerDayMax) creations and changes a day of one host",
            until: Instant(seconds: Int64(today + 1) * 86_400)
        )
    }

    /// The meeting of the host's that bears the arrangement's mark.
    private func find(
        of host: String,
        _ arranged: MeetingArranged
    ) async throws(Setback) -> ZoomMeetingNumber? {
        var listed = try await all(MeetingCalls.list(of: host, kind, .scheduled))
        // A list of what is planned need not have what began at once.
        if arranged.form == .instant {
            listed += try await all(MeetingCalls.list(of: host, kind, .live))
        }
        if let found = listed.first(where: { mark.isOn($0) == true }) {
            return found.meeting.number
        }
        for candidate in listed where mark.isOn(candidate) == nil {
            // Clocks differ, but not by a day.
            if let asked = entry.askedAt.first, let created = candidate.createdAt,
                created < asked.advanced(bySeconds: -86_400)
            {
                continue
            }
            let whole = try await call(MeetingCalls.get(candidate.meeting.number, kind))
            if whole.agenda?.contains(mark.text) == true { return whole.meeting.number }
        }
        return nil
    }

    /// Reads the meeting, which the answer to its creation shows without its uuid, and notes all of it.
    private func confirm(
        _ intent: Arrangement.Intent,
        _ number: ZoomMeetingNumber
    ) async throws(Setback) {
        let answer: ZoomPlannedMeeting
        do throws(ZoomFailure) {
            answer = try await client.answer(to: MeetingCalls.get(number, kind))
        } catch {
            // Zoom may not show everywhere at once what it made; what is gone is made anew.
            let setback = Setback(error)
            guard case .refused(let refusal) = error.reason, refusal.isNotFound else {
                throw setback
            }
            throw .later(setback.reason ?? "Zoom does not show the meeting yet")
        }
        let reading = facts()
        let planned = reading.planned(answer, kind)
        let dates = reading.dates(answer, of: arrangement)
        try await append(
            [.meetingPlanned(planned), confirmed(intent, planned.meeting, dates: dates)]
                + scheduled(dates, at: planned.meeting)
        )
    }

    /// What is read of an answer that is asked for now.
    func facts() -> DeliveryFacts {
        DeliveryFacts(answering: account, key: desk.key, statedAt: desk.edges.now())
    }

    /// The dates with the rules they are judged by, where rules were agreed.
    private func scheduled(
        _ dates: [ConfirmedDate],
        at meeting: MeetingReference,
        only changed: Set<OccurrenceID>? = nil
    ) -> [AttendanceEvent] {
        guard let arranged = arrangement.arranged else { return [] }
        let wanted = Dictionary(
            arrangement.dates.map { ($0.occurrence, $0.time) },
            uniquingKeysWith: { first, _ in first }
        )
        return dates.compactMap { date in
            guard changed?.contains(date.occurrence) ?? true,
                let time = wanted[date.occurrence] ?? self.time(of: date)
            else { return nil }
            var reference = meeting
            reference.source = .person
            reference.statedAt = nil
            return .occurrenceScheduled(
                OccurrenceScheduled(
                    meeting: reference,
                    occurrence: date.occurrence,
                    time: time,
                    pack: arranged.pack
                )
            )
        }
    }

    /// The time of a date that Zoom made otherwise than it was wanted.
    private func time(of date: ConfirmedDate) -> ScheduledTime? {
        let identifier = arrangement.dates.first?.time.zone.identifier ?? "UTC"
        guard let zone = ZoneRules.known(named: identifier, around: date.start) else { return nil }
        let wall = zone.wallTime(of: date.start)
        return ScheduledTime(
            wallStart: "\(wall.date)T\(wall.time)",
            zone: zone.covering(from: date.start, to: date.end),
            zoneEdition: ZoneRules.systemEdition,
            window: TimeWindow(start: date.start, end: date.end)
        )
    }

    // MARK: Changes

    /// Changes it; Zoom is told what shall be, so that telling it twice changes nothing.
    func change(
        _ intent: Arrangement.Intent,
        _ change: ArrangementChanged
    ) async throws(Setback) {
        guard let meeting = arrangement.meeting else { throw .later("it is not at Zoom yet") }
        try hostMayChange()
        let number = try number(of: meeting)
        let opened = try await open([change.topic, change.agenda])
        let agenda =
            change.agenda == nil
            ? nil : arrangement.arranged == nil ? opened[1] ?? "" : mark.marking(opened[1])
        let plan = ZoomMeetingPlan(
            changing: change,
            meeting.kind,
            topic: opened[0],
            agenda: agenda
        )
        let zoomID = change.occurrence.flatMap { arrangement.zoomID(of: [$0]) }
        let update = try checked { () throws(ZoomInputFault) in
            try MeetingCalls.update(number, kind, to: plan, occurrence: zoomID)
        }
        try await call(update)
        let reading = facts()
        let answer = try await call(MeetingCalls.get(number, kind))
        let dates = reading.dates(answer, of: arrangement)
        let now = desk.edges.now()
        let kept = Set(dates.compactMap(\.zoomID))
        let gone = arrangement.confirmedDates.filter { date in
            date.zoomID.map { !kept.contains($0) } ?? false && now < date.start
        }
        let changed = reading.changed(
            answer,
            kind,
            withdrawing: gone.compactMap { reading.time(of: $0, number: meeting.number) }
        )
        let isReplanned = change.rule != nil || change.seconds != nil
        let moved = isReplanned ? nil : Set(change.dates.map(\.occurrence))
        let known = Set(dates.map(\.occurrence))
        try await append(
            [.meetingChanged(changed), confirmed(intent, meeting, dates: dates)]
                + scheduled(dates, at: meeting, only: moved)
                + cancelled(
                    gone.map(\.occurrence).filter { !known.contains($0) },
                    at: meeting,
                    Personal("The series was planned anew", about: id.subject)
                )
        )
    }

    // MARK: Cancelling

    /// Cancels it or a date of it; what Zoom does not have is cancelled.
    func cancel(
        _ intent: Arrangement.Intent,
        _ cancellation: ArrangementCancelled
    ) async throws(Setback) {
        guard let meeting = arrangement.meeting else {
            return try await append([confirmed(intent, nil)])
        }
        let number = try number(of: meeting)
        let notifies = arrangement.settings.writesToRegistrants ?? true
        let opened = try await open([cancellation.reason])
        let reason = Personal(opened[0] ?? "It was cancelled", about: id.subject)
        let date = cancellation.occurrence.flatMap { occurrence in
            arrangement.confirmedDates.first { $0.occurrence == occurrence }
        }
        let left = arrangement.confirmedDates.filter { $0.occurrence != cancellation.occurrence }
        if let date, let zoomID = date.zoomID {
            try await callUnlessGone(
                MeetingCalls.delete(number, kind, occurrence: zoomID, notifies: notifies)
            )
            let times = [facts().time(of: date, number: meeting.number)].compactMap { $0 }
            try await append(
                [standing(meeting, times), confirmed(intent, meeting, dates: left)]
                    + cancelled([date.occurrence], at: meeting, reason)
            )
        } else if let occurrence = cancellation.occurrence, date == nil {
            // Zoom never had the date.
            try await append(
                [confirmed(intent, meeting)] + cancelled([occurrence], at: meeting, reason)
            )
        } else {
            try await callUnlessGone(MeetingCalls.delete(number, kind, notifies: notifies))
            let now = desk.edges.now()
            let toCome = arrangement.confirmedDates.filter { now < $0.start }.map(\.occurrence)
            try await append(
                [standing(meeting, []), confirmed(intent, meeting, dates: [])]
                    + cancelled(toCome, at: meeting, reason)
            )
        }
    }

    private func standing(
        _ meeting: MeetingReference,
        _ times: [PlannedTime]
    ) -> AttendanceEvent {
        var reference = meeting
        reference.statedAt = desk.edges.now()
        reference.source = .api
        return .meetingStanding(
            MeetingStanding(meeting: reference, change: .deleted, times: times)
        )
    }

    /// The dates here that are cancelled with it, where rules were agreed for them.
    private func cancelled(
        _ occurrences: [OccurrenceID],
        at meeting: MeetingReference,
        _ reason: Personal<String>
    ) -> [AttendanceEvent] {
        guard arrangement.arranged != nil else { return [] }
        return occurrences.map {
            .occurrenceCancelled(
                OccurrenceCancelled(meeting: meeting.id, occurrence: $0, reason: reason)
            )
        }
    }

    /// Ends what runs, unless that is over already or it is too late.
    func end(
        _ intent: Arrangement.Intent,
        _ asked: MeetingEndAsked
    ) async throws(Setback) {
        guard let meeting = arrangement.meeting else { throw .refused("it is not at Zoom") }
        guard desk.edges.now() < asked.until else {
            throw .refused("Zoom could not be reached in time, and what runs later is another run")
        }
        try await callUnlessGone(MeetingCalls.end(try number(of: meeting), kind))
        try await append([confirmed(intent, meeting)])
    }
}
