public import EventSourcing

/// What people may want of a meeting at Zoom.
public enum ArrangementCommand: Sendable, Hashable {
    /// That it is held; asked at a moment.
    case arrange(MeetingArranged, now: Instant)
    /// That one which was planned at Zoom is taken over.
    case takeOver(MeetingTakenOver)
    /// That something of it is otherwise.
    case change(ArrangementChanged, now: Instant)
    /// That it or one date of it is not held.
    case cancel(ArrangementCancelled, now: Instant)
    /// That what runs ends.
    case end(MeetingEndAsked)
    /// That these, and nobody else, present in it.
    case namePanelists(PanelistsNamed)
    /// That what was refused is tried again.
    case retry(ArrangementRetried)
}

/// The rules of what may be wanted of a meeting at Zoom: what Zoom would refuse is refused at once.
public enum ArrangementDecider: Decider {
    /// How many characters a topic may have (Zoom API, *Create a meeting*).
    public static let topicCharactersMax = 200
    /// How many characters an agenda may have: Zoom takes 2000, and the mark needs the rest.
    public static let agendaCharactersMax = 1960
    /// How long a meeting may be planned to last, in seconds: a minute to a day.
    public static let seconds: ClosedRange<Int64> = 60...86_400

    /// Nothing is wanted.
    public static var initialState: Arrangement { Arrangement() }

    /// Decides about a command; see ``/EventSourcing/Decider``.
    public static func decide(
        _ command: ArrangementCommand,
        in state: Arrangement
    ) throws(ArrangementRejection) -> [AttendanceEvent] {
        switch command {
        case .arrange(let event, let now): return try arrange(event, now: now, in: state)
        case .takeOver(let event):
            guard state.arranged == nil else { throw .alreadyArranged }
            return state.takenOver == event ? [] : [.arrangement(.takenOver(event))]
        case .change(let event, let now): return try change(event, now: now, in: state)
        case .cancel(let event, let now): return try cancel(event, now: now, in: state)
        case .end(let event):
            try mustStand(state)
            guard state.isMade else { throw .notAtZoom }
            return [.arrangement(.endAsked(event))]
        case .namePanelists(let event):
            try mustStand(state)
            guard state.kind == .webinar else { throw .panelistsOfMeeting }
            return state.panelists ?? [] == event.people
                ? [] : [.arrangement(.panelistsNamed(event))]
        case .retry(let event):
            guard state.id != nil else { throw .unknown }
            let isRefused =
                state.intents.contains { $0.standing.refusal != nil }
                || state.registrants.refusal != nil || !state.refusedRegistrants.isEmpty
                || !state.refusedPanelists.isEmpty
            return isRefused ? [.arrangement(.retried(event))] : []
        }
    }

    /// Takes an event in; see ``/EventSourcing/Decider``.
    public static func evolve(_ state: inout Arrangement, with event: AttendanceEvent) {
        guard case .arrangement(let event) = event else { return }
        state.evolve(with: event)
    }

    // MARK: Arranging

    private static func arrange(
        _ event: MeetingArranged,
        now: Instant,
        in state: Arrangement
    ) throws(ArrangementRejection) -> [AttendanceEvent] {
        if let known = state.arranged {
            guard known == event else { throw .alreadyArranged }
            return []
        }
        guard state.takenOver == nil else { throw .alreadyArranged }
        try check(topic: event.topic)
        try check(agenda: event.agenda)
        try check(seconds: event.seconds)
        try check(event.settings, for: event.kind, event.form)
        if event.form == .instant, event.kind == .webinar { throw .notForWebinars }
        try check(event.dates, are: event.form)
        try check(event.dates, now: now)
        return [.arrangement(.arranged(event))]
    }

    private static func check(
        _ dates: [ArrangedDate],
        are form: MeetingForm
    ) throws(ArrangementRejection) {
        switch form {
        case .once:
            guard dates.count == 1 else { throw .datesNotOfForm }
        case .recurring(let rule):
            if let fault = rule.fault { throw .rule(fault) }
            let days = dates.map(\.wallDate)
            guard let first = days.first, let start = first else { throw .datesNotOfForm }
            let meant = rule.dates(from: start)
            guard meant.first == start else { throw .firstDateNotOfRule }
            guard days == meant else { throw .datesNotOfForm }
        case .unfixed, .instant:
            guard dates.isEmpty else { throw .datesNotOfForm }
        }
    }

    private static func check(
        _ dates: [ArrangedDate],
        now: Instant
    ) throws(ArrangementRejection) {
        var last: Instant?
        for window in dates.map(\.time.window).sorted(by: { $0.start < $1.start }) {
            guard now < window.start else { throw .hasBegun(window.start) }
            try check(seconds: window.seconds)
            if let last, window.start < last { throw .overlap }
            last = window.end
        }
    }

    private static func check(topic: Personal<String>) throws(ArrangementRejection) {
        let text = topic.value ?? ""
        guard text.contains(where: { !$0.isWhitespace }), text.count <= topicCharactersMax else {
            throw .topicLength
        }
    }

    private static func check(agenda: Personal<String>?) throws(ArrangementRejection) {
        guard (agenda?.value ?? "").count <= agendaCharactersMax else { throw .agendaTooLong }
    }

    private static func check(seconds: Int64) throws(ArrangementRejection) {
        guard Self.seconds.contains(seconds), seconds % 60 == 0 else { throw .lengthImpossible }
    }

    static func check(
        _ settings: MeetingSettings,
        for kind: MeetingKind,
        _ form: MeetingForm?
    ) throws(ArrangementRejection) {
        if kind == .webinar {
            let isForMeetings =
                settings.hasWaitingRoom == true || settings.allowsJoinBeforeHost == true
            if isForMeetings { throw .notForWebinars }
        }
        if settings.hasWaitingRoom == true, settings.allowsJoinBeforeHost == true {
            throw .waitingRoomAgainstJoining
        }
        if let minutes = settings.joinBeforeHostMinutes, ![0, 5, 10, 15].contains(minutes) {
            throw .joiningMinutes
        }
        switch form {
        case .once, .unfixed, .instant:
            if settings.scope == .each || settings.scope == .chosen { throw .scopeWithoutSeries }
        case .recurring, nil: break
        }
    }

    // MARK: What comes after

    private static func mustStand(_ state: Arrangement) throws(ArrangementRejection) {
        guard state.id != nil else { throw .unknown }
        guard !state.isCancelled else { throw .isCancelled }
    }

    private static func mustCome(
        _ occurrence: OccurrenceID,
        now: Instant,
        in state: Arrangement
    ) throws(ArrangementRejection) {
        guard !state.cancelledDates.contains(occurrence),
            let start = state.start(of: occurrence)
        else { throw .dateUnknown(occurrence) }
        guard now < start else { throw .hasBegun(start) }
    }

    private static func change(
        _ event: ArrangementChanged,
        now: Instant,
        in state: Arrangement
    ) throws(ArrangementRejection) -> [AttendanceEvent] {
        try mustStand(state)
        let change = differing(event, in: state)
        guard
            change
                != ArrangementChanged(arrangement: event.arrangement, occurrence: event.occurrence)
        else { return [] }
        if let topic = change.topic { try check(topic: topic) }
        try check(agenda: change.agenda)
        if let seconds = change.seconds { try check(seconds: seconds) }
        try check(
            state.settings.overridden(by: change.settings),
            for: state.kind,
            state.takenOver == nil ? state.form : nil
        )
        if let occurrence = change.occurrence {
            try mustCome(occurrence, now: now, in: state)
            let isMore =
                change.topic != nil || change.agenda != nil || change.rule != nil
                || !change.settings.isEmpty
            guard !isMore else { throw .onlyTimeOfDate }
            let isElsewhere = change.dates.contains { $0.occurrence != occurrence }
            guard !isElsewhere else { throw .datesNotOfForm }
        }
        if let rule = change.rule {
            guard !hasBegun(state, now: now) else { throw .seriesHasBegun }
            try check(change.dates, are: .recurring(rule))
        } else {
            // Of a series whose rule is not known here, each date has a time of its own.
            let isOfSeries = change.occurrence == nil && state.form == nil
            guard change.dates.isEmpty || !isOfSeries else { throw .ruleUnknown }
            for date in change.dates { try mustCome(date.occurrence, now: now, in: state) }
        }
        let changed = Set(change.dates.map(\.occurrence))
        let others =
            change.rule != nil
            ? []
            : state.dates.filter { date in
                !changed.contains(date.occurrence) && now < date.time.window.start
                    && !state.cancelledDates.contains(date.occurrence)
            }
        try check(change.dates + others, now: now)
        return [.arrangement(.changed(change))]
    }

    /// What of a change differs from what is wanted already.
    private static func differing(
        _ event: ArrangementChanged,
        in state: Arrangement
    ) -> ArrangementChanged {
        var change = event
        if change.topic?.value == state.topic?.value { change.topic = nil }
        if change.agenda?.value == state.agenda?.value { change.agenda = nil }
        change.settings = state.settings.difference(to: event.settings.filling(state.settings))
        let known = Dictionary(
            state.dates.map { ($0.occurrence, $0.time) },
            uniquingKeysWith: { first, _ in first }
        )
        if case .recurring(let rule) = state.form, change.rule == rule,
            change.dates == state.dates
        {
            change.rule = nil
        }
        if change.rule == nil {
            change.dates = change.dates.filter { known[$0.occurrence] != $0.time }
        }
        if change.occurrence == nil, change.seconds == state.seconds { change.seconds = nil }
        if change.occurrence != nil, change.dates.isEmpty { change.seconds = nil }
        return change
    }

    private static func hasBegun(_ state: Arrangement, now: Instant) -> Bool {
        state.dates.contains { $0.time.window.start <= now }
            || state.confirmedDates.contains { $0.start <= now }
    }

    private static func cancel(
        _ event: ArrangementCancelled,
        now: Instant,
        in state: Arrangement
    ) throws(ArrangementRejection) -> [AttendanceEvent] {
        guard state.id != nil else { throw .unknown }
        if state.isCancelled { return [] }
        if let occurrence = event.occurrence {
            if state.cancelledDates.contains(occurrence) { return [] }
            try mustCome(occurrence, now: now, in: state)
        }
        return [.arrangement(.cancelled(event))]
    }
}

extension MeetingSettings {
    /// These settings with those of others where they say nothing.
    fileprivate func filling(_ other: MeetingSettings) -> MeetingSettings {
        other.overridden(by: self)
    }
}

extension ArrangedDate {
    /// The day on the wall clock.
    fileprivate var wallDate: CivilDate? { CivilDate(String(time.wallStart.prefix(10))) }
}
