public import EventSourcing

/// A run of a meeting or webinar as Zoom sums it up afterwards.
public struct ZoomPastMeeting: Sendable, Hashable {
    /// What events say of it too; its start is the actual one.
    public var meeting: ZoomMeeting
    /// When it ended.
    public var endTime: Instant?
    /// How many people were in it, as Zoom counts: it differs between the API, the portal and the
    /// dashboard (measured).
    public var participantsCount: Int64?
    /// The minutes of all of them together.
    public var totalMinutes: Int64?
    /// The host's name.
    public var hostName: String?
    /// The host's address.
    public var hostEmail: String?

    /// Reads a run.
    /// - Throws: ``ZoomAnswerFault`` when it has no number.
    init(json: JSON) throws(ZoomAnswerFault) {
        do {
            self.meeting = try ZoomMeeting(json: json, place: "the meeting")
        } catch {
            throw ZoomAnswerFault(error)
        }
        self.endTime = json.instant("end_time")
        self.participantsCount = json.count("participants_count")
        self.totalMinutes = json.count("total_minutes")
        self.hostName = json.text("user_name")
        self.hostEmail = json.text("user_email")
    }
}

/// The operations on runs that have ended (Zoom API, *Past meetings*, *Past webinars*).
///
/// Zoom tells of a year, and of a run some minutes after its end (measured: up to about 30).
public enum PastMeetingCalls {
    /// The runs of the last 15 months under a number; one that is under way is not among them
    /// (measured).
    public static func instances(
        of number: ZoomMeetingNumber,
        _ kind: ZoomMeetingKind = .meeting
    ) -> ZoomCall<ZoomPage<ZoomInstance>> {
        .list(
            ZoomOperation(
                .get,
                [
                    .word("past_\(kind.plural)"), .argument(kind.idName, number.description),
                    .word("instances"),
                ],
                kind == .meeting ? .medium : .light,
                scopes: kind.scopes(.read, "list_past_instances")
            ),
            listing: kind.plural,
            element: ZoomInstance.init
        )
    }

    /// What Zoom sums up of a meeting's run; of webinars only ``ReportCalls`` does.
    public static func summary(
        of instance: ZoomInstanceReference
    ) -> ZoomCall<ZoomPastMeeting> {
        let operation = ZoomOperation(
            .get,
            [.word("past_meetings"), instance.segment("meetingId")],
            .light,
            scopes: ZoomMeetingKind.meeting.scopes(.read, "past_meeting")
        )
        return ZoomCall(operation) { (answer) throws(ZoomAnswerFault) in
            try ZoomPastMeeting(json: answer.json)
        }
    }

    /// Who was in a run, page by page; none where there was but one participant.
    public static func participants(
        of instance: ZoomInstanceReference,
        _ kind: ZoomMeetingKind = .meeting
    ) -> ZoomCall<ParticipantsPage> {
        ParticipantsPage.call(
            ZoomOperation(
                .get,
                [
                    .word("past_\(kind.plural)"), instance.segment(kind.idName),
                    .word("participants"),
                ],
                .medium,
                scopes: kind.scopes(.read, "list_past_participants")
            )
        )
    }

    /// Who registered to a webinar's run and did not come.
    public static func absentees(
        of instance: ZoomInstanceReference,
        occurrence: String? = nil
    ) -> ZoomCall<ZoomPage<ZoomRegistrant>> {
        .page(
            ZoomOperation(
                .get,
                [.word("past_webinars"), instance.segment("webinarId"), .word("absentees")],
                .heavy,
                scopes: ZoomMeetingKind.webinar.scopes(.read, "list_absentees"),
                query: ["occurrence_id": occurrence]
            ),
            listing: "registrants",
            element: ZoomRegistrant.init
        )
    }
}

/// A page of who was in a run, with the bytes it came in.
public struct ParticipantsPage: ZoomPaged, Hashable {
    /// What it says.
    public var report: ParticipantsReport
    /// The body of the answer, to be kept as evidence.
    public var body: [UInt8]

    /// Asks for the next page; `nil` on the last.
    public var nextPageToken: String? { report.nextPageToken }

    static func call(_ operation: ZoomOperation) -> ZoomCall<ParticipantsPage> {
        var operation = operation
        operation.set("page_size", to: String(ZoomPage<ParticipantsReportRow>.sizeMax))
        return ZoomCall(operation) { (answer) throws(ZoomAnswerFault) in
            do throws(ParticipantsReportRefusal) {
                let report = try ParticipantsReport(json: answer.json)
                return ParticipantsPage(report: report, body: answer.bytes)
            } catch {
                throw .notParticipants(error)
            }
        }
    }
}
