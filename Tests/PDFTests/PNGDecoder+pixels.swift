@testable import PDF

extension PNGDecoder {
    /// Pixels row by row, four bytes each: red, green, blue and alpha, not multiplied.
    static func pixels(of container: PNGContainer) throws(PNGRejection) -> [UInt8] {
        var pixels = [UInt8](repeating: 0, count: container.width * container.height * 4)
        try readRows(of: container) { row in
            row.forEachPixel { column, pixel in
                let at = (row.y * container.width + column) * 4
                for sample in 0..<4 { pixels[at + sample] = pixel[sample] }
            }
        }
        return pixels
    }
}
