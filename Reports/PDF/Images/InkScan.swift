/// Counts ink: the pixels whose lightness on white paper differs clearly from the commonest one.
struct InkCount {
    private var histogram = [Int](repeating: 0, count: 256)

    /// The difference in lightness, of 255, that an eye takes for ink at a glance.
    private static let clearDifference = 48

    mutating func add(_ row: PNGDecoder.Row) {
        histogram.withUnsafeMutableBufferPointer { histogram in
            row.forEachPixel { _, pixel in
                let (red, green, blue) = (Int(pixel[0]), Int(pixel[1]), Int(pixel[2]))
                let light = (red * 299 + green * 587 + blue * 114) / 1000
                let alpha = Int(pixel[3])
                histogram[(light * alpha + 255 * (255 - alpha)) / 255] += 1
            }
        }
    }

    /// How many pixels are ink.
    var pixels: Int {
        let background = histogram.indices.max { histogram[$0] < histogram[$1] } ?? 255
        return histogram.indices.reduce(0) { total, light in
            abs(light - background) >= Self.clearDifference ? total + histogram[light] : total
        }
    }
}
