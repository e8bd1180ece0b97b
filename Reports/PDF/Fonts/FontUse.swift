/// The glyphs of one font that a document shows, and the text each stands for.
public struct FontUse: Sendable {
    /// The font.
    public let face: FontFace
    /// The name in the resources of the pages, such as `F1`.
    public let resource: String
    /// For each glyph the character it stands for: 0 where unused, else see ``several``.
    private var codes: [UInt32]
    /// The glyphs that stand for more than one character.
    private var several: [UInt16: String] = [:]
    private static let isSeveral = UInt32.max

    /// Creates a use of a font without any glyph.
    public init(face: FontFace, resource: String) {
        self.face = face
        self.resource = resource
        self.codes = [UInt32](repeating: 0, count: Int(UInt16.max) + 1)
    }

    /// Notes that a glyph is shown for a character; the first text stays.
    ///
    /// Returns whether the glyph stands for this text. Where it does not, the text needs an
    /// `ActualText` to be extracted as it was written.
    public mutating func record(_ glyph: UInt16, as scalar: Unicode.Scalar) -> Bool {
        let known = codes[Int(glyph)]
        if known == 0 { codes[Int(glyph)] = scalar.value }
        return known == 0 || known == scalar.value
    }

    /// Notes that a glyph is shown for some text; the first text stays.
    public mutating func record(_ glyph: UInt16, as text: String) -> Bool {
        let scalars = text.unicodeScalars
        if let first = scalars.first, scalars.count == 1 { return record(glyph, as: first) }
        if codes[Int(glyph)] == 0 {
            codes[Int(glyph)] = Self.isSeveral
            several[glyph] = text
        }
        return several[glyph] == text
    }

    /// The text of each glyph in use, by glyph (ISO 32000-1, 9.10.2).
    var texts: [(glyph: UInt16, text: String)] {
        codes.indices.compactMap { index in
            guard codes[index] != 0 else { return nil }
            let glyph = UInt16(index)
            if let text = several[glyph] { return (glyph, text) }
            return Unicode.Scalar(codes[index]).map { (glyph, String(Character($0))) }
        }
    }
}
