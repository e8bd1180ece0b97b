import Attendance
import EventSourcing
import EventStore
import MeetingManagement
import Projections
import TestSupport
import Testing
import ZoomAPI

/// A desk whose meetings are arranged at a simulated Zoom, on its clock.
struct TestArranging {
    static let actor = Actor("planner")

    let account: SimulatedAccount
    let log: InterposedLog
    private(set) var desk: Desk
    private(set) var outbox: Outbox

    init(_ account: SimulatedAccount = SimulatedAccount()) throws {
        let log = InterposedLog(over: MemoryEventLog(now: { account.now }))
        try self.init(account, over: log)
    }

    private init(_ account: SimulatedAccount, over log: InterposedLog) throws {
        self.account = account
        self.log = log
        let key = try #require(OrganisationKey(bytes: Array(0..<32)))
        desk = Desk(
            log: log,
            index: MemoryEventIndex(),
            key: key,
            edges: Edges(now: { account.now }, random: Edges.live.random)
        )
        outbox = Outbox(desk: desk, clients: account.clients())
    }

    /// Another process over the same log: nothing is left of the one before but what it appended.
    mutating func restart() throws {
        self = try TestArranging(account, over: log)
    }

    // MARK: What is wanted

    func time(
        _ date: String,
        hour: Int = 10,
        minutes: Int64 = 60
    ) throws -> DatePlan {
        DatePlan(
            date: try #require(CivilDate(date)),
            secondOfDay: hour * 3600,
            zone: "Europe/Paris",
            seconds: minutes * 60
        )
    }

    func draft(
        _ time: TimeDraft,
        _ kind: MeetingKind = .meeting,
        topic: String = "Working at heights",
        _ change: (inout ArrangementDraft) -> Void = { _ in }
    ) throws -> ArrangementDraft {
        var draft = ArrangementDraft(
            account: SimulatedAccount.id,
            host: SimulatedAccount.host,
            kind: kind,
            link: .course("SST-7", session: "spring", group: nil),
            topic: topic,
            agenda: "Bring your harness",
            time: time,
            seconds: 3600,
            settings: MeetingSettings(
                registration: .automatic,
                recording: MeetingSettings.Recording.none
            ),
            pack: try #require(RulePack.shipped("fr-formation"))
        )
        change(&draft)
        return draft
    }

    /// Arranges one meeting, held once.
    @discardableResult
    func arrangeOnce(
        _ change: (inout ArrangementDraft) -> Void = { _ in }
    ) async throws -> ArrangementID {
        let draft = try draft(.once(try time("2026-03-09")), .meeting, change)
        let entry = try await desk.arrange(draft, actor: Self.actor)
        return try #require(entry.arrangement.id)
    }

    /// Arranges a series of weekly dates.
    @discardableResult
    func arrangeSeries(
        count: Int64 = 4,
        _ kind: MeetingKind = .meeting,
        _ change: (inout ArrangementDraft) -> Void = { _ in }
    ) async throws -> ArrangementID {
        let series = SeriesDraft(.weekly(on: [2]), end: .after(count))
        let draft = try draft(.series(first: try time("2026-03-09"), series), kind, change)
        let entry = try await desk.arrange(draft, actor: Self.actor)
        return try #require(entry.arrangement.id)
    }

    func arrangement(_ id: ArrangementID) async throws -> Arrangement {
        try await desk.arrangement(named: id.text).arrangement
    }

    /// Makes people known, and expects them at a meeting.
    @discardableResult
    func expect(_ count: Int, at meeting: MeetingID) async throws -> [PersonID] {
        let rows = (1...count).map { "Person Nr\($0),p\($0)@example.org,E-\($0)\n" }
        let csv = "name,email,own id\n" + rows.joined()
        let people = try await desk.importPeople(csv: csv, actor: Self.actor).people
        _ = try await desk.extendRoster(of: meeting, with: people, actor: Self.actor)
        return people
    }

    // MARK: What happens

    /// Takes in what Zoom delivered.
    func takeDeliveries() async throws {
        for body in account.deliveries() {
            _ = try await desk.take(body, source: .live, receivedAt: account.now)
        }
    }

    /// Empties the outbox until nothing waits, letting time pass where it is to be waited.
    func drain(roundsMax: Int = 200) async throws {
        for _ in 0..<roundsMax {
            let progress = try await outbox.empty()
            guard progress.waiting > 0, !progress.wasStopped, let next = progress.nextAt else {
                return
            }
            account.pass(seconds: max(1, account.now.seconds(to: next) + 1))
        }
        Issue.record("the outbox is not emptied in \(roundsMax) rounds")
    }

    /// The meetings at Zoom that were not deleted.
    func meetingsAtZoom(_ kind: String = "meetings") -> [JSON] {
        account.act("GET", "/users/\(SimulatedAccount.host)/\(kind)").json[kind]?.array ?? []
    }

    /// The addresses registered at Zoom, with repetitions where there are any.
    func registeredAtZoom(_ number: String, _ kind: String = "meetings") -> [String] {
        let answer = account.act("GET", "/\(kind)/\(number)/registrants")
        return (answer.json["registrants"]?.array ?? []).compactMap { $0["email"]?.string }.sorted()
    }

    /// The reading of the meeting of an arrangement.
    func meeting(of id: ArrangementID) async throws -> MeetingReading {
        let meeting = try #require(try await arrangement(id).meeting)
        return try await desk.meeting(named: meeting.id.text)
    }
}

extension MeetingReading {
    /// Whether each date was cancelled, by time.
    var standings: [Bool] { roll.occurrences(of: record.id).map(\.isCancelled) }
}
