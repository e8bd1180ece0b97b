import PDF

/// Shows the glyphs of a run, moving the pen where they stand off the font's own widths.
struct GlyphPen {
    private let run: GlyphRun
    private let size: Double
    private let scale: Double
    private var rise: Int32 = 0
    // Where the glyphs should be and where the viewer's pen is, in thousandths of the size.
    private var wanted = 0.0
    private var actual = 0.0

    init(run: GlyphRun, size: Double) {
        self.run = run
        self.size = size
        self.scale = 1000 / Double(run.face.unitsPerEm)
    }

    /// Shows some glyphs, and by default ends there.
    mutating func show(
        _ range: Range<Int>,
        ending: Bool = true,
        into content: inout ContentStream
    ) {
        for glyph in run.glyphs[range] {
            if glyph.y != rise {
                content.endShow()
                content.setRise(Double(glyph.y) * scale * size / 1000)
                rise = glyph.y
            }
            let shift = (wanted + Double(glyph.x) * scale - actual).rounded()
            if shift != 0 {
                content.space(thousandths: Int(shift))
                actual += shift
            }
            content.show(cid: glyph.id)
            actual += (Double(run.face.advance(of: glyph.id)) * scale).rounded()
            wanted += Double(glyph.advance) * scale
        }
        if ending { end(into: &content) }
    }

    /// Shows a cluster read from the right, its characters spelt out one by one from left to right.
    ///
    /// Extractors turn a row of characters from the right by themselves, but not the characters
    /// within one `ActualText`. So each character but the first has a space of no width of its own,
    /// and the glyphs stand for the first.
    mutating func spell(_ cluster: Cluster, into content: inout ContentStream) {
        end(into: &content)
        for scalar in run.scalars[cluster.scalars].dropFirst().reversed() {
            content.begin(actualText: String(Character(scalar)))
            showHairSpace(into: &content)
            content.endMarkedContent()
        }
        let first = run.scalars[cluster.scalars].prefix(1).map { Character($0) }
        content.begin(actualText: String(first))
        // The space also gives the sequence its left edge, for marks may stand before their base.
        showHairSpace(into: &content)
        show(cluster.glyphs, into: &content)
        content.endMarkedContent()
    }

    /// Shows a space of a hundredth of its width where the pen should be.
    private mutating func showHairSpace(into content: inout ContentStream) {
        guard let space = run.face.glyph(for: " ") else { return }
        // Never back over the hair spaces before: extractors sort by where characters begin.
        let drift = wanted - actual
        let shift = abs(drift) < 10 ? 0 : drift.rounded()
        content.space(thousandths: Int(shift))
        content.endShow()
        content.setHorizontalScale(percent: 1)
        content.show(cid: space)
        content.endShow()
        content.setHorizontalScale(percent: 100)
        actual += shift + (Double(run.face.advance(of: space)) * scale).rounded() / 100
    }

    /// Ends the row of glyphs and returns to the baseline.
    mutating func end(into content: inout ContentStream) {
        content.endShow()
        if rise != 0 { content.setRise(0) }
        rise = 0
    }
}

extension ContentStream {
    /// Begins a sequence whose text is given, whatever its glyphs say (ISO 32000-1, 14.9.4).
    mutating func begin(actualText text: String) {
        beginMarkedContent("Span", ["ActualText": .string(PDFObject.utf16(text))])
    }
}
