import Attendance
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
        let linked = try await subjects(linkedTo: subject)
        return try await asking { () async throws(EventLogError) in
            let receipt = try await log.erase(linked, reason: reason, actor: actor)
            try await log.signCheckpoint()
            return (linked, receipt)
        }
    }

    /// Everyone known to be the same person, at whatever meeting.
    private func subjects(
        linkedTo subject: SubjectID
    ) async throws(DeskFailure) -> Set<SubjectID> {
        let linked = try await asking { () async throws(EventLogError) -> Set<SubjectID>? in
            var linked: Set = [subject]
            var isKnown = try await projections.knows(PersonID(subject.text))
            var before = 0
            // Each meeting may show that somebody at another one is the same.
            while linked.count > before {
                before = linked.count
                for meeting in try await projections.meetings(knowing: linked) {
                    isKnown = true
                    let roll = try await projections.roll(of: meeting)
                    linked = roll.subjects(linkedTo: linked, at: meeting)
                }
            }
            return isKnown ? linked : nil
        }
        guard let linked else { throw .subjectUnknown }
        return linked
    }
}
