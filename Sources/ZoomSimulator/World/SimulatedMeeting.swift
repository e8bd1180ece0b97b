import EventSourcing
import ZoomAPI

/// A meeting or webinar as Zoom keeps it.
struct SimulatedMeeting: Sendable {
    var number: Int64
    var kind: ZoomMeetingKind
    var accountID: String
    var hostID: String
    /// The uuid of the next instance, until one has begun.
    var uuid: String
    var topic: String
    var agenda: String?
    var type: ZoomMeetingType
    var start: Instant?
    var minutes: Int64
    var timezone: String
    var password: String
    var createdAt: Instant
    var recurrence: JSON?
    var occurrences: [SimulatedOccurrence] = []
    var settings: JSON
    var registrants = RegistrantBook()
    var panelists: [SimulatedPanelist] = []
    /// How many instances have begun.
    var instancesBegun = 0
    var isDeleted = false
    /// Which meeting of the scenario people take it for.
    var script: Int?

    /// What is planned: the occurrences, or the meeting's own time.
    var plan: [SimulatedOccurrence] {
        if type.isRecurring { return occurrences }
        guard let start else { return [] }
        return [SimulatedOccurrence(start: start, minutes: minutes)]
    }
}

/// One planned date.
struct SimulatedOccurrence: Sendable, Hashable {
    var id: String
    var start: Instant
    var minutes: Int64
    var isDeleted = false

    /// A date with Zoom's id of it: its first planned start in milliseconds.
    init(start: Instant, minutes: Int64) {
        self.id = String(start.milliseconds)
        self.start = start
        self.minutes = minutes
    }

    var end: Instant { start.advanced(bySeconds: minutes * 60) }

    var json: JSON {
        [
            "occurrence_id": .string(id), "start_time": .zoomTime(start),
            "duration": .integer(minutes), "status": isDeleted ? "deleted" : "available",
        ]
    }
}

/// Somebody who registered.
struct SimulatedRegistrant: Sendable {
    var id: String
    var email: String
    var firstName: String
    var lastName: String
    /// `approved`, `pending` or `denied`.
    var status: String
    var createdAt: Instant
    var joinURL: String
    /// For which occurrences; none for all.
    var occurrenceIDs: [String]
    /// What else they answered, of what Zoom asks.
    var fields: JSON
    /// How often they were asked to register this day (Zoom: at most three times).
    var attempts = DayCount()
    /// How often it was decided about them this day (Zoom: at most ten times).
    var decisions = DayCount()

    func isFor(_ occurrence: String) -> Bool {
        occurrenceIDs.isEmpty || occurrenceIDs.contains(occurrence)
    }
}

/// Somebody who presents in a webinar.
struct SimulatedPanelist: Sendable {
    var id: String
    var email: String
    var name: String
    var joinURL: String
}

/// How often something happened on one day, by UTC.
struct DayCount: Sendable, Hashable {
    private var day: Int64 = .min
    private(set) var count: Int64 = 0

    /// Counts one more; the count begins anew at 00:00 UTC.
    mutating func add(at now: Instant) -> Int64 {
        let today = now.seconds / 86_400
        if today != day { (day, count) = (today, 0) }
        count += 1
        return count
    }
}
