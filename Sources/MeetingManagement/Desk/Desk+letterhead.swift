import Attendance
public import EventSourcing
import PDF
import Projections
import Reports

extension Desk {
    /// How many lines a letterhead has at most.
    public static let letterheadLinesMax = 8

    /// Gives the organisation's documents a letterhead, in place of the one before.
    ///
    /// It is no part of what a sheet says: documents that are kept stay as they are, and those made later
    /// carry it.
    /// - Parameters:
    ///   - logo: A PNG file; `nil` for none.
    ///   - lines: Lines such as a registration number.
    ///   - actor: Who gives it.
    /// - Throws: ``DeskFailure``, `picture` when the logo is no PNG that can be printed.
    public func setLetterhead(
        logo: [UInt8]?,
        lines: [String],
        actor: Actor
    ) async throws(DeskFailure) {
        var letterhead = LetterheadSet(lines: lines)
        if let logo {
            do throws(PNGRejection) {
                _ = try PreparedImage(png: logo)
            } catch {
                throw .picture(error)
            }
            let digest = SHA256Digest(hashing: logo)
            letterhead.logo = digest
            // Nobody's: no erasure takes it along.
            let document = Document(.logo(digest), bytes: logo, about: .several([]))
            _ = try await asking { () async throws(EventLogError) in
                try await log.append(AppendBatch([], documents: [document], actor: actor))
            }
        }
        let given = letterhead
        _ = try await asking { () async throws(EventLogError) in
            try await record(
                given,
                by: LetterheadDecider.self,
                on: .organisation,
                actor: actor
            )
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
