@testable import PDF

/// Writes PNG files of every kind for tests, uncompressed.
struct PNGSample {
    var width = 40
    var height = 20
    var colour: UInt8 = 6
    var depth: UInt8 = 8
    var isInterlaced = false
    var filter: UInt8 = 0
    /// Whether a pixel is ink.
    var isInk: (Int, Int) -> Bool = { x, y in y == 10 || x == 2 * y }

    static let kinds: [(colour: UInt8, depth: UInt8)] = [
        (0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8),
        (4, 8), (4, 16), (6, 8), (6, 16),
    ]

    private var samples: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colour] ?? 1 }

    var bytes: [UInt8] {
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        file += Self.chunk(
            "IHDR",
            Self.word(width) + Self.word(height) + [depth, colour, 0, 0, isInterlaced ? 1 : 0]
        )
        if colour == 3 { file += Self.chunk("PLTE", [255, 255, 255, 0, 0, 128]) }
        file += Self.chunk("IDAT", Self.zlib(rows))
        return file + Self.chunk("IEND", [])
    }

    /// The filtered rows, pass by pass where interlaced (ISO/IEC 15948, 8.2).
    private var rows: [UInt8] {
        let passes: [(Int, Int, Int, Int)] =
            isInterlaced
            ? [
                (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4),
                (1, 0, 2, 2), (0, 1, 1, 2),
            ] : [(0, 0, 1, 1)]
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

    static func word(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return word(data.count) + body + word(Int(Flate.crc32(body[...])))
    }

    /// A zlib stream of stored blocks (RFC 1950 and 1951).
    static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var (low, high) = (1, 0)
        for byte in bytes {
            low = (low + Int(byte)) % 65_521
            high = (high + low) % 65_521
        }
        for start in stride(from: 0, to: max(1, bytes.count), by: 65_535) {
            let end = min(start + 65_535, bytes.count)
            let count = end - start
            stream += [end == bytes.count ? 1 : 0, UInt8(count & 255), UInt8(count >> 8)]
            stream += [UInt8(~count & 255), UInt8(~count >> 8 & 255)]
            stream += bytes[start..<end]
        }
        return stream + word(high << 16 | low)
    }
}
