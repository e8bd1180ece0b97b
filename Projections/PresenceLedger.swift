public import Attendance
public import EventSourcing

/// Who was connected when, in every run Zoom told about.
public struct PresenceLedger: Projection {
    /// The runs, by id.
    public private(set) var instances: [InstanceID: InstanceLedger] = [:]

    /// Nobody seen.
    public init() {}

    /// Takes in the next event of the log.
    public mutating func evolve(with recorded: Recorded<AttendanceEvent>) {
        switch recorded.event {
        case .instanceStarted(let fact): note(fact.instance) { _ in }
        case .instanceEnded(let fact): note(fact.instance) { $0.noteEnd(fact) }
        case .connectionJoined(let fact): note(fact.instance) { $0.note(fact) }
        case .connectionLeft(let fact): note(fact.instance) { $0.note(fact) }
        // A sighting neither begins nor ends a stay; it only tells who somebody is, and where.
        case .participantSighted(let fact): note(fact.instance) { $0.note(fact) }
        case .participantReported(let fact): note(fact.instance) { $0.note(fact) }
        case .reportRead(let fact): note(fact.instance) { $0.note(fact) }
        case .reportMissed(let event): note(event.instance) { $0.note(event) }
        default: break
        }
    }

    /// Notes that a run went on at a moment.
    mutating func extend(_ run: InstanceID, to moment: Instant) {
        instances[run]?.noteMoment(moment)
    }

    private mutating func note(
        _ reference: InstanceReference,
        _ change: (inout InstanceLedger) -> Void
    ) {
        // In place: a copy of the ledger would copy its participants with every fact.
        instances[reference.id, default: InstanceLedger(reference)].note(reference, change)
    }
}
