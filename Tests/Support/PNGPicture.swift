/// A picture of seeded noise: the file, and the pixels that the file must show.
public struct PNGPicture: Sendable, CustomStringConvertible {
    /// The colour type.
    public let colour: UInt8
    /// Bits to a sample.
    public let depth: Int
    /// Whether it comes in seven passes.
    public let isInterlaced: Bool
    /// Pixels in a row.
    public let width: Int
    /// Rows.
    public let height: Int
    /// The samples of the colour that `tRNS` makes transparent, or the alphas of the first colours.
    public let transparent: [Int]?
    private let palette: [[UInt8]]
    private let samples: [[Int]]

    /// Every kind, in awkward sizes.
    public static let all: [PNGPicture] = PNGSample.kinds.flatMap { colour, depth in
        [(1, 1), (3, 5), (8, 8), (33, 17)].flatMap { size in
            [false, true].flatMap { isInterlaced in
                // A picture with alpha of its own may have no tRNS (ISO/IEC 15948, 11.3.2.1).
                (colour < 4 ? [false, true] : [false]).map {
                    PNGPicture(colour, Int(depth), isInterlaced, size, isTransparent: $0)
                }
            }
        }
    }

    /// Its kind.
    public var description: String {
        "\(width)x\(height) colour \(colour) depth \(depth)"
            + (isInterlaced ? " interlaced" : "") + (transparent == nil ? "" : " tRNS")
    }

    private init(
        _ colour: UInt8,
        _ depth: Int,
        _ isInterlaced: Bool,
        _ size: (width: Int, height: Int),
        isTransparent: Bool
    ) {
        let seed = UInt64(colour) << 32 | UInt64(depth) << 24 | UInt64(size.width)
        var random = SeededGenerator(seed: seed)
        self.colour = colour
        self.depth = depth
        self.isInterlaced = isInterlaced
        (self.width, self.height) = size
        // Fewer colours than indices, so that the end of the palette is no power of two.
        let colours = depth == 8 ? 200 : 1 << depth
        self.palette = (0..<colours).map { _ in
            (0..<3).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        let count = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colour, default: 1]
        var samples = (0..<size.width * size.height).map { _ in
            (0..<count).map { _ in
                Int.random(in: 0..<(colour == 3 ? colours : 1 << depth), using: &random)
            }
        }
        if depth == 16, samples.count > 1 {
            // A near miss of the transparent colour, which only the low byte tells from it.
            samples[samples.count - 1] = samples[0]
            samples[samples.count - 1][0] ^= 1
        }
        self.samples = samples
        self.transparent =
            !isTransparent
            ? nil
            : colour == 3
                ? (0..<max(1, colours * 3 / 4)).map { $0 == samples[0][0] ? 0 : $0 * 97 % 256 }
                : samples[0]
    }

    /// Red, green, blue and alpha of every pixel, rounded as ISO/IEC 15948, 13.12 has it.
    public var pixels: [UInt8] {
        samples.flatMap { samples -> [UInt8] in
            if colour == 3 {
                let index = samples[0]
                let alphas = transparent ?? []
                return palette[index] + [index < alphas.count ? UInt8(alphas[index]) : 255]
            }
            let levels = samples.map { Self.level($0, of: 1 << depth - 1) }
            let rgb = levels.count < 3 ? [levels[0], levels[0], levels[0]] : Array(levels[..<3])
            let alpha: UInt8 = samples == transparent ? 0 : 255
            return rgb + [levels.count % 2 == 0 ? levels[levels.count - 1] : alpha]
        }
    }

    /// A sample of so many levels as one of 255, to the nearest.
    public static func level(_ sample: Int, of most: Int) -> UInt8 {
        UInt8((sample * 2 * 255 + most) / (2 * most))
    }

    /// The file.
    public var bytes: [UInt8] {
        var file = PNGFile.signature
        file += PNGFile.header(
            width,
            height,
            depth: depth,
            colour: colour,
            isInterlaced: isInterlaced
        )
        if colour == 3 { file += PNGFile.chunk("PLTE", palette.flatMap(\.self)) }
        if let transparent {
            let data = transparent.flatMap { value in
                colour == 3 ? [UInt8(value)] : [UInt8(value >> 8), UInt8(value & 255)]
            }
            file += PNGFile.chunk("tRNS", data)
        }
        return file + PNGFile.chunk("IDAT", PNGFile.zlib(rows))
            + PNGFile.end
    }

    /// The filtered rows of all passes, each row with another filter.
    private var rows: [UInt8] {
        var rows: [UInt8] = []
        var filter: UInt8 = 0
        for pass in 1...(isInterlaced ? 7 : 1) {
            var above: [UInt8]?
            for y in 0..<height {
                let row = (0..<width).filter { !isInterlaced || Self.pass($0, y) == pass }
                guard !row.isEmpty else { continue }
                let line = packed(row.flatMap { samples[y * width + $0] })
                let step = max(1, samples[0].count * depth / 8)
                rows.append(filter)
                rows += line.indices.map { index in
                    let left = index < step ? 0 : line[index - step]
                    let corner = index < step ? 0 : above?[index - step] ?? 0
                    return line[index] &- Self.guess(filter, left, above?[index] ?? 0, corner)
                }
                above = line
                filter = (filter + 1) % 5
            }
        }
        return rows
    }

    /// The pass of a pixel, as the picture in the specification has it (ISO/IEC 15948, 8.2),
    /// rather than by the offsets and steps that the decoder goes by.
    private static func pass(_ x: Int, _ y: Int) -> Int {
        let map = [
            [1, 6, 4, 6, 2, 6, 4, 6], [7, 7, 7, 7, 7, 7, 7, 7], [5, 6, 5, 6, 5, 6, 5, 6],
            [7, 7, 7, 7, 7, 7, 7, 7], [3, 6, 4, 6, 3, 6, 4, 6], [7, 7, 7, 7, 7, 7, 7, 7],
            [5, 6, 5, 6, 5, 6, 5, 6], [7, 7, 7, 7, 7, 7, 7, 7],
        ]
        return map[y % 8][x % 8]
    }

    private func packed(_ samples: [Int]) -> [UInt8] {
        if depth == 16 { return samples.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } }
        let share = 8 / depth
        return stride(from: 0, to: samples.count, by: share).map { at in
            (0..<share).reduce(0) { byte, place in
                byte << depth | UInt8(at + place < samples.count ? samples[at + place] : 0)
            }
        }
    }

    /// What a filter takes away from a byte (ISO/IEC 15948, 9.2).
    public static func guess(_ filter: UInt8, _ left: UInt8, _ up: UInt8, _ corner: UInt8) -> UInt8
    {
        switch filter {
        case 1: return left
        case 2: return up
        case 3: return UInt8((Int(left) + Int(up)) / 2)
        case 4:
            let whole = Int(left) + Int(up) - Int(corner)
            let near = [left, up, corner].map { abs(whole - Int($0)) }
            if near[0] <= near[1], near[0] <= near[2] { return left }
            return near[1] <= near[2] ? up : corner
        default: return 0
        }
    }
}
