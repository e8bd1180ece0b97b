import Attendance
import CLogBaseline
import EventSourcing
import EventStore
import Foundation
import MeetingManagement
import Projections

/// The workloads of the log, each measured against C on a file of the same schema.
struct LogBench {
    private let events: Int64
    private let place: URL
    private var probes: [Double] = []
    private var single = Measurement("append, one event a commit, one writer")
    private var group = Measurement("append, one event a command, 64 producers")
    private var batches = Measurement("append, batches of 100, one producer")
    private var twoProducers = Measurement("append, batches of 100, two producers")
    private var scan = Measurement("read the stored events")
    private var replay = Measurement("read, decode and fold")
    private var verification = Measurement("verify from the rows")
    private var hasPeer = false

    private static let singles: Int64 = 1500
    private static let producers = 64
    private static let each: Int64 = 300

    init(events: Int64, place: String?) {
        self.events = events / 200 * 200
        let folder = place.map { URL(fileURLWithPath: $0, isDirectory: true) }
        self.place = folder ?? FileManager.default.temporaryDirectory
    }

    /// Runs every workload once.
    mutating func round() async throws {
        let folder = place.appendingPathComponent("muster-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let baseline = try await Baseline(in: folder)
        let peer = try Peer.rates(
            in: folder,
            body: baseline.body,
            counts: (Self.singles, Int64(Self.producers) * Self.each / 4, events / 4),
            producers: Self.producers
        )
        hasPeer = peer != nil
        probes.append(try baseline.probe(Self.singles))
        single.add(
            try await Self.inNewLog(of: folder) { try await Self.appendSingly($0) },
            against: try await baseline.append(Self.singles, perCommit: 1),
            peer: peer?.single
        )
        group.add(
            try await Self.inNewLog(of: folder) { try await Self.appendTogether($0) },
            against: try await baseline.group(Self.producers, each: Self.each),
            peer: peer?.group
        )
        let bare = try await baseline.append(events, perCommit: 100)
        twoProducers.add(
            try await Self.inNewLog(of: folder) { [events] store in
                try await Self.appendBatches(events, by: 2, to: store)
            },
            against: bare
        )
        let log = folder.appendingPathComponent("kept")
        let store = try Self.open(log)
        batches.add(
            try await Self.appendBatches(events, by: 1, to: store),
            against: try await baseline.append(events, perCommit: 100),
            peer: peer?.batches
        )
        let scanned = try await baseline.scan(events)
        scan.add(try await Self.read(store), against: scanned)
        replay.add(try await Self.fold(store), against: scanned)
        try await store.signCheckpoint()
        await store.close()
        let start = ContinuousClock.now
        let verified = try LogVerification(of: log)
        verification.add(Double(verified.size) / start.secondsSince, against: scanned)
    }

    private static func open(_ directory: URL) throws -> EventStore {
        try EventStore(
            opening: directory,
            master: .file(directory.appendingPathComponent("master.key")),
            now: Edges.live.now
        )
    }

    private static func inNewLog(
        of folder: URL,
        _ work: (EventStore) async throws -> Run
    ) async throws -> Run {
        let store = try open(folder.appendingPathComponent(UUID().uuidString))
        let run = try await work(store)
        await store.close()
        return run
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
        let texts = SharedTexts()
        while case let page = try await store.events(from: roll.horizon.size, limit: 1000),
            !page.isEmpty
        {
            for recorded in page {
                let event = try recorded.map { (event) throws(PayloadError) in
                    try AttendanceCodec.decode(event, sharing: texts)
                }
                roll.evolve(with: event)
            }
        }
        return Double(roll.horizon.size) / start.secondsSince
    }

    /// The figures, as a table.
    var report: String {
        var table = TextTable(["WORKLOAD", "EVENTS/S", "C", "RATIO"] + (hasPeer ? ["PEER"] : []))
        for measurement in [single, group, batches, twoProducers, scan, replay, verification] {
            let row = [
                measurement.name,
                Self.text(measurement.ours.median),
                Self.text(measurement.theirs.median),
                measurement.ratio.map { String(format: "%.2f", $0) } ?? "–",
            ]
            let peer = measurement.peers.isEmpty ? "–" : Self.text(measurement.peers.median)
            table.add(row + (hasPeer ? [peer] : []))
        }
        return """
            \(table.text)

            an append takes: one writer \(single.latencyText); 64 producers \(group.latencyText)
            append 4 KiB and sync: \(Self.text(probes.median))/s
            medians of \(probes.count) rounds; C hashes, encrypts and decodes nothing, and reads are \
            compared with a scan of the same columns
            \(hasPeer ? Peer.description : Peer.absence)
            """
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
