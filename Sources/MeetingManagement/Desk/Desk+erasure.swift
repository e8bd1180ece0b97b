import Attendance
public import EventSourcing
import Projections

extension Desk {
    /// Erases somebody: the subject that is named, and everyone known to be the same person, at every
    /// meeting (I-10).
    ///
    /// Their links to sign are made void before, and those they wait with to be confirmed: what they would
    /// sign now could not be kept.
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
        let (linked, meetings) = try await subjects(linkedTo: subject)
        for meeting in meetings.sorted() {
            try await voidLinks(of: linked, at: meeting, actor: actor)
        }
        return try await asking { () async throws(EventLogError) in
            let receipt = try await log.erase(linked, reason: reason, actor: actor)
            try await log.signCheckpoint()
            return (linked, receipt)
        }
    }

    /// Makes void whatever some subjects could sign by at a meeting, also where they have signed by it.
    private func voidLinks(
        of subjects: Set<SubjectID>,
        at meeting: MeetingID,
        actor: Actor
    ) async throws(DeskFailure) {
        let roll = try await asking { () async throws(EventLogError) in
            try await projections.roll(of: meeting)
        }
        for (name, state) in roll.signatures.occurrences.sorted(by: { $0.key < $1.key }) {
            let claims = state.claims.values.filter { subjects.contains($0.place.signer) }
                .sorted { $0.tokenHash.text < $1.tokenHash.text }
            // Where they were ever asked: they may have been asked anew, or confirmed, meanwhile.
            let places = state.asked.union(claims.map(\.place))
                .filter { subjects.contains($0.signer) }
            let commands = claims.map { OccurrenceCommand.refuseClaim($0.tokenHash) }
            try await decide(
                [(name, commands + [.revokeRequests(name, places.inOrder)])],
                actor: actor
            )
        }
    }

    /// Everyone known to be the same person, at whatever meeting, and where they are known.
    private func subjects(
        linkedTo subject: SubjectID
    ) async throws(DeskFailure) -> (subjects: Set<SubjectID>, meetings: Set<MeetingID>) {
        let linked = try await asking { () async throws(EventLogError) in
            var linked: Set = [subject]
            var meetings: Set<MeetingID> = []
            var isKnown = try await projections.knows(PersonID(subject.text))
            var before = 0
            // Each meeting may show that somebody at another one is the same.
            while linked.count > before {
                before = linked.count
                meetings = try await projections.meetings(knowing: linked)
                for meeting in meetings {
                    isKnown = true
                    let roll = try await projections.roll(of: meeting)
                    linked = roll.subjects(linkedTo: linked, at: meeting)
                }
            }
            return isKnown ? (linked, meetings) : nil
        }
        guard let linked else { throw .subjectUnknown }
        return linked
    }
}
