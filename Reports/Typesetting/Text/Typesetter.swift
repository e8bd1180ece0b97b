import PDF

/// Sets text into lines: itemise, order, break, shape.
public struct Typesetter: ~Copyable {
    private struct CacheKey: Hashable {
        var text: String
        var style: TextStyle
    }

    let shelf: FontShelf
    let breaker: any LineBreaker
    let shaper = Shaper()
    /// Of text whose letters do not tell theirs, such as numbers.
    var direction = WritingDirection.leftToRight
    /// Short texts come back on every row of a table.
    private var cache: [CacheKey: TextLine] = [:]

    /// Creates a typesetter.
    public init(fonts: FontShelf, breaker: any LineBreaker = Typesetter.standardBreaker) {
        self.shelf = fonts
        self.breaker = breaker
    }

    /// The best breaker this build has.
    public static var standardBreaker: any LineBreaker {
        #if UNICODE_LINE_BREAKING && canImport(_FoundationICU)
        UnicodeLineBreaker()
        #else
        PlainLineBreaker()
        #endif
    }

    /// The lines of a text no wider than `width` points; a text without any letter has one line.
    public mutating func lines(
        of text: String,
        style: TextStyle,
        width: Double = .infinity
    ) throws(TypesettingError) -> [TextLine] {
        let key = CacheKey(text: text, style: style)
        if let line = cache[key], line.width <= width { return [line] }
        var lines: [TextLine] = []
        for paragraph in Self.paragraphs(of: text) {
            lines += try set(paragraph, style: style, width: width)
        }
        if lines.count == 1, text.utf8.count <= 32, cache.count < 4096 { cache[key] = lines[0] }
        return lines
    }

    /// Splits at line ends; other control characters become spaces.
    private static func paragraphs(of text: String) -> [[Unicode.Scalar]] {
        var paragraphs: [[Unicode.Scalar]] = [[]]
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
            return [Array(text.unicodeScalars)]
        }
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .lineSeparator, .paragraphSeparator: paragraphs.append([])
            case .control where scalar == "\n": paragraphs.append([])
            case .control: paragraphs[paragraphs.count - 1].append(" ")
            default: paragraphs[paragraphs.count - 1].append(scalar)
            }
        }
        return paragraphs
    }

    private func set(
        _ text: [Unicode.Scalar],
        style: TextStyle,
        width: Double
    ) throws(TypesettingError) -> [TextLine] {
        let items = try shelf.itemised(text, weight: style.weight)
        let levels = Bidi.levels(of: items.scalars, in: direction)
        let whole = 0..<items.scalars.count
        let line = try composedLine(whole, of: items, levels, style)
        guard line.width > width else { return [line] }
        let breaks = breaker.opportunities(in: items.scalars)
        let advances = Self.advances(of: line, count: whole.count)
        var lines: [TextLine] = []
        let ranges = BreakLines.ranges(items.scalars, advances, breaks, width: width)
        for (number, range) in ranges.enumerated() {
            var line = try composedLine(range, of: items, levels, style)
            let next = number + 1 < ranges.count ? ranges[number + 1].lowerBound : nil
            line.endsWord = next != range.upperBound
            lines.append(line)
        }
        return lines
    }

    /// The width of each character in points, all of a cluster's width at its first.
    private static func advances(of line: TextLine, count: Int) -> [Double] {
        var advances = [Double](repeating: 0, count: count)
        for (run, start) in zip(line.runs, line.starts) {
            let scale = line.style.size / Double(run.face.unitsPerEm)
            for glyph in run.glyphs {
                advances[start + Int(glyph.cluster)] += Double(glyph.advance) * scale
            }
        }
        return advances
    }
}
