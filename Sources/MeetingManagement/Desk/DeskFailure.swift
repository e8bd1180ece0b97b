public import Attendance
public import EventSourcing
public import PDF
import Projections
public import Reports

/// Why the desk did not do what it was asked.
///
/// Nothing was changed.
public enum DeskFailure: Error {
    /// There is no such occurrence.
    case occurrenceUnknown
    /// A signing link is unknown, replaced or revoked: one answer for all, so that none is an oracle.
    case linkUnknown
    /// The picture is not one to sign with.
    case picture(PNGRejection)
    /// The document could not be typeset.
    case document(SheetDocumentError)
    /// The rules refuse it.
    case rejected(OccurrenceRejection)
    /// The log refused or failed.
    case log(EventLogError)
}

extension Desk {
    /// Everything folded, up to the end of the log.
    func roll() async throws(DeskFailure) -> Roll {
        do {
            return try await projections.current()
        } catch {
            throw .log(error)
        }
    }

    /// The name new decisions about an occurrence go by.
    func decisionName(of id: OccurrenceID) async throws(DeskFailure) -> OccurrenceID {
        let roll = try await self.roll()
        guard let occurrence = roll.occurrence(id) else { throw .occurrenceUnknown }
        return roll.decisionName(of: occurrence)
    }

    /// Decides about one occurrence.
    func decide(
        _ command: OccurrenceCommand,
        on occurrence: OccurrenceID,
        actor: Actor,
        documents: [Document] = []
    ) async throws(DeskFailure) {
        do {
            _ = try await decide(
                command,
                by: OccurrenceDecider.self,
                on: .occurrence(occurrence),
                actor: actor,
                documents: documents
            )
        } catch {
            switch error {
            case .rejected(.requestUnknown): throw .linkUnknown
            case .rejected(let rejection): throw .rejected(rejection)
            case .log(let error): throw .log(error)
            }
        }
    }
}
