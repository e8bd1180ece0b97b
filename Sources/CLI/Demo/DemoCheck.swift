import Attendance
import EventSourcing
import Foundation
import MeetingManagement
import Projections

/// Checks what the demo wrote: the sheet against what was played, and the document as a file.
struct DemoCheck {
    let truth: DemoPlay.Truth
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
            digests == truth.signatures,
            "the sheet has every signature posted, and no other"
        )
        try expect(signatures.count == digests.count, "no picture is on the sheet twice")
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
            "\(truth.deliveries) deliveries acknowledged",
            "\(rows.count) rows, \(signatures.count) signatures, each as it was posted",
            "the PDF is whole, and the same when it is downloaded again",
            "folding the log from its beginning gives the same sheet, byte for byte",
        ]
    }

    private func expect(_ isTrue: Bool, _ claim: String) throws {
        guard isTrue else { throw CommandFailure("the demo failed its own check: \(claim)") }
    }

    private func refolded(_ occurrence: String) async throws -> [UInt8] {
        let events = try await desk.log.events(from: 0, limit: .max)
        let sealed = Roll(replaying: try events.map { try $0.map(AttendanceCodec.decode) })
        let roll = sealed.disclosing(try await desk.log.disclose(sealed.sealedFields()))
        return roll.sheet(of: OccurrenceID(occurrence))?.json.canonicalBytes() ?? []
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
