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
    /// As many bytes as its sealed fields take.
    private let personal: [UInt8]

    /// What each field takes besides its text (Handbook, Formats).
    private static let boxByteCount = 4 + 49 + 16
    /// What a COMMIT of one event writes, as a rule: four frames of the WAL.
    private static let commitByteCount = 4 * 4120
    /// How many events are left before they are filed under their streams (Handbook, Formats).
    private static let unsettledMax: Int64 = 512

    init(in folder: URL) throws {
        self.folder = folder
        var source = BenchEvents()
        let event = AttendanceCodec.encode(source.next().event)
        body = event.payload
        metadata = JSON.canonicalBytes(of: BenchEvents.metadata)
        let texts = event.personal.compactMap(\.value).map(\.utf8.count)
        let count = texts.reduce(0) { $0 + Self.boxByteCount + $1 }
        personal = (0..<count).map { _ in .random(in: .min ... .max) }
    }

    /// Durable writes a second, each of as many bytes as a COMMIT.
    func probe(_ count: Int64) throws -> Double {
        var seconds = 0.0
        let path = folder.appendingPathComponent("probe").path
        try check(baseline_probe(path, count, Self.commitByteCount, &seconds))
        return Double(count) / seconds
    }

    /// Events appended a second by one thread.
    /// - Parameters:
    ///   - count: How many events.
    ///   - perCommit: How many of them in each transaction.
    ///   - withFields: Whether bytes are written where ours has sealed fields.
    /// - Returns: The rate.
    /// - Throws: ``CommandFailure`` when C fails, and what a new log throws.
    func append(
        _ count: Int64,
        perCommit: Int64,
        withFields: Bool = true
    ) async throws -> Double {
        let path = try await emptyLog()
        var seconds = 0.0
        try withEvent(withFields: withFields) {
            try check(baseline_append(path, $0, count, perCommit, &seconds))
        }
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
        try await BenchLog.make(in: directory)
        return directory.appendingPathComponent("events.db").path
    }

    private func withEvent(
        withFields: Bool = true,
        _ work: (baseline_event) throws -> Void
    ) throws {
        try body.withUnsafeBytes { body in
            try metadata.withUnsafeBytes { metadata in
                try personal.withUnsafeBytes { personal in
                    try work(
                        baseline_event(
                            body: body.baseAddress,
                            body_count: body.count,
                            metadata: metadata.baseAddress,
                            metadata_count: metadata.count,
                            personal: personal.baseAddress,
                            personal_count: withFields ? personal.count : 0,
                            events_per_subject: withFields ? BenchEvents.eventsPerSubject : 0,
                            unsettled_max: Self.unsettledMax
                        )
                    )
                }
            }
        }
    }

    private func check(_ code: Int32) throws {
        guard code == 0 else { throw CommandFailure("the C program failed with code \(code)") }
    }
}
