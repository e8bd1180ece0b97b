/// The parts of a PNG file, put together by hand (ISO/IEC 15948), sharing no code with what reads them.
public enum PNGFile {
    /// How every file begins.
    public static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// How every file ends.
    public static let end = chunk("IEND", [])

    /// The chunk that comes first.
    public static func header(
        _ width: Int,
        _ height: Int,
        depth: Int = 8,
        colour: UInt8 = 6,
        isInterlaced: Bool = false
    ) -> [UInt8] {
        let form = [UInt8(depth), colour, 0, 0, isInterlaced ? 1 : 0]
        return chunk("IHDR", word(width) + word(height) + form)
    }

    /// Four bytes, the highest first.
    public static func word(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    /// A chunk with its length and checksum.
    public static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return word(data.count) + body + word(Int(crc(body[...])))
    }

    /// A zlib stream of stored blocks (RFC 1950 and 1951).
    public static func zlib(_ bytes: [UInt8]) -> [UInt8] {
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

    /// CRC-32 as chunks carry it (ISO/IEC 15948, Annex D).
    public static func crc(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { sum, _ in
            sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1
        }
    }
}
