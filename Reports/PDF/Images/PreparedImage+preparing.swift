extension PreparedImage {
    /// The layers of a picture before its ink is known; where all of it is black, also its alpha as PNG
    /// filtered it.
    typealias Layers = (colour: Layer, softMask: Layer?, blackAlpha: [UInt8]?)

    /// Makes the layers of a picture, by the way that costs its kind the least.
    static func layers(
        of container: PNGContainer,
        bytesMax: Int
    ) throws(PNGRejection) -> Layers {
        let isPlain = container.depth == 8 && !container.isInterlaced && !container.hasTransparency
        var packing = Packing(bytesLeft: bytesMax)
        switch container.colour {
        case .rgba where isPlain, .grayAlpha where isPlain: return try split(container, &packing)
        case .rgb where isPlain, .gray where isPlain:
            return try copied(container, bytesMax: bytesMax)
        default: return try decoded(container, &packing)
        }
    }

    /// Keeps the rows as PNG filtered them and only parts alpha from colour.
    ///
    /// PNG filters work on each channel by itself (ISO/IEC 15948, 9.2), so every fourth byte of the
    /// filtered rows of an RGBA picture is a rightly filtered alpha plane.
    private static func split(
        _ container: PNGContainer,
        _ packing: inout Packing
    ) throws(PNGRejection) -> Layers {
        let planes = FilteredPlanes(
            try filteredRows(of: container),
            width: container.width,
            height: container.height,
            channels: container.colour.channels
        )
        let alpha = Plane(samples: planes.alpha, inks: 1, isFiltered: true)
        let inks = container.colour.channels - 1
        let colour = Plane(samples: planes.colour, inks: inks, isFiltered: true)
        return try layers(of: container, alpha: alpha, colour: colour, &packing)
    }

    /// Takes an opaque picture's compressed rows as they are.
    private static func copied(
        _ container: PNGContainer,
        bytesMax: Int
    ) throws(PNGRejection) -> Layers {
        guard container.data.count <= bytesMax else { throw .tooIntricate(limit: bytesMax) }
        _ = try filteredRows(of: container)
        let colour = Layer(
            width: container.width,
            height: container.height,
            inks: container.colour.channels,
            isFiltered: true,
            bytes: container.data
        )
        return (colour, nil, nil)
    }

    /// Decodes any other picture.
    private static func decoded(
        _ container: PNGContainer,
        _ packing: inout Packing
    ) throws(PNGRejection) -> Layers {
        let planes = try PixelPlanes(decoding: container)
        let alpha = Plane(samples: planes.alpha, inks: 1, isFiltered: false)
        let colour = Plane(samples: planes.colour, inks: planes.inks, isFiltered: false)
        return try layers(of: container, alpha: alpha, colour: colour, &packing)
    }

    /// Samples of a whole picture, before they are packed.
    private struct Plane {
        var samples: [UInt8]
        var inks: Int
        var isFiltered: Bool
    }

    /// Packs what a picture was parted into: no alpha means opaque, no colour means black.
    private static func layers(
        of container: PNGContainer,
        alpha: Plane,
        colour: Plane,
        _ packing: inout Packing
    ) throws(PNGRejection) -> Layers {
        let (width, height) = (container.width, container.height)
        func layer(_ plane: Plane, _ packing: inout Packing) throws(PNGRejection) -> Layer {
            Layer(
                width: width,
                height: height,
                inks: plane.inks,
                isFiltered: plane.isFiltered,
                bytes: try packing.packed(plane.samples)
            )
        }
        let mask = alpha.samples.isEmpty ? nil : try layer(alpha, &packing)
        let ink =
            colour.samples.isEmpty
            ? try black(width, height, &packing) : try layer(colour, &packing)
        let isBlack = colour.samples.isEmpty && alpha.isFiltered && mask != nil
        return (ink, mask, isBlack ? alpha.samples : nil)
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
