public import EventSourcing

/// What became of a command.
public enum Outcome<Subject: Decider>: Equatable, Sendable
where Subject.Event: Equatable, Subject.Rejection: Equatable {
    /// It led to events.
    case happens([Subject.Event])
    /// It was carried out before, so that nothing happens.
    case isIgnored
    /// It was refused.
    case isRejected(Subject.Rejection)
}

/// Given a history, when a command is given, then this becomes of it.
///
/// Written as `Specification<RosterDecider>.given(…).when(…) == .happens([…])`.
public struct Specification<Subject: Decider>: Sendable
where Subject.Event: Equatable, Subject.Rejection: Equatable {
    private let history: [Subject.Event]

    /// Starts from what happened before.
    public static func given(_ history: Subject.Event...) -> Specification {
        Specification(history: history)
    }

    /// Starts from a history that other specifications share.
    public static func given(_ history: [Subject.Event]) -> Specification {
        Specification(history: history)
    }

    /// Gives a command.
    public func when(_ command: Subject.Command) -> Outcome<Subject> {
        do {
            let events = try Subject.decide(command, in: Subject.fold(history))
            return events.isEmpty ? .isIgnored : .happens(events)
        } catch {
            return .isRejected(error)
        }
    }
}
