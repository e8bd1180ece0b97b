extension PreparedImage {
    /// Keeps the rows as PNG filtered them and only parts alpha from colour.
    ///
    /// PNG filters work on each channel by itself (ISO/IEC 15948, 9.2), so every fourth byte of the
    /// filtered rows of an RGBA picture is a rightly filtered alpha plane.
    init(splitting container: PNGContainer, _ packing: inout Packing) throws(PNGRejection) {
        let (width, height) = (container.width, container.height)
        let planes = FilteredPlanes(
            try Self.filteredRows(of: container),
            width: width,
            height: height,
            channels: container.colour.channels
        )
        let mask = Layer(
            width: width,
            height: height,
            inks: 1,
            isFiltered: true,
            bytes: try packing.packed(planes.alpha)
        )
        guard !planes.colour.isEmpty else {
            self.init(colour: try Self.black(width, height, &packing), softMask: mask)
            return
        }
        let colour = Layer(
            width: width,
            height: height,
            inks: container.colour.channels - 1,
            isFiltered: true,
            bytes: try packing.packed(planes.colour)
        )
        self.init(colour: colour, softMask: mask)
    }

    /// Takes an opaque picture's compressed rows as they are.
    init(copying container: PNGContainer, bytesMax: Int) throws(PNGRejection) {
        guard container.data.count <= bytesMax else { throw .tooIntricate(limit: bytesMax) }
        _ = try Self.filteredRows(of: container)
        let colour = Layer(
            width: container.width,
            height: container.height,
            inks: container.colour.channels,
            isFiltered: true,
            bytes: container.data
        )
        self.init(colour: colour, softMask: nil)
    }

    /// Decodes any other picture.
    init(decoding container: PNGContainer, _ packing: inout Packing) throws(PNGRejection) {
        let (width, height) = (container.width, container.height)
        let planes = try PixelPlanes(decoding: container)
        let mask: Layer? =
            planes.alpha.isEmpty
            ? nil
            : Layer(
                width: width,
                height: height,
                inks: 1,
                isFiltered: false,
                bytes: try packing.packed(planes.alpha)
            )
        guard !planes.colour.isEmpty else {
            self.init(colour: try Self.black(width, height, &packing), softMask: mask)
            return
        }
        let colour = Layer(
            width: width,
            height: height,
            inks: planes.inks,
            isFiltered: false,
            bytes: try packing.packed(planes.colour)
        )
        self.init(colour: colour, softMask: mask)
    }

    /// One bit a pixel says in a few bytes that all ink is black, at the picture's own size, so that
    /// whoever takes the image out of the document gets a picture of the right shape.
    private static func black(
        _ width: Int,
        _ height: Int,
        _ packing: inout Packing
    ) throws(PNGRejection) -> Layer {
        let samples = [UInt8](repeating: 0, count: (width + 7) / 8 * height)
        return Layer(
            width: width,
            height: height,
            inks: 1,
            bits: 1,
            isFiltered: false,
            bytes: try packing.packed(samples)
        )
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
}

/// Packs the streams of one picture into the bytes that they may have together.
struct Packing: ~Copyable {
    private let flate = Flate()
    private let limit: Int
    private var bytesLeft: Int

    init(bytesLeft: Int) {
        self.limit = bytesLeft
        self.bytesLeft = bytesLeft
    }

    mutating func packed(_ samples: [UInt8]) throws(PNGRejection) -> [UInt8] {
        guard let bytes = flate.compressed(samples, atMost: bytesLeft) else {
            throw .tooIntricate(limit: limit)
        }
        bytesLeft -= bytes.count
        return bytes
    }
}
