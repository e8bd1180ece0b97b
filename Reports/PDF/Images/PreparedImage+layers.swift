extension PreparedImage.Layers {
    /// Keeps the rows as PNG filtered them and only parts alpha from colour.
    ///
    /// PNG filters work on each channel by itself (ISO/IEC 15948, 9.2), so every fourth byte of the
    /// filtered rows of an RGBA picture is a rightly filtered alpha plane.
    init(splitting container: PNGContainer, _ flate: borrowing Flate) throws(PNGRejection) {
        let planes = Planes(
            try Self.filteredRows(of: container),
            width: container.width,
            height: container.height,
            channels: container.colour.channels
        )
        let (width, height) = (container.width, container.height)
        guard let mask = flate.compressed(planes.alpha) else { throw .undecodable("out of memory") }
        self.softMask = Self.filtered(mask, width, height, inks: 1)
        if planes.colour.isEmpty {
            // All ink is black: one bit a pixel says so in a few bytes, at the picture's own size, so
            // that whoever takes the image out of the document gets a picture of the right shape.
            let black = [UInt8](repeating: 0, count: (width + 7) / 8 * height)
            guard let packed = flate.compressed(black) else { throw .undecodable("out of memory") }
            self.colour = Self.packed(packed, width, height, inks: 1, bits: 1)
        } else {
            guard let packed = flate.compressed(planes.colour) else {
                throw .undecodable("out of memory")
            }
            self.colour = Self.filtered(packed, width, height, inks: container.colour.channels - 1)
        }
    }

    /// Takes an opaque picture's compressed rows as they are.
    init(copying container: PNGContainer) throws(PNGRejection) {
        _ = try Self.filteredRows(of: container)
        self.colour = Self.filtered(
            container.data,
            container.width,
            container.height,
            inks: container.colour.channels
        )
        self.softMask = nil
    }

    /// Decodes any other picture to red, green, blue and alpha.
    init(decoding container: PNGContainer, _ flate: borrowing Flate) throws(PNGRejection) {
        let pixels = try PNGDecoder.pixels(of: container)
        var colour: [UInt8] = []
        var alpha: [UInt8] = []
        colour.reserveCapacity(pixels.count / 4 * 3)
        alpha.reserveCapacity(pixels.count / 4)
        for at in stride(from: 0, to: pixels.count, by: 4) {
            colour += pixels[at..<at + 3]
            alpha.append(pixels[at + 3])
        }
        guard let packed = flate.compressed(colour), let mask = flate.compressed(alpha) else {
            throw .undecodable("out of memory")
        }
        let (width, height) = (container.width, container.height)
        self.colour = Self.packed(packed, width, height, inks: 3)
        let isOpaque = alpha.allSatisfy { $0 == 255 }
        self.softMask = isOpaque ? nil : Self.packed(mask, width, height, inks: 1)
    }

    /// The rows as the file holds them, each after the byte that names its filter.
    private static func filteredRows(of container: PNGContainer) throws(PNGRejection) -> [UInt8] {
        let length = 1 + container.width * container.colour.channels
        guard let rows = Flate.inflated(container.data, size: container.height * length) else {
            throw .undecodable("its rows are damaged")
        }
        for row in 0..<container.height where rows[row * length] > 4 {
            throw .undecodable("unknown row filter")
        }
        return rows
    }

    /// A stream whose rows carry PNG filters (ISO 32000-1, 7.4.4.4).
    private static func filtered(
        _ bytes: [UInt8],
        _ width: Int,
        _ height: Int,
        inks: Int
    ) -> PDFStream {
        var stream = packed(bytes, width, height, inks: inks)
        stream.dictionary["DecodeParms"] = [
            "Predictor": 15, "Colors": .integer(inks), "BitsPerComponent": 8,
            "Columns": .integer(width),
        ]
        return stream
    }

    private static func packed(
        _ bytes: [UInt8],
        _ width: Int,
        _ height: Int,
        inks: Int,
        bits: Int = 8
    ) -> PDFStream {
        var dictionary = dictionary(width, height, inks: inks, bits: bits)
        dictionary["Filter"] = .name("FlateDecode")
        return PDFStream(dictionary: dictionary, bytes: bytes, isEncoded: true)
    }

    private static func dictionary(
        _ width: Int,
        _ height: Int,
        inks: Int,
        bits: Int
    ) -> PDFDictionary {
        [
            "Type": .name("XObject"), "Subtype": .name("Image"),
            "Width": .integer(width), "Height": .integer(height),
            "ColorSpace": .name(inks == 3 ? "DeviceRGB" : "DeviceGray"),
            "BitsPerComponent": .integer(bits),
        ]
    }
}
