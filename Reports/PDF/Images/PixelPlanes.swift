/// The pixels of a picture as a plane of colour and one of alpha.
struct PixelPlanes {
    /// One byte a pixel where all are gray, else three; empty where all are black.
    private(set) var colour: [UInt8]
    /// One byte a pixel; empty where none is transparent.
    private(set) var alpha: [UInt8]
    /// How many bytes of colour a pixel has: 1 or 3.
    private(set) var inks = 3

    init(decoding container: PNGContainer) throws(PNGRejection) {
        let (width, pixels) = (container.width, container.width * container.height)
        var (colour, alpha) = (
            [UInt8](repeating: 0, count: pixels * 3), [UInt8](repeating: 0, count: pixels)
        )
        // What any pixel has, what tells its colours apart, and what every pixel has.
        var (ink, hue, cover) = (UInt8(0), UInt8(0), UInt8(255))
        try colour.withUnsafeMutableBufferPointer { colour throws(PNGRejection) in
            try alpha.withUnsafeMutableBufferPointer { alpha throws(PNGRejection) in
                try PNGDecoder.readRows(of: container) { row in
                    let start = row.y * width
                    row.forEachPixel { column, pixel in
                        let (red, green, blue) = (pixel[0], pixel[1], pixel[2])
                        let at = start + column
                        colour[3 * at] = red
                        colour[3 * at + 1] = green
                        colour[3 * at + 2] = blue
                        alpha[at] = pixel[3]
                        ink |= red | green | blue
                        hue |= (red ^ green) | (green ^ blue)
                        cover &= pixel[3]
                    }
                }
            }
        }
        self.colour = colour
        self.alpha = cover == 255 ? [] : alpha
        if ink == 0 {
            self.colour = []
        } else if hue == 0 {
            for at in 0..<pixels { self.colour[at] = self.colour[3 * at] }
            self.colour.removeLast(2 * pixels)
            self.inks = 1
        }
    }
}
