public import EventSourcing

/// What people want to be held at Zoom, and what Zoom did about it.
public enum ArrangementEvent: Sendable, Hashable {
    // MARK: Decided by people

    /// A meeting is to be held.
    case arranged(MeetingArranged)
    /// A meeting that was planned at Zoom was taken over.
    case takenOver(MeetingTakenOver)
    /// Something is to be otherwise.
    case changed(ArrangementChanged)
    /// A meeting or a date of it is not to be held.
    case cancelled(ArrangementCancelled)
    /// What runs is to end.
    case endAsked(MeetingEndAsked)
    /// Who presents in a webinar was said.
    case panelistsNamed(PanelistsNamed)
    /// What was refused is to be tried again.
    case retried(ArrangementRetried)

    // MARK: What became of it

    /// Zoom did it.
    case confirmed(ArrangementConfirmed)
    /// Zoom refused.
    case refused(ArrangementRefused)
    /// It has to wait.
    case delayed(ArrangementDelayed)
    /// People were registered.
    case registrantsAdded(RegistrantsAdded)
    /// Registrations were cancelled.
    case registrantsRemoved(RegistrantsRemoved)
    /// Somebody cannot be registered.
    case registrantRefused(RegistrantRefused)
    /// People were made panelists.
    case panelistsAdded(RegistrantsAdded)
    /// People are panelists no longer.
    case panelistsRemoved(RegistrantsRemoved)
    /// Somebody cannot be a panelist.
    case panelistRefused(RegistrantRefused)

    /// Whether people decided it, rather than that it became of what they decided.
    public var isWish: Bool {
        switch self {
        case .arranged, .takenOver, .changed, .cancelled, .endAsked, .panelistsNamed, .retried:
            true
        case .confirmed, .refused, .delayed, .registrantsAdded, .registrantsRemoved,
            .registrantRefused, .panelistsAdded, .panelistsRemoved, .panelistRefused:
            false
        }
    }

    /// The arrangement.
    public var arrangement: ArrangementID {
        switch self {
        case .arranged(let event): event.arrangement
        case .takenOver(let event): event.arrangement
        case .changed(let event): event.arrangement
        case .cancelled(let event): event.arrangement
        case .endAsked(let event): event.arrangement
        case .retried(let event): event.arrangement
        case .confirmed(let event): event.arrangement
        case .refused(let event): event.arrangement
        case .delayed(let event): event.arrangement
        case .registrantsAdded(let event): event.arrangement
        case .registrantsRemoved(let event): event.arrangement
        case .registrantRefused(let event): event.arrangement
        case .panelistsNamed(let event): event.arrangement
        case .panelistsAdded(let event): event.arrangement
        case .panelistsRemoved(let event): event.arrangement
        case .panelistRefused(let event): event.arrangement
        }
    }
}

extension StreamName {
    /// What is wanted of a meeting at Zoom, and what became of it.
    public static func arrangement(_ id: ArrangementID) -> StreamName {
        StreamName(category: arrangements, id)
    }

    /// The category of ``arrangement(_:)``.
    public static let arrangements = "arrangement"
}
