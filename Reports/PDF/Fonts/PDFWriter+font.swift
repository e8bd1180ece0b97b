extension PDFWriter {
    /// Embeds the used part of a font as a composite font (ISO 32000-1, 9.7) under a reserved
    /// number.
    public mutating func write(_ use: FontUse, as id: ObjectID) throws(FontError) {
        let face = use.face
        let texts = use.texts
        let glyphs = texts.map(\.glyph)
        let program = try FontSubset.program(of: face, glyphs: glyphs)
        let name = PDFObject.name(subsetTag(of: program) + "+" + face.name)
        let file = write(programStream(program, outlines: face.outlines))
        var descendant: PDFDictionary = [
            "Type": .name("Font"),
            "Subtype": .name(face.outlines == .trueType ? "CIDFontType2" : "CIDFontType0"),
            "BaseFont": name,
            "CIDSystemInfo": [
                "Registry": .text("Adobe"), "Ordering": .text("Identity"), "Supplement": 0,
            ],
            "FontDescriptor": .reference(write(descriptor(of: face, name: name, file: file))),
            "DW": 1000,
            "W": widths(of: face, glyphs: glyphs),
        ]
        if face.outlines == .trueType { descendant["CIDToGIDMap"] = .name("Identity") }
        let map = write(PDFStream(bytes: ToUnicodeMap.bytes(for: texts)))
        let font: PDFObject = [
            "Type": .name("Font"),
            "Subtype": .name("Type0"),
            "BaseFont": name,
            "Encoding": .name("Identity-H"),
            "DescendantFonts": [.reference(write(.dictionary(descendant)))],
            "ToUnicode": .reference(map),
        ]
        write(font, as: id)
    }

    private func programStream(_ program: [UInt8], outlines: FontFace.Outlines) -> PDFStream {
        switch outlines {
        case .trueType:
            PDFStream(dictionary: ["Length1": .integer(program.count)], bytes: program)
        case .compact:
            PDFStream(dictionary: ["Subtype": .name("CIDFontType0C")], bytes: program)
        }
    }

    /// The font descriptor (9.8); flag 3 says that glyphs are outside the standard Latin set.
    private func descriptor(of face: FontFace, name: PDFObject, file: ObjectID) -> PDFObject {
        let box = boundingBox(of: face).map { PDFObject.integer(thousandths($0, of: face)) }
        let file = PDFObject.reference(file)
        var descriptor: PDFDictionary = [
            "Type": .name("FontDescriptor"),
            "FontName": name,
            "Flags": 4,
            "FontBBox": .array(box),
            "ItalicAngle": 0,
            "Ascent": .integer(thousandths(face.ascent, of: face)),
            "Descent": .integer(thousandths(-face.descent, of: face)),
            "CapHeight": 714,
            "StemV": face.name.hasSuffix("Bold") ? 140 : 80,
        ]
        descriptor[face.outlines == .trueType ? "FontFile2" : "FontFile3"] = file
        return .dictionary(descriptor)
    }

    /// `xMin yMin xMax yMax` of the `head` table (OpenType 1.9).
    private func boundingBox(of face: FontFace) -> [Int] {
        guard let head = FontFace.table("head", of: face.face), head.count >= 44 else {
            return [0, -face.descent, face.unitsPerEm, face.ascent]
        }
        return stride(from: 36, to: 44, by: 2).map { at in
            Int(Int16(bitPattern: UInt16(head[at]) << 8 | UInt16(head[at + 1])))
        }
    }

    /// The widths, a bracket for each row of consecutive glyphs (9.7.4.3).
    private func widths(of face: FontFace, glyphs: [UInt16]) -> PDFObject {
        var groups: [PDFObject] = []
        var row: [PDFObject] = []
        for (index, glyph) in glyphs.enumerated() {
            if row.isEmpty { groups.append(.integer(Int(glyph))) }
            row.append(.integer(thousandths(face.advance(of: glyph), of: face)))
            let next = index + 1 < glyphs.count ? glyphs[index + 1] : 0
            guard Int(next) != Int(glyph) + 1 else { continue }
            groups.append(.array(row))
            row = []
        }
        return .array(groups)
    }

    private func thousandths(_ units: Int, of face: FontFace) -> Int {
        guard face.unitsPerEm != 1000 else { return units }
        return Int((Double(units) * 1000 / Double(face.unitsPerEm)).rounded())
    }

    /// Six letters that name the subset, made from its bytes (9.6.4).
    private func subsetTag(of program: [UInt8]) -> String {
        let letters = FileDigest.digest(of: program).prefix(6).map { 65 + $0 % 26 }
        return String(decoding: letters, as: UTF8.self)
    }
}
