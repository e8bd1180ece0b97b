/// An identifier that says nothing about whom or what it names: lower-case letters, digits and `-`.
///
/// Identifiers of things Zoom introduces are keyed hashes made at the edge, so that they do not
/// depend on the order of arrival; identifiers of what people introduce are random.
public protocol OpaqueIdentifier: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The text of the identifier.
    var text: String { get }
    /// Wraps text that is known to be an identifier.
    init(_ text: String)
}

extension OpaqueIdentifier {
    /// The text of the identifier.
    public var description: String { text }

    /// Orders identifiers by the bytes of their text.
    public static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

/// Whom personal data is about: a person, a registrant, an unidentified participant, or a meeting
/// for its topic.
public struct SubjectID: OpaqueIdentifier {
    /// The text of the identifier.
    public let text: String
    /// Wraps text that is known to be a subject's identifier.
    public init(_ text: String) { self.text = text }
}
