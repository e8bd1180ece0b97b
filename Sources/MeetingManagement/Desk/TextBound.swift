/// How long a text may be that somebody gives.
///
/// One letter may carry any number of marks and is one character still: bytes are bounded, too.
public struct TextBound: Sendable, Hashable {
    /// The most characters, as people count them.
    public let charactersMax: Int
    /// The most bytes in UTF-8.
    public let bytesMax: Int

    /// Why something is asked for, refused or taken back.
    public static let reason = TextBound(charactersMax: 500)
    /// A name that is typed to sign.
    public static let typedName = TextBound(charactersMax: 200)
    /// A browser's name of itself.
    public static let userAgent = TextBound(charactersMax: 512, bytesMax: 512)
    /// An address of the web.
    public static let address = TextBound(charactersMax: 2048, bytesMax: 2048)

    /// Creates a bound; four bytes to a character are enough for any script's own letters.
    public init(charactersMax: Int, bytesMax: Int? = nil) {
        self.charactersMax = charactersMax
        self.bytesMax = bytesMax ?? 4 * charactersMax
    }

    /// Whether a text is within it.
    public func holds(_ text: some StringProtocol) -> Bool {
        text.utf8.count <= bytesMax && text.count <= charactersMax
    }

    /// As much of a text's beginning as is within it.
    public func beginning(of text: String) -> String {
        var kept = ""
        var bytes = 0
        for scalar in text.prefix(charactersMax).unicodeScalars {
            bytes += UTF8.width(scalar)
            guard bytes <= bytesMax else { break }
            kept.unicodeScalars.append(scalar)
        }
        return kept
    }
}
