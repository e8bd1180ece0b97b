/// A stream: a dictionary and bytes (ISO 32000-1, 7.3.8).
public struct PDFStream: Sendable, Hashable {
    /// The dictionary without `Length`, which the writer adds.
    public var dictionary: PDFDictionary
    /// The bytes as they are, or as ``isEncoded`` says already encoded.
    public var bytes: [UInt8]
    /// Whether the bytes already went through the filters the dictionary names.
    public var isEncoded: Bool

    /// Creates a stream; the writer compresses it unless it is already encoded.
    public init(dictionary: PDFDictionary = [:], bytes: [UInt8], isEncoded: Bool = false) {
        self.dictionary = dictionary
        self.bytes = bytes
        self.isEncoded = isEncoded
    }
}
