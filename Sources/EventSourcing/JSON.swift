/// A JSON value (RFC 8259), read tolerantly and written canonically.
///
/// Integers and fractions are kept apart: our own documents hold no number but integers, so that
/// their canonical form (RFC 8785) never depends on how a machine prints a floating-point number.
public enum JSON: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without fraction or exponent that fits 64 bits.
    case integer(Int64)
    /// Any other number, as it was written.
    case fraction(String)
    /// A string.
    case string(String)
    /// An array.
    case array([JSON])
    /// An object. Where a name was written twice, the last value counts.
    case object([String: JSON])

    /// The member of an object; `nil` when this is no object or has no such member.
    public subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    /// The text of a string.
    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The value of an integer.
    public var integer: Int64? {
        guard case .integer(let number) = self else { return nil }
        return number
    }

    /// The elements of an array.
    public var array: [JSON]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members of an object.
    public var object: [String: JSON]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// A string value, or `null` for `nil`.
    public static func optional(_ text: String?) -> JSON {
        text.map(JSON.string) ?? .null
    }

    /// A time as RFC 3339 text in UTC; `null` where it is not known.
    public static func time(_ instant: Instant?) -> JSON {
        instant.map { .string($0.description) } ?? .null
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// The value of a literal.
    public init(stringLiteral value: String) { self = .string(value) }
    /// The value of a literal.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// The value of a literal.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// The value of a literal.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    /// The value of a literal.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
}
