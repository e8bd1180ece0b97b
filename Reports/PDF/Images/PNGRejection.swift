/// Why an image is refused.
public enum PNGRejection: Error, Sendable, Hashable {
    /// There are more bytes than allowed.
    case tooManyBytes(Int, limit: Int)
    /// The bytes do not begin as a PNG file does, but as what is named, where that is known.
    case notPNG(ForeignFile? = nil)
    /// The file ends before its image does.
    case truncated
    /// The file goes on after its image, by so many bytes.
    case goesOn(bytes: Int)
    /// The picture has more pixels, or longer sides, than allowed; or no pixel at all.
    case badSize(width: Int, height: Int)
    /// A chunk is wrong: its checksum, its place, its length or its content.
    case badChunk(String)
    /// The compressed picture does not unpack to what its header promises.
    case undecodable(String)
    /// Nothing is drawn on the picture.
    case blank
    /// Ready to be printed, the picture would take more bytes than allowed.
    case tooIntricate(limit: Int)
}

extension PNGRejection: CustomStringConvertible {
    /// The reason as a sentence without personal data.
    public var description: String {
        switch self {
        case .tooManyBytes(let count, let limit):
            "The image has \(count) bytes; at most \(limit) are accepted."
        case .notPNG(nil): "The image is not a PNG file."
        case .notPNG(let found?): "The image is not a PNG file but \(found.rawValue)."
        case .truncated: "The image file ends too early."
        case .goesOn(let count): "The image file goes on for \(count) bytes after its end."
        case .badSize(let width, let height):
            "The image is \(width) by \(height) pixels, which is not accepted."
        case .badChunk(let name): "The image file is damaged in its part \(name)."
        case .undecodable(let reason): "The image cannot be decoded: \(reason)."
        case .blank: "The image shows nothing."
        case .tooIntricate(let limit):
            "The image is too intricate for a signature: ready to be printed it would take more than "
                + "\(limit) bytes. Send the drawing alone, on white or on nothing."
        }
    }
}

/// What was sent in place of a PNG file, by how it begins.
public enum ForeignFile: String, Sendable, Hashable, CaseIterable {
    /// ISO/IEC 10918-1, B.1.1.3.
    case jpeg = "a JPEG file"
    /// GIF89a, 17.
    case gif = "a GIF file"
    /// RFC 9649, 2.4.
    case webp = "a WebP file"
    /// ISO 32000-1, 7.5.2.
    case pdf = "a PDF file"
    /// Any text in angle brackets.
    case markup = "markup, such as SVG"
    /// RFC 2397.
    case dataURL = "a data URL; send the bytes that it encodes"

    private var beginning: [UInt8] {
        switch self {
        case .jpeg: [0xFF, 0xD8, 0xFF]
        case .gif: Array("GIF8".utf8)
        case .webp: Array("RIFF".utf8)
        case .pdf: Array("%PDF".utf8)
        case .markup: Array("<".utf8)
        case .dataURL: Array("data:".utf8)
        }
    }

    init?(beginning bytes: [UInt8]) {
        guard let found = Self.allCases.first(where: { bytes.starts(with: $0.beginning) }) else {
            return nil
        }
        self = found
    }
}
