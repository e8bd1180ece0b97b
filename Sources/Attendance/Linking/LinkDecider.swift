public import EventSourcing

/// What was said of a meeting's being the organisation's.
public enum LinkState: Sendable, Hashable {
    /// Nothing: its personal data is kept for a while only.
    case open
    /// It is linked.
    case linked(MeetingLink, LinkGround)
    /// It is none of the organisation's.
    case disowned(LinkGround)

    /// Whether it is the organisation's.
    public var isLinked: Bool {
        if case .linked = self { true } else { false }
    }

    /// Whether what is said on some ground may change it.
    ///
    /// What is linked only a person lets go: rules about hosts may change, and what was kept under them stays.
    /// What is not ours becomes so when people use it; of a meeting of which a person said it, a rule says
    /// nothing.
    public func yields(to other: LinkGround) -> Bool {
        switch self {
        case .open: true
        case .linked: other == .decision
        case .disowned(let ground): other != .hosts || ground == .hosts
        }
    }

    /// Takes in what is said next.
    public mutating func evolve(with event: AttendanceEvent) {
        switch event {
        case .meetingLinked(let linked): self = .linked(linked.link, linked.ground)
        case .meetingDisowned(let disowned): self = .disowned(disowned.ground)
        default: break
        }
    }
}

/// What may be said of a meeting's being the organisation's.
public enum LinkCommand: Sendable, Hashable {
    /// Link it.
    case link(MeetingLinked)
    /// Say that it is none of ours.
    case disown(MeetingDisowned)
}

/// The rules of linking: the last that a person said counts; what follows from use or from a rule
/// counts until a person says something.
public enum LinkDecider: Decider {
    /// Nothing was said.
    public static var initialState: LinkState { .open }

    /// Decides about a command; see ``/EventSourcing/Decider``.
    public static func decide(
        _ command: LinkCommand,
        in state: LinkState
    ) throws(Never) -> [AttendanceEvent] {
        switch command {
        case .link(let linked):
            guard state.yields(to: linked.ground) else { return [] }
            return state == .linked(linked.link, linked.ground) ? [] : [.meetingLinked(linked)]
        case .disown(let disowned):
            guard state.yields(to: disowned.ground) else { return [] }
            return state == .disowned(disowned.ground) ? [] : [.meetingDisowned(disowned)]
        }
    }

    /// Takes an event in; see ``/EventSourcing/Decider``.
    public static func evolve(_ state: inout LinkState, with event: AttendanceEvent) {
        state.evolve(with: event)
    }
}
