/// A picture that was decoded completely, shows something and is prepared to be printed: what a posted
/// signature must be.
public struct PNGImage: Sendable, Hashable {
    /// Width in pixels.
    public let width: Int
    /// Height in pixels.
    public let height: Int
    /// How many pixels differ clearly from the background.
    public let inkPixels: Int
    /// Its streams in a PDF file.
    public let prepared: PreparedImage

    /// The fewest pixels of ink that count as a drawing; a dot or two is a slip of the finger.
    static let leastInk = 12

    /// Checks the bytes of a PNG file: whole and nothing else, within the limits, decodable, not blank.
    /// - Throws: ``PNGRejection`` saying what is wrong.
    public init(validating bytes: [UInt8], limits: PNGLimits = .signature) throws(PNGRejection) {
        let container = try PNGContainer(bytes, limits: limits)
        // They would be kept, and shown to nobody.
        guard container.bytesAfterEnd == 0 else { throw .goesOn(bytes: container.bytesAfterEnd) }
        let ink = try PreparedImage.ink(of: container)
        self.width = container.width
        self.height = container.height
        self.inkPixels = ink.pixels
        guard inkPixels >= Self.leastInk else { throw .blank }
        self.prepared = try PreparedImage(
            container,
            ink: ink.box,
            bytesMax: limits.preparedBytes
        )
    }
}
