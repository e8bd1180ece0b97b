// How prepared pictures are kept. The form is in the handbook under *Formats*.

extension PreparedImage {
    private static let magic = Array("muster.picture".utf8)

    /// The picture as it is kept.
    public var stored: [UInt8] {
        var bytes = Self.magic + [Self.version]
        bytes.reserveCapacity(byteCount + 64)
        for number in [width, height, ink.x, ink.y, ink.width, ink.height] {
            bytes += Self.word(number)
        }
        bytes.append(UInt8(layers.count))
        for layer in layers {
            bytes += [UInt8(layer.inks), UInt8(layer.bits), layer.isFiltered ? 1 : 0]
            bytes += Self.word(layer.bytes.count)
            bytes += layer.bytes
        }
        return bytes
    }

    /// Reads a picture as it is kept.
    ///
    /// Where that fails, the PNG file is at hand to be prepared again.
    /// - Returns: `nil` when another version prepared it, or the bytes are no prepared picture.
    public init?(stored bytes: [UInt8]) {
        guard bytes.starts(with: Self.magic + [Self.version]) else { return nil }
        var rest = bytes.dropFirst(Self.magic.count + 1)
        guard let width = Self.takeWord(&rest), let height = Self.takeWord(&rest),
            width > 0, height > 0, let ink = Self.takeBox(&rest),
            ink.isInside(width: width, height: height),
            let count = rest.popFirst(), (1...2).contains(count)
        else { return nil }
        var layers: [Layer] = []
        for _ in 0..<count {
            guard let inks = rest.popFirst(), let bits = rest.popFirst(),
                let isFiltered = rest.popFirst(), let length = Self.takeWord(&rest),
                [1, 3].contains(inks), [1, 8].contains(bits), isFiltered <= 1, length <= rest.count
            else { return nil }
            layers.append(
                Layer(
                    width: width,
                    height: height,
                    inks: Int(inks),
                    bits: Int(bits),
                    isFiltered: isFiltered == 1,
                    bytes: Array(rest.prefix(length))
                )
            )
            rest = rest.dropFirst(length)
        }
        guard rest.isEmpty, layers.count == 1 || layers[1].inks == 1 else { return nil }
        self.init(colour: layers[0], softMask: layers.count > 1 ? layers[1] : nil, ink: ink)
    }

    /// Four bytes, the highest first.
    private static func word(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func takeBox(_ bytes: inout ArraySlice<UInt8>) -> PixelBox? {
        guard let x = takeWord(&bytes), let y = takeWord(&bytes), let width = takeWord(&bytes),
            let height = takeWord(&bytes)
        else { return nil }
        return PixelBox(x: x, y: y, width: width, height: height)
    }

    private static func takeWord(_ bytes: inout ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= 4 else { return nil }
        defer { bytes = bytes.dropFirst(4) }
        return bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    }
}
