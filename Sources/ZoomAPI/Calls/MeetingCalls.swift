import EventSourcing

/// The operations on meetings and webinars that are planned (Zoom API, *Meetings*, *Webinars*).
public enum MeetingCalls {
    /// Which meetings a list has.
    ///
    /// Zoom lists webinars by the first two alone; asked for others, all that are scheduled come.
    public enum Selection: String, Sendable, Hashable, CaseIterable {
        /// All that have not expired, past ones too.
        case scheduled
        /// Those to come.
        case upcoming
        /// Those under way.
        case live
        /// Those that were held.
        case past = "previous_meetings"
    }

    /// Creates one, for a user by id or e-mail address.
    ///
    /// A call that ends with ``ZoomFailure/Reason/outcomeUnknown`` may have created it. Zoom takes
    /// 100 of these and changes a day for one host.
    /// - Throws: ``ZoomInputFault`` for a plan that Zoom would refuse.
    public static func create(
        _ plan: ZoomMeetingPlan,
        _ kind: ZoomMeetingKind = .meeting,
        for user: String
    ) throws(ZoomInputFault) -> ZoomCall<ZoomPlannedMeeting> {
        try plan.check(for: kind, isNew: true)
        return ZoomCall(
            ZoomOperation(
                .post,
                [.word("users"), .argument("userId", user), .word(kind.plural)],
                kind == .meeting ? .medium : .light,
                scopes: kind.scopes(.write, kind.rawValue),
                body: plan.json(for: kind)
            ),
            decode: planned
        )
    }

    /// One of them, or one date of it.
    public static func get(
        _ number: ZoomMeetingNumber,
        _ kind: ZoomMeetingKind = .meeting,
        occurrence: String? = nil,
        withPastOccurrences: Bool = false
    ) -> ZoomCall<ZoomPlannedMeeting> {
        ZoomCall(
            ZoomOperation(
                .get,
                kind.path(number),
                .light,
                scopes: kind.scopes(.read, kind.rawValue),
                query: [
                    "occurrence_id": occurrence,
                    "show_previous_occurrences": withPastOccurrences ? "true" : nil,
                ]
            ),
            decode: planned
        )
    }

    /// Those of a user, by id or e-mail address; without settings and occurrences.
    ///
    /// See ``Selection`` for what of it webinars have.
    public static func list(
        of user: String,
        _ kind: ZoomMeetingKind = .meeting,
        _ selection: Selection = .scheduled
    ) -> ZoomCall<ZoomPage<ZoomPlannedMeeting>> {
        .page(
            ZoomOperation(
                .get,
                [.word("users"), .argument("userId", user), .word(kind.plural)],
                .medium,
                scopes: kind.scopes(.read, "list_\(kind.plural)"),
                query: ["type": selection.rawValue(for: kind)]
            ),
            listing: kind.plural
        ) { try? ZoomPlannedMeeting(json: $0) }
    }

    /// Changes what a plan says, of all dates or of one.
    /// - Throws: ``ZoomInputFault`` for a plan that Zoom would refuse.
    public static func update(
        _ number: ZoomMeetingNumber,
        _ kind: ZoomMeetingKind = .meeting,
        to plan: ZoomMeetingPlan,
        occurrence: String? = nil
    ) throws(ZoomInputFault) -> ZoomCall<Void> {
        try plan.check(for: kind, isNew: false)
        return ZoomCall(
            ZoomOperation(
                .patch,
                kind.path(number),
                .light,
                scopes: kind.scopes(.update, kind.rawValue),
                query: ["occurrence_id": occurrence],
                body: plan.json(for: kind)
            )
        )
    }

    /// Deletes it, or one date of it; for 30 days it can be recovered at Zoom.
    ///
    /// Zoom writes to the host and to those registered if it `notifies`.
    public static func delete(
        _ number: ZoomMeetingNumber,
        _ kind: ZoomMeetingKind = .meeting,
        occurrence: String? = nil,
        notifies: Bool = false
    ) -> ZoomCall<Void> {
        ZoomCall(
            ZoomOperation(
                .delete,
                kind.path(number),
                .light,
                scopes: kind.scopes(.delete, kind.rawValue),
                query: [
                    "occurrence_id": occurrence,
                    "schedule_for_reminder": kind == .meeting ? String(notifies) : nil,
                    "cancel_\(kind.rawValue)_reminder": String(notifies),
                ]
            )
        )
    }

    /// Ends it for everybody who is in it.
    public static func end(
        _ number: ZoomMeetingNumber,
        _ kind: ZoomMeetingKind = .meeting
    ) -> ZoomCall<Void> {
        status("end", number, kind)
    }

    /// Brings a deleted meeting back; Zoom does so with no webinar.
    public static func recover(_ number: ZoomMeetingNumber) -> ZoomCall<Void> {
        status("recover", number, .meeting)
    }

    private static func status(
        _ action: String,
        _ number: ZoomMeetingNumber,
        _ kind: ZoomMeetingKind
    ) -> ZoomCall<Void> {
        ZoomCall(
            ZoomOperation(
                .put,
                kind.path(number) + [.word("status")],
                .light,
                scopes: kind.scopes(.update, "status"),
                body: ["action": .string(action)]
            )
        )
    }

    @Sendable
    private static func planned(
        _ answer: ZoomAnswer
    ) throws(ZoomAnswerFault) -> ZoomPlannedMeeting {
        try ZoomPlannedMeeting(json: answer.json)
    }
}

extension MeetingCalls.Selection {
    /// Zoom's word, of those it takes for a kind.
    fileprivate func rawValue(for kind: ZoomMeetingKind) -> String {
        kind == .webinar && self != .upcoming ? Self.scheduled.rawValue : rawValue
    }
}
