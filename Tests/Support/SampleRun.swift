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

    /// A participant was seen in a way that is not attendance.
    public func sighted(
        _ who: SampleParticipant,
        _ sighting: ParticipantSighted.Sighting,
        _ at: Instant?
    ) -> AttendanceEvent {
        .participantSighted(
            ParticipantSighted(
                instance: reference(statedAt: at),
                participant: who.participant(in: self, userID: "16778240"),
                sighting: sighting,
                at: at
            )
        )
    }
}
