/// Bars and words along a line, from the edge where reading starts: a figure.
public struct Drawing: Sendable, Hashable {
    /// A filled or empty rectangle.
    public struct Bar: Sendable, Hashable {
        /// Where it begins, as a share of the width.
        public var start: Double
        /// Where it ends, as a share of the width.
        public var end: Double
        /// Its upper edge, in points.
        public var top: Double
        /// Its height, in points.
        public var height: Double
        /// 0 black to 1 white.
        public var gray: Double
        /// Whether only its outline is drawn.
        public var isHollow: Bool

        /// Describes a bar; one without length is a line.
        public init(
            from start: Double,
            to end: Double,
            top: Double,
            height: Double,
            gray: Double,
            isHollow: Bool = false
        ) {
            self.start = start
            self.end = end
            self.top = top
            self.height = height
            self.gray = gray
            self.isHollow = isHollow
        }
    }

    /// A word at a place.
    public struct Label: Sendable, Hashable {
        /// The word.
        public var text: String
        /// Where its middle is, as a share of the width; it stays within the drawing.
        public var middle: Double

        /// Describes a label.
        public init(_ text: String, at middle: Double) {
            self.text = text
            self.middle = middle
        }
    }

    /// The height, in points.
    public var height: Double
    /// The bars, one over the other.
    public var bars: [Bar]
    /// The words, at the upper edge.
    public var labels: [Label]
    /// How the words look.
    public var style: TextStyle
    /// What is read out in its place.
    public var alternative: String

    /// Describes a drawing.
    public init(
        height: Double,
        bars: [Bar],
        labels: [Label] = [],
        style: TextStyle,
        alternative: String
    ) {
        self.height = height
        self.bars = bars
        self.labels = labels
        self.style = style
        self.alternative = alternative
    }
}

extension Typesetter {
    /// Measures a drawing over a width.
    mutating func measured(
        _ drawing: Drawing,
        width: Double
    ) throws(TypesettingError) -> MeasuredPiece {
        var parts = drawing.bars.map { $0.item(width: width) }
        for label in drawing.labels {
            guard let line = try lines(of: label.text, style: drawing.style).first else { continue }
            let x = min(max(0, label.middle * width - line.width / 2), width - line.width)
            parts.append(FrameItem(.text(line, x: x, baseline: line.ascent)))
        }
        let box = Rectangle(x: 0, y: 0, width: width, height: drawing.height)
        let item = FrameItem(
            .drawing(parts, box, turns: true),
            role: .paragraph,
            alternative: drawing.alternative
        )
        return MeasuredPiece(height: drawing.height, items: [item])
    }
}

extension Drawing.Bar {
    private static let line = 0.5

    fileprivate func item(width: Double) -> FrameItem {
        let box = Rectangle(
            x: start * width,
            y: top,
            width: max((end - start) * width, Self.line),
            height: height
        )
        return isHollow
            ? FrameItem(.outline(box, line: Self.line, gray: gray))
            : FrameItem(.fill(box, gray: gray))
    }
}
