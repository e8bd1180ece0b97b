public import EventSourcing

/// How a signature was drawn: the way of the pointer, stroke by stroke.
///
/// It is kept as evidence where the rule pack says so. The form is in the handbook under *Formats*;
/// equal strokes have equal bytes.
public struct SignatureStrokes: Sendable, Hashable {
    /// Where the pointer was at a moment.
    public struct Sample: Sendable, Hashable {
        /// Milliseconds since the first sample.
        public var milliseconds: Int64
        /// The distance from the left edge of the pad, in tenths of its units.
        public var x: Int64
        /// The distance from the upper edge of the pad, in tenths of its units.
        public var y: Int64
        /// The pressure in thousandths of the most; 0 where the pointer tells of none.
        public var pressure: Int64

        /// States where it was.
        public init(milliseconds: Int64, x: Int64, y: Int64, pressure: Int64) {
            self.milliseconds = milliseconds
            self.x = x
            self.y = y
            self.pressure = pressure
        }
    }

    /// The width of the pad in tenths of its units.
    public let width: Int64
    /// The height of the pad in tenths of its units.
    public let height: Int64
    /// The samples of each stroke, in the order they were drawn.
    public let strokes: [[Sample]]

    private static let schema = "muster.strokes@1"
    /// The longest side of a pad, in tenths of its units.
    private static let sideMax: Int64 = 100_000
    /// The most strokes of a signature.
    public static let strokesMax = 500
    /// The most samples of all strokes together: five minutes of a pointer that is asked 60 times a second.
    public static let samplesMax = 18_000
    /// The longest that drawing may take, in milliseconds.
    public static let millisecondsMax: Int64 = 3_600_000
    private static let pressureMax: Int64 = 1000

    /// Reads strokes.
    /// - Throws: ``StrokesRefusal`` naming what is wrong.
    public init(json: JSON) throws(StrokesRefusal) {
        guard json["schema"]?.string == Self.schema else {
            throw StrokesRefusal("schema: must be \(Self.schema)")
        }
        let others = Set(json.object?.keys ?? [:].keys)
            .subtracting(["schema", "width", "height", "strokes"])
        guard others.isEmpty else { throw StrokesRefusal("there are members that are not known") }
        self.width = try Self.number(json["width"], in: 1...Self.sideMax, "width")
        self.height = try Self.number(json["height"], in: 1...Self.sideMax, "height")
        guard let list = json["strokes"]?.array, (1...Self.strokesMax).contains(list.count) else {
            throw StrokesRefusal("strokes: must be 1 to \(Self.strokesMax)")
        }
        var (strokes, count, last) = ([[Sample]](), 0, Int64(0))
        for (index, stroke) in list.enumerated() {
            guard let samples = stroke.array, !samples.isEmpty else {
                throw StrokesRefusal("strokes[\(index)]: must be a list of samples")
            }
            count += samples.count
            guard count <= Self.samplesMax else {
                throw StrokesRefusal(
                    "strokes: may have at most \(Self.samplesMax) samples together"
                )
            }
            var stroke: [Sample] = []
            stroke.reserveCapacity(samples.count)
            for sample in samples {
                let place = "strokes[\(index)][\(stroke.count)]"
                guard let parts = sample.array, parts.count == 4 else {
                    throw StrokesRefusal("\(place): must be [time, x, y, pressure]")
                }
                // Time goes on, from nothing: so there is one way to write the same drawing.
                let isFirst = index == 0 && stroke.isEmpty
                let times = last...(isFirst ? 0 : Self.millisecondsMax)
                last = try Self.number(parts[0], in: times, place)
                stroke.append(
                    Sample(
                        milliseconds: last,
                        x: try Self.number(parts[1], in: 0...width, place),
                        y: try Self.number(parts[2], in: 0...height, place),
                        pressure: try Self.number(parts[3], in: 0...Self.pressureMax, place)
                    )
                )
            }
            strokes.append(stroke)
        }
        self.strokes = strokes
    }

    private static func number(
        _ json: JSON?,
        in range: ClosedRange<Int64>,
        _ place: String
    ) throws(StrokesRefusal) -> Int64 {
        guard let number = json?.integer, range.contains(number) else {
            throw StrokesRefusal(
                "\(place): must be a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }

    /// The strokes as they are kept, canonically.
    public var json: JSON {
        [
            "schema": .string(Self.schema),
            "width": .integer(width),
            "height": .integer(height),
            "strokes": .array(
                strokes.map { stroke in
                    .array(
                        stroke.map { sample in
                            .array(
                                [sample.milliseconds, sample.x, sample.y, sample.pressure]
                                    .map(JSON.integer)
                            )
                        }
                    )
                }
            ),
        ]
    }
}

/// Why strokes are refused.
public struct StrokesRefusal: Error, Hashable, CustomStringConvertible {
    /// What is wrong, and where.
    public var description: String

    /// Says what is wrong.
    public init(_ description: String) { self.description = description }
}
