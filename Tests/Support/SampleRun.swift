public import Attendance
public import EventSourcing

/// A run of a meeting of the samples, and what Zoom states about it.
public struct SampleRun: Sendable, Hashable {
    /// The meeting.
    public var meeting: SampleMeeting
    /// Which run it is.
    public var name: String
    /// When it started, as all its facts repeat.
    public var start: Instant?

    /// Its identifier.
    public var id: InstanceID { InstanceID("instance-\(meeting.number)-\(name)") }

    /// The occurrence that the run makes when nobody planned one.
    public var occurrence: OccurrenceID { OccurrenceID(id.text) }

    /// The reference that its facts carry.
    public func reference(statedAt: Instant?) -> InstanceReference {
        InstanceReference(
            id: id,
            uuid: "uuid-\(name)==",
            start: start,
            meeting: meeting.reference(statedAt: statedAt),
            details: meeting.details()
        )
    }

    /// It started.
    public func started() -> AttendanceEvent {
        .instanceStarted(InstanceStarted(instance: reference(statedAt: start)))
    }

    /// It ended.
    public func ended(_ at: Instant?, isPractice: Bool = false) -> AttendanceEvent {
        .instanceEnded(
            InstanceEnded(
                instance: reference(statedAt: at),
                at: at,
                isPractice: isPractice
            )
        )
    }

    /// A participant connected, or came back from a breakout room under another user id.
    public func joined(
        _ who: SampleParticipant,
        _ at: Instant?,
        as userID: String? = "16778240"
    ) -> AttendanceEvent {
        .connectionJoined(
            ConnectionJoined(
                instance: reference(statedAt: at),
                participant: who.participant(in: self, userID: userID),
                at: at
            )
        )
    }

    /// A participant's connection ended, or went to a breakout room.
    public func left(
        _ who: SampleParticipant,
        _ at: Instant?,
        as userID: String? = "16778240",
        reason: String? = nil
    ) -> AttendanceEvent {
        let participant = who.participant(in: self, userID: userID)
        return .connectionLeft(
            ConnectionLeft(
                instance: reference(statedAt: at),
                participant: participant,
                at: at,
                reason: reason.map { Personal($0, about: participant.subject) }
            )
        )
    }

    /// The run's report has a row.
    public func reported(
        _ who: SampleParticipant,
        _ joined: Instant?,
        _ left: Instant?,
        as userID: String? = "16778240",
        isWaiting: Bool = false
    ) -> AttendanceEvent {
        var instance = reference(statedAt: nil)
        instance.meeting.source = .report
        let row = SubjectID("row-\(name)-\(userID ?? who.connection)")
        var participant = who.participant(in: self, userID: userID)
        participant.connectionUUID = nil
        participant.subject = row
        participant.name = who.name.map { Personal($0, about: row) }
        participant.email = who.email.map { Personal($0, about: row) }
        return .participantReported(
            ParticipantReported(
                instance: instance,
                participant: participant,
                joined: joined,
                left: left,
                isWaiting: isWaiting
            )
        )
    }

    /// The run's report was read.
    public func reportRead(rows: Int64, isComplete: Bool = true) -> AttendanceEvent {
        var instance = reference(statedAt: nil)
        instance.meeting.source = .report
        return .reportRead(
            ReportRead(instance: instance, rowCount: rows, isComplete: isComplete)
        )
    }

    /// A participant was seen in a way that is not attendance.
    public func sighted(
        _ who: SampleParticipant,
        _ sighting: ParticipantSighted.Sighting,
        _ at: Instant?,
        object: String? = nil
    ) -> AttendanceEvent {
        .participantSighted(
            ParticipantSighted(
                instance: reference(statedAt: at),
                participant: who.participant(in: self, userID: "16778240"),
                sighting: sighting,
                at: at,
                object: object
            )
        )
    }
}
