import EventSourcing

// Bodies of calls come from strangers: what has another type than documented is not there.
extension JSON {
    /// The text of a member that is not empty.
    func text(_ name: String) -> String? {
        guard let text = self[name]?.string, !text.isEmpty else { return nil }
        return text
    }

    /// The whole number of a member, written as a number or as text.
    func count(_ name: String) -> Int64? {
        self[name]?.integer ?? self[name]?.string.flatMap { Int64($0) }
    }

    /// The flag of a member.
    func flag(_ name: String) -> Bool? {
        guard case .bool(let flag) = self[name] else { return nil }
        return flag
    }

    /// This object with members of another one in place of its own.
    func merging(_ other: JSON?) -> JSON {
        guard case .object(var members) = self, let others = other?.object else { return self }
        for (name, value) in others {
            if case .object = value, let own = members[name], case .object = own {
                members[name] = own.merging(value)
            } else {
                members[name] = value
            }
        }
        return .object(members)
    }

    /// This object without some of its members.
    func without(_ names: Set<String>) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { !names.contains($0.key) })
    }

    /// An object of what is there; a `nil` is left out.
    static func members(_ pairs: KeyValuePairs<String, JSON?>) -> JSON {
        var members: [String: JSON] = [:]
        for (name, value) in pairs { if let value { members[name] = value } }
        return .object(members)
    }

    /// A time as Zoom writes it: UTC, whole seconds.
    static func zoomTime(_ instant: Instant) -> JSON { .string(instant.zoomText) }
}

extension Instant {
    /// This time as Zoom writes it: `2026-03-09T08:30:00Z`, without a fraction (measured).
    var zoomText: String { Instant(seconds: seconds).description }

    /// Milliseconds since 1970, as in `event_ts`.
    var milliseconds: Int64 {
        seconds * 1000 + (microseconds - seconds * 1_000_000) / 1000
    }

    /// This time moved by milliseconds.
    func advanced(byMilliseconds milliseconds: Int64) -> Instant {
        Instant(microseconds: microseconds + milliseconds * 1000)
    }
}
