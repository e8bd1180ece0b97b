import EventSourcing
import ZoomAPI

extension SimulatedZoom {
    /// Plans a meeting of the scenario, with who registers for it.
    mutating func planMeeting(_ script: ScenarioMeeting, script index: Int) {
        guard let host = users.first(where: { $0.profile.email == script.host }),
            let date = script.firstDate
        else { return }
        let noon = Instant(seconds: Int64(date.daysSinceEpoch) * 86_400 + 43_200)
        let zone = zones(script.timezone, noon) ?? .utc
        guard let start = zone.firstInstant(reaching: date, secondOfDay: script.secondOfDay) else {
            return
        }
        let isSeries = script.days > 1
        let body = JSON.members([
            "topic": .string(script.topic), "duration": .integer(script.minutes),
            "timezone": .string(script.timezone), "start_time": .zoomTime(start),
            "type": .integer(
                script.kind == .meeting ? (isSeries ? 8 : 2) : (isSeries ? 9 : 5)
            ),
            "recurrence": isSeries
                ? ["type": 1, "repeat_interval": 1, "end_times": .integer(script.days)] : nil,
            "settings": [
                "approval_type": script.isRegistered ? 0 : 2, "registration_type": 1,
                "join_before_host": true,
                "auto_recording": script.isRecorded ? "cloud" : "none",
            ],
        ])
        guard
            let draft = try? MeetingDraft(
                body,
                script.kind,
                timezone: script.timezone,
                zones: zones
            )
        else { return }
        let meeting = plan(draft, script.kind, host: host)
        guard script.isRegistered else { return }
        for person in scenario.people where script.people?.contains(person.email) ?? true {
            let fields: JSON = [
                "email": .string(person.email), "first_name": .string(person.firstName),
                "last_name": .string(person.lastName),
            ]
            _ = try? register(fields, for: meeting.number, occurrenceIDs: [])
        }
    }

    /// Plans what a draft says, and tells of it.
    @discardableResult
    mutating func plan(
        _ draft: MeetingDraft,
        _ kind: ZoomMeetingKind,
        host: SimulatedUser
    ) -> SimulatedMeeting {
        meetingsPlanned += 1
        let number = names.meetingNumber(meetingsPlanned)
        let type = draft.type ?? (kind == .meeting ? .scheduled : .webinar)
        var chance = Chance(seed: seed, "password", String(number))
        let topic = draft.topic ?? "Zoom Meeting"
        var meeting = SimulatedMeeting(
            number: number,
            kind: kind,
            accountID: host.accountID,
            hostID: host.id,
            uuid: names.instanceUUID("planned \(number)", awkwardShare: 0.1),
            topic: topic,
            agenda: draft.agenda,
            type: type,
            start: type == .instant ? now : draft.start,
            minutes: draft.minutes ?? 60,
            timezone: draft.timezone ?? host.profile.timezone,
            password: draft.password ?? String(chance.number(100_000...999_999)),
            createdAt: now,
            recurrence: draft.recurrence,
            settings: Self.standardSettings(kind).merging(draft.settings)
        )
        meeting.script = scenario.meetings.firstIndex {
            $0.topic == topic && $0.kind == kind
        }
        meeting.occurrences = occurrences(of: meeting)
        meetings[number] = meeting
        noteGatherings(of: number)
        // Meetings that begin at once are not told of as planned (measured).
        if type != .instant { tellPlanning("created", meeting, operation: "all") }
        return meeting
    }

    /// Changes a meeting, or the one occurrence that is named, as a draft says, and tells what changed.
    /// - Throws: code 300 for an occurrence the meeting does not have.
    mutating func change(
        _ number: Int64,
        to draft: MeetingDraft,
        occurrence id: String?
    ) throws(ZoomFailure) {
        guard let old = meetings[number] else { return }
        var meeting = old
        if let id {
            guard let index = meeting.occurrences.firstIndex(where: { $0.id == id }) else {
                throw .invalid("occurrence_id")
            }
            if let start = draft.start { meeting.occurrences[index].start = start }
            if let minutes = draft.minutes { meeting.occurrences[index].minutes = minutes }
        } else {
            meeting.topic = draft.topic ?? meeting.topic
            meeting.agenda = draft.agenda ?? meeting.agenda
            meeting.type = draft.type ?? meeting.type
            meeting.start = draft.start ?? meeting.start
            meeting.minutes = draft.minutes ?? meeting.minutes
            meeting.timezone = draft.timezone ?? meeting.timezone
            meeting.password = draft.password ?? meeting.password
            meeting.recurrence = draft.recurrence ?? meeting.recurrence
            let isReplanned =
                draft.start != nil || draft.recurrence != nil || draft.minutes != nil
                || draft.type != nil
            if isReplanned { meeting.occurrences = occurrences(of: meeting) }
        }
        meeting.settings = meeting.settings.merging(draft.settings)
        meetings[number] = meeting
        noteGatherings(of: number)
        tellUpdate(from: old, to: meeting, draft, scope: id == nil ? "all" : "single")
    }

    /// The planned dates of a series with fixed times; none of anything else.
    private func occurrences(of meeting: SimulatedMeeting) -> [SimulatedOccurrence] {
        let types: [ZoomMeetingType] = [.recurringFixedTime, .webinarRecurringFixedTime]
        guard types.contains(meeting.type), let start = meeting.start,
            let rule = meeting.recurrence.flatMap(ZoomRecurrence.init)
        else { return [] }
        let zone = zones(meeting.timezone, start) ?? .utc
        return Recurrence(rule: rule).starts(from: start, in: zone).map {
            SimulatedOccurrence(start: $0, minutes: meeting.minutes)
        }
    }

    private static func standardSettings(_ kind: ZoomMeetingKind) -> JSON {
        let shared: JSON = [
            "host_video": false, "approval_type": 2, "registration_type": 1, "audio": "both",
            "auto_recording": "none", "alternative_hosts": "", "close_registration": false,
            "registrants_email_notification": true,
        ]
        guard kind == .meeting else {
            return shared.merging([
                "panelists_video": false, "practice_session": false, "hd_video": false,
            ])
        }
        return shared.merging([
            "participant_video": false, "join_before_host": false, "jbh_time": 0,
            "mute_upon_entry": false, "watermark": false, "use_pmi": false,
            "waiting_room": false, "meeting_authentication": false, "email_notification": true,
        ])
    }
}
