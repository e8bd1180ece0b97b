import Attendance
public import EventSourcing
import PDF
import Projections
import Reports

extension Desk {
    /// How many lines a letterhead has at most.
    public static let letterheadLinesMax = 8

    /// Gives the organisation's documents a logo, in place of the one before.
    ///
    /// A letterhead is no part of what a sheet says: documents that are kept stay as they are, and those
    /// made later carry it.
    /// - Parameters:
    ///   - png: A PNG file; `nil` for none.
    ///   - actor: Who gives it.
    /// - Throws: ``DeskFailure``, `picture` when it is no PNG that can be printed.
    public func carryLogo(_ png: [UInt8]?, actor: Actor) async throws(DeskFailure) {
        guard let png else { return try await carry(.carryLogo(nil), actor: actor) }
        do throws(PNGRejection) {
            _ = try PreparedImage(png: png)
        } catch {
            throw .picture(error)
        }
        let digest = SHA256Digest(hashing: png)
        // Nobody's: no erasure takes it along.
        let document = Document(.logo(digest), bytes: png, about: .several([]))
        _ = try await asking { () async throws(EventLogError) in
            try await log.append(AppendBatch([], documents: [document], actor: actor))
        }
        try await carry(.carryLogo(digest), actor: actor)
    }

    /// Gives the organisation's documents lines such as a registration number, in place of those before.
    /// - Throws: ``DeskFailure``.
    public func carryLines(_ lines: [String], actor: Actor) async throws(DeskFailure) {
        try await carry(.carryLines(lines), actor: actor)
    }

    private func carry(
        _ part: LetterheadDecider.Command,
        actor: Actor
    ) async throws(DeskFailure) {
        _ = try await asking { () async throws(EventLogError) in
            try await record(part, by: LetterheadDecider.self, on: .organisation, actor: actor)
        }
    }

    /// The letterhead that documents carry.
    func letterhead(in roll: Roll) async throws(DeskFailure) -> Letterhead {
        let set = roll.letterhead
        guard let digest = set.logo, let png = try await document(.logo(digest)) else {
            return Letterhead(lines: set.lines)
        }
        return Letterhead(logo: try? PreparedImage(png: png), lines: set.lines)
    }
}

extension DocumentName {
    fileprivate static func logo(_ digest: SHA256Digest) -> DocumentName {
        DocumentName(.logo, digest.text)
    }
}
