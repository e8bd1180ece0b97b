/// A picture as the streams of an image XObject (ISO 32000-1, 8.9.5), ready to be copied.
///
/// Preparing costs more than all else about a signature, so it is done once.
public struct PreparedImage: Sendable, Hashable {
    /// Width in pixels.
    public let width: Int
    /// Height in pixels.
    public let height: Int
    /// The colours.
    public let colour: PDFStream
    /// The transparency, where there is any (11.6.5.3).
    public let softMask: PDFStream?

    /// Prepares a PNG file; blank pictures pass, see ``PNGImage`` for refusing them.
    public init(png bytes: [UInt8], limits: PNGLimits = .signature) throws(PNGRejection) {
        let container = try PNGContainer(bytes, limits: limits)
        self.width = container.width
        self.height = container.height
        let flate = Flate()
        let isPlain = container.depth == 8 && !container.isInterlaced && !container.hasTransparency
        let layers: Layers
        switch container.colour {
        case .rgba where isPlain, .grayAlpha where isPlain:
            layers = try Layers(splitting: container, flate)
        case .rgb where isPlain, .gray where isPlain:
            layers = try Layers(copying: container)
        default:
            layers = try Layers(decoding: container, flate)
        }
        self.colour = layers.colour
        self.softMask = layers.softMask
    }

    /// The colour and the transparency of a picture.
    struct Layers {
        var colour: PDFStream
        var softMask: PDFStream?
    }
}

extension PDFWriter {
    /// Writes a prepared picture as an image XObject under a reserved number.
    public mutating func write(_ image: PreparedImage, as id: ObjectID) {
        var colour = image.colour
        if let mask = image.softMask { colour.dictionary["SMask"] = .reference(write(mask)) }
        write(colour, as: id)
    }
}
