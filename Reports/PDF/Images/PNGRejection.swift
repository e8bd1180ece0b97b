/// Why an image is refused.
public enum PNGRejection: Error, Sendable, Hashable {
    /// There are more bytes than allowed.
    case tooManyBytes(Int, limit: Int)
    /// The bytes do not begin as a PNG file does.
    case notPNG
    /// The file ends before its image does.
    case truncated
    /// The picture has more pixels, or longer sides, than allowed; or no pixel at all.
    case badSize(width: Int, height: Int)
    /// A chunk is wrong: its checksum, its place, its length or its content.
    case badChunk(String)
    /// The compressed picture does not unpack to what its header promises.
    case undecodable(String)
    /// Nothing is drawn on the picture.
    case blank
}

extension PNGRejection: CustomStringConvertible {
    /// The reason as a sentence without personal data.
    public var description: String {
        switch self {
        case .tooManyBytes(let count, let limit):
            "The image has \(count) bytes; at most \(limit) are accepted."
        case .notPNG: "The image is not a PNG file."
        case .truncated: "The image file ends too early."
        case .badSize(let width, let height):
            "The image is \(width) by \(height) pixels, which is not accepted."
        case .badChunk(let name): "The image file is damaged in its part \(name)."
        case .undecodable(let reason): "The image cannot be decoded: \(reason)."
        case .blank: "The image shows nothing."
        }
    }
}

/// How large an image may be.
public struct PNGLimits: Sendable, Hashable {
    /// The most bytes of the file.
    public var bytes: Int
    /// The most pixels on a side.
    public var side: Int
    /// The most pixels in all.
    public var pixels: Int

    /// Creates limits.
    public init(bytes: Int, side: Int, pixels: Int) {
        self.bytes = bytes
        self.side = side
        self.pixels = pixels
    }

    /// The limits of a signature: 512 KiB, 4096 pixels a side, 4 megapixels.
    public static let signature = PNGLimits(bytes: 512 * 1024, side: 4096, pixels: 4_194_304)
}
