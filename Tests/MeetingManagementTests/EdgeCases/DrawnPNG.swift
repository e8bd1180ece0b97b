import TestSupport

/// A PNG file of any kind, drawn by hand and stored without compression (ISO/IEC 15948).
struct DrawnPNG: Sendable {
    /// What a pixel is made of.
    enum Colour: UInt8, Sendable, CaseIterable {
        case gray = 0
        case rgb = 2
        case palette = 3
        case grayAlpha = 4
        case rgbAlpha = 6

        fileprivate var samples: Int {
            switch self {
            case .gray, .palette: 1
            case .grayAlpha: 2
            case .rgb: 3
            case .rgbAlpha: 4
            }
        }
    }

    var width = 60
    var height = 30
    var colour = Colour.rgbAlpha
    var depth = 8
    var isInterlaced = false
    /// Where there is ink; what is elsewhere is transparent, or white where nothing can be so.
    var isInk: @Sendable (_ x: Int, _ y: Int) -> Bool = { x, y in y == 15 || x == 2 * y }
    /// Where nothing can be transparent: whether the paper is black.
    var isDark = false

    /// Of a palette: both entries are black, and that of the paper is transparent.
    var hasClearPaper = false

    /// Every kind that the standard has.
    static let kinds: [(colour: Colour, depth: Int)] =
        [1, 2, 4, 8, 16].map { (.gray, $0) } + [1, 2, 4, 8].map { (.palette, $0) }
        + [.rgb, .grayAlpha, .rgbAlpha].flatMap { colour in [8, 16].map { (colour, $0) } }

    var bytes: [UInt8] {
        var file = PNGFile.signature + header
        if hasClearPaper {
            file += PNGFile.chunk("PLTE", [0, 0, 0, 0, 0, 0]) + PNGFile.chunk("tRNS", [0])
        } else if colour == .palette {
            let (paper, ink) = isDark ? (UInt8(0), UInt8(255)) : (255, 0)
            file += PNGFile.chunk("PLTE", [paper, paper, paper, ink, ink, ink])
        }
        file += PNGFile.chunk("IDAT", PNGFile.zlib(rows))
        return file + PNGFile.end
    }

    /// A file that promises the size, and has no pixel.
    var promise: [UInt8] {
        PNGFile.signature + header + PNGFile.chunk("IDAT", PNGFile.zlib([])) + PNGFile.end
    }

    private var header: [UInt8] {
        PNGFile.header(
            width,
            height,
            depth: depth,
            colour: colour.rawValue,
            isInterlaced: isInterlaced
        )
    }

    /// The unfiltered rows, pass by pass where interlaced (clause 8.2).
    private var rows: [UInt8] {
        let passes: [(x: Int, y: Int, dx: Int, dy: Int)] =
            isInterlaced
            ? [
                (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4),
                (1, 0, 2, 2), (0, 1, 1, 2),
            ] : [(0, 0, 1, 1)]
        var rows: [UInt8] = []
        for pass in passes where pass.x < width && pass.y < height {
            for y in stride(from: pass.y, to: height, by: pass.dy) {
                rows.append(0)
                rows += packed(stride(from: pass.x, to: width, by: pass.dx).map { isInk($0, y) })
            }
        }
        return rows
    }

    private func packed(_ inks: [Bool]) -> [UInt8] {
        var row: [UInt8] = []
        var (partial, bits) = (0, 0)
        for value in inks.flatMap({ ink in (0..<colour.samples).map { sample($0, ink) } }) {
            partial = partial << depth | value
            bits += depth
            while bits >= 8 {
                bits -= 8
                row.append(UInt8(partial >> bits & 255))
                partial &= (1 << bits) - 1
            }
        }
        if bits > 0 { row.append(UInt8(partial << (8 - bits) & 255)) }
        return row
    }

    private func sample(_ index: Int, _ ink: Bool) -> Int {
        let full = (1 << depth) - 1
        switch colour {
        case .palette: return ink ? 1 : 0
        case .gray, .rgb: return ink != isDark ? 0 : full
        case .grayAlpha: return index == 1 && ink ? full : 0
        case .rgbAlpha: return index == 3 && ink ? full : 0
        }
    }
}
