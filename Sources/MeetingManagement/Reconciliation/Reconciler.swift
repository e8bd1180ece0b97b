import Attendance
import EventSourcing
import Projections
import ZoomAPI

/// Asks Zoom what did not come live: the report of each run after its end, ends that were not told, and
/// runs of which nothing came.
///
/// What is asked and when is decided by values without a network (`ReconciliationAgenda`,
/// `RunStanding`, `AccountStanding`, `ListingNeed`); this acts. All it learns is stored as facts,
/// and what is still to be asked follows from those.
public actor Reconciler {
    /// Takes what came of asking.
    public typealias Noting = @Sendable (ReconciliationNote) -> Void

    let desk: Desk
    let clients: ZoomClients
    var agenda = ReconciliationAgenda()
    private var spokenThrough: [String: ZoomClient] = [:]
    private(set) var receiver = ReceiverRegister()
    private var receiverVersion: Int64 = 0
    private(set) var accounts = AccountRegister()
    private var accountsSize: Int64 = 0
    private var gapCount = -1
    private var isLooking = false

    /// Sets out to ask for an organisation; nothing is asked before ``look(noting:)``.
    /// - Parameters:
    ///   - desk: The organisation's desk.
    ///   - clients: Who speaks to Zoom for its accounts.
    public init(desk: Desk, clients: ZoomClients) {
        self.desk = desk
        self.clients = clients
    }

    /// How often what came of asking is looked at for what follows from it: runs that are listed have an
    /// end, and then a report.
    static let roundsMax = 4

    /// Looks what is due, asks for it and takes in what comes; only once at a time.
    ///
    /// What fails is noted, and stays due.
    public func look(noting note: @escaping Noting) async {
        guard !isLooking else { return }
        isLooking = true
        defer { isLooking = false }
        do {
            await meetClients()
            try await catchUp()
            try await askHosts(noting: note)
            var meetings = try await meetingsToLookAt()
            for _ in 0..<Self.roundsMax where !meetings.isEmpty && !Task.isCancelled {
                let inquiries = try await inquiries(about: meetings)
                await ask(inquiries, noting: note)
                meetings = Set(inquiries.map(\.meeting.id))
            }
        } catch {
            note(.failed("\(error)"))
        }
    }

    // MARK: What is due

    private func meetingsToLookAt() async throws(EventLogError) -> Set<MeetingID> {
        let now = desk.edges.now()
        let gaps = receiver.gaps(until: now)
        if gaps.count != gapCount {
            gapCount = gaps.count
            agenda.forgetLooks()
        }
        let isSweep = agenda.isSweepDue(at: now)
        let today = CivilTime(now).date.daysSinceEpoch
        func days(back count: Int) -> [CivilDate] {
            (-1...count).map { CivilDate(daysSinceEpoch: today - $0) }
        }
        let index = desk.projections
        let unreported = try await index.unreportedRuns(
            on: days(back: isSweep ? ReconciliationTimes.runsDaysBack : Self.daysBack)
        )
        let back = isSweep ? plansDaysBack(to: gaps, today: today) : Self.daysBack
        var meetings = try await index.meetings(plannedOn: days(back: back))
        if isSweep {
            meetings.formUnion(try await index.timelessMeetings())
            agenda.swept(meetings.union(unreported.keys), at: now)
        }
        meetings.formUnion(unreported.keys)
        meetings.formUnion(agenda.dueLooks(at: now))
        return meetings.filter {
            agenda.isLookDue($0, unreported: unreported[$0] ?? [], at: now)
        }
    }

    /// How many days back something new may have happened since the last sweep.
    private static let daysBack = 2

    /// How many days back a plan may have had a run that nobody told of: as far as the receiver was away.
    private func plansDaysBack(to gaps: [TimeWindow], today: Int) -> Int {
        let lately = today - ReconciliationTimes.plansDaysBack
        let first = gaps.filter { CivilTime($0.end).date.daysSinceEpoch >= lately }
            .map { CivilTime($0.start).date.daysSinceEpoch }.min()
        let back = today - min(first ?? lately, lately)
        return min(back + 1, ReconciliationTimes.runsDaysBack)
    }

    private func catchUp() async throws(EventLogError) {
        var reader = PayloadReader()
        let query = EventQuery(.streams([.receiver: receiverVersion]), limit: .max)
        for recorded in try await desk.log.events(query) {
            receiver.evolve(with: try recorded.decoded(by: &reader))
            receiverVersion = recorded.version + 1
        }
        let size = try await desk.log.size()
        guard accountsSize < size else { return }
        let told = EventQuery(
            .category(StreamName.account("").category),
            positions: accountsSize..<size,
            limit: .max
        )
        for recorded in try await desk.log.events(told) {
            accounts.evolve(with: try recorded.decoded(by: &reader))
        }
        accountsSize = size
    }

    private func inquiries(
        about meetings: Set<MeetingID>
    ) async throws(EventLogError) -> [Inquiry] {
        var inquiries: [Inquiry] = []
        for meeting in meetings.sorted() where !Task.isCancelled {
            let roll = try await desk.projections.roll(of: meeting)
            guard let record = roll.directory.meetings[meeting] else { continue }
            // Zoom is asked nothing about what is none of ours.
            if case .disowned = roll.link(of: meeting) { continue }
            inquiries += agenda.inquiries(about: record, in: roll, at: desk.edges.now())
        }
        return inquiries
    }

    // MARK: Asking

    /// Forgets what is known of accounts whose credentials were replaced.
    private func meetClients() async {
        for account in await clients.accounts {
            guard let client = await clients.client(of: account) else { continue }
            guard spokenThrough[account] !== client else { continue }
            spokenThrough[account] = client
            agenda.reconnected(account)
            agenda.forgetLooks()
        }
    }

    /// Makes inquiries, those of each account beside those of the others.
    func ask(_ inquiries: [Inquiry], noting note: @escaping Noting) async {
        let byAccount = Dictionary(grouping: inquiries, by: \.meeting.account)
        await withTaskGroup(of: Void.self) { tasks in
            for (account, inquiries) in byAccount {
                tasks.addTask { await self.ask(inquiries, of: account, noting: note) }
            }
        }
    }

    /// Makes the inquiries of one account, some at a time, until it fails.
    private func ask(
        _ inquiries: [Inquiry],
        of account: String,
        noting note: @escaping Noting
    ) async {
        guard let client = await clients.client(of: account) else {
            agenda.notConnected(account, at: desk.edges.now())
            spokenThrough[account] = nil
            return note(.notConnected(account: account))
        }
        var rest = inquiries[...]
        await withTaskGroup(of: Void.self) { tasks in
            for inquiry in rest.prefix(ReconciliationTimes.callsAtOnce) {
                tasks.addTask { await self.ask(inquiry, through: client, noting: note) }
            }
            rest = rest.dropFirst(ReconciliationTimes.callsAtOnce)
            while await tasks.next() != nil {
                guard !Task.isCancelled, agenda[account: account].isOpen(at: desk.edges.now()),
                    let inquiry = rest.popFirst()
                else { continue }
                tasks.addTask { await self.ask(inquiry, through: client, noting: note) }
            }
        }
    }

    private func ask(
        _ inquiry: Inquiry,
        through client: ZoomClient,
        noting note: @escaping Noting
    ) async {
        do {
            switch inquiry.matter {
            case .end(let run):
                try await askEnd(of: run, inquiry.meeting, through: client, noting: note)
            case .report(let run, let end):
                try await askReport(of: run, end, inquiry.meeting, through: client, noting: note)
            case .runs(let since):
                try await askRuns(inquiry.meeting, since: since, through: client, noting: note)
            }
        } catch {
            note(.failed("\(error)"))
        }
    }

    /// Leaves an account alone for a while.
    func pause(
        _ account: String,
        _ verdict: AccountVerdict,
        _ failure: ZoomFailure,
        noting note: Noting
    ) {
        let now = desk.edges.now()
        // Calls that were under way together fail together.
        guard agenda[account: account].isOpen(at: now) else { return }
        let until = agenda[account: account].failed(verdict, at: now)
        note(.paused(account: account, until: until, failure))
    }
}
