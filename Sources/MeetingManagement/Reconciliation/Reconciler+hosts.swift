import Attendance
import EventSourcing
import Projections
import ZoomAPI

// Of a run of which nothing came no meeting tells, where its number was not known before, as that of one
// which was begun at once: it is found by its host.

extension Reconciler {
    /// Asks what the hosts who are known ran while nothing could be delivered.
    ///
    /// It follows each such time once, when Zoom shows what ran in it; after a restart again, where that was
    /// lately. Hosts of whom nothing was ever planned or delivered are not asked about.
    func askHosts(noting note: @escaping Noting) async throws {
        let now = desk.edges.now()
        var hosts: [String: Set<BlindIndex>]?
        for account in await clients.accounts where agenda[account: account].isOpen(at: now) {
            let gaps = gapsToFollow(of: account, at: now)
            guard let last = gaps.map(\.end).max(),
                !agenda.hasAskedHosts(of: account, through: last),
                let client = await clients.client(of: account)
            else { continue }
            let known = if let hosts { hosts } else { try await knownHosts(at: now) }
            hosts = known
            let found: [ZoomPastMeeting]
            do throws(ZoomFailure) {
                found = try await runs(
                    of: known[account] ?? [],
                    at: account,
                    in: gaps,
                    until: now,
                    through: client
                )
            } catch {
                hostsAreUntold(of: account, through: last, error, noting: note)
                continue
            }
            try await take(found, of: account, noting: note)
            agenda.askedHosts(of: account, through: last)
        }
    }

    private func hostsAreUntold(
        of account: String,
        through end: Instant,
        _ failure: ZoomFailure,
        noting note: Noting
    ) {
        switch CallVerdict(failure) {
        case .account(let verdict): pause(account, verdict, failure, noting: note)
        case .cancelled: break
        case .notFound, .tooOld, .notAllowed, .refused, .unreadable:
            agenda.askedHosts(of: account, through: end)
            note(.hostsUntold(account: account, failure))
        }
    }

    /// The times in which nothing could be delivered, lately over, of which Zoom shows by now what ran.
    private func gapsToFollow(of account: String, at now: Instant) -> [TimeWindow] {
        let subscription = accounts.accounts[account]?.subscription.gaps ?? []
        let shown = now.advanced(bySeconds: -ReconciliationTimes.settledSeconds)
        let lately = shown.advanced(bySeconds: -ReconciliationTimes.hostsSecondsBack)
        return (receiver.gaps(until: now) + subscription).filter {
            $0.seconds >= ReconciliationTimes.gapSecondsMin && lately < $0.end && $0.end <= shown
        }
    }

    /// Who hosted what was planned or ran lately, by account.
    private func knownHosts(at now: Instant) async throws -> [String: Set<BlindIndex>] {
        let today = CivilTime(now).date.daysSinceEpoch
        let days = (-1...ReconciliationTimes.plansDaysBack).map {
            CivilDate(daysSinceEpoch: today - $0)
        }
        let meetings = try await desk.projections.meetings(ranOn: days)
            .union(try await desk.projections.meetings(plannedOn: days))
        var hosts: [String: Set<BlindIndex>] = [:]
        for meeting in meetings.sorted() {
            let roll = try await desk.projections.roll(of: meeting)
            guard let record = roll.directory.meetings[meeting] else { continue }
            if case .disowned = roll.link(of: meeting) { continue }
            hosts[record.account, default: []].formUnion(record.hosts)
        }
        return hosts
    }

    /// What hosts ran in some times.
    private func runs(
        of hosts: Set<BlindIndex>,
        at account: String,
        in gaps: [TimeWindow],
        until now: Instant,
        through client: ZoomClient
    ) async throws(ZoomFailure) -> [ZoomPastMeeting] {
        guard !hosts.isEmpty, let first = gaps.map(\.start).min() else { return [] }
        let reach = now.advanced(bySeconds: -ReconciliationTimes.hostsSecondsReach)
        // A run that ends in such a time may have begun the day before.
        let start = max(first, reach).advanced(bySeconds: -ReconciliationTimes.runSecondsMax)
        let spans = ZoomDays.months(from: CivilTime(start).date, through: CivilTime(now).date)
        let identifiers = ZoomIdentifiers(key: desk.key, account: account)
        var runs: [ZoomPastMeeting] = []
        for user in try await client.all(of: UserCalls.list())
        where hosts.contains(identifiers.zoomUserIndex(user.id)) {
            for days in spans {
                let listed = try await client.all(
                    of: ReportCalls.meetings(of: user.id, during: days)
                )
                runs += listed.filter { $0.isIn(gaps) }.map { run in
                    var run = run
                    // Whose it is, the list does not repeat.
                    run.meeting.hostID = user.id
                    return run
                }
            }
        }
        return runs
    }

    /// Takes in the runs that are not known.
    private func take(
        _ found: [ZoomPastMeeting],
        of account: String,
        noting note: Noting
    ) async throws(DeskFailure) {
        let identifiers = ZoomIdentifiers(key: desk.key, account: account)
        var events: [AttendanceEvent] = []
        for run in found {
            guard let uuid = run.meeting.uuid else { continue }
            let number = run.meeting.number.description
            let id = identifiers.meeting(number: number)
            let roll = try await roll(of: id)
            let meeting =
                roll.directory.meetings[id]?.reference(from: .api)
                ?? MeetingReference(
                    id: id,
                    account: account,
                    number: number,
                    kind: run.meeting.type?.isWebinar == true ? .webinar : .meeting,
                    statedAt: nil,
                    source: .api
                )
            let facts = RunFacts(of: meeting, key: desk.key)
            guard roll.presence.instances[facts.id(of: uuid)] == nil else { continue }
            events.append(facts.end(of: uuid, run))
        }
        guard !events.isEmpty else { return }
        try await desk.take(events, actor: Desk.reconciler)
        note(.uncovered(account: account, runs: events.count))
    }
}

extension ZoomPastMeeting {
    /// Whether some of it was in one of some times.
    fileprivate func isIn(_ times: [TimeWindow]) -> Bool {
        guard let start = meeting.startTime, let end = endTime else { return false }
        return times.contains { start < $0.end && $0.start < end }
    }
}
