public import EventSourcing

/// The receiver of Zoom's deliveries began to run.
public struct ReceiverStarted: Sendable, Hashable {
    /// From when on deliveries were taken.
    public var at: Instant

    /// Creates the event.
    public init(at: Instant) { self.at = at }
}

/// The receiver of Zoom's deliveries ran no longer.
public struct ReceiverStopped: Sendable, Hashable {
    /// Until when deliveries were taken.
    public var at: Instant
    /// Whether it only follows from its last sign of life: it was not stopped, it broke off.
    public var isInferred: Bool

    /// Creates the event.
    public init(at: Instant, isInferred: Bool = false) {
        self.at = at
        self.isInferred = isInferred
    }
}

/// What the receiver tells of itself.
public enum ReceiverCommand: Sendable, Hashable {
    /// It takes deliveries from now on; the last that was taken shows how long it lived before.
    case start(at: Instant, lastSign: Instant?)
    /// It takes no more.
    case stop(at: Instant)
}

/// The rules of the receiver's life: whatever ran has an end, known or inferred.
public enum ReceiverDecider: Decider {
    /// It does not run.
    public static var initialState: Instant? { nil }

    /// Decides about a command; see ``/EventSourcing/Decider``.
    public static func decide(
        _ command: ReceiverCommand,
        in state: Instant?
    ) throws(Never) -> [AttendanceEvent] {
        switch (command, state) {
        case (.start(let at, _), nil):
            [.receiverStarted(ReceiverStarted(at: at))]
        case (.start(let at, let lastSign), let since?):
            [
                .receiverStopped(
                    ReceiverStopped(at: min(at, max(since, lastSign ?? since)), isInferred: true)
                ),
                .receiverStarted(ReceiverStarted(at: at)),
            ]
        case (.stop, nil):
            []
        case (.stop(let at), let since?):
            [.receiverStopped(ReceiverStopped(at: max(at, since)))]
        }
    }

    /// Takes an event in; see ``/EventSourcing/Decider``.
    public static func evolve(_ state: inout Instant?, with event: AttendanceEvent) {
        switch event {
        case .receiverStarted(let started): state = started.at
        case .receiverStopped: state = nil
        default: break
        }
    }
}
