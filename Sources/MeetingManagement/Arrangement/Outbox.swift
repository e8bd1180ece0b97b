import Attendance
public import EventSourcing
import Projections
import ZoomAPI

/// Does at Zoom what people of the organisation want there: each meeting's wishes in their order, and its
/// registrants after them.
///
/// The outbox itself is in the log; this only acts on it. One process may empty it at a time: whoever
/// holds the data directory.
public actor Outbox {
    private let desk: Desk
    private let clients: ZoomClients
    private var register = ArrangementRegister()
    private var cursor: Int64 = 0
    private var expectedAt: [PersonID: Set<MeetingID>] = [:]
    private var presentingIn: [PersonID: Set<ArrangementID>] = [:]
    /// The arrangements of which something is wanted.
    private var open: Set<ArrangementID> = []
    /// Those whose registrants may be out of step.
    private var outOfStep: Set<ArrangementID> = []
    /// Those of which this process knows whom Zoom has registered.
    private var read: Set<ArrangementID> = []
    private var lastDue: [ArrangementID: RegistrantsDue] = [:]
    private var schedule = OutboxSchedule()
    /// When each arrangement last had a turn, in turns: whoever waited longest is next.
    private var lastTurns: [ArrangementID: Int] = [:]
    private var turnCount = 0
    private var emptying: Task<OutboxProgress, any Error>?

    /// How many arrangements of one account have a turn at a time.
    private static let turnsAtOnceMax = 4

    /// Sets out to empty a desk's outbox.
    public init(desk: Desk, clients: ZoomClients) {
        self.desk = desk
        self.clients = clients
    }

    /// Does everything that can be done now; those who ask meanwhile wait for the same.
    /// - Returns: what it came to.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log failed.
    public func empty() async throws(EventLogError) -> OutboxProgress {
        let task = emptying ?? Task { try await self.emptyOnce() }
        emptying = task
        return try await withTaskCancellation(of: task)
    }

    private func withTaskCancellation(
        of task: Task<OutboxProgress, any Error>
    ) async throws(EventLogError) -> OutboxProgress {
        let result = await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            task.cancel()
        }
        switch result {
        case .success(let progress): return progress
        case .failure(let error as EventLogError): throw error
        case .failure(let error): throw EventLogError(.storage, "the outbox stopped: \(error)")
        }
    }

    private func emptyOnce() async throws -> OutboxProgress {
        defer { emptying = nil }
        var progress = OutboxProgress()
        progress.wasStopped = try await takeTurns(&progress)
        let lanes = open.union(outOfStep).compactMap { lane(of: $0) }
        progress.waiting = lanes.count
        progress.nextAt = lanes.map { schedule.dueAt($0) ?? desk.edges.now() }.min()
        progress.logSize = cursor
        return progress
    }

    private enum Happening: Sendable {
        case taken(Turn, Outcome)
        /// The log was given something, which may be wanted of another account; or it tells no more.
        case grown(Bool)
    }

    /// Gives turns until nothing is due.
    ///
    /// Each goes on by itself, so that an account whose Zoom is silent keeps no other waiting.
    /// - Returns: whether this process is to stop.
    private func takeTurns(_ progress: inout OutboxProgress) async throws -> Bool {
        try await withThrowingTaskGroup(of: Happening.self) { group in
            var underWay: [ArrangementID: Turn] = [:]
            var isWatched = false
            var isStopped = false
            var failure: EventLogError?
            while true {
                let goesOn = !isStopped && failure == nil && !Task.isCancelled
                if goesOn {
                    try await catchUp()
                    for turn in await dueTurns(beside: underWay) {
                        underWay[turn.lane.arrangement] = turn
                        group.addTask { .taken(turn, await Self.take(turn)) }
                    }
                }
                guard !underWay.isEmpty else { break }
                if goesOn, !isWatched {
                    isWatched = true
                    group.addTask { [log = desk.log, cursor] in
                        .grown((try? await log.grown(past: cursor)) != nil)
                    }
                }
                switch try await group.next() {
                case .taken(let turn, let outcome):
                    underWay[turn.lane.arrangement] = nil
                    do throws(EventLogError) {
                        let stops = try await settle(turn, outcome, &progress)
                        isStopped = isStopped || stops
                    } catch {
                        failure = failure ?? error
                    }
                case .grown(let isHeard): isWatched = !isHeard
                case nil: break
                }
            }
            group.cancelAll()
            if let failure { throw failure }
            return isStopped
        }
    }

    // MARK: What is wanted

    /// Takes in what the log was given since.
    private func catchUp() async throws(EventLogError) {
        let size = try await desk.log.size()
        guard cursor < size else { return }
        // Of people and meetings only what is new says anything: all is looked at once at the start.
        let categories =
            [StreamName.arrangements, StreamName.roster(MeetingID("")).category]
            + (cursor == 0
                ? []
                : [
                    StreamName.person(PersonID("")).category,
                    StreamName.meeting(MeetingID("")).category,
                ])
        for category in categories {
            var query = EventQuery(.category(category), positions: cursor..<size, limit: 1000)
            var reader = PayloadReader()
            while true {
                let page = try await desk.log.events(query)
                for recorded in page { note(try recorded.decoded(by: &reader)) }
                guard page.count == query.limit, let last = page.last else { break }
                query = query.following(0, upTo: last.position)
            }
        }
        cursor = size
    }

    private func note(_ recorded: Recorded<AttendanceEvent>) {
        switch recorded.event {
        case .arrangement(let event):
            register.evolve(with: recorded)
            if case .panelistsNamed(let named) = event {
                for person in named.people {
                    presentingIn[person, default: []].insert(event.arrangement)
                }
            }
            // What somebody wants now need not wait for what could not be done before.
            if event.isWish { schedule.wanted(event.arrangement) }
            note(event.arrangement)
        case .rosterExtended(let extended):
            for person in extended.people {
                expectedAt[person, default: []].insert(extended.meeting)
            }
            note(registrantsOf: extended.meeting)
        case .rosterReduced(let reduced): note(registrantsOf: reduced.meeting)
        case .personRegistered(let person):
            for meeting in expectedAt[person.person] ?? [] { note(registrantsOf: meeting) }
            for id in presentingIn[person.person] ?? [] { note(id) }
        case .registrationChanged(let fact): note(registrantsOf: fact.meeting.id)
        case .meetingStanding(let fact): note(registrantsOf: fact.meeting.id)
        default: break
        }
    }

    private func note(_ id: ArrangementID) {
        guard let arrangement = register.entries[id]?.arrangement else { return }
        if arrangement.next == nil { open.remove(id) } else { open.insert(id) }
        noteRegistrants(id, of: arrangement)
    }

    private func note(registrantsOf meeting: MeetingID) {
        guard let arrangement = register.entry(of: meeting)?.arrangement,
            let id = arrangement.id
        else { return }
        noteRegistrants(id, of: arrangement)
    }

    private func noteRegistrants(_ id: ArrangementID, of arrangement: Arrangement) {
        let ends =
            arrangement.confirmedDates.map(\.end) + arrangement.dates.map(\.time.window.end)
        let isOver = ends.max().map { $0 <= desk.edges.now() } ?? false
        if arrangement.isMade, arrangement.keepsPeople, !arrangement.isCancelled, !isOver,
            arrangement.registrants.isOpen
        {
            outOfStep.insert(id)
        } else {
            outOfStep.remove(id)
        }
    }

    // MARK: Turns

    private func lane(of id: ArrangementID) -> OutboxSchedule.Lane? {
        guard let arrangement = register.entries[id]?.arrangement,
            let account = arrangement.account
        else { return nil }
        return OutboxSchedule.Lane(
            arrangement: id,
            account: account,
            host: arrangement.hostIndex
        )
    }

    /// Who has a turn now beside those under way, account by account; those whose account is not
    /// connected are held back.
    private func dueTurns(beside underWay: [ArrangementID: Turn]) async -> [Turn] {
        let now = desk.edges.now()
        var turns: [Turn] = []
        var perAccount = Dictionary(
            underWay.values.map { ($0.lane.account, 1) },
            uniquingKeysWith: +
        )
        var perHost = Dictionary(
            underWay.values.filter(\.isCounted).compactMap(\.lane.host).map { ($0, 1) },
            uniquingKeysWith: +
        )
        for id in byLastTurn(open.union(outOfStep)) where underWay[id] == nil {
            guard let lane = lane(of: id), schedule.isDue(lane, at: now),
                perAccount[lane.account, default: 0] < Self.turnsAtOnceMax,
                let entry = register.entries[id]
            else { continue }
            let changes =
                lane.host.map { register.changes(for: $0, on: CivilTime(now).date) } ?? 0
            let isCounted = entry.arrangement.next?.step.isCounted ?? false
            if isCounted, let host = lane.host, changes < OutboxTurn.changesPerDayMax {
                // What is under way may be the last of the host's day; what comes of it is awaited.
                guard changes + perHost[host, default: 0] < OutboxTurn.changesPerDayMax else {
                    continue
                }
                perHost[host, default: 0] += 1
            }
            perAccount[lane.account, default: 0] += 1
            turnCount += 1
            lastTurns[id] = turnCount
            let isHostSpent = changes >= OutboxTurn.changesPerDayMax
            turns.append(await turn(in: lane, entry, isHostSpent: isHostSpent))
        }
        return turns
    }

    private func turn(
        in lane: OutboxSchedule.Lane,
        _ entry: ArrangementRegister.Entry,
        isHostSpent: Bool
    ) async -> Turn {
        let client = await clients.client(of: lane.account)
        return Turn(
            lane: lane,
            intent: entry.arrangement.next,
            work: client.map { client in
                OutboxTurn(
                    desk: desk,
                    client: client,
                    entry: entry,
                    id: lane.arrangement,
                    account: lane.account,
                    isHostSpent: isHostSpent
                )
            },
            haveBeenRead: read.contains(lane.arrangement),
            lastDue: lastDue[lane.arrangement]
        )
    }

    private func byLastTurn(_ arrangements: Set<ArrangementID>) -> [ArrangementID] {
        arrangements.map { (lastTurns[$0] ?? 0, $0) }.sorted { $0 < $1 }.map(\.1)
    }

    /// A turn of one arrangement.
    private struct Turn: Sendable {
        var lane: OutboxSchedule.Lane
        /// What is wanted; `nil` means the registrants.
        var intent: Arrangement.Intent?
        /// Does it; `nil` where the account is not connected.
        var work: OutboxTurn?
        var haveBeenRead: Bool
        /// What was due the last time.
        var lastDue: RegistrantsDue?
        /// Whether Zoom counts it among the creations and changes of a host.
        var isCounted: Bool { intent?.step.isCounted ?? false }
    }

    private enum Outcome: Sendable {
        case done
        /// Something of this was done for the registrants.
        case goesOn(RegistrantsDue)
        case inStep
        case failed(Setback)
    }

    private static func take(_ turn: Turn) async -> Outcome {
        guard let work = turn.work else {
            let reason = "the account is not connected; muster account add connects it"
            return .failed(.account(reason, until: nil))
        }
        do throws(Setback) {
            if let intent = turn.intent {
                try await work.perform(intent)
                return .done
            }
            if try await work.keepPanelistsInStep() { return .done }
            let due = try await work.keepInStep(haveBeenRead: turn.haveBeenRead)
            guard !due.isNothing else { return .inStep }
            // What was done, and is still to be done, is done by nothing.
            guard !turn.haveBeenRead || due != turn.lastDue else {
                return .failed(.later("Zoom's answers do not change who is registered"))
            }
            return .goesOn(due)
        } catch {
            return .failed(error)
        }
    }

    /// Notes what a turn came to.
    /// - Returns: whether this process is to stop.
    private func settle(
        _ turn: Turn,
        _ outcome: Outcome,
        _ progress: inout OutboxProgress
    ) async throws(EventLogError) -> Bool {
        let id = turn.lane.arrangement
        switch outcome {
        case .done:
            progress.done += 1
            schedule.succeeded(turn.lane)
            return false
        case .goesOn(let due):
            progress.done += 1
            schedule.succeeded(turn.lane)
            // What was due before the reading may be due no longer.
            lastDue[id] = turn.haveBeenRead ? due : nil
            read.insert(id)
            return false
        case .inStep:
            schedule.succeeded(turn.lane)
            outOfStep.remove(id)
            lastDue[id] = nil
            return false
        case .failed(let setback):
            // Whom Zoom registered without saying so is found out by reading.
            if turn.intent == nil { read.remove(id) }
            schedule.failed(turn.lane, by: setback, at: desk.edges.now())
            if case .log(let error) = setback { throw error }
            guard let reason = setback.reason else { return true }
            if case .refused = setback { progress.refused += 1 }
            try await note(setback, reason, of: turn)
            return false
        }
    }

    private func note(
        _ setback: Setback,
        _ reason: String,
        of turn: Turn
    ) async throws(EventLogError) {
        let id = turn.lane.arrangement
        if case .refused = setback {
            let refused = ArrangementRefused(
                arrangement: id,
                intent: turn.intent?.number,
                reason: reason
            )
            return try await desk.append([.arrangement(.refused(refused))])
        }
        let registrants = register.entries[id]?.arrangement.registrants
        let known = turn.intent.map(\.standing.delay) ?? registrants?.delay
        // Only what is new is worth an event: an outage has many tries.
        guard known != reason else { return }
        let delayed = ArrangementDelayed(
            arrangement: id,
            intent: turn.intent?.number,
            reason: reason
        )
        try await desk.append([.arrangement(.delayed(delayed))])
    }
}
