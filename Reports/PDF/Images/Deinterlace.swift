/// Rewrites the rows of an interlaced 16-bit picture from top to bottom (ISO/IEC 15948, 8.2).
///
/// The simplified interface of libpng 1.6.39 mixes up the passes of just these pictures when it
/// reduces them to eight bits, so they are put in order before.
struct Deinterlace {
    private let width: Int
    private let height: Int
    /// Bytes to a pixel.
    private let step: Int

    private static let passes = [
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
        (0, 1, 1, 2),
    ]

    /// Takes the size of a picture whose pixels fill whole bytes.
    init(width: Int, height: Int, bytesPerPixel: Int) {
        self.width = width
        self.height = height
        self.step = bytesPerPixel
    }

    /// The compressed rows in order, each with the filter 0, from compressed passes.
    func rows(_ data: [UInt8]) throws(PNGRejection) -> [UInt8] {
        let size = Self.passes.reduce(0) { size, pass in
            let (columns, rows) = extent(pass)
            return columns == 0 ? size : size + rows * (1 + columns * step)
        }
        guard let passes = Flate.inflated(data, size: size) else {
            throw .undecodable("its rows are damaged")
        }
        let length = 1 + width * step
        var picture = [UInt8](repeating: 0, count: height * length)
        var at = 0
        for pass in Self.passes {
            let (columns, rows) = extent(pass)
            guard columns > 0 else { continue }
            var above = [UInt8](repeating: 0, count: columns * step)
            for row in 0..<rows {
                let line = try unfiltered(passes[at...].prefix(1 + columns * step), above: above)
                at += 1 + columns * step
                let start = (pass.1 + row * pass.3) * length + 1
                for column in 0..<columns {
                    let target = start + (pass.0 + column * pass.2) * step
                    for byte in 0..<step { picture[target + byte] = line[column * step + byte] }
                }
                above = line
            }
        }
        guard let packed = Flate().compressed(picture) else { throw .undecodable("out of memory") }
        return packed
    }

    private func extent(_ pass: (Int, Int, Int, Int)) -> (columns: Int, rows: Int) {
        let columns = (width - pass.0 + pass.2 - 1) / pass.2
        let rows = (height - pass.1 + pass.3 - 1) / pass.3
        return columns > 0 && rows > 0 ? (columns, rows) : (0, 0)
    }

    /// A row without its filter (ISO/IEC 15948, 9.2).
    private func unfiltered(
        _ row: ArraySlice<UInt8>,
        above: [UInt8]
    ) throws(PNGRejection) -> [UInt8] {
        var line = Array(row.dropFirst())
        guard let filter = row.first, filter <= 4 else { throw .undecodable("unknown row filter") }
        for index in line.indices where filter > 0 {
            let left = index >= step ? Int(line[index - step]) : 0
            let up = Int(above[index])
            let corner = index >= step ? Int(above[index - step]) : 0
            let guess =
                switch filter {
                case 1: left
                case 2: up
                case 3: (left + up) / 2
                default: paeth(left, up, corner)
                }
            line[index] &+= UInt8(truncatingIfNeeded: guess)
        }
        return line
    }

    private func paeth(_ left: Int, _ up: Int, _ corner: Int) -> Int {
        let whole = left + up - corner
        let (a, b, c) = (abs(whole - left), abs(whole - up), abs(whole - corner))
        return a <= b && a <= c ? left : (b <= c ? up : corner)
    }
}
