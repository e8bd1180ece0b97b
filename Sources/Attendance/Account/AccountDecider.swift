public import EventSourcing

/// What people, and what asks Zoom for them, want of an account.
public enum AccountCommand: Sendable, Hashable {
    /// Connects it, or replaces what is known of it.
    case connect(AccountConnected)
    /// Notes that a secret was replaced.
    case changeSecret(AccountSecretChanged)
    /// Sets how people come into its meetings of which nothing else is said.
    case setDefaults(AccountDefaultsSet)
    /// Removes it.
    case remove(AccountRemoved)
    /// Notes how Zoom says its subscription stands.
    case find(SubscriptionFound)
}

/// Why a command about an account was refused.
public enum AccountRejection: Error, Sendable, Hashable, CustomStringConvertible {
    /// No such account is connected.
    case unknown
    /// Settings contradict each other.
    case settings(ArrangementRejection)

    /// What was wrong, and what to do.
    public var description: String {
        switch self {
        case .unknown: "no such account is connected; muster account list shows those that are"
        case .settings(let rejection): rejection.description
        }
    }
}

/// The rules of one account: connecting it again replaces what is known, and repeating anything changes
/// nothing.
public enum AccountDecider: Decider {
    /// What decisions need to know of an account.
    public struct State: Sendable, Hashable {
        /// As what it is connected; `nil` while it is not.
        public var connected: AccountConnected?
        /// How its subscription was last found to stand, unless it was validated since.
        public var found: SubscriptionFound?
        /// How people come into its meetings of which nothing else is said.
        public var defaults = MeetingSettings()
    }

    /// It is not connected.
    public static var initialState: State { State() }

    /// Decides about a command; see ``/EventSourcing/Decider``.
    public static func decide(
        _ command: AccountCommand,
        in state: State
    ) throws(AccountRejection) -> [AttendanceEvent] {
        if case .connect(let wanted) = command {
            return state.connected.map(wanted.saysTheSame) ?? false
                ? [] : [.accountConnected(wanted)]
        }
        guard state.connected != nil else { throw .unknown }
        switch command {
        case .connect: return []
        case .changeSecret(let changed): return [.accountSecretChanged(changed)]
        case .setDefaults(let set):
            do {
                try ArrangementDecider.check(set.settings, for: .meeting, nil)
            } catch {
                throw .settings(error)
            }
            return state.defaults == set.settings ? [] : [.accountDefaultsSet(set)]
        case .remove(let removed): return [.accountRemoved(removed)]
        case .find(let found):
            let isKnown =
                state.found?.standing == found.standing && state.found?.lacking == found.lacking
            return isKnown ? [] : [.subscriptionFound(found)]
        }
    }

    /// Takes an event in; see ``/EventSourcing/Decider``.
    public static func evolve(_ state: inout State, with event: AttendanceEvent) {
        switch event {
        case .accountConnected(let connected): state.connected = connected
        case .accountDefaultsSet(let set): state.defaults = set.settings
        case .accountRemoved: state = State()
        case .subscriptionFound(let found): state.found = found
        // Whatever was found lost works again.
        case .endpointValidated: state.found = nil
        default: break
        }
    }
}

extension AccountConnected {
    /// Whether it says the same as another, whenever either was said.
    func saysTheSame(as other: AccountConnected) -> Bool {
        var other = other
        other.at = at
        return self == other
    }
}
