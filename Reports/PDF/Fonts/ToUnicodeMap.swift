/// The CMap that gives text back to glyphs (ISO 32000-1, 9.10.3), one operator to a line because
/// some readers accept nothing denser.
enum ToUnicodeMap {
    static func bytes(for texts: [(glyph: UInt16, text: String)]) -> [UInt8] {
        var bytes = Array(head.utf8)
        // At most a hundred lines may stand between begin and end.
        for start in stride(from: 0, to: texts.count, by: 100) {
            let block = texts[start..<min(start + 100, texts.count)]
            bytes += "\(block.count) beginbfchar\n".utf8
            for (glyph, text) in block {
                bytes.append(UInt8(ascii: "<"))
                write(glyph, to: &bytes)
                bytes += "> <".utf8
                for unit in text.utf16 { write(unit, to: &bytes) }
                bytes += ">\n".utf8
            }
            bytes += "endbfchar\n".utf8
        }
        bytes += tail.utf8
        return bytes
    }

    private static func write(_ unit: UInt16, to bytes: inout [UInt8]) {
        Syntax.write(hex: UInt8(unit >> 8), to: &bytes)
        Syntax.write(hex: UInt8(unit & 0xFF), to: &bytes)
    }

    private static let head = """
        /CIDInit /ProcSet findresource begin
        12 dict begin
        begincmap
        /CIDSystemInfo
        << /Registry (Adobe)
        /Ordering (UCS)
        /Supplement 0
        >> def
        /CMapName /Adobe-Identity-UCS def
        /CMapType 2 def
        1 begincodespacerange
        <0000> <FFFF>
        endcodespacerange

        """

    private static let tail = """
        endcmap
        CMapName currentdict /CMap defineresource pop
        end
        end

        """
}
