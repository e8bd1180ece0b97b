import Attendance
import EventSourcing
import Foundation
import MeetingManagement
import Projections
import ZoomSimulator

/// Checks what the demo wrote: the sheet against what was played, and the document as a file.
struct DemoCheck {
    let record: DemoPlay.Record
    let desk: Desk

    /// What was found right, in words.
    /// - Throws: ``CommandFailure`` naming the first thing that is not.
    func run(pdf: [UInt8], again: [UInt8], sheet bytes: [UInt8]) async throws -> [String] {
        let sheet = try JSON(parsing: bytes)
        let content = sheet["content"] ?? .null
        let rows = content["rows"]?.array ?? []
        let signatures = rows.flatMap { $0["signatures"]?.array ?? [] }
        let digests = Set(signatures.compactMap { $0["sha256"]?.string })
        try expect(!rows.isEmpty, "the sheet has rows")
        try expect(
            digests == record.signatures,
            "the sheet has every signature posted, and no other"
        )
        try expect(signatures.count == digests.count, "no picture is on the sheet twice")
        let seconds = try await secondsPresent()
        try expect(
            rows.map(SecondsOfRow.init).sorted() == seconds,
            "the sheet says of everybody how long they really were there"
        )
        try expect(sheet["provenance"]?["state"]?.string == "closed", "the sheet is closed")
        try expect(pdf.starts(with: Array("%PDF-".utf8)), "the document is a PDF")
        try expect(pdf.suffix(16).contains(sequence: Array("%%EOF".utf8)), "the PDF is whole")
        try expect(pdf == again, "downloading it again gives the same bytes")
        let refolded = try await refolded(content["occurrence"]?["id"]?.string ?? "")
        try expect(
            refolded == content.canonicalBytes(),
            "folding the log anew gives the same sheet"
        )
        return [
            "\(record.acknowledged) deliveries acknowledged, \(record.lost) lost on their way",
            "everybody's time on the sheet is what really happened at the simulated Zoom",
            "\(rows.count) rows, \(signatures.count) signatures, each as it was posted",
            "the PDF is whole, and the same when it is downloaded again",
            "folding the log from its beginning gives the same sheet, byte for byte",
        ]
    }

    private func expect(_ isTrue: Bool, _ claim: String) throws {
        guard isTrue else { throw CommandFailure("the demo failed its own check: \(claim)") }
    }

    /// How long everybody really was there, within the time that counts: whoever came by one link, or as
    /// the host, is one row, and each of a guest's connections is one of its own.
    private func secondsPresent() async throws -> [SecondsOfRow] {
        let sheet = try await desk.meeting(named: record.number).sheets.first?.content
        let counted = sheet?.occurrence.counted
        var rows: [String: (name: String, stays: [TimeWindow])] = [:]
        for connection in (record.truth?.instances ?? []).flatMap(\.connections) {
            let key =
                connection.isHost ? "host" : connection.registrantID ?? connection.participantUUID
            rows[key, default: (connection.name, [])].stays += connection.stays.map {
                TimeWindow(start: $0.join, end: $0.leave ?? $0.join)
            }
        }
        let came = rows.values.map { name, stays in
            let all = TimeSet(stays)
            let within = counted.map { all.clipped(to: $0) } ?? all
            return SecondsOfRow(name: name, seconds: within.seconds)
        }
        // Who is expected and did not come is a row as well.
        let names = Set(came.map(\.name))
        let absent = (sheet?.rows ?? []).map(\.name).filter { !names.contains($0) }
        return (came + absent.map { SecondsOfRow(name: $0, seconds: 0) }).sorted()
    }

    private func refolded(_ occurrence: String) async throws -> [UInt8] {
        let events = try await desk.log.events(from: 0, limit: .max)
        let sealed = Roll(replaying: try events.map { try $0.map(AttendanceCodec.decode) })
        let roll = sealed.disclosing(try await desk.log.disclose(sealed.sealedFields()))
        return roll.sheet(of: OccurrenceID(occurrence))?.json.canonicalBytes() ?? []
    }
}

/// How long somebody was there, by a sheet or in truth.
private struct SecondsOfRow: Hashable, Comparable {
    var name: String
    var seconds: Int64

    static func < (left: SecondsOfRow, right: SecondsOfRow) -> Bool {
        (left.name, left.seconds) < (right.name, right.seconds)
    }

    init(name: String, seconds: Int64) {
        self.name = name
        self.seconds = seconds
    }

    init(_ row: JSON) {
        self.init(
            name: row["name"]?.string ?? "",
            seconds: row["seconds_present"]?.integer ?? 0
        )
    }
}

extension Collection<UInt8> {
    fileprivate func contains(sequence: [UInt8]) -> Bool {
        let bytes = Array(self)
        guard bytes.count >= sequence.count else { return false }
        return (0...bytes.count - sequence.count).contains {
            bytes[$0...].starts(with: sequence)
        }
    }
}
