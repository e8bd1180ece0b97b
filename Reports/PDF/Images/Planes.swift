/// Filtered rows parted into a plane of colour and a plane of alpha, each after its filter byte.
struct Planes {
    /// The colour; empty where every filtered byte is zero, which means that all of it is black.
    private(set) var colour: [UInt8] = []
    /// The alpha.
    private(set) var alpha: [UInt8]

    init(_ rows: [UInt8], width: Int, height: Int, channels: Int) {
        var ink: UInt32 = 0
        self.alpha = [UInt8](unsafeUninitializedCapacity: height * (1 + width)) { alpha, count in
            rows.withUnsafeBytes { rows in
                for row in 0..<height {
                    let from = row * (1 + width * channels)
                    let to = row * (1 + width)
                    alpha[to] = rows[from]
                    let target = UnsafeMutableBufferPointer(
                        rebasing: alpha[(to + 1)..<(to + 1 + width)]
                    )
                    let source = UnsafeRawBufferPointer(
                        rebasing: rows[(from + 1)..<(from + 1 + width * channels)]
                    )
                    ink |= Self.takeAlpha(of: source, channels: channels, into: target)
                }
            }
            count = height * (1 + width)
        }
        if ink != 0 { takeColour(of: rows, width: width, height: height, channels: channels) }
    }

    /// Copies the alpha of a row, and gives the bits of its colour that are set anywhere.
    @inline(__always)
    private static func takeAlpha(
        of source: UnsafeRawBufferPointer,
        channels: Int,
        into target: UnsafeMutableBufferPointer<UInt8>
    ) -> UInt32 {
        var ink: UInt32 = 0
        guard let from = source.baseAddress, let to = target.baseAddress else { return 0 }
        if channels == 4 {
            for index in 0..<target.count {
                let pixel = UInt32(
                    littleEndian: from.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
                )
                to[index] = UInt8(truncatingIfNeeded: pixel >> 24)
                ink |= pixel & 0xFF_FFFF
            }
        } else {
            for index in 0..<target.count {
                let pixel = UInt16(
                    littleEndian: from.loadUnaligned(fromByteOffset: index * 2, as: UInt16.self)
                )
                to[index] = UInt8(truncatingIfNeeded: pixel >> 8)
                ink |= UInt32(pixel & 0xFF)
            }
        }
        return ink
    }

    private mutating func takeColour(of rows: [UInt8], width: Int, height: Int, channels: Int) {
        let inks = channels - 1
        let size = height * (1 + width * inks)
        colour = [UInt8](unsafeUninitializedCapacity: size) { colour, count in
            rows.withUnsafeBufferPointer { rows in
                var (from, to) = (0, 0)
                for _ in 0..<height {
                    colour[to] = rows[from]
                    (from, to) = (from + 1, to + 1)
                    for _ in 0..<width {
                        for ink in 0..<inks { colour[to + ink] = rows[from + ink] }
                        (from, to) = (from + channels, to + inks)
                    }
                }
            }
            count = size
        }
    }
}
