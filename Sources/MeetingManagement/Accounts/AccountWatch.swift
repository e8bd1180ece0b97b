import Attendance
public import EventSourcing
import Projections

/// Watches how the accounts are heard: it takes in what the log is given, and says what is wrong.
///
/// Asked again, it reads only what came since; without an account nothing but that is read.
public actor AccountWatch {
    private let desk: Desk
    private var accounts = AccountRegister()
    private var receiver = ReceiverRegister()
    private var decided: Int64 = 0
    private var deliveries = DeliveryWatch()
    private var delivered: Int64?
    private var older: [String: Instant] = [:]

    /// Begins to watch.
    public init(_ desk: Desk) { self.desk = desk }

    /// The accounts that are connected, by label, with how each is heard now.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func accounts() async throws(EventLogError) -> [AccountReading] {
        let now = desk.edges.now()
        let horizon = try await desk.projections.current()
        try await takeDecisions(to: horizon.size)
        guard accounts.accounts.values.contains(where: { $0.connected != nil }) else { return [] }
        try await takeDeliveries(to: horizon.size, at: now)
        let alarms = AlarmRule.alarms(
            at: now,
            accounts: accounts,
            watch: deliveries,
            dates: try await dates(around: now)
        )
        var readings: [AccountReading] = []
        for (id, record) in accounts.accounts {
            guard let connected = record.connected, let since = record.since else { continue }
            readings.append(
                AccountReading(
                    connected: connected,
                    since: since,
                    record: record,
                    lastDelivery: try await lastDelivery(of: id, before: horizon.size),
                    isCovered: receiver.isRunning && accounts.isVouched(account: id, at: now),
                    alarms: alarms.filter { $0.account == id }
                )
            )
        }
        return readings.sorted {
            ($0.connected.label, $0.connected.account) < ($1.connected.label, $1.connected.account)
        }
    }

    private func takeDecisions(to size: Int64) async throws(EventLogError) {
        guard decided < size else { return }
        let categories = [StreamName.account("").category, StreamName.receiver.category]
        for category in categories {
            try await read(.category(category), from: decided, to: size) { recorded in
                accounts.evolve(with: recorded)
                receiver.evolve(with: recorded)
            }
        }
        decided = size
    }

    private func takeDeliveries(to size: Int64, at now: Instant) async throws(EventLogError) {
        let start: Int64
        if let delivered {
            start = delivered
        } else {
            let begin = now.advanced(bySeconds: -DeliveryWatch.runSecondsMax)
            start = try await desk.projections.size(recordedBy: begin, of: size)
        }
        let told: Set = ["instance", "meeting"]
        try await read(.everything, from: start, to: size, of: told) { recorded in
            deliveries.evolve(with: recorded)
        }
        deliveries.forget(before: now)
        delivered = size
    }

    private func read(
        _ scope: EventQuery.Scope,
        from start: Int64,
        to end: Int64,
        of categories: Set<String>? = nil,
        _ take: (Recorded<AttendanceEvent>) -> Void
    ) async throws(EventLogError) {
        guard start < end else { return }
        var reader = PayloadReader()
        var query = EventQuery(
            scope,
            positions: start..<end,
            limit: ProjectionRunner.pageEventsMax
        )
        while true {
            let page = try await desk.log.events(query)
            for recorded in page where categories?.contains(recorded.stream.category) ?? true {
                take(try recorded.decoded(by: &reader))
            }
            guard page.count == query.limit, let last = page.last?.position else { return }
            query = query.following(0, upTo: last)
        }
    }

    /// The dates planned from some days before to this one.
    private func dates(
        around now: Instant
    ) async throws(EventLogError) -> [AlarmRule.PlannedDate] {
        let today = CivilTime(now).date.daysSinceEpoch
        let days = (today - 2...today + 1).map { CivilDate(daysSinceEpoch: $0) }
        var dates: [AlarmRule.PlannedDate] = []
        for meeting in try await desk.projections.meetings(plannedOn: days).sorted() {
            let roll = try await desk.projections.roll(of: meeting)
            guard let record = roll.directory.meetings[meeting],
                accounts.accounts[record.account]?.connected != nil
            else { continue }
            for occurrence in roll.occurrences(of: meeting) where !occurrence.isCancelled {
                guard let window = occurrence.planned else { continue }
                dates.append(
                    AlarmRule.PlannedDate(
                        account: record.account,
                        meeting: meeting,
                        number: record.number,
                        window: window
                    )
                )
            }
        }
        return dates
    }

    /// What was delivered longer ago than is watched is looked up: its day in the index, the rest in the
    /// log.
    private func lastDelivery(
        of account: String,
        before size: Int64
    ) async throws(EventLogError) -> Instant? {
        if let last = deliveries.lastDeliveries[account] ?? older[account] { return last }
        guard let day = try await desk.projections.lastDeliveryDay(of: account) else { return nil }
        let begin = Instant(seconds: Int64(day.daysSinceEpoch) * 86_400)
        let first = try await desk.projections.size(
            recordedBy: begin.advanced(bySeconds: -1),
            of: size
        )
        let end = try await desk.projections.size(
            recordedBy: begin.advanced(bySeconds: 86_400),
            of: size
        )
        var watch = DeliveryWatch()
        try await read(.everything, from: first, to: end, of: ["instance", "meeting"]) { recorded in
            watch.evolve(with: recorded)
        }
        older[account] = watch.lastDeliveries[account]
        return watch.lastDeliveries[account]
    }
}
