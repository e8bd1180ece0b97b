import Attendance
import CLogBaseline
import EventSourcing
import EventStore
import Foundation
import MeetingManagement

/// The C program's workloads, each on a new, empty log of ours, so that the schema is the same.
struct Baseline {
    private let folder: URL
    /// What each event holds.
    let body: [UInt8]
    private let metadata: [UInt8]

    init(in folder: URL) async throws {
        self.folder = folder
        var source = BenchEvents()
        body = AttendanceCodec.encode(source.next().event).payload
        metadata = JSON.object(BenchEvents.metadata.mapValues(JSON.string)).canonicalBytes()
    }

    /// Durable writes of 4 KiB a second.
    func probe(_ count: Int64) throws -> Double {
        var seconds = 0.0
        let path = folder.appendingPathComponent("probe").path
        try check(baseline_probe(path, count, &seconds))
        return Double(count) / seconds
    }

    /// Events appended a second by one thread.
    func append(_ count: Int64, perCommit: Int64) async throws -> Double {
        let path = try await emptyLog()
        var seconds = 0.0
        try withEvent { try check(baseline_append(path, $0, count, perCommit, &seconds)) }
        return Double(count) / seconds
    }

    /// Events appended a second by many threads that share commits.
    func group(_ producers: Int, each: Int64) async throws -> Double {
        let path = try await emptyLog()
        var seconds = 0.0
        try withEvent { try check(baseline_group(path, $0, Int32(producers), each, &seconds)) }
        return Double(producers) * Double(each) / seconds
    }

    /// Events read a second.
    func scan(_ count: Int64) async throws -> Double {
        let path = try await emptyLog()
        var seconds = 0.0
        try withEvent { try check(baseline_append(path, $0, count, 1000, &seconds)) }
        var (events, bytes): (Int64, Int64) = (0, 0)
        try check(baseline_scan(path, &events, &bytes, &seconds))
        return Double(events) / seconds
    }

    private func emptyLog() async throws -> String {
        let directory = folder.appendingPathComponent(UUID().uuidString)
        let store = try EventStore(
            opening: directory,
            master: .file(directory.appendingPathComponent("master.key")),
            now: Edges.live.now
        )
        await store.close()
        return directory.appendingPathComponent("events.db").path
    }

    private func withEvent(_ work: (baseline_event) throws -> Void) throws {
        try body.withUnsafeBytes { body in
            try metadata.withUnsafeBytes { metadata in
                try work(
                    baseline_event(
                        body: body.baseAddress,
                        body_count: body.count,
                        metadata: metadata.baseAddress,
                        metadata_count: metadata.count
                    )
                )
            }
        }
    }

    private func check(_ code: Int32) throws {
        guard code == 0 else { throw CommandFailure("the C program failed with code \(code)") }
    }
}
