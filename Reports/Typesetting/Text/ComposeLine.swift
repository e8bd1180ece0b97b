import PDF

extension Typesetter {
    private struct Segment {
        var range: Range<Int>
        var level: Int8
    }

    /// Shapes a range of a paragraph as one line and puts its runs in order from left to right.
    func composedLine(
        _ line: Range<Int>,
        of items: Itemised,
        _ paragraph: Bidi.Levels,
        _ style: TextStyle
    ) throws(TypesettingError) -> TextLine {
        let levels = Bidi.lineLevels(paragraph, of: items.scalars, in: line)
        let segments = segments(line, of: items, levels)
        var runs: [GlyphRun] = []
        var starts: [Int] = []
        for index in Bidi.visualOrder(of: segments.map(\.level)) {
            let segment = segments[index]
            let first = segment.range.lowerBound
            runs.append(
                try shaper.run(
                    of: items.scalars,
                    in: segment.range,
                    face: items.faces[items.fonts[first]],
                    script: items.scripts[first],
                    isRightToLeft: segment.level & 1 == 1,
                    stoodFor: items.isNote(first) ? items.text(of: segment.range) : nil
                )
            )
            starts.append(first)
        }
        let faces = runs.map(\.face)
        let metrics = (faces.isEmpty ? items.faces : faces) + strut(style.weight)
        let height = { (value: (FontFace) -> Int) in
            metrics.map { Double(value($0)) / Double($0.unitsPerEm) }.max() ?? 1
        }
        return TextLine(
            text: items.text(of: line),
            style: style,
            runs: runs,
            starts: starts,
            width: runs.reduce(0) { $0 + $1.width(at: style.size) },
            ascent: height(\.ascent) * style.size,
            descent: height(\.descent) * style.size
        )
    }

    /// Faces that a line is at least as high as, whatever it holds: beside the taller letters of a
    /// document from the right, names and numbers in others stand on the same lines.
    private func strut(_ weight: FontWeight) -> [FontFace] {
        guard direction == .rightToLeft, let listing = Script.arabic.listing else { return [] }
        return [shelf.face(family: listing.family, weight: weight)].compactMap { $0 }
    }

    /// Neighbours with the same level, font and script.
    private func segments(_ line: Range<Int>, of items: Itemised, _ levels: [Int8]) -> [Segment] {
        var segments: [Segment] = []
        for index in line {
            let level = levels[index - line.lowerBound]
            if let last = segments.last, last.level == level,
                items.fonts[index] == items.fonts[index - 1],
                items.scripts[index] == items.scripts[index - 1],
                items.isNote(index) == items.isNote(index - 1)
            {
                segments[segments.count - 1].range = last.range.lowerBound..<index + 1
            } else {
                segments.append(Segment(range: index..<index + 1, level: level))
            }
        }
        return segments
    }
}
