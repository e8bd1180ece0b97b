/// What a file says of itself (ISO 32000-1, 14.3.3).
public struct FileDescription: Sendable, Hashable {
    /// The title.
    public var title: String
    /// The language of the text (RFC 3066).
    public var language: String
    /// What made the file.
    public var producer: String
    /// When its content was as it is; `nil` where nothing tells.
    public var created: FileDate?

    /// Creates a description.
    public init(title: String, language: String, producer: String, created: FileDate? = nil) {
        self.title = title
        self.language = language
        self.producer = producer
        self.created = created
    }
}

/// A moment as files state it, in UTC and to the second.
public struct FileDate: Sendable, Hashable {
    /// As `2026-03-09T17:00:00Z` (RFC 3339).
    public let text: String

    /// Takes a moment; `nil` where the text is not of that form.
    public init?(_ text: String) {
        let pattern = "0000-00-00T00:00:00Z".utf8
        let fits = zip(text.utf8, pattern).allSatisfy { byte, sample in
            sample == .zero ? (.zero ... .nine).contains(byte) : byte == sample
        }
        guard fits, text.utf8.count == pattern.count else { return nil }
        self.text = text
    }

    /// As PDF writes it (ISO 32000-1, 7.9.4).
    var object: PDFObject {
        .string(Array("D:".utf8) + text.utf8.filter { (.zero ... .nine).contains($0) } + "Z".utf8)
    }
}

extension UInt8 {
    fileprivate static let zero = UInt8(ascii: "0")
    fileprivate static let nine = UInt8(ascii: "9")
}
