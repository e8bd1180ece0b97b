public import EventSourcing
public import ZoomAPI

/// A meeting or webinar of a scenario.
public struct ScenarioMeeting: Sendable, Hashable {
    /// Its topic, by which a meeting that a client plans is recognised.
    public var topic: String
    /// Meeting or webinar.
    public var kind: ZoomMeetingKind
    /// Who plans it.
    public var plannedBy: Planner
    /// The host's e-mail address.
    public var host: String
    /// The first day; needed where the scenario plans it.
    public var firstDate: CivilDate?
    /// The planned start on the wall clock, in seconds since midnight.
    public var secondOfDay: Int
    /// The zone, an IANA name.
    public var timezone: String
    /// The planned length.
    public var minutes: Int64
    /// On how many days in a row.
    public var days: Int64
    /// Whether one registers.
    public var isRegistered: Bool
    /// Whether it is recorded in the cloud.
    public var isRecorded: Bool
    /// The e-mail addresses of who is expected; `nil` for everybody.
    public var people: [String]?
    /// How they behave.
    public var habits: AttendanceHabits
    /// What certain people do, in place of what their habits say.
    public var visits: [ScenarioVisit]

    /// Who plans a meeting.
    public enum Planner: String, Sendable, Hashable, CaseIterable {
        /// The simulator, at its start.
        case scenario
        /// A client, through the API; people then come to what has this topic.
        case client
    }

    /// Creates a meeting of one hour that a client plans.
    public init(topic: String, host: String) {
        self.topic = topic
        self.kind = .meeting
        self.plannedBy = .client
        self.host = host
        self.firstDate = nil
        self.secondOfDay = 9 * 3600
        self.timezone = "UTC"
        self.minutes = 60
        self.days = 1
        self.isRegistered = true
        self.isRecorded = false
        self.people = nil
        self.habits = AttendanceHabits()
        self.visits = []
    }
}

/// What somebody does at one occurrence, to the second.
public struct ScenarioVisit: Sendable, Hashable {
    /// The e-mail address.
    public var person: String
    /// Which occurrence, the first being 1; `nil` for each.
    public var occurrence: Int64?
    /// From when to when, in seconds after the planned start; none to stay away.
    public var stays: [Stay]

    /// One connection.
    public struct Stay: Sendable, Hashable {
        /// The join, in seconds after the planned start; negative before it.
        public var from: Int64
        /// The leave.
        public var to: Int64

        /// Creates a stay.
        public init(from: Int64, to: Int64) {
            self.from = from
            self.to = to
        }
    }

    /// Creates a visit.
    public init(person: String, occurrence: Int64? = nil, stays: [Stay]) {
        self.person = person
        self.occurrence = occurrence
        self.stays = stays
    }
}

/// How people behave in a meeting: shares of 0…1 of them, drawn for each person and occurrence.
public struct AttendanceHabits: Sendable, Hashable {
    /// Stay away.
    public var absent = 0.0
    /// Come 5 to 40 minutes after the start.
    public var late = 0.0
    /// Go 5 to 40 minutes before the end.
    public var early = 0.0
    /// Lose the connection once and come back after 10 s to 20 min.
    public var drops = 0.0
    /// Of those who lose it, how many have a client that crashed: their leave is told 60 to 90 s late
    /// (measured).
    public var crashes = 0.0
    /// Come with a second device as well, as a guest.
    public var twoDevices = 0.0
    /// Come by their personal link, where they are registered; the others come as guests.
    public var byLink = 1.0
    /// Are signed in at Zoom, and visible to the account.
    public var signedIn = 0.0
    /// Come before the host.
    public var beforeHost = 0.0
    /// Are moved to breakout rooms and back, where the meeting is long enough.
    public var breakouts = 0.0
    /// Wait 3 to 8 s to be admitted.
    public var waitingRoom = 0.0
    /// Of the occurrences, how many have a host who drops out: a second instance begins minutes
    /// later.
    public var hostDrops = 0.0

    /// Creates habits of people who all come by their link, on time, and stay.
    public init() {}
}

/// How reports of past meetings come.
public struct ReportHabits: Sendable, Hashable {
    /// How long after the end there is nothing at all: 404, code 3001.
    public var missingSeconds: Int64 = 30
    /// How long after the end there is a report without rows.
    public var emptySeconds: Int64 = 300
    /// How long after the end the rows have a duration of 0.
    public var unfinishedSeconds: Int64 = 420
    /// Whether a meeting of one person has no rows, as Zoom does.
    public var needsTwoParticipants = true

    /// Creates the habits that were measured.
    public init() {}
}
