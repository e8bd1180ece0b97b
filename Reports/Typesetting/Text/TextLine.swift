public import PDF

/// A glyph and its place, in font units.
public struct Glyph: Sendable, Hashable {
    /// The glyph's number in its font, never 0.
    public var id: UInt16
    /// How far it moves the pen.
    public var advance: Int32
    /// How far it is drawn right of the pen.
    public var x: Int32
    /// How far it is drawn above the baseline.
    public var y: Int32
    /// The first character it stands for, counted in the scalars of its run.
    public var cluster: Int32
}

/// Glyphs of one face in one direction, in the order they stand on the page from the left.
public struct GlyphRun: Sendable {
    /// The font.
    public let face: FontFace
    /// The glyphs from left to right.
    public let glyphs: [Glyph]
    /// The characters they stand for, in reading order.
    public let scalars: [Unicode.Scalar]
    /// Whether the characters are read from the right.
    public let isRightToLeft: Bool
    /// The text where something else is drawn in its place, because a sign has no font.
    let stoodFor: String?
    /// Whether each glyph from the left stands for the next character, so that the glyphs alone
    /// give the text back.
    let isOneToOne: Bool

    /// The characters as text.
    var text: String { String(scalars: scalars) }

    init(
        face: FontFace,
        glyphs: [Glyph],
        scalars: [Unicode.Scalar],
        isRightToLeft: Bool,
        stoodFor: String? = nil
    ) {
        self.face = face
        self.glyphs = glyphs
        self.scalars = scalars
        self.isRightToLeft = isRightToLeft
        self.stoodFor = stoodFor
        self.isOneToOne =
            !isRightToLeft && glyphs.count == scalars.count
            && glyphs.indices.allSatisfy { Int(glyphs[$0].cluster) == $0 }
    }

    /// The width in points at a size.
    func width(at size: Double) -> Double {
        let units = glyphs.reduce(0) { $0 + Int($1.advance) }
        return Double(units) * size / Double(face.unitsPerEm)
    }
}

/// A line of text, shaped and ordered, on its own baseline.
public struct TextLine: Sendable {
    /// The text in reading order, as it was given.
    public let text: String
    /// How it looks.
    public let style: TextStyle
    /// The runs from left to right.
    public let runs: [GlyphRun]
    /// Where each run begins, counted in the characters of its paragraph.
    let starts: [Int]
    /// The width in points.
    public let width: Double
    /// The height above the baseline in points.
    public let ascent: Double
    /// The depth below the baseline in points.
    public let descent: Double
    /// Whether a word ends with it: what follows begins another, though no space is drawn.
    var endsWord = true
}
