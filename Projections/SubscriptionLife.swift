public import Attendance
public import EventSourcing

/// What is known of whether an account's subscription was valid, moment by moment.
///
/// Moments as a set: in which order they became known does not matter.
public struct SubscriptionLife: Sendable, Hashable {
    /// Something that changes what is known.
    enum Kind: Int, Sendable, Hashable {
        /// Zoom validated the endpoint.
        case validated
        /// Zoom told that the subscription is there.
        case found
        /// Zoom told that it is not, or that it lacks events.
        case lost
        /// The account was removed: what becomes of its subscription is not known from then on.
        case removed
    }

    private struct Mark: Sendable, Hashable, Comparable {
        var at: Instant
        var kind: Kind

        static func < (left: Mark, right: Mark) -> Bool {
            (left.at, left.kind.rawValue) < (right.at, right.kind.rawValue)
        }
    }

    /// Each moment once, in order.
    private var marks: [Mark] = []

    /// Nothing is known.
    init() {}

    /// Whether the last thing that is known is that it is lost.
    public var isLost: Bool { state(at: nil).isLost }

    /// When the endpoint was last validated; `nil` where it never was since the account was connected.
    public var lastValidation: Instant? { state(at: nil).validated }

    mutating func note(_ kind: Kind, at instant: Instant) {
        let mark = Mark(at: instant, kind: kind)
        // They come as they happen, but for a few.
        let place = (marks.lastIndex { $0 <= mark }).map { $0 + 1 } ?? 0
        if place > 0, marks[place - 1] == mark { return }
        marks.insert(mark, at: place)
    }

    /// Whether nothing speaks against its having been valid all through a time.
    ///
    /// Before the first validation, and after the account was removed, nothing is known of validations, and
    /// nothing speaks against it. A time in which the first of them came is not vouched for: the
    /// subscription may have begun with it. From then on each vouches for
    /// ``/Attendance/EndpointRule/end(after:)``; and what is known to be lost is not valid.
    func mayHaveHeld(from start: Instant, to end: Instant) -> Bool {
        var state = state(at: start)
        guard !state.isLost else { return false }
        let wasKnown = state.validated != nil
        var reach = state.validated.map(EndpointRule.end)
        for mark in marks where start < mark.at && mark.at <= end {
            if let reach, reach < mark.at { return false }
            state.take(mark.kind, at: mark.at)
            guard !state.isLost, (state.validated != nil) == wasKnown else { return false }
            reach = state.validated.map(EndpointRule.end)
        }
        return reach.map { end <= $0 } ?? true
    }

    /// The times, over by now, in which it may not have been valid, from the last moment at which it is
    /// known to have been: until a validation ended what was lost, or came too late.
    public var gaps: [TimeWindow] {
        var gaps: [TimeWindow] = []
        var state = State()
        var good: Instant?
        for mark in marks {
            let reach = state.validated.map(EndpointRule.end)
            let isLate = reach.map { $0 < mark.at } ?? false
            let (wasLost, since) = (state.isLost, good)
            state.take(mark.kind, at: mark.at)
            switch mark.kind {
            case .validated, .found:
                if let since, wasLost || (isLate && mark.kind == .validated) {
                    gaps.append(TimeWindow(start: since, end: mark.at))
                }
                good = mark.at
            case .lost: good = good ?? mark.at
            case .removed: good = nil
            }
        }
        return gaps
    }

    private struct State {
        var validated: Instant?
        var isLost = false

        mutating func take(_ kind: Kind, at instant: Instant) {
            switch kind {
            case .validated:
                validated = instant
                isLost = false
            case .found: isLost = false
            case .lost: isLost = true
            case .removed: self = State()
            }
        }
    }

    /// What is known with the marks up to a moment, or with all.
    private func state(at moment: Instant?) -> State {
        var state = State()
        for mark in marks {
            if let moment, moment < mark.at { break }
            state.take(mark.kind, at: mark.at)
        }
        return state
    }
}
