/// How large an image may be.
public struct PNGLimits: Sendable, Hashable {
    /// The most bytes of the file.
    public var bytes: Int
    /// The most pixels on a side.
    public var side: Int
    /// The most pixels in all.
    public var pixels: Int
    /// The most bytes of its streams in a PDF file, together.
    public var preparedBytes: Int

    /// Creates limits.
    public init(bytes: Int, side: Int, pixels: Int, preparedBytes: Int) {
        self.bytes = bytes
        self.side = side
        self.pixels = pixels
        self.preparedBytes = preparedBytes
    }

    /// The limits of a signature that is posted: 512 KiB, 4096 pixels a side, 4 megapixels, 1 MiB
    /// prepared.
    public static let signature = PNGLimits(
        bytes: 512 << 10,
        side: 4096,
        pixels: 4 << 20,
        preparedBytes: 1 << 20
    )

    /// The limits of a signature that was taken: once there was none for its streams.
    public static let kept: PNGLimits = {
        var limits = signature
        limits.preparedBytes = .max
        return limits
    }()
}
