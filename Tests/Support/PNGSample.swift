/// Writes PNG files of every kind for tests, uncompressed.
public struct PNGSample: Sendable {
    /// Pixels in a row.
    public var width: Int
    /// Rows.
    public var height: Int
    /// The colour type.
    public var colour: UInt8
    /// Bits to a sample.
    public var depth: UInt8
    /// Whether it comes in seven passes.
    public var isInterlaced: Bool
    /// The filter of every row.
    public var filter: UInt8
    /// Whether a pixel is ink.
    public var isInk: @Sendable (Int, Int) -> Bool

    /// Describes a picture.
    public init(
        width: Int = 40,
        height: Int = 20,
        colour: UInt8 = 6,
        depth: UInt8 = 8,
        isInterlaced: Bool = false,
        filter: UInt8 = 0,
        isInk: @escaping @Sendable (Int, Int) -> Bool = { x, y in y == 10 || x == 2 * y }
    ) {
        self.width = width
        self.height = height
        self.colour = colour
        self.depth = depth
        self.isInterlaced = isInterlaced
        self.filter = filter
        self.isInk = isInk
    }

    /// Every kind that the standard has.
    public static let kinds: [(colour: UInt8, depth: UInt8)] = [
        (0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8),
        (4, 8), (4, 16), (6, 8), (6, 16),
    ]

    private var samples: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colour] ?? 1 }

    /// The file.
    public var bytes: [UInt8] {
        var file = PNGFile.signature
        file += PNGFile.header(
            width,
            height,
            depth: Int(depth),
            colour: colour,
            isInterlaced: isInterlaced
        )
        if colour == 3 { file += PNGFile.chunk("PLTE", [255, 255, 255, 0, 0, 128]) }
        return file + PNGFile.chunk("IDAT", PNGFile.zlib(rows)) + PNGFile.end
    }

    private var passes: [(Int, Int, Int, Int)] {
        isInterlaced
            ? [
                (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4),
                (1, 0, 2, 2), (0, 1, 1, 2),
            ] : [(0, 0, 1, 1)]
    }

    /// Where in ``rows`` the filters stand.
    public var filterPlaces: [Int] {
        var (places, at) = ([Int](), 0)
        for (x0, y0, dx, dy) in passes where x0 < width && y0 < height {
            let columns = (width - x0 + dx - 1) / dx
            for _ in stride(from: y0, to: height, by: dy) {
                places.append(at)
                at += 1 + (columns * samples * Int(depth) + 7) / 8
            }
        }
        return places
    }

    /// The filtered rows, pass by pass where interlaced (ISO/IEC 15948, 8.2).
    public var rows: [UInt8] {
        var rows: [UInt8] = []
        for (x0, y0, dx, dy) in passes where x0 < width && y0 < height {
            var above: [UInt8] = []
            for y in stride(from: y0, to: height, by: dy) {
                let row = packed(stride(from: x0, to: width, by: dx).map { isInk($0, y) })
                rows.append(filter)
                rows += filtered(row, above: above)
                above = row
            }
        }
        return rows
    }

    private func packed(_ inks: [Bool]) -> [UInt8] {
        var bits: [UInt8] = []
        for ink in inks {
            for sample in 0..<samples {
                let value = sampleValue(sample, ink)
                for shift in (0..<Int(depth)).reversed() { bits.append(UInt8(value >> shift & 1)) }
            }
        }
        while bits.count % 8 != 0 { bits.append(0) }
        return stride(from: 0, to: bits.count, by: 8).map { at in
            bits[at..<at + 8].reduce(0) { $0 << 1 | $1 }
        }
    }

    private func sampleValue(_ sample: Int, _ ink: Bool) -> Int {
        let full = (1 << Int(depth)) - 1
        switch colour {
        case 3: return ink ? 1 : 0
        case 4: return sample == 1 ? (ink ? full : 0) : 0
        case 6: return sample == 3 ? (ink ? full : 0) : (ink && sample == 2 ? full / 2 : 0)
        default: return ink ? 0 : full
        }
    }

    private func filtered(_ row: [UInt8], above: [UInt8]) -> [UInt8] {
        let step = max(1, samples * Int(depth) / 8)
        return row.indices.map { index in
            let left = index >= step ? Int(row[index - step]) : 0
            let up = above.isEmpty ? 0 : Int(above[index])
            let corner = index >= step && !above.isEmpty ? Int(above[index - step]) : 0
            let guess: Int
            switch filter {
            case 1: guess = left
            case 2: guess = up
            case 3: guess = (left + up) / 2
            case 4:
                let whole = left + up - corner
                let (a, b, c) = (abs(whole - left), abs(whole - up), abs(whole - corner))
                guess = a <= b && a <= c ? left : (b <= c ? up : corner)
            default: guess = 0
            }
            return row[index] &- UInt8(truncatingIfNeeded: guess)
        }
    }
}
