import Attendance
import EventSourcing
import Projections
import ZoomAPI

extension Reconciler {
    // MARK: Ends

    /// Asks when a run ended.
    func askEnd(
        of run: RunStanding,
        _ meeting: MeetingReference,
        through client: ZoomClient,
        noting note: Noting
    ) async throws(DeskFailure) {
        let reference = ZoomInstanceReference.uuid(run.uuid)
        // Of webinars' runs only the reports tell.
        let call =
            meeting.kind == .webinar
            ? ReportCalls.summary(of: reference, .webinar) : PastMeetingCalls.summary(of: reference)
        let summary: ZoomPastMeeting
        do {
            summary = try await client.answer(to: call)
        } catch {
            return noEnd(of: run, meeting, error, noting: note)
        }
        agenda[account: meeting.account].answered()
        let now = desk.edges.now()
        guard let end = summary.endTime, end <= now, summary.isOf(run) else {
            return agenda.askedEnd(of: run.id, at: now)
        }
        let fact = RunFacts(of: meeting, key: desk.key).end(of: run.uuid, summary)
        try await desk.take([fact], actor: Desk.reconciler)
        note(.ended(run: run.uuid))
    }

    private func noEnd(
        of run: RunStanding,
        _ meeting: MeetingReference,
        _ failure: ZoomFailure,
        noting note: Noting
    ) {
        let now = desk.edges.now()
        switch CallVerdict(failure) {
        // It goes on, or Zoom has not noted yet that it does not.
        case .notFound: agenda.askedEnd(of: run.id, at: now)
        case .tooOld: agenda.endIsUntold(of: run.id)
        case .notAllowed, .refused, .unreadable:
            agenda.endIsUntold(of: run.id)
            if agenda[account: meeting.account].refusedEnds() {
                note(.refused(meeting: meeting.id, failure))
            }
        case .account(let verdict): pause(meeting.account, verdict, failure, noting: note)
        case .cancelled: break
        }
    }

    // MARK: Reports

    /// Asks for a run's participants, and takes them in where there are any yet.
    func askReport(
        of run: RunStanding,
        _ end: Instant,
        _ meeting: MeetingReference,
        through client: ZoomClient,
        noting note: Noting
    ) async throws(DeskFailure) {
        while agenda[account: meeting.account].hasReports(at: desk.edges.now()) {
            let route = agenda[account: meeting.account].route
            let reading: ReportReading
            do {
                reading = try await Self.read(run, meeting.kind, by: route, through: client)
            } catch {
                let isToBeRepeated = try await noReport(
                    of: run,
                    end,
                    meeting,
                    error,
                    by: route,
                    noting: note
                )
                if isToBeRepeated { continue }
                return
            }
            agenda[account: meeting.account].answered()
            return try await take(reading, of: run, end, meeting, noting: note)
        }
    }

    private static func read(
        _ run: RunStanding,
        _ kind: MeetingKind,
        by route: AccountStanding.Route,
        through client: ZoomClient
    ) async throws(ZoomFailure) -> ReportReading {
        let reference = ZoomInstanceReference.uuid(run.uuid)
        let call =
            switch route {
            case .report: ReportCalls.participants(of: reference, kind.atZoom)
            case .past: PastMeetingCalls.participants(of: reference, kind.atZoom)
            }
        var pages: [ParticipantsPage] = []
        var iterator = client.pages(of: call).makeAsyncIterator()
        while let page = try await iterator.next() { pages.append(page) }
        return ReportReading(pages: pages)
    }

    private func take(
        _ reading: ReportReading,
        of run: RunStanding,
        _ end: Instant,
        _ meeting: MeetingReference,
        noting note: Noting
    ) async throws(DeskFailure) {
        let now = desk.edges.now()
        let isLast = run.isLastAsking(end: end, at: now)
        guard reading.isUsable(end: end, at: now) else {
            if isLast { try await miss(run, .empty, meeting, noting: note) }
            return agenda.askedReport(of: run.id, at: now)
        }
        let isSettled = reading.isSettled(end: end, at: now)
        let intake = try await desk.take(
            reading,
            ofRun: run.uuid,
            of: meeting,
            isSettled: isSettled,
            actor: Desk.reconciler
        )
        note(.reported(run: run.uuid, rows: intake.rows, isSettled: isSettled))
        if isLast, isSettled, intake.isComplete != true {
            try await miss(run, .unreadable, meeting, noting: note)
        }
        agenda.askedReport(of: run.id, at: now)
    }

    /// - Returns: whether there is another way to ask, to be tried at once.
    private func noReport(
        of run: RunStanding,
        _ end: Instant,
        _ meeting: MeetingReference,
        _ failure: ZoomFailure,
        by route: AccountStanding.Route,
        noting note: Noting
    ) async throws(DeskFailure) -> Bool {
        let now = desk.edges.now()
        let isLast = run.isLastAsking(end: end, at: now)
        switch CallVerdict(failure) {
        case .notFound:
            if isLast { try await miss(run, .notFound, meeting, noting: note) }
            agenda.askedReport(of: run.id, at: now)
        case .tooOld:
            try await miss(run, .tooOld, meeting, noting: note)
        case .refused(let code):
            if isLast { try await miss(run, .refused, code: code, meeting, noting: note) }
            agenda.askedReport(of: run.id, at: now)
        case .unreadable:
            if isLast { try await miss(run, .unreadable, meeting, noting: note) }
            agenda.askedReport(of: run.id, at: now)
        case .notAllowed:
            guard let refused = agenda[account: meeting.account].refusedReport(by: route, at: now)
            else { return true }
            guard refused.isNews else { return false }
            note(.withoutReports(account: meeting.account, until: refused.until, failure))
        case .account(let verdict): pause(meeting.account, verdict, failure, noting: note)
        case .cancelled: break
        }
        return false
    }

    private func miss(
        _ run: RunStanding,
        _ reason: ReportMissed.Reason,
        code: Int64? = nil,
        _ meeting: MeetingReference,
        noting note: Noting
    ) async throws(DeskFailure) {
        let missed = ReportMissed(
            instance: RunFacts(of: meeting, key: desk.key).reference(uuid: run.uuid),
            reason: reason,
            code: code,
            at: desk.edges.now()
        )
        try await desk.take([.reportMissed(missed)], actor: Desk.reconciler)
        note(.missed(run: run.uuid, reason))
    }

    // MARK: Runs

    /// Asks which runs a meeting had, and takes in that those began which are not known.
    func askRuns(
        _ meeting: MeetingReference,
        since: Instant,
        through client: ZoomClient,
        noting note: Noting
    ) async throws(DeskFailure) {
        guard let number = ZoomMeetingNumber(meeting.number) else {
            return agenda.listingFailed(of: meeting.id, at: desk.edges.now())
        }
        // What ends after this may be missing from the list.
        let asked = desk.edges.now()
        var listed: [ZoomInstance]?
        do {
            listed = try await client.all(
                of: PastMeetingCalls.instances(of: number, meeting.kind.atZoom)
            )
        } catch {
            switch CallVerdict(error) {
            case .notFound: listed = nil
            case .account(let verdict):
                return pause(meeting.account, verdict, error, noting: note)
            case .cancelled: return
            case .tooOld, .notAllowed, .refused, .unreadable:
                agenda.listingFailed(of: meeting.id, at: asked)
                return note(.refused(meeting: meeting.id, error))
            }
        }
        agenda[account: meeting.account].answered()
        let known = try await roll(of: meeting.id).presence.instances
        let facts = RunFacts(of: meeting, key: desk.key)
        let unknown = (listed ?? []).filter {
            known[facts.id(of: $0.uuid)] == nil && since <= $0.startTime ?? asked
        }
        let answer = RunsListed(
            meeting: meeting,
            at: asked,
            runCount: listed.map { Int64($0.count) }
        )
        try await desk.take(
            unknown.map(facts.start) + [.runsListed(answer)],
            actor: Desk.reconciler
        )
        if !unknown.isEmpty { note(.listed(meeting: meeting.id, unknown: unknown.count)) }
    }
}

extension MeetingKind {
    /// The same in the words of Zoom's API.
    fileprivate var atZoom: ZoomMeetingKind {
        switch self {
        case .meeting: .meeting
        case .webinar: .webinar
        }
    }
}

extension ZoomPastMeeting {
    /// Whether it sums up a run: by its number Zoom would tell of another.
    fileprivate func isOf(_ run: RunStanding) -> Bool {
        meeting.uuid.map { $0 == run.uuid } ?? true
    }
}
