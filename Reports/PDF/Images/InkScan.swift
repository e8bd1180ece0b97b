/// Finds the ink of a picture: what differs in lightness on white paper from the commonest pixel.
struct InkScan {
    private var shades = [Shade](repeating: Shade(), count: 256)

    /// The difference in lightness, of 255, that an eye takes for ink at a glance.
    private static let clearDifference = 48
    /// The difference that can still be seen in print.
    private static let slightDifference = 12

    /// Where the pixels of one lightness are, and how many.
    private struct Shade {
        var count = 0
        var (left, top, right, bottom) = (Int.max, Int.max, -1, -1)

        mutating func add(_ columns: ClosedRange<Int>, count: Int, y: Int) {
            self.count += count
            left = min(left, columns.lowerBound)
            right = max(right, columns.upperBound)
            top = min(top, y)
            bottom = max(bottom, y)
        }
    }

    mutating func add(_ row: PNGDecoder.Row) {
        shades.withUnsafeMutableBufferPointer { shades in
            // Neighbours mostly look alike, so a run of them is noted at once.
            var (shade, first, last, count) = (-1, 0, 0, 0)
            row.forEachPixel { column, pixel in
                let (red, green, blue) = (Int(pixel[0]), Int(pixel[1]), Int(pixel[2]))
                let light = (red * 299 + green * 587 + blue * 114) / 1000
                let alpha = Int(pixel[3])
                let seen = (light * alpha + 255 * (255 - alpha)) / 255
                if seen != shade {
                    if count > 0 { shades[shade].add(first...last, count: count, y: row.y) }
                    (shade, first, count) = (seen, column, 0)
                }
                last = column
                count += 1
            }
            if count > 0 { shades[shade].add(first...last, count: count, y: row.y) }
        }
    }

    init() {}

    /// Finds the ink of a black picture by its alpha alone, as PNG filtered it.
    init(black filtered: [UInt8], width: Int, height: Int) {
        var above = [UInt8](repeating: 0, count: width)
        for y in 0..<height {
            let start = y * (1 + width)
            above.unfilter(filtered[start + 1..<start + 1 + width], by: filtered[start])
            add(alpha: above, y: y)
        }
    }

    private mutating func add(alpha: [UInt8], y: Int) {
        shades.withUnsafeMutableBufferPointer { shades in
            alpha.withUnsafeBufferPointer { alpha in
                var first = 0
                while first < alpha.count {
                    var end = first + 1
                    while end < alpha.count, alpha[end] == alpha[first] { end += 1 }
                    shades[255 - Int(alpha[first])].add(
                        first...end - 1,
                        count: end - first,
                        y: y
                    )
                    first = end
                }
            }
        }
    }

    /// How many pixels are clearly ink.
    var pixels: Int { shades(differingBy: Self.clearDifference).reduce(0) { $0 + $1.count } }

    /// What encloses all that can be seen; `nil` for a blank picture.
    var box: PixelBox? {
        let seen = shades(differingBy: Self.slightDifference)
        guard let left = seen.map(\.left).min(), let top = seen.map(\.top).min(),
            let right = seen.map(\.right).max(), let bottom = seen.map(\.bottom).max()
        else { return nil }
        return PixelBox(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
    }

    private func shades(differingBy difference: Int) -> [Shade] {
        let background = shades.indices.max { shades[$0].count < shades[$1].count } ?? 255
        return shades.indices.filter { abs($0 - background) >= difference }
            .map { shades[$0] }.filter { $0.count > 0 }
    }
}

/// A part of a picture in pixels, from its upper left corner.
public struct PixelBox: Sendable, Hashable {
    /// The first column.
    public var x: Int
    /// The first row.
    public var y: Int
    /// Columns.
    public var width: Int
    /// Rows.
    public var height: Int

    /// States a part of a picture.
    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// Whether all of it is in a picture of that size, and it is not empty.
    func isInside(width: Int, height: Int) -> Bool {
        x >= 0 && y >= 0 && self.width > 0 && self.height > 0
            && x <= width - self.width && y <= height - self.height
    }
}
