public import EventSourcing
import Projections

extension Desk {
    /// Erases somebody: the subject that is named, and everyone known to be the same person, at every
    /// meeting (I-10).
    /// - Parameters:
    ///   - subject: A person, a registrant or a participant, as a sheet's rows name them.
    ///   - reason: Why; it should not name them.
    ///   - actor: Who decided it.
    /// - Returns: whose data is gone, and the receipt.
    /// - Throws: ``DeskFailure`` with `subjectUnknown` when nothing is known of them.
    public func erase(
        _ subject: SubjectID,
        reason: String,
        actor: Actor
    ) async throws(DeskFailure) -> (subjects: Set<SubjectID>, receipt: ErasureReceipt) {
        let roll = try await self.roll(showing: [])
        guard roll.knows(subject) else { throw .subjectUnknown }
        let linked = roll.subjects(linkedTo: subject)
        do {
            let receipt = try await log.erase(linked, reason: reason, actor: actor)
            try await log.signCheckpoint()
            return (linked, receipt)
        } catch {
            throw .log(error)
        }
    }
}
