public import EventSourcing

/// A date of an arrangement, as the organisation wants it.
public struct ArrangedDate: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// When it is to be.
    public var time: ScheduledTime

    /// Creates a date.
    public init(occurrence: OccurrenceID, time: ScheduledTime) {
        self.occurrence = occurrence
        self.time = time
    }
}

/// How often a meeting is to be held.
public enum MeetingForm: Sendable, Hashable {
    /// Once.
    case once
    /// At the fixed times of a rule.
    case recurring(RecurrenceRule)
    /// Again and again, at no fixed time.
    case unfixed
    /// Now, without a plan.
    case instant
}

/// Somebody of the organisation wants a meeting or webinar to be held at Zoom.
public struct MeetingArranged: Sendable, Hashable {
    /// The arrangement.
    public var arrangement: ArrangementID
    /// The account's id at Zoom.
    public var account: String
    /// Who hosts it: a Zoom user's e-mail address or id.
    public var host: Personal<String>
    /// The keyed hash of ``host``.
    public var hostIndex: BlindIndex
    /// Meeting or webinar.
    public var kind: MeetingKind
    /// For whom it is.
    public var link: MeetingLink
    /// The topic.
    public var topic: Personal<String>
    /// What it is about.
    public var agenda: Personal<String>?
    /// How often.
    public var form: MeetingForm
    /// The dates by start; none where no time is fixed.
    public var dates: [ArrangedDate]
    /// The planned length in seconds.
    public var seconds: Int64
    /// How people come in.
    public var settings: MeetingSettings
    /// The rules its sheets are judged by.
    public var pack: RulePack

    /// Creates the event.
    public init(
        arrangement: ArrangementID,
        account: String,
        host: Personal<String>,
        hostIndex: BlindIndex,
        kind: MeetingKind,
        link: MeetingLink,
        topic: Personal<String>,
        agenda: Personal<String>? = nil,
        form: MeetingForm,
        dates: [ArrangedDate],
        seconds: Int64,
        settings: MeetingSettings,
        pack: RulePack
    ) {
        self.arrangement = arrangement
        self.account = account
        self.host = host
        self.hostIndex = hostIndex
        self.kind = kind
        self.link = link
        self.topic = topic
        self.agenda = agenda
        self.form = form
        self.dates = dates
        self.seconds = seconds
        self.settings = settings
        self.pack = pack
    }
}

/// Somebody took a meeting over that was planned at Zoom: what is to become of it is decided here too.
public struct MeetingTakenOver: Sendable, Hashable {
    /// The arrangement, named by the meeting.
    public var arrangement: ArrangementID
    /// The meeting.
    public var meeting: MeetingReference
    /// The keyed hash of the owner's Zoom user id.
    public var hostIndex: BlindIndex?
    /// For whom it is.
    public var link: MeetingLink
    /// How often it is held: a series of which the rule is Zoom's, or anything else.
    public var isSeries: Bool
    /// How people come in, as Zoom had it.
    public var settings: MeetingSettings
    /// Its dates to come, by Zoom's ids of them.
    public var dates: [ConfirmedDate]

    /// Creates the event.
    public init(
        arrangement: ArrangementID,
        meeting: MeetingReference,
        hostIndex: BlindIndex?,
        link: MeetingLink,
        isSeries: Bool,
        settings: MeetingSettings,
        dates: [ConfirmedDate]
    ) {
        self.arrangement = arrangement
        self.meeting = meeting
        self.hostIndex = hostIndex
        self.link = link
        self.isSeries = isSeries
        self.settings = settings
        self.dates = dates
    }
}

/// Somebody wants something of a meeting to be otherwise; what is `nil` or empty stays.
public struct ArrangementChanged: Sendable, Hashable {
    /// The arrangement.
    public var arrangement: ArrangementID
    /// The one date that is meant; `nil` means the meeting.
    public var occurrence: OccurrenceID?
    /// The topic.
    public var topic: Personal<String>?
    /// What it is about.
    public var agenda: Personal<String>?
    /// The rule of a series whose dates change.
    public var rule: RecurrenceRule?
    /// The dates whose times change.
    public var dates: [ArrangedDate]
    /// The planned length in seconds.
    public var seconds: Int64?
    /// How people come in.
    public var settings: MeetingSettings

    /// Creates the event.
    public init(
        arrangement: ArrangementID,
        occurrence: OccurrenceID? = nil,
        topic: Personal<String>? = nil,
        agenda: Personal<String>? = nil,
        rule: RecurrenceRule? = nil,
        dates: [ArrangedDate] = [],
        seconds: Int64? = nil,
        settings: MeetingSettings = MeetingSettings()
    ) {
        self.arrangement = arrangement
        self.occurrence = occurrence
        self.topic = topic
        self.agenda = agenda
        self.rule = rule
        self.dates = dates
        self.seconds = seconds
        self.settings = settings
    }
}

/// Somebody wants a meeting, or one date of it, not to be held.
public struct ArrangementCancelled: Sendable, Hashable {
    /// The arrangement.
    public var arrangement: ArrangementID
    /// The one date that is meant; `nil` means all of it.
    public var occurrence: OccurrenceID?
    /// Why.
    public var reason: Personal<String>

    /// Creates the event.
    public init(
        arrangement: ArrangementID,
        occurrence: OccurrenceID? = nil,
        reason: Personal<String>
    ) {
        self.arrangement = arrangement
        self.occurrence = occurrence
        self.reason = reason
    }
}

/// Somebody wants what runs now to end, for everybody who is in it.
public struct MeetingEndAsked: Sendable, Hashable {
    /// The arrangement.
    public var arrangement: ArrangementID
    /// Until when: what runs later is another run.
    public var until: Instant

    /// Creates the event.
    public init(arrangement: ArrangementID, until: Instant) {
        self.arrangement = arrangement
        self.until = until
    }
}

/// Somebody said who presents in a webinar: these, and nobody else whom Muster made a panelist.
public struct PanelistsNamed: Sendable, Hashable {
    /// The arrangement.
    public var arrangement: ArrangementID
    /// Who.
    public var people: [PersonID]

    /// Creates the event.
    public init(arrangement: ArrangementID, people: [PersonID]) {
        self.arrangement = arrangement
        self.people = people
    }
}

/// Somebody wants what was refused to be tried again.
public struct ArrangementRetried: Sendable, Hashable {
    /// The arrangement.
    public var arrangement: ArrangementID

    /// Creates the event.
    public init(arrangement: ArrangementID) { self.arrangement = arrangement }
}
