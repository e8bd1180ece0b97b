import EventSourcing

// Reading what Zoom writes: absent, `null` and `""` all mean that there is nothing, numbers come as
// text and text as numbers, and what cannot be read is nothing, never a failure (measured).
extension JSON {
    /// The text of a member; a number counts as its digits.
    func text(_ name: String) -> String? {
        switch self[name] {
        case .string(let text): text.isEmpty ? nil : text
        case .integer(let number): String(number)
        case .fraction(let digits): digits
        default: nil
        }
    }

    /// The whole number of a member, written as a number or as text.
    func count(_ name: String) -> Int64? {
        switch self[name] {
        case .integer(let number): number
        case .string(let digits): Int64(digits)
        default: nil
        }
    }

    /// The flag of a member.
    func flag(_ name: String) -> Bool? {
        switch self[name] {
        case .bool(let flag): flag
        case .string("true"): true
        case .string("false"): false
        default: nil
        }
    }

    /// The instant of a member in RFC 3339 text, in UTC unless it names an offset.
    func instant(_ name: String) -> Instant? {
        self[name]?.string.flatMap { Instant($0) }
    }

    /// The instant of a member in milliseconds since 1970 or as text such as `2026-03-09 08:30:00`,
    /// which is taken as UTC.
    func timestamp(_ name: String) -> Instant? {
        if let milliseconds = count(name) { return Instant(milliseconds: milliseconds) }
        guard let text = self[name]?.string else { return nil }
        return Instant(text) ?? Instant(text + "Z")
    }

    /// The elements of a member that is an array; none when it is not.
    func elements(_ name: String) -> [JSON] { self[name]?.array ?? [] }

    /// The object at `payload.object`, which nearly every event has.
    var payloadObject: JSON {
        get throws(WebhookShortcoming) {
            guard let object = self["payload"]?["object"], case .object = object else {
                throw .missing("payload.object")
            }
            return object
        }
    }
}
