/// The name of a stream: a category and an opaque identifier, as in `instance-9f2c…`.
///
/// Stream names never hold personal data (I-11).
public struct StreamName: Sendable, Hashable, CustomStringConvertible {
    /// The kind of thing the stream is about: lower-case letters.
    public let category: String
    /// Which one it is.
    public let identifier: String

    /// Names the stream of one thing.
    public init(category: String, _ identifier: some OpaqueIdentifier) {
        self.category = category
        self.identifier = identifier.text
    }

    /// Reads a stored name; `nil` when it has no category or no identifier.
    public init?(_ text: String) {
        guard let hyphen = text.firstIndex(of: "-"), hyphen != text.startIndex else { return nil }
        let identifier = text[text.index(after: hyphen)...]
        guard !identifier.isEmpty else { return nil }
        self.category = String(text[..<hyphen])
        self.identifier = String(identifier)
    }

    /// `category-identifier`.
    public var description: String { "\(category)-\(identifier)" }
}
