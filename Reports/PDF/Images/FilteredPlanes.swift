/// Filtered rows parted into a plane of colour and a plane of alpha, each after its filter byte.
struct FilteredPlanes {
    /// The colour; empty where every filtered byte is zero, which means that all of it is black.
    private(set) var colour: [UInt8]
    /// The alpha.
    private(set) var alpha: [UInt8]

    /// Parts rows of pixels whose last channel is alpha.
    init(_ rows: consuming [UInt8], width: Int, height: Int, channels: Int) {
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
        self.colour = []
        guard ink != 0 else { return }
        Self.dropAlpha(of: &rows, width: width, height: height, channels: channels)
        self.colour = rows
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

    /// Moves the colours together in their own place: a large picture has no room for another.
    private static func dropAlpha(
        of rows: inout [UInt8],
        width: Int,
        height: Int,
        channels: Int
    ) {
        let inks = channels - 1
        rows.withUnsafeMutableBufferPointer { rows in
            var (from, to) = (0, 0)
            for _ in 0..<height {
                rows[to] = rows[from]
                (from, to) = (from + 1, to + 1)
                for _ in 0..<width {
                    for ink in 0..<inks { rows[to + ink] = rows[from + ink] }
                    (from, to) = (from + channels, to + inks)
                }
            }
        }
        rows.removeLast(width * height)
    }
}
