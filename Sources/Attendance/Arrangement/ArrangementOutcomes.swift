public import EventSourcing

/// A date as Zoom has it.
public struct ConfirmedDate: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// Zoom's id of it; `nil` where the meeting does not recur.
    public var zoomID: String?
    /// Its start.
    public var start: Instant
    /// Its end.
    public var end: Instant

    /// Creates a date.
    public init(occurrence: OccurrenceID, zoomID: String?, start: Instant, end: Instant) {
        self.occurrence = occurrence
        self.zoomID = zoomID
        self.start = start
        self.end = end
    }
}

/// Zoom did what somebody wanted, or had done it already.
public struct ArrangementConfirmed: Sendable, Hashable {
    /// The arrangement.
    public var arrangement: ArrangementID
    /// What was wanted, by its number.
    public var intent: Int64
    /// The meeting; `nil` where none was ever made.
    public var meeting: MeetingReference?
    /// The dates to come, where Zoom told them; else those known stay.
    public var dates: [ConfirmedDate]?

    /// Creates the event.
    public init(
        arrangement: ArrangementID,
        intent: Int64,
        meeting: MeetingReference?,
        dates: [ConfirmedDate]? = nil
    ) {
        self.arrangement = arrangement
        self.intent = intent
        self.meeting = meeting
        self.dates = dates
    }
}

/// Zoom refused, for good: it is tried again only when somebody wants it to be.
public struct ArrangementRefused: Sendable, Hashable {
    /// The arrangement.
    public var arrangement: ArrangementID
    /// What was wanted, by its number; `nil` means keeping the registrants in step.
    public var intent: Int64?
    /// Why, without personal data.
    public var reason: String

    /// Creates the event.
    public init(arrangement: ArrangementID, intent: Int64?, reason: String) {
        self.arrangement = arrangement
        self.intent = intent
        self.reason = reason
    }
}

/// Something wanted of Zoom has to wait, and is tried again by itself.
public struct ArrangementDelayed: Sendable, Hashable {
    /// The arrangement.
    public var arrangement: ArrangementID
    /// What was wanted, by its number; `nil` means keeping the registrants in step.
    public var intent: Int64?
    /// Why, without personal data.
    public var reason: String

    /// Creates the event.
    public init(arrangement: ArrangementID, intent: Int64?, reason: String) {
        self.arrangement = arrangement
        self.intent = intent
        self.reason = reason
    }
}

/// Somebody who was registered at Zoom because the roster expects them.
public struct RegisteredPerson: Sendable, Hashable {
    /// Who.
    public var person: PersonID
    /// The keyed hash of the address they were registered with.
    public var emailIndex: BlindIndex
    /// Zoom's ids of the dates they were registered to; none means all.
    public var dates: [String]

    /// Creates it.
    public init(person: PersonID, emailIndex: BlindIndex, dates: [String] = []) {
        self.person = person
        self.emailIndex = emailIndex
        self.dates = dates
    }
}

/// People were registered at Zoom because the roster expects them.
public struct RegistrantsAdded: Sendable, Hashable {
    /// The arrangement.
    public var arrangement: ArrangementID
    /// Who.
    public var people: [RegisteredPerson]

    /// Creates the event.
    public init(arrangement: ArrangementID, people: [RegisteredPerson]) {
        self.arrangement = arrangement
        self.people = people
    }
}

/// The registrations of people whom the roster expects no longer were cancelled at Zoom.
public struct RegistrantsRemoved: Sendable, Hashable {
    /// The arrangement.
    public var arrangement: ArrangementID
    /// Whose, as they were registered.
    public var people: [RegisteredPerson]

    /// Creates the event.
    public init(arrangement: ArrangementID, people: [RegisteredPerson]) {
        self.arrangement = arrangement
        self.people = people
    }
}

/// Zoom refused to register somebody.
public struct RegistrantRefused: Sendable, Hashable {
    /// The arrangement.
    public var arrangement: ArrangementID
    /// Who.
    public var person: PersonID
    /// The keyed hash of the address they were to be registered with.
    public var emailIndex: BlindIndex
    /// Why, without personal data.
    public var reason: String

    /// Creates the event.
    public init(
        arrangement: ArrangementID,
        person: PersonID,
        emailIndex: BlindIndex,
        reason: String
    ) {
        self.arrangement = arrangement
        self.person = person
        self.emailIndex = emailIndex
        self.reason = reason
    }
}
