public import Attendance
public import EventSourcing

/// What happened to one meeting, event by event, in words.
public struct AuditTrail: Sendable {
    /// One event in words.
    public struct Entry: Sendable, Hashable {
        /// Its place in the log.
        public var position: Int64
        /// When it happened, as its source tells.
        public var occurredAt: Instant
        /// When the log took it in.
        public var recordedAt: Instant
        /// Who or what brought it.
        public var actor: Actor
        /// The type's name in the log.
        public var type: EventType
        /// What happened, in English.
        public var sentence: String
    }

    /// The entries, in the order of the log.
    public let entries: [Entry]

    /// Picks the events of a meeting out of a log, and puts them in words.
    public init(
        of meeting: MeetingID,
        in log: some Sequence<Recorded<AttendanceEvent>>,
        knowing roll: Roll
    ) {
        let narrator = Narrator(roll: roll, occurrences: roll.occurrences(of: meeting))
        self.entries = Self.events(of: meeting, in: log, knowing: roll).map { recorded in
            Entry(
                position: recorded.position,
                occurredAt: recorded.occurredAt,
                recordedAt: recorded.recordedAt,
                actor: recorded.actor,
                type: AttendanceCodec.encode(recorded.event).type,
                sentence: narrator.sentence(for: recorded.event)
            )
        }
    }

    /// Only what had happened by a moment.
    public func upTo(_ moment: Instant) -> AuditTrail {
        AuditTrail(entries: entries.filter { $0.occurredAt <= moment })
    }

    private init(entries: [Entry]) { self.entries = entries }

    /// The events of a log that concern a meeting, in their order.
    public static func events(
        of meeting: MeetingID,
        in log: some Sequence<Recorded<AttendanceEvent>>,
        knowing roll: Roll
    ) -> [Recorded<AttendanceEvent>] {
        let names = Set(roll.occurrences(of: meeting).flatMap { roll.names(of: $0) })
        let arrangements = Set(log.compactMap { $0.event.arrangement(of: meeting) })
        return log.filter { recorded in
            if case .arrangement(let event) = recorded.event {
                return arrangements.contains(event.arrangement)
            }
            return concerns(recorded.event, meeting, names)
        }
    }

    private static func concerns(
        _ event: AttendanceEvent,
        _ meeting: MeetingID,
        _ occurrences: Set<OccurrenceID>
    ) -> Bool {
        if let occurrence = event.occurrence { return occurrences.contains(occurrence) }
        if let instance = event.instance { return instance.meeting.id == meeting }
        return switch event {
        case .meetingPlanned(let fact): fact.meeting.id == meeting
        case .meetingChanged(let fact): fact.meeting.id == meeting
        case .meetingStanding(let fact): fact.meeting.id == meeting
        case .registrationChanged(let fact): fact.meeting.id == meeting
        case .portalListed(let fact): fact.meeting.id == meeting
        case .runsListed(let fact): fact.meeting.id == meeting
        case .rosterExtended(let event): event.meeting == meeting
        case .rosterReduced(let event): event.meeting == meeting
        case .occurrenceScheduled(let event): event.meeting.id == meeting
        case .occurrenceCancelled(let event): event.meeting == meeting
        case .instancePlaced(let event): event.meeting == meeting
        case .meetingLinked(let event): event.meeting == meeting
        case .meetingDisowned(let event): event.meeting == meeting
        case .meetingExpired(let event): event.meeting == meeting
        default: false
        }
    }
}

extension AuditTrail {
    /// The trail as JSON.
    public var json: JSON {
        .array(
            entries.map {
                [
                    "position": .integer($0.position),
                    "occurred_at": .time($0.occurredAt),
                    "recorded_at": .time($0.recordedAt),
                    "actor": .string($0.actor.text),
                    "type": .string($0.type.description),
                    "sentence": .string($0.sentence),
                ]
            }
        )
    }
}
