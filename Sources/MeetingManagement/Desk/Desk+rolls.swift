import Attendance
import EventSourcing
import Projections

extension Desk {
    /// What is known of a meeting, with the personal fields opened that showing it takes.
    func roll(showing meeting: MeetingID) async throws(DeskFailure) -> Roll {
        try await asking { () async throws(EventLogError) in
            let roll = try await projections.roll(of: meeting)
            return try await disclosing(roll.sealedFields(of: [meeting]), of: roll)
        }
    }

    /// What was known of a meeting at a moment, with the personal fields opened that showing it takes.
    func roll(
        showing meeting: MeetingID,
        knownAt moment: KnownAt?
    ) async throws(DeskFailure) -> Roll {
        guard let moment else { return try await roll(showing: meeting) }
        return try await asking { () async throws(EventLogError) in
            let horizon = try await projections.horizon(at: moment)
            let roll = try await projections.roll(of: meeting, knownTo: horizon)
            return try await disclosing(roll.sealedFields(of: [meeting]), of: roll)
        }
    }

    /// What is known of the meeting of an occurrence, with the fields opened that showing it takes.
    func roll(showing occurrence: OccurrenceID) async throws(DeskFailure) -> Roll {
        let meeting = try await asking { () async throws(EventLogError) in
            try await projections.meeting(of: occurrence)
        }
        guard let meeting else { throw .occurrenceUnknown }
        return try await roll(showing: meeting)
    }

    /// A roll with personal fields opened.
    func disclosing(
        _ fields: [Personal<String>],
        of roll: Roll
    ) async throws(EventLogError) -> Roll {
        guard !fields.isEmpty else { return roll }
        return roll.disclosing(try await log.disclose(fields))
    }

    /// Asks the log something, and says in the desk's words why it did not answer.
    func asking<Answer>(
        _ body: () async throws(EventLogError) -> Answer
    ) async throws(DeskFailure) -> Answer {
        do {
            return try await body()
        } catch {
            throw .log(error)
        }
    }
}
