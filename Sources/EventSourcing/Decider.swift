/// The rules of one aggregate: what a command leads to, and what an event changes.
///
/// `decide` may refuse; `evolve` never does, since what happened happened.
public protocol Decider {
    /// What somebody wants.
    associatedtype Command: Sendable
    /// What happened.
    associatedtype Event: Sendable
    /// What is known, as far as decisions need it.
    associatedtype State: Sendable
    /// Why a command was refused.
    associatedtype Rejection: Error

    /// What is known before anything happened.
    static var initialState: State { get }

    /// The events a command leads to: none when it was already carried out.
    static func decide(_ command: Command, in state: State) throws(Rejection) -> [Event]

    /// What is known after an event.
    static func evolve(_ state: inout State, with event: Event)
}

extension Decider {
    /// What is known after a history.
    public static func fold(_ history: some Sequence<Event>) -> State {
        var state = initialState
        for event in history { evolve(&state, with: event) }
        return state
    }
}
