import Attendance
import EventSourcing
import ZoomAPI

extension ZoomMeetingPlan {
    /// What is sent to make what was arranged.
    /// - Parameters:
    ///   - arranged: What was wanted first.
    ///   - topic: The topic, opened.
    ///   - agenda: The agenda, opened and marked.
    init(making arranged: MeetingArranged, topic: String, agenda: String) {
        self.init()
        self.topic = topic
        self.agenda = agenda
        type = ZoomMeetingType(of: arranged.kind, arranged.form)
        start = arranged.dates.first.flatMap { ZoomStart($0.time) }
        durationMinutes = arranged.seconds / 60
        if case .recurring(let rule) = arranged.form { recurrence = ZoomRecurrence(rule) }
        settings = ZoomMeetingSettings(arranged.settings)
        // Nobody asked Zoom to write to people before and after each webinar.
        if arranged.kind == .webinar { settings.sendsReminders = false }
    }

    /// What is sent to change it: only what differs.
    /// - Parameters:
    ///   - change: What was wanted.
    ///   - kind: Meeting or webinar.
    ///   - topic: The topic, opened, where it changes.
    ///   - agenda: The agenda, opened and marked, where it changes.
    init(changing change: ArrangementChanged, _ kind: MeetingKind, topic: String?, agenda: String?)
    {
        self.init()
        self.topic = topic
        self.agenda = agenda
        let window = change.dates.first?.time.window
        durationMinutes = change.seconds.map { $0 / 60 }
        if let rule = change.rule {
            type = ZoomMeetingType(of: kind, .recurring(rule))
            recurrence = ZoomRecurrence(rule)
        }
        if change.rule != nil || change.occurrence != nil || change.dates.count == 1 {
            start = change.dates.first.flatMap { ZoomStart($0.time) }
            durationMinutes = durationMinutes ?? window.map { $0.seconds / 60 }
        }
        settings = ZoomMeetingSettings(change.settings)
    }
}

extension ZoomMeetingType {
    fileprivate init(of kind: MeetingKind, _ form: MeetingForm) {
        switch (kind, form) {
        case (.meeting, .once): self = .scheduled
        case (.meeting, .recurring): self = .recurringFixedTime
        case (.meeting, .unfixed): self = .recurringNoFixedTime
        case (_, .instant): self = .instant
        case (.webinar, .once): self = .webinar
        case (.webinar, .recurring): self = .webinarRecurringFixedTime
        case (.webinar, .unfixed): self = .webinarRecurringNoFixedTime
        }
    }
}

extension ZoomStart {
    /// The time on the wall: Zoom resolves it by the same zone, and shows that zone to people.
    fileprivate init?(_ time: ScheduledTime) {
        guard let wall = Instant("\(time.wallStart)Z") else { return nil }
        self = .wall(CivilTime(wall), zone: time.zone.identifier)
    }
}

extension ZoomRecurrence {
    fileprivate init(_ rule: RecurrenceRule) {
        let endless: ZoomRecurrence =
            switch rule.days {
            case .daily: .daily(every: rule.every)
            case .weekly(let days): .weekly(on: days.map { Int($0) }, every: rule.every)
            case .monthly(let day): .monthly(onDay: day, every: rule.every)
            case .monthlyInWeek(let week, let day):
                .monthly(onDay: day, ofWeek: week, every: rule.every)
            }
        self = endless.ending(after: rule.count)
    }
}

extension ZoomMeetingSettings {
    init(_ settings: MeetingSettings) {
        self.init()
        approval = settings.registration.map { registration in
            switch registration {
            case .none: .noRegistration
            case .automatic: .automatic
            case .manual: .manual
            }
        }
        registrationType = settings.scope.map { scope in
            switch scope {
            case .all: .onceForAll
            case .each: .eachOccurrence
            case .chosen: .onceForChosen
            }
        }
        autoRecording = settings.recording.map { recording in
            switch recording {
            case .none: .none
            case .local: .local
            case .cloud: .cloud
            }
        }
        allowsJoinBeforeHost = settings.allowsJoinBeforeHost
        joinBeforeHostMinutes = settings.joinBeforeHostMinutes
        hasWaitingRoom = settings.hasWaitingRoom
        notifiesRegistrants = settings.writesToRegistrants
        confirmsRegistrants = settings.writesToRegistrants
    }
}

extension MeetingSettings {
    /// Settings as Zoom answers them.
    init(_ settings: ZoomMeetingSettings) {
        self.init(
            registration: settings.approval.map { approval in
                switch approval {
                case .noRegistration: .none
                case .automatic: .automatic
                case .manual: .manual
                }
            },
            scope: settings.registrationType.map { type in
                switch type {
                case .onceForAll: .all
                case .eachOccurrence: .each
                case .onceForChosen: .chosen
                }
            },
            recording: settings.autoRecording.map { recording in
                switch recording {
                case .none: .none
                case .local: .local
                case .cloud: .cloud
                }
            },
            allowsJoinBeforeHost: settings.allowsJoinBeforeHost,
            joinBeforeHostMinutes: settings.joinBeforeHostMinutes,
            hasWaitingRoom: settings.hasWaitingRoom,
            writesToRegistrants: settings.confirmsRegistrants ?? settings.notifiesRegistrants
        )
    }
}

extension ZoomMeetingKind {
    init(_ kind: MeetingKind) { self = kind == .webinar ? .webinar : .meeting }
}
