import CPNG
import Crypto

/// Draws a signature as somebody's hand would, differently for every name, and the same each time.
struct SignaturePen {
    static let width = 600
    static let height = 200

    private struct Point {
        var x: Double
        var y: Double
    }

    private var seed: [UInt8]
    private var ink = [Double](repeating: 0, count: SignaturePen.width * SignaturePen.height)

    /// A picture with black ink on nothing, as a signature pad makes it.
    static func png(for name: String, slot: String) -> [UInt8] {
        var pen = SignaturePen(seed: "\(name) \(slot)")
        pen.draw()
        return pen.encoded()
    }

    private init(seed: String) {
        self.seed = Array(SHA256.hash(data: Array(seed.utf8)))
    }

    /// The next of a fixed sequence of numbers in 0…1.
    private mutating func next() -> Double {
        seed = Array(SHA256.hash(data: seed))
        return (Double(seed[0]) * 256 + Double(seed[1])) / 65_535
    }

    private mutating func draw() {
        var start = Point(x: 40 + 30 * next(), y: 110 + 30 * next())
        let loops = 5 + Int(next() * 5)
        let step = 480 / Double(loops)
        for loop in 0..<loops {
            let tall = loop == 0 || next() > 0.6
            let end = Point(x: start.x + step * (0.7 + 0.5 * next()), y: 105 + 30 * next())
            let up = Point(x: start.x + step * (0.1 + next()), y: tall ? 10 + 30 * next() : 70)
            let down = Point(x: end.x - step * (0.3 + next()), y: 130 + 50 * next())
            stroke(from: start, up, down, to: end, width: 2.2 + 1.4 * next())
            start = end
        }
        let left = Point(x: 60 + 60 * next(), y: 165 + 10 * next())
        let right = Point(x: 420 + 140 * next(), y: 150 + 20 * next())
        let middle = Point(x: 300, y: 140 + 50 * next())
        stroke(from: left, middle, middle, to: right, width: 1.8)
    }

    /// A cubic Bézier curve, thinner where the hand is fast.
    private mutating func stroke(
        from start: Point,
        _ first: Point,
        _ second: Point,
        to end: Point,
        width: Double
    ) {
        let steps = 220
        for step in 0...steps {
            let t = Double(step) / Double(steps)
            let u = 1 - t
            let weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
            let point = Point(
                x: weights.0 * start.x + weights.1 * first.x + weights.2 * second.x
                    + weights.3 * end.x,
                y: weights.0 * start.y + weights.1 * first.y + weights.2 * second.y
                    + weights.3 * end.y
            )
            dab(at: point, radius: width * (0.75 + 0.5 * u * t * 2))
        }
    }

    private mutating func dab(at point: Point, radius: Double) {
        let reach = Int(radius + 2)
        for y in Int(point.y) - reach...Int(point.y) + reach where (0..<Self.height).contains(y) {
            for x in Int(point.x) - reach...Int(point.x) + reach where (0..<Self.width).contains(x)
            {
                let dx = Double(x) + 0.5 - point.x
                let dy = Double(y) + 0.5 - point.y
                let cover = min(1, max(0, radius + 0.5 - (dx * dx + dy * dy).squareRoot()))
                ink[y * Self.width + x] = max(ink[y * Self.width + x], cover)
            }
        }
    }

    private func encoded() -> [UInt8] {
        var pixels = [UInt8](repeating: 0, count: ink.count * 4)
        for (index, cover) in ink.enumerated() { pixels[index * 4 + 3] = UInt8(cover * 255) }
        var image = png_image()
        image.version = UInt32(PNG_IMAGE_VERSION)
        image.width = UInt32(Self.width)
        image.height = UInt32(Self.height)
        image.format = UInt32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
        var size = pixels.count + 4096
        var bytes = [UInt8](repeating: 0, count: size)
        let isWritten = png_image_write_to_memory(&image, &bytes, &size, 0, pixels, 0, nil)
        precondition(isWritten != 0, "the buffer holds any picture of this size")
        return Array(bytes.prefix(size))
    }
}
