import Attendance
import EventSourcing
import ZoomAPI

// What an answer of the REST API states is made into facts by the same functions as what a webhook
// states, so that both tell of the same meeting, occurrences and registrants (I-3).

extension DeliveryFacts {
    /// Reads answers about an account's meetings.
    /// - Parameters:
    ///   - account: The account's id at Zoom.
    ///   - key: What identifiers are made with.
    ///   - statedAt: When Zoom was asked, so that whatever it tells later holds against it.
    init(answering account: String, key: OrganisationKey, statedAt: Instant) {
        self.init(
            identifiers: ZoomIdentifiers(key: key, account: account),
            source: .api,
            statedAt: statedAt
        )
    }

    /// A meeting as it was planned.
    func planned(_ answer: ZoomPlannedMeeting, _ kind: ZoomMeetingKind) -> MeetingPlanned {
        let meeting = answer.meeting.withoutUnfixedStart
        return MeetingPlanned(
            meeting: reference(meeting.number, kind: kind, at: answer.createdAt),
            details: details(meeting),
            times: times(meeting)
        )
    }

    /// A meeting as it is now, and dates it no longer has.
    func changed(
        _ answer: ZoomPlannedMeeting,
        _ kind: ZoomMeetingKind,
        withdrawing dates: [PlannedTime] = []
    ) -> MeetingChanged {
        let meeting = answer.meeting.withoutUnfixedStart
        return MeetingChanged(
            meeting: reference(meeting.number, kind: kind),
            details: details(meeting),
            times: times(meeting) + dates
        )
    }

    /// A date of a series, by Zoom's id of it.
    func time(of date: ConfirmedDate, number: String, isCancelled: Bool = true) -> PlannedTime? {
        date.zoomID.map { zoomID in
            PlannedTime(
                occurrence: identifiers.occurrence(number: number, name: zoomID),
                start: date.start,
                seconds: date.start.seconds(to: date.end),
                isCancelled: isCancelled
            )
        }
    }

    /// The dates of a meeting as Zoom has them, tied to those that were wanted: by Zoom's id where it is
    /// known, else by start.
    func dates(
        _ answer: ZoomPlannedMeeting,
        of arrangement: Arrangement
    ) -> [ConfirmedDate] {
        let meeting = answer.meeting.withoutUnfixedStart
        let minutes = meeting.durationMinutes ?? 0
        let wanted = Dictionary(
            arrangement.dates.map { ($0.time.window.start, $0.occurrence) },
            uniquingKeysWith: { first, _ in first }
        )
        let known = Dictionary(
            arrangement.confirmedDates.compactMap { date in date.zoomID.map { ($0, date) } },
            uniquingKeysWith: { first, _ in first }
        )
        let series = meeting.occurrences.filter { $0.status != "deleted" }.compactMap {
            (date) -> ConfirmedDate? in
            guard let start = date.startTime else { return nil }
            return ConfirmedDate(
                occurrence: wanted[start] ?? known[date.id]?.occurrence
                    ?? identifiers.occurrence(number: meeting.number.description, name: date.id),
                zoomID: date.id,
                start: start,
                end: start.advanced(bySeconds: (date.durationMinutes ?? minutes) * 60)
            )
        }
        guard meeting.occurrences.isEmpty, let start = meeting.startTime else { return series }
        let only = arrangement.dates.first?.occurrence ?? times(meeting).first?.occurrence
        return only.map {
            [
                ConfirmedDate(
                    occurrence: $0,
                    zoomID: nil,
                    start: start,
                    end: start.advanced(bySeconds: minutes * 60)
                )
            ]
        } ?? []
    }
}

extension ZoomMeeting {
    /// The meeting without a start that is no plan: that of one that began at once or has no fixed time.
    fileprivate var withoutUnfixedStart: ZoomMeeting {
        let unfixed: [ZoomMeetingType] = [
            .instant, .recurringNoFixedTime, .webinarRecurringNoFixedTime,
        ]
        guard let type, unfixed.contains(type) else { return self }
        var meeting = self
        meeting.startTime = nil
        return meeting
    }
}
