import Attendance
import EventSourcing
import Projections
import ZoomAPI

/// Something that Zoom is to be asked about a meeting.
struct Inquiry: Sendable, Hashable {
    /// What it is about.
    enum Matter: Sendable, Hashable {
        /// When a run ended.
        case end(RunStanding)
        /// Who was in a run that ended then.
        case report(RunStanding, end: Instant)
        /// Which runs there were since then.
        case runs(since: Instant)
    }

    /// The meeting.
    var meeting: MeetingReference
    /// What is asked.
    var matter: Matter
}

/// Decides what Zoom is asked, and when.
///
/// What is due follows from what the log tells of a meeting, so that a restart forgets nothing. What was
/// tried and came to nothing yet is remembered here alone: whoever starts anew tries once more.
struct ReconciliationAgenda: Sendable {
    private var attempts: [InstanceID: RunAttempts] = [:]
    private var listingTriedAt: [MeetingID: Instant] = [:]
    /// When something about a meeting is due next; none for one about which nothing is.
    private var nextLook: [MeetingID: Instant] = [:]
    private var lastLook: [MeetingID: (at: Instant, runs: Set<InstanceID>)] = [:]
    private var accounts: [String: AccountStanding] = [:]
    /// Through the end of which time without deliveries an account's hosts were asked about.
    private var hostsAskedThrough: [String: Instant] = [:]
    private var sweptAt: Instant?

    // MARK: When to look

    /// Whether everything is to be looked through, and not only what happened lately.
    func isSweepDue(at now: Instant) -> Bool {
        sweptAt.map { $0.seconds(to: now) >= ReconciliationTimes.sweepSeconds } ?? true
    }

    /// Notes that everything was looked through, and forgets what was tried of meetings no longer among
    /// those that matter.
    mutating func swept(_ meetings: Set<MeetingID>, at now: Instant) {
        sweptAt = now
        for meeting in lastLook.keys where !meetings.contains(meeting) {
            nextLook[meeting] = nil
            listingTriedAt[meeting] = nil
            for run in lastLook.removeValue(forKey: meeting)?.runs ?? [] { attempts[run] = nil }
        }
    }

    /// Looks at everything anew: the receiver was away, and anything may have happened meanwhile.
    mutating func forgetLooks() {
        sweptAt = nil
        (nextLook, lastLook) = ([:], [:])
    }

    /// Whether a meeting with these runs of which no report was read is to be looked at now.
    func isLookDue(_ meeting: MeetingID, unreported: Set<InstanceID>, at now: Instant) -> Bool {
        guard let last = lastLook[meeting], unreported.isSubset(of: last.runs) else { return true }
        // It may have been planned anew.
        let again = last.at.advanced(bySeconds: ReconciliationTimes.planSeconds)
        return min(nextLook[meeting] ?? again, again) <= now
    }

    /// The meetings that are to be looked at again by now, though nothing new is known to concern them.
    func dueLooks(at now: Instant) -> [MeetingID] {
        nextLook.filter { $0.value <= now }.keys.sorted()
    }

    // MARK: What to ask

    /// What is to be asked about a meeting now, and when it is to be looked at again.
    /// - Parameters:
    ///   - record: The meeting.
    ///   - roll: What is known of it.
    ///   - now: The time.
    /// - Returns: the inquiries; none while the account is left alone.
    mutating func inquiries(
        about record: MeetingRecord,
        in roll: Roll,
        at now: Instant
    ) -> [Inquiry] {
        let standings = roll.standings(of: record.id)
        lastLook[record.id] = (now, Set(standings.map(\.id)))
        var next: [Instant] = []
        var matters: [Inquiry.Matter] = []
        for run in standings {
            let attempts = attempts[run.id] ?? RunAttempts()
            switch run.step(after: attempts, at: now) {
            case .askEnd: matters.append(.end(run))
            case .askReport:
                matters.append(
                    .report(run, end: run.end(after: attempts, at: now) ?? run.lastKnown)
                )
            // An end may be told at any time.
            case .wait(let until): next.append(run.end == nil ? soon(until, now) : until)
            case .rest: break
            }
        }
        if let need = roll.listingNeed(of: record.id, at: now) {
            let tried = listingTriedAt[record.id]?
                .advanced(bySeconds: ReconciliationTimes.sweepSeconds)
            let due = max(need.due, tried ?? .min)
            if due <= now { matters.append(.runs(since: need.since)) } else { next.append(due) }
        }
        let account = accounts[record.account] ?? AccountStanding()
        if !account.hasReports(at: now), let until = account.withoutReportsUntil {
            let all = matters.count
            matters.removeAll { if case .report = $0 { true } else { false } }
            if matters.count < all { next.append(until) }
        }
        if let paused = account.pausedUntil, now < paused, !matters.isEmpty {
            matters = []
            next.append(paused)
        }
        // What is asked now is looked at again at once, or when what came of it says.
        nextLook[record.id] = matters.isEmpty ? next.min() : now
        return matters.map { Inquiry(meeting: record.reference(from: .api), matter: $0) }
    }

    private func soon(_ until: Instant, _ now: Instant) -> Instant {
        min(until, now.advanced(bySeconds: ReconciliationTimes.lookAgainSeconds))
    }

    /// When a run ended, as far as Zoom says.
    func end(of run: RunStanding, at now: Instant) -> Instant? {
        run.end(after: attempts[run.id] ?? RunAttempts(), at: now)
    }

    // MARK: What came of it

    /// How an account's Zoom has answered so far.
    subscript(account account: String) -> AccountStanding {
        get { accounts[account] ?? AccountStanding() }
        set { accounts[account] = newValue }
    }

    /// Whether an account's hosts were asked about times without deliveries through one that ended then.
    func hasAskedHosts(of account: String, through end: Instant) -> Bool {
        hostsAskedThrough[account].map { end <= $0 } ?? false
    }

    /// Notes that they were.
    mutating func askedHosts(of account: String, through end: Instant) {
        hostsAskedThrough[account] = end
    }

    /// Notes that an account is not connected.
    mutating func notConnected(_ account: String, at now: Instant) {
        self[account: account].close(until: now.advanced(bySeconds: Self.disconnectedSeconds))
    }

    /// How often it is looked whether an account was connected meanwhile.
    private static let disconnectedSeconds: Int64 = 600

    /// Forgets how an account's Zoom answered, as its credentials have changed.
    mutating func reconnected(_ account: String) { accounts[account] = nil }

    /// Notes that the report of a run was asked for, and answered.
    mutating func askedReport(of run: InstanceID, at now: Instant) {
        attempts[run, default: RunAttempts()].reportAskedAt = now
    }

    /// Notes that the end of a run was asked for, and there is none.
    mutating func askedEnd(of run: InstanceID, at now: Instant) {
        attempts[run, default: RunAttempts()].endAskedAt = now
        attempts[run, default: RunAttempts()].endTries += 1
    }

    /// Notes that Zoom does not say when a run ended.
    mutating func endIsUntold(of run: InstanceID) {
        attempts[run, default: RunAttempts()].isEndUntold = true
    }

    /// Notes that the runs of a meeting cannot be listed for now.
    mutating func listingFailed(of meeting: MeetingID, at now: Instant) {
        listingTriedAt[meeting] = now
    }
}
