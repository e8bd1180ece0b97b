public import EventSourcing

/// A SHA-256 digest as lower-case hexadecimal text (FIPS 180-4).
public struct SHA256Digest: OpaqueIdentifier {
    /// The text of the identifier.
    public let text: String
    /// Wraps 64 lower-case hexadecimal digits.
    public init(_ text: String) { self.text = text }
}
