public import Attendance
import EventSourcing
import Projections
public import Reports
public import Typesetting

extension Desk {
    /// A closed revision of a sheet, as a PDF.
    ///
    /// A document that was kept is returned as it is. Another is made of what was known when the revision
    /// was closed, says by which it was superseded, and is not kept.
    /// - Parameters:
    ///   - id: The occurrence, by any name it has or had.
    ///   - revision: The revision, from 1.
    ///   - form: The form of the document.
    ///   - fonts: The fonts.
    /// - Returns: the document.
    /// - Throws: ``DeskFailure``, `revisionUnknown` when no such revision was closed.
    public func pdf(
        of id: OccurrenceID,
        revision: Int,
        as form: SheetForm = SheetForm(),
        fonts: FontShelf
    ) async throws(DeskFailure) -> [UInt8] {
        let roll = try await self.roll(showing: id)
        guard let occurrence = roll.occurrence(id) else { throw .occurrenceUnknown }
        let names = roll.names(of: occurrence)
        for name in names {
            let exports = roll.signatures.occurrences[name]?.exports[revision]
            if let digest = exports?[form.mediaType],
                let kept = try await document(DocumentName(.export, digest.text))
            {
                return kept
            }
        }
        let closings = try await closings(of: occurrence, by: names, in: roll)
        guard let closing = closings.first(where: { $0.revision == revision }) else {
            throw .revisionUnknown(revision, last: closings.map(\.revision).max() ?? 0)
        }
        let (known, then) = try await moment(of: id, knownAt: .position(closing.position))
        guard var reading = try await reading(of: known, in: then) else { throw .unknownThen }
        if let next = closings.filter({ $0.revision > revision }).min(by: {
            $0.revision < $1.revision
        }) {
            reading.provenance.supersededBy = next.revision
        }
        return try await rendered(reading, from: then, as: form, with: fonts)
    }

    private func closings(
        of occurrence: Occurrence,
        by names: [OccurrenceID],
        in roll: Roll
    ) async throws(DeskFailure) -> [(revision: Int, position: Int64)] {
        let events = try await asking { () async throws(EventLogError) in
            try await projections.events(of: occurrence.meeting, knownBy: roll)
        }
        return events.compactMap { recorded in
            guard case .sheetClosed(let closed) = recorded.event, names.contains(closed.occurrence)
            else { return nil }
            return (closed.revision, recorded.position)
        }
    }

    /// A sheet to be signed by hand, on paper: whoever is expected, with room to sign, and nothing that
    /// is known of who came.
    func blankPDF(
        of id: OccurrenceID,
        as form: SheetForm,
        fonts: FontShelf
    ) async throws(DeskFailure) -> [UInt8] {
        let roll = try await self.roll(showing: id)
        let reading = try await reading(of: id, in: roll)
        return try await rendered(reading, from: roll, as: form, with: fonts)
    }
}
