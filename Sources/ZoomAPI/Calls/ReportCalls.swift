import EventSourcing

/// The reports (Zoom API, *Reports*); they need a plan of Pro or above at the time of the meeting.
public enum ReportCalls {
    /// Which meetings of a user a report has.
    public enum Selection: String, Sendable, Hashable, CaseIterable {
        /// All that were hosted.
        case past
        /// Those with more than one participant.
        case pastOne
        /// Those that were joined.
        case pastJoined
    }

    /// Who was in a run, page by page, with registrant ids; none where there was but one
    /// participant.
    public static func participants(
        of instance: ZoomInstanceReference,
        _ kind: ZoomMeetingKind = .meeting
    ) -> ZoomCall<ParticipantsPage> {
        ParticipantsPage.call(
            ZoomOperation(
                .get,
                [
                    .word("report"), .word(kind.plural), instance.segment(kind.idName),
                    .word("participants"),
                ],
                .heavy,
                scopes: ZoomScope.any(of: "report", .read, "list_\(kind.rawValue)_participants"),
                query: ["include_fields": "registrant_id"]
            )
        )
    }

    /// What Zoom sums up of a run.
    public static func summary(
        of instance: ZoomInstanceReference,
        _ kind: ZoomMeetingKind = .meeting
    ) -> ZoomCall<ZoomPastMeeting> {
        let operation = ZoomOperation(
            .get,
            [.word("report"), .word(kind.plural), instance.segment(kind.idName)],
            .heavy,
            scopes: ZoomScope.any(of: "report", .read, kind.rawValue)
        )
        return ZoomCall(operation) { (answer) throws(ZoomAnswerFault) in
            try ZoomPastMeeting(json: answer.json)
        }
    }

    /// The runs that a user hosted or joined within a span of days.
    /// - Parameters:
    ///   - user: By id or e-mail address.
    ///   - days: The span; see ``ZoomDays/months(from:through:)``. Zoom tells of the last 6 months.
    ///   - selection: Which of them.
    /// - Returns: the call.
    public static func meetings(
        of user: String,
        during days: ZoomDays,
        _ selection: Selection = .past
    ) -> ZoomCall<ZoomPage<ZoomPastMeeting>> {
        .page(
            ZoomOperation(
                .get,
                [
                    .word("report"), .word("users"), .argument("userId", user),
                    .word("meetings"),
                ],
                .heavy,
                scopes: ZoomScope.any(of: "report", .read, "user"),
                query: [
                    "from": days.first.description, "to": days.last.description,
                    "type": selection.rawValue,
                ]
            ),
            listing: "meetings"
        ) { try? ZoomPastMeeting(json: $0) }
    }
}
