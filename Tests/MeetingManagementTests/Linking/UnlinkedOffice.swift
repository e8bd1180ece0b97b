import Attendance
import EventSourcing
import EventStore
import MeetingManagement
import Projections
import Synchronization
import Testing
import TestSupport
import ZoomAPI

/// A desk with a clock that is set by hand, that hears of meetings nobody may have linked.
struct UnlinkedOffice {
    static let officer = Actor("officer")

    /// On disk, where what expired can be opened by nobody.
    let log: InterposedLog
    private let directory: TemporaryDirectory
    let desk: Desk
    private let sweep: UnlinkedSweep
    private let clock: Clock
    private let notes = Notes()

    private final class Clock: Sendable {
        let now = Mutex<Instant>("2026-03-09T12:00:00Z")
    }

    private final class Notes: Sendable {
        let notes = Mutex<[UnlinkedNote]>([])
    }

    init(clients: ZoomClients = ZoomClients()) throws {
        let clock = Clock()
        let now = { @Sendable in clock.now.withLock { $0 } }
        self.clock = clock
        directory = try TemporaryDirectory()
        let master = try #require(MasterKey(bytes: [UInt8](repeating: 7, count: 32)))
        let store = try EventStore(opening: directory.url, master: .key(master), now: now)
        log = InterposedLog(over: store)
        desk = Desk(
            log: log,
            index: MemoryEventIndex(),
            key: try #require(OrganisationKey(bytes: Array(0..<32))),
            edges: Edges(now: now, random: Edges.live.random)
        )
        sweep = UnlinkedSweep(desk: desk, clients: clients)
    }

    func set(_ now: Instant) { clock.now.withLock { $0 = now } }

    /// Sweeps at a time.
    /// - Returns: what was noted.
    @discardableResult
    func sweep(at now: Instant) async -> [UnlinkedNote] {
        set(now)
        notes.notes.withLock { $0 = [] }
        await sweep.sweep { [notes] note in notes.notes.withLock { $0.append(note) } }
        return notes.notes.withLock { $0 }
    }

    /// Takes deliveries in at a time.
    func take(_ bodies: [[UInt8]], at now: Instant) async throws {
        set(now)
        for body in bodies { _ = try await desk.take(body, source: .live, receivedAt: now) }
    }

    /// The meeting of a number.
    func meeting(_ number: String) async throws -> MeetingReading {
        try await desk.meeting(named: number)
    }

    /// Whoever is on the sheets of a meeting, by date: their names, as far as they are kept.
    func names(at number: String) async throws -> [[String]] {
        try await meeting(number).sheets.map { $0.content.rows.map(\.name).sorted() }
    }
}

extension WebhookSample {
    /// A run of an hour with two who came.
    static func run(
        _ name: String,
        of number: String = "81234567890",
        on date: String,
        _ people: [String] = ["Ada", "Boris"]
    ) -> [[UInt8]] {
        var sample = WebhookSample()
        sample.number = number
        sample.uuid = "\(name)=="
        sample.start = "\(date)T09:00:00Z"
        return [sample.started()]
            + people.map {
                sample.joined(
                    $0,
                    at: "\(date)T09:01:00Z",
                    connection: "\(name)-\($0)",
                    user: "1\($0.count)"
                )
            } + [sample.ended(at: "\(date)T10:00:00Z")]
    }
}
