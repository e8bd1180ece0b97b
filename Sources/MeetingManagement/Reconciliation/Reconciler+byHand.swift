import Attendance
public import EventSourcing
public import Projections

/// What is known of a run after Zoom was asked about it.
public struct RunFinding: Sendable, Hashable {
    /// The meeting's number at Zoom.
    public var number: String
    /// Zoom's uuid of the run.
    public var uuid: String
    /// When it began.
    public var start: Instant?
    /// When it ended, as far as is known.
    public var end: Instant?
    /// What is known of its report.
    public var report: ReportStanding
    /// How the report and what came live compare.
    public var comparison: ReportComparison

    init(_ run: InstanceLedger, of meeting: MeetingRecord) {
        number = meeting.number
        uuid = run.uuid
        start = run.start
        end = run.end
        report = run.reportStanding
        comparison = ReportComparison(of: run)
    }

    /// The run as the command lists it.
    public var json: JSON {
        JSON.object([
            "meeting": .string(number), "run": .string(uuid),
            "start": .time(start), "end": .time(end),
            "report": .string(report.word), "missed": .optional(report.missing?.rawValue),
            "agrees": .integer(Int64(comparison.agrees)), "adds": .integer(Int64(comparison.adds)),
            "contradicts": .integer(Int64(comparison.contradicts)),
            "lacks": .integer(Int64(comparison.lacks)),
            "only_reported": .integer(Int64(comparison.isOnlyReported)),
            "unreported": .integer(Int64(comparison.isUnreported)),
        ])
    }

    /// The report's standing in words, and why it is no better.
    public var words: String {
        switch report {
        case .complete: "complete"
        case .partial: "not all of it yet"
        case .unread: end == nil ? "not over, as far as is known" : "not yet"
        case .missed(let reason): "none: \(reason.words)"
        }
    }
}

extension ReportStanding {
    fileprivate var word: String {
        switch self {
        case .unread: "unread"
        case .partial: "partial"
        case .complete: "complete"
        case .missed: "missed"
        }
    }

    fileprivate var missing: ReportMissed.Reason? {
        if case .missed(let reason) = self { reason } else { nil }
    }
}

extension Reconciler {
    /// Asks at once what there is to ask about some runs, whatever was tried before.
    /// - Parameters:
    ///   - name: The meeting's id or number; `nil` for all that ran or were planned since then.
    ///   - since: The runs that began since then; `nil` for the last 31 days.
    ///   - note: Takes what came of each call.
    /// - Returns: what is known of those runs then, by meeting and start.
    /// - Throws: ``DeskFailure`` when there is no such meeting, or the log failed.
    public func reconcile(
        meeting name: String?,
        since: Instant?,
        noting note: @escaping Noting
    ) async throws(DeskFailure) -> [RunFinding] {
        let now = desk.edges.now()
        let reach = Int64(ReconciliationTimes.plansDaysBack) * 86_400
        let since = since ?? now.advanced(bySeconds: -reach)
        let meetings = try await meetings(named: name, since: since, until: now)
        await ask(
            try await records(of: meetings).map {
                Inquiry(meeting: $0.record.reference(from: .api), matter: .runs(since: since))
            },
            noting: note
        )
        for askFor in [askForEnd, askForReport] {
            var inquiries: [Inquiry] = []
            for (record, roll) in try await records(of: meetings) {
                inquiries += roll.standings(of: record.id).filter { since <= $0.begin }
                    .compactMap { askFor($0, now) }
                    .map { Inquiry(meeting: record.reference(from: .api), matter: $0) }
            }
            await ask(inquiries, noting: note)
        }
        return try await records(of: meetings).flatMap { record, roll in
            roll.runs(of: record.id).filter { since <= $0.begin }
                .map { RunFinding($0, of: record) }
        }
    }

    private func askForEnd(_ run: RunStanding, _ now: Instant) -> Inquiry.Matter? {
        run.end == nil ? .end(run) : nil
    }

    private func askForReport(_ run: RunStanding, _ now: Instant) -> Inquiry.Matter? {
        guard run.report != .complete,
            let end = agenda.end(of: run, at: now) ?? (run.isFollowed ? run.lastKnown : nil)
        else { return nil }
        return .report(run, end: end)
    }

    private func meetings(
        named name: String?,
        since: Instant,
        until now: Instant
    ) async throws(DeskFailure) -> Set<MeetingID> {
        if let name { return [try await desk.meeting(named: name).record.id] }
        let first = CivilTime(since).date.daysSinceEpoch
        let last = CivilTime(now).date.daysSinceEpoch
        let days = (max(first, last - ReconciliationTimes.runsDaysBack)...max(first, last))
            .map { CivilDate(daysSinceEpoch: $0) }
        let index = desk.projections
        do {
            return try await index.meetings(ranOn: days)
                .union(try await index.meetings(plannedOn: days))
                .union(try await index.timelessMeetings())
        } catch {
            throw .log(error)
        }
    }

    /// Everything that is known of a meeting.
    func roll(of meeting: MeetingID) async throws(DeskFailure) -> Roll {
        do {
            return try await desk.projections.roll(of: meeting)
        } catch {
            throw .log(error)
        }
    }

    private func records(
        of meetings: Set<MeetingID>
    ) async throws(DeskFailure) -> [(record: MeetingRecord, roll: Roll)] {
        var records: [(record: MeetingRecord, roll: Roll)] = []
        for meeting in meetings.sorted() {
            let roll = try await roll(of: meeting)
            if let record = roll.directory.meetings[meeting] { records.append((record, roll)) }
        }
        return records
    }
}
