import Attendance
import CLogBaseline
import EventSourcing
import EventStore
import Foundation
import MeetingManagement
import Projections

/// The workloads of the log, each measured against C on a file of the same schema.
struct LogBench {
    /// What is measured.
    enum Workload: String, CaseIterable {
        case single, producers, batches
        case twoBatches = "two-batches"
        case indexed
        case read, replay, verify

        /// What it does, as the report says it.
        var name: String {
            switch self {
            case .single: "append, one event a commit, one writer"
            case .producers: "append, one event a command, 64 producers"
            case .batches: "append, batches of 100, one producer"
            case .twoBatches: "append, batches of 100, two producers"
            case .indexed: "append, batches of 100, and index them"
            case .read: "read the stored events"
            case .replay: "read, decode and fold"
            case .verify: "verify from the rows"
            }
        }
    }

    private let events: Int64
    private let place: URL
    private let workloads: Set<Workload>
    private let withPeer: Bool
    private var probes: [Double] = []
    private var measurements: [Workload: Measurement] = [:]
    private var hasPeer = false
    private var umaDB: [Double] = []

    private static let singles: Int64 = 1500
    private static let producers = 64
    private static let each: Int64 = 300

    init(events: Int64, place: String?, workloads: Set<Workload>, withPeer: Bool) {
        self.events = events / 200 * 200
        let folder = place.map { URL(fileURLWithPath: $0, isDirectory: true) }
        self.place = folder ?? FileManager.default.temporaryDirectory
        self.workloads = workloads
        self.withPeer = withPeer
    }

    /// Runs every workload once.
    mutating func round() async throws {
        let folder = place.appendingPathComponent("muster-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let baseline = try Baseline(in: folder)
        let peer = withPeer ? try peerRates(in: folder, body: baseline.body) : nil
        hasPeer = peer != nil
        if let rate = peer?.umaDB { umaDB.append(rate) }
        probes.append(try baseline.probe(Self.singles))
        try await append(.single, in: folder, peer: peer?.single) {
            (try await Self.appendSingly($0), try await baseline.append(Self.singles, perCommit: 1))
        }
        try await append(.producers, in: folder, peer: peer?.group) {
            (
                try await Self.appendTogether($0),
                try await baseline.group(Self.producers, each: Self.each)
            )
        }
        for (workload, producers) in [(Workload.batches, 1), (.twoBatches, 2)] {
            let rate = producers == 1 ? peer?.batches : nil
            try await append(workload, in: folder, peer: rate) { [events] in
                (
                    try await Self.appendBatches(events, by: producers, to: $0),
                    try await baseline.append(events, perCommit: 100, withFields: false)
                )
            }
        }
        try await append(.indexed, in: folder, peer: nil) { [events] store in
            let directory = folder.appendingPathComponent(Workload.indexed.rawValue)
            return (
                try await Self.appendAndIndex(events, to: store, in: directory),
                try await baseline.append(events, perCommit: 100, withFields: false)
            )
        }
        if !workloads.isDisjoint(with: [.read, .replay, .verify]) {
            try await read(in: folder, against: baseline)
        }
    }

    private func peerRates(in folder: URL, body: [UInt8]) throws -> Peer.Rates? {
        try Peer.rates(
            in: folder,
            body: body,
            counts: (Self.singles, Int64(Self.producers) * Self.each / 4, events / 4),
            producers: Self.producers
        )
    }

    /// Appends to a new log, ours and C's.
    private mutating func append(
        _ workload: Workload,
        in folder: URL,
        peer: Double?,
        _ work: (EventStore) async throws -> (ours: Run, theirs: Double)
    ) async throws {
        guard workloads.contains(workload) else { return }
        let store = try await BenchLog.open(folder.appendingPathComponent(workload.rawValue))
        let (ours, theirs) = try await work(store)
        await store.close()
        note(ours, of: workload, against: theirs, peer: peer)
    }

    /// Reads a log in each of the ways there are.
    private mutating func read(in folder: URL, against baseline: Baseline) async throws {
        let log = folder.appendingPathComponent("read")
        let store = try await BenchLog.open(log)
        _ = try await Self.appendBatches(events, by: 2, to: store)
        let scanned = try await baseline.scan(events)
        if workloads.contains(.read) {
            note(Run(rate: try await Self.read(store)), of: .read, against: scanned)
        }
        if workloads.contains(.replay) {
            note(Run(rate: try await Self.fold(store)), of: .replay, against: scanned)
        }
        try await store.signCheckpoint()
        await store.close()
        guard workloads.contains(.verify) else { return }
        let start = ContinuousClock.now
        let verified = try LogVerification(of: log)
        note(
            Run(rate: Double(verified.size) / start.secondsSince),
            of: .verify,
            against: scanned
        )
    }

    private mutating func note(
        _ run: Run,
        of workload: Workload,
        against theirs: Double,
        peer: Double? = nil
    ) {
        measurements[workload, default: Measurement()].add(run, against: theirs, peer: peer)
    }

    private static func appendSingly(_ store: EventStore) async throws -> Run {
        var source = BenchEvents()
        let batches = (0..<singles).map { _ in source.batch(of: 1) }
        return try await append([batches], of: 1, to: store)
    }

    private static func appendTogether(_ store: EventStore) async throws -> Run {
        var source = BenchEvents()
        let lists = (0..<producers).map { _ in (0..<each).map { _ in source.batch(of: 1) } }
        return try await append(lists, of: 1, to: store)
    }

    private static func appendBatches(
        _ count: Int64,
        by producers: Int,
        to store: EventStore
    ) async throws -> Run {
        var source = BenchEvents()
        let lists = (0..<producers).map { _ in
            (0..<(Int(count) / 100 / producers)).map { _ in source.batch(of: 100) }
        }
        return try await append(lists, of: 100, to: store)
    }

    /// Appends batches, and takes them into the index of meetings before the clock stops.
    private static func appendAndIndex(
        _ count: Int64,
        to store: EventStore,
        in directory: URL
    ) async throws -> Run {
        let index = try StoredEventIndex(
            in: directory,
            projection: MeetingIndex.name,
            version: MeetingIndex.version
        )
        let projections = ProjectionRunner(log: store, index: index)
        let appended = try await appendBatches(count, by: 1, to: store)
        let start = ContinuousClock.now
        try await projections.current()
        let seconds = Double(count) / appended.rate + start.secondsSince
        await index.close()
        return Run(rate: Double(count) / seconds)
    }

    /// Appends the batches of each producer one after the other, all producers at once.
    private static func append(
        _ lists: [[AppendBatch]],
        of size: Int,
        to store: EventStore
    ) async throws -> Run {
        let start = ContinuousClock.now
        let latencies = try await withThrowingTaskGroup(of: [Double].self) { tasks in
            for list in lists {
                tasks.addTask {
                    var latencies: [Double] = []
                    for batch in list {
                        let start = ContinuousClock.now
                        _ = try await store.append(batch)
                        latencies.append(start.secondsSince)
                    }
                    return latencies
                }
            }
            return try await tasks.reduce(into: []) { $0 += $1 }
        }
        return Run(
            rate: Double(latencies.count * size) / start.secondsSince,
            latencies: latencies
        )
    }

    private static func read(_ store: EventStore) async throws -> Double {
        let start = ContinuousClock.now
        var position: Int64 = 0
        while case let page = try await store.events(from: position, limit: 1000), !page.isEmpty {
            position += Int64(page.count)
        }
        return Double(position) / start.secondsSince
    }

    private static func fold(_ store: EventStore) async throws -> Double {
        let start = ContinuousClock.now
        var roll = Roll()
        var reader = PayloadReader()
        while case let page = try await store.events(from: roll.horizon.size, limit: 1000),
            !page.isEmpty
        {
            for recorded in page {
                let event = try recorded.map { (event) throws(PayloadError) in
                    try AttendanceCodec.decode(event, by: &reader)
                }
                roll.evolve(with: event)
            }
        }
        return Double(roll.horizon.size) / start.secondsSince
    }

    /// The figures, as a table.
    var report: String {
        var table = TextTable(["WORKLOAD", "EVENTS/S", "C", "RATIO"] + (hasPeer ? ["PEER"] : []))
        for workload in Workload.allCases {
            guard let measurement = measurements[workload] else { continue }
            let row = [
                workload.name,
                Self.text(measurement.ours.median),
                Self.text(measurement.theirs.median),
                String(format: "%.2f", measurement.ratio),
            ]
            let peer = measurement.peers.isEmpty ? "–" : Self.text(measurement.peers.median)
            table.add(row + (hasPeer ? [peer] : []))
        }
        let latencies = measurements.filter { [.single, .producers].contains($0.key) }
            .sorted { $0.key.name > $1.key.name }
            .map { "\n\($0.key.name): \($0.value.latencyText)" }
        return """
            \(table.text)
            \(latencies.joined())
            append as much as a COMMIT and sync: \(Self.text(probes.median))/s
            medians of \(probes.count) rounds; C hashes, encrypts and decodes nothing, and reads are \
            compared with a scan of the same columns
            \(withPeer ? peers : "")
            """
    }

    private var peers: String {
        guard hasPeer else { return Peer.absence }
        let ours = measurements[.producers]?.ours.median ?? 0
        let uma =
            umaDB.isEmpty
            ? Peer.umaAbsence
            : "UmaDB (PyPI) with as many producers: \(Self.text(umaDB.median))/s, "
                + String(format: "of which ours is %.1f times", ours / umaDB.median)
        return "\(Peer.description)\n\(uma)"
    }

    private static func text(_ rate: Double) -> String { String(Int64(rate.rounded())) }
}

extension ContinuousClock.Instant {
    /// Seconds that passed since then.
    var secondsSince: Double {
        let passed = duration(to: .now).components
        return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
    }
}
