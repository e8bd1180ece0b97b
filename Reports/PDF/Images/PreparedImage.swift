/// A picture as the streams of an image XObject (ISO 32000-1, 8.9.5), ready to be copied.
///
/// Preparing costs more than all else about a signature, so it is done once.
public struct PreparedImage: Sendable, Hashable {
    /// The version of what is prepared how; what another one prepared is not read.
    ///
    /// It does not name the version of libdeflate: streams that another one packed differ in their
    /// bytes, and show the same.
    public static let version: UInt8 = 2

    /// Width in pixels.
    public var width: Int { colour.width }
    /// Height in pixels.
    public var height: Int { colour.height }
    /// What encloses its ink; all of it where it is blank.
    public let ink: PixelBox
    /// The colours.
    let colour: Layer
    /// The transparency, where there is any (11.6.5.3).
    let softMask: Layer?

    init(colour: Layer, softMask: Layer?, ink: PixelBox? = nil) {
        self.colour = colour
        self.softMask = softMask
        self.ink =
            ink ?? PixelBox(x: 0, y: 0, width: colour.width, height: colour.height)
    }

    /// Prepares a PNG file that was taken before.
    /// - Throws: ``PNGRejection`` where it is none; blank ones pass, see ``PNGImage`` for refusing
    ///   them.
    public init(png bytes: [UInt8]) throws(PNGRejection) {
        let container = try PNGContainer(bytes, limits: .kept)
        let layers = try Self.layers(of: container, bytesMax: PNGLimits.kept.preparedBytes)
        // Where all is black, what is transparent tells where the ink is: no need to decode the rest.
        let ink =
            if let alpha = layers.blackAlpha {
                InkScan(black: alpha, width: container.width, height: container.height)
            } else {
                try Self.ink(of: container)
            }
        self.init(colour: layers.colour, softMask: layers.softMask, ink: ink.box)
    }

    /// Prepares a picture, unless its streams would be too long together.
    init(_ container: PNGContainer, ink: PixelBox?, bytesMax: Int) throws(PNGRejection) {
        let layers = try Self.layers(of: container, bytesMax: bytesMax)
        self.init(colour: layers.colour, softMask: layers.softMask, ink: ink)
    }

    /// Finds the ink of a picture, all of which is decoded for it.
    static func ink(of container: PNGContainer) throws(PNGRejection) -> InkScan {
        var ink = InkScan()
        try PNGDecoder.readRows(of: container) { ink.add($0) }
        return ink
    }

    /// How many bytes its streams have together.
    package var byteCount: Int { layers.reduce(0) { $0 + $1.bytes.count } }

    /// The colours, and the transparency where there is any.
    package var layers: [Layer] { [colour] + (softMask.map { [$0] } ?? []) }

    /// One image of the two: samples that were packed.
    package struct Layer: Sendable, Hashable {
        /// Pixels in a row.
        var width: Int
        /// Rows.
        var height: Int
        /// Samples to a pixel: 1 is gray, 3 are red, green and blue.
        var inks: Int
        /// Bits to a sample: 8, or 1.
        var bits: Int = 8
        /// Whether each row comes after a byte that names its PNG filter (ISO 32000-1, 7.4.4.4).
        var isFiltered: Bool
        /// The samples as a zlib stream.
        package var bytes: [UInt8]

        /// How many bytes the samples are unpacked.
        package var unpackedCount: Int {
            height * ((width * inks * bits + 7) / 8 + (isFiltered ? 1 : 0))
        }

        /// The image XObject.
        var stream: PDFStream {
            var dictionary: PDFDictionary = [
                "Type": .name("XObject"), "Subtype": .name("Image"),
                "Width": .integer(width), "Height": .integer(height),
                "ColorSpace": .name(inks == 3 ? "DeviceRGB" : "DeviceGray"),
                "BitsPerComponent": .integer(bits),
                "Filter": .name("FlateDecode"),
            ]
            if isFiltered {
                dictionary["DecodeParms"] = [
                    "Predictor": 15, "Colors": .integer(inks), "BitsPerComponent": .integer(bits),
                    "Columns": .integer(width),
                ]
            }
            return PDFStream(dictionary: dictionary, bytes: bytes, isEncoded: true)
        }
    }
}

extension PDFWriter {
    /// Writes a prepared picture as an image XObject under a reserved number.
    public mutating func write(_ image: PreparedImage, as id: ObjectID) {
        var colour = image.colour.stream
        if let mask = image.softMask { colour.dictionary["SMask"] = .reference(write(mask.stream)) }
        write(colour, as: id)
    }
}
