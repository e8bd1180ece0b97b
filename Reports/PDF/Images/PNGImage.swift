/// A picture that was decoded completely and shows something: what a posted signature must be.
public struct PNGImage: Sendable, Hashable {
    /// Width in pixels.
    public let width: Int
    /// Height in pixels.
    public let height: Int
    /// How many pixels differ clearly from the background.
    public let inkPixels: Int

    /// The fewest pixels of ink that count as a drawing; a dot or two is a slip of the finger.
    static let leastInk = 12

    /// Checks the bytes of a PNG file: whole, within the limits, decodable, and not blank.
    public init(validating bytes: [UInt8], limits: PNGLimits = .signature) throws(PNGRejection) {
        let container = try PNGContainer(bytes, limits: limits)
        let pixels = try PNGDecoder.pixels(of: container)
        self.width = container.width
        self.height = container.height
        self.inkPixels = Self.ink(of: pixels)
        guard inkPixels >= Self.leastInk else { throw .blank }
    }

    /// Counts the pixels whose lightness on white paper differs clearly from the commonest one.
    private static func ink(of pixels: [UInt8]) -> Int {
        var histogram = [Int](repeating: 0, count: 256)
        pixels.withUnsafeBufferPointer { pixels in
            for at in stride(from: 0, to: pixels.count, by: 4) {
                let (red, green) = (Int(pixels[at]), Int(pixels[at + 1]))
                let light = (red * 299 + green * 587 + Int(pixels[at + 2]) * 114) / 1000
                let alpha = Int(pixels[at + 3])
                histogram[(light * alpha + 255 * (255 - alpha)) / 255] += 1
            }
        }
        let background = histogram.indices.max { histogram[$0] < histogram[$1] } ?? 255
        return histogram.indices.reduce(0) { total, light in
            abs(light - background) >= 48 ? total + histogram[light] : total
        }
    }
}
