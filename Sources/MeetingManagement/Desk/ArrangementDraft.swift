public import Attendance
public import EventSourcing

/// How a series goes on, as somebody states it.
public struct SeriesDraft: Sendable, Hashable {
    /// When it ends.
    public enum End: Sendable, Hashable {
        /// After so many dates.
        case after(Int64)
        /// With the last date on or before a day.
        case on(CivilDate)
    }

    /// On which days.
    public var days: RecurrenceRule.Days
    /// Every how many days, weeks or months.
    public var every: Int64
    /// When it ends.
    public var end: End

    /// States how a series goes on.
    public init(_ days: RecurrenceRule.Days, every: Int64 = 1, end: End) {
        self.days = days
        self.every = every
        self.end = end
    }

    /// The rule of it from a day on.
    /// - Throws: ``ArrangementRefusal`` when it has no date, or more than Zoom makes.
    func rule(from first: CivilDate) throws(ArrangementRefusal) -> RecurrenceRule {
        switch end {
        case .after(let count): return RecurrenceRule(days, every: every, count: count)
        case .on(let last):
            let most = RecurrenceRule(days, every: every, count: Int64(RecurrenceRule.datesMax))
            if let fault = most.fault { throw .rejected(.rule(fault)) }
            let dates = most.dates(from: first)
            let count = dates.filter { $0 <= last }.count
            let mayGoOn =
                count == RecurrenceRule.datesMax
                && dates.last.map { $0.daysSinceEpoch + 1 <= last.daysSinceEpoch } ?? false
            guard count > 0, !mayGoOn else { throw .datesImpossible }
            return RecurrenceRule(days, every: every, count: Int64(count))
        }
    }
}

/// When a meeting is to be, as somebody states it.
public enum TimeDraft: Sendable, Hashable {
    /// Once.
    case once(DatePlan)
    /// From a first date on.
    case series(first: DatePlan, SeriesDraft)
    /// Again and again, at no fixed time.
    case unfixed
    /// Now.
    case instant
}

/// What somebody wants to be held at Zoom, as they state it.
public struct ArrangementDraft: Sendable, Hashable {
    /// The account's id at Zoom.
    public var account: String
    /// Who hosts it: a Zoom user's e-mail address or id.
    public var host: String
    /// Meeting or webinar.
    public var kind: MeetingKind
    /// For whom it is.
    public var link: MeetingLink
    /// The topic.
    public var topic: String
    /// What it is about.
    public var agenda: String?
    /// When it is to be.
    public var time: TimeDraft
    /// The planned length in seconds.
    public var seconds: Int64
    /// How people come in.
    public var settings: MeetingSettings
    /// The rules its sheets are judged by.
    public var pack: RulePack

    /// States what is wanted.
    public init(
        account: String,
        host: String,
        kind: MeetingKind = .meeting,
        link: MeetingLink = .global,
        topic: String,
        agenda: String? = nil,
        time: TimeDraft,
        seconds: Int64,
        settings: MeetingSettings = MeetingSettings(),
        pack: RulePack
    ) {
        self.account = account
        self.host = host
        self.kind = kind
        self.link = link
        self.topic = topic
        self.agenda = agenda
        self.time = time
        self.seconds = seconds
        self.settings = settings
        self.pack = pack
    }
}

/// What somebody wants to be otherwise, as they state it; what is `nil` stays.
public struct ArrangementChangeDraft: Sendable, Hashable {
    /// The one date that is meant; `nil` means the meeting.
    public var occurrence: OccurrenceID?
    /// The topic.
    public var topic: String?
    /// What it is about.
    public var agenda: String?
    /// The start: of the meeting, of the one date that is meant, or of the first date of a series.
    public var start: DatePlan?
    /// How a series goes on; with a ``start``.
    public var series: SeriesDraft?
    /// The planned length in seconds.
    public var seconds: Int64?
    /// How people come in.
    public var settings = MeetingSettings()

    /// States that nothing is otherwise.
    public init() {}
}
