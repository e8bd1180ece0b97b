import Attendance
import EventSourcing
import ZoomAPI

/// The facts that Zoom's API answers about runs.
///
/// A function of the answer and of the meeting it was asked about. What was not told live is learnt so;
/// that something came live, no answer shows.
struct RunFacts {
    private let identifiers: ZoomIdentifiers
    private let meeting: MeetingReference

    init(of meeting: MeetingReference, key: OrganisationKey) {
        identifiers = ZoomIdentifiers(key: key, account: meeting.account)
        self.meeting = meeting
    }

    /// The name of a run.
    func id(of uuid: String) -> InstanceID { identifiers.instance(uuid: uuid) }

    /// That a run which is listed began.
    func start(of listed: ZoomInstance) -> AttendanceEvent {
        .instanceStarted(
            InstanceStarted(
                instance: reference(
                    uuid: listed.uuid,
                    start: listed.startTime,
                    details: MeetingDetails()
                )
            )
        )
    }

    /// That a run ended which Zoom sums up; its length there is the real one, not the planned.
    func end(of uuid: String, _ summary: ZoomPastMeeting) -> AttendanceEvent {
        let details = MeetingDetails(
            topic: summary.meeting.topic.map {
                Personal($0, about: SubjectID(meeting.id.text))
            },
            hostIndex: summary.meeting.hostID.map(identifiers.zoomUserIndex)
        )
        return .instanceEnded(
            InstanceEnded(
                instance: reference(
                    uuid: uuid,
                    start: summary.meeting.startTime,
                    details: details
                ),
                at: summary.endTime
            )
        )
    }

    /// The run, as what is noted about it names it.
    func reference(
        uuid: String,
        start: Instant? = nil,
        details: MeetingDetails = MeetingDetails()
    ) -> InstanceReference {
        InstanceReference(
            id: id(of: uuid),
            uuid: uuid,
            start: start,
            meeting: meeting,
            details: details
        )
    }
}
