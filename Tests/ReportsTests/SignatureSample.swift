/// Draws signatures as PNG files: black ink on transparent paper, stored without compression.
enum SignatureSample {
    static func png(_ number: Int) -> [UInt8] {
        let (width, height) = (60, 20)
        var rows: [UInt8] = []
        for y in 0..<height {
            rows.append(0)
            for x in 0..<width {
                let wave = (x * (number % 5 + 1) / 3 + number) % 16 + 2
                rows += [0, 0, 0, abs(wave - y) <= 1 ? 255 : 0]
            }
        }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", word(width) + word(height) + [8, 6, 0, 0, 0])
            + chunk("IDAT", zlib(rows)) + chunk("IEND", [])
    }

    private static func word(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return word(data.count) + body + word(Int(crc32(body)))
    }

    /// RFC 1950 with one stored block (RFC 1951, 3.2.4).
    private static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var (low, high) = (1, 0)
        for byte in bytes {
            low = (low + Int(byte)) % 65_521
            high = (high + low) % 65_521
        }
        let count = bytes.count
        let head = [1, UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255)]
        return [0x78, 0x01] + head + [UInt8(~count >> 8 & 255)] + bytes + word(high << 16 | low)
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in
                value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
            }
        }
    }
}
