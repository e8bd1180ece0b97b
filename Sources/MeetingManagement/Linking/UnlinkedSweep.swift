import Attendance
import EventSourcing
import Projections
import ZoomAPI

/// Goes through the meetings that nobody linked: links those that people use or that rules about their
/// hosts claim, and lets personal data of the others expire.
///
/// What a rule says becomes an event when it is applied: a rule that is changed or taken back lets go of
/// nothing that was kept under it.
public actor UnlinkedSweep {
    /// Takes what was done.
    public typealias Noting = @Sendable (UnlinkedNote) -> Void

    private static let actor = Actor("unlinked meetings")

    private let desk: Desk
    private var groups: HostGroups
    /// What was said of each meeting, and in which version of its stream, as far as the log was read.
    private var said: [MeetingID: (state: LinkState, version: Int64)] = [:]
    private var size: Int64 = 0
    /// When the first of each meeting expires: what is told later expires later.
    private var firstExpiries: [MeetingID: Instant] = [:]
    private var isSweeping = false

    /// Sets out to go through the meetings of an organisation.
    /// - Parameters:
    ///   - desk: The organisation's desk.
    ///   - clients: Who tells which hosts are in which group.
    public init(desk: Desk, clients: ZoomClients) {
        self.desk = desk
        self.groups = HostGroups(clients: clients, key: desk.key)
    }

    /// Goes through them; only once at a time.
    ///
    /// What fails is noted, and done the next time.
    public func sweep(noting note: @escaping Noting) async {
        guard !isSweeping else { return }
        isSweeping = true
        defer { isSweeping = false }
        do {
            let rules = try await desk.hostRules()
            await learnGroups(rules.accountsWithGroups, noting: note)
            try await learnLinks()
            for meeting in try await desk.projections.meetingsToldOf().sorted() {
                guard !Task.isCancelled else { return }
                try await look(at: meeting, under: rules, noting: note)
            }
        } catch {
            note(.failed("\(error)"))
        }
    }

    private func learnGroups(_ accounts: Set<String>, noting note: Noting) async {
        var known = groups
        for failure in await known.look(accounts, at: desk.edges.now()) { note(failure) }
        groups = known
    }

    private func look(
        at meeting: MeetingID,
        under rules: HostRules,
        noting note: Noting
    ) async throws(EventLogError) {
        let known = said[meeting]
        let said = known?.state ?? .open
        // Most are: they are told of again and again.
        guard !said.isLinked else { return }
        let roll = try await desk.projections.roll(of: meeting)
        guard let record = roll.directory.meetings[meeting] else { return }
        if case .linked(let link, let ground) = roll.link(of: meeting) {
            return try await self.link(meeting, to: link, ground, noting: note)
        }
        var isDisowned = said != .open
        if said.yields(to: .hosts) {
            let verdict = rules.verdict(
                in: record.account,
                of: record.hosts,
                in: groups.known[record.account] ?? [:]
            )
            switch verdict {
            case .ours: return try await link(meeting, to: .global, .hosts, noting: note)
            case .notOurs:
                isDisowned = true
            case nil:
                // It may be theirs who are in a group that nobody could be asked about.
                guard groups.isKnown(record.account, under: rules) else { return }
            }
        }
        try await expire(
            record,
            said,
            after: known?.version,
            isDisowned: isDisowned,
            noting: note
        )
    }

    /// Takes in what was said since the last sweep.
    private func learnLinks() async throws(EventLogError) {
        let end = try await desk.log.size()
        var query = EventQuery(
            .category(StreamName.links),
            positions: size..<max(size, end),
            limit: 1000
        )
        var reader = PayloadReader()
        while true {
            let page = try await desk.log.events(query)
            for recorded in page {
                let meeting = MeetingID(recorded.stream.identifier)
                var state = said[meeting]?.state ?? .open
                state.evolve(with: try recorded.decoded(by: &reader).event)
                said[meeting] = (state, recorded.version)
            }
            guard page.count == query.limit, let last = page.last?.position else { break }
            query = query.following(0, upTo: last)
        }
        size = max(size, end)
    }

    private func link(
        _ meeting: MeetingID,
        to link: MeetingLink,
        _ ground: LinkGround,
        noting note: Noting
    ) async throws(EventLogError) {
        let linked = MeetingLinked(meeting: meeting, link: link, ground: ground)
        if try await desk.record(.link(linked), actor: Self.actor) {
            note(.linked(meeting, ground))
        }
    }

    /// Lets expire what is due, unless somebody links or uses the meeting meanwhile.
    private func expire(
        _ record: MeetingRecord,
        _ said: LinkState,
        after version: Int64?,
        isDisowned: Bool,
        noting note: Noting
    ) async throws(EventLogError) {
        let now = desk.edges.now()
        if !isDisowned, let first = firstExpiries[record.id], now < first { return }
        var data = try await desk.projections.unlinkedData(of: record)
        let due = data.due(at: now, isDisowned: isDisowned)
        var events: [AttendanceEvent] = []
        if isDisowned, said == .open {
            events.append(
                .meetingDisowned(MeetingDisowned(meeting: record.id, ground: .hosts))
            )
        }
        if !due.isEmpty {
            data.forget(due)
            events.append(
                .meetingExpired(
                    MeetingExpired(
                        meeting: record.id,
                        subjects: due.sorted(),
                        isWhole: data.isEmpty
                    )
                )
            )
        }
        guard !events.isEmpty else {
            firstExpiries[record.id] = data.firstExpiry
            return
        }
        let batch = AppendBatch(
            [
                StreamAppend(
                    to: .link(record.id),
                    expecting: .after(version),
                    events: events.map { (AttendanceCodec.encode($0), now) }
                )
            ],
            conditions: [
                StreamCondition(.roster(record.id), expecting: .noStream),
                StreamCondition(.schedule(record.id), expecting: .noStream),
            ],
            actor: Self.actor
        )
        do {
            _ = try await desk.log.expire(due, recording: batch)
        } catch  where error.code == .conflict {
            return
        }
        firstExpiries[record.id] = data.firstExpiry
        if !due.isEmpty { note(.expired(record.id, subjects: due.count)) }
    }
}
