import CHarfBuzz

/// Why bytes are no font we can set text in.
public enum FontError: Error, Sendable, Hashable {
    /// The bytes hold no OpenType font at that index.
    case notAFont(index: Int)
    /// The font has neither TrueType nor CID-keyed CFF outlines.
    case unsupportedOutlines(name: String)
    /// HarfBuzz could not make a subset of the font.
    case subsetFailed(name: String)
}

/// A font file's bytes, kept where HarfBuzz can read them; faces of a collection share one.
public final class FontFile: @unchecked Sendable {
    // Sendable: a blob made from a copy or from constant memory is only ever read.
    let blob: OpaquePointer?

    /// Copies the bytes of a font or a font collection.
    public init(bytes: [UInt8]) {
        self.blob = bytes.withUnsafeBytes { buffer in
            hb_blob_create_or_fail(
                buffer.bindMemory(to: CChar.self).baseAddress,
                UInt32(clamping: buffer.count),
                HB_MEMORY_MODE_DUPLICATE,
                nil,
                nil
            )
        }
    }

    /// Reads a font in place, such as a mapped file that stays mapped as long as the process runs.
    public init(immortal bytes: UnsafeRawBufferPointer) {
        self.blob = hb_blob_create_or_fail(
            bytes.bindMemory(to: CChar.self).baseAddress,
            UInt32(clamping: bytes.count),
            HB_MEMORY_MODE_READONLY,
            nil,
            nil
        )
    }

    deinit {
        if let blob { hb_blob_destroy(blob) }
    }
}

/// One face of a font file, ready for shaping and for embedding.
public final class FontFace: @unchecked Sendable {
    // Sendable: both handles are made immutable before anyone else sees them.
    package let face: OpaquePointer
    package let font: OpaquePointer
    /// The PostScript name, such as `NotoSans-Regular`.
    public let name: String
    /// Font units to the em.
    public let unitsPerEm: Int
    /// Height above the baseline in font units.
    public let ascent: Int
    /// Depth below the baseline in font units, positive.
    public let descent: Int
    let outlines: Outlines

    enum Outlines {
        case trueType
        case compact
    }

    /// Opens a face of a font file; an index other than 0 names a face of a collection.
    public init(file: FontFile, index: Int = 0) throws(FontError) {
        guard let blob = file.blob, index >= 0, index < Int(hb_face_count(blob)),
            let face = hb_face_create(blob, UInt32(index))
        else { throw .notAFont(index: index) }
        guard hb_face_get_glyph_count(face) > 0, let font = hb_font_create(face) else {
            hb_face_destroy(face)
            throw .notAFont(index: index)
        }
        let name = Self.postScriptName(of: face)
        let hasTable = { (tag: StaticString) in Self.table(tag, of: face) != nil }
        guard hasTable("glyf") || hasTable("CFF ") else {
            hb_font_destroy(font)
            hb_face_destroy(face)
            throw .unsupportedOutlines(name: name)
        }
        var extents = hb_font_extents_t()
        hb_font_get_h_extents(font, &extents)
        hb_face_make_immutable(face)
        hb_font_make_immutable(font)
        self.face = face
        self.font = font
        self.name = name
        self.unitsPerEm = Int(hb_face_get_upem(face))
        self.ascent = Int(extents.ascender)
        self.descent = -Int(extents.descender)
        self.outlines = hasTable("glyf") ? .trueType : .compact
    }

    /// Opens the first face of a font's bytes.
    public convenience init(bytes: [UInt8], index: Int = 0) throws(FontError) {
        try self.init(file: FontFile(bytes: bytes), index: index)
    }

    deinit {
        hb_font_destroy(font)
        hb_face_destroy(face)
    }

    /// The glyph the font gives a character on its own; `nil` when it has none.
    public func glyph(for scalar: Unicode.Scalar) -> UInt16? {
        var glyph: hb_codepoint_t = 0
        guard hb_font_get_nominal_glyph(font, scalar.value, &glyph) != 0, glyph != 0 else {
            return nil
        }
        return UInt16(exactly: glyph)
    }

    /// How far a glyph moves the pen, in font units.
    public func advance(of glyph: UInt16) -> Int {
        Int(hb_font_get_glyph_h_advance(font, hb_codepoint_t(glyph)))
    }

    /// The bytes of a table of a face; `nil` when it has none.
    static func table(_ tag: StaticString, of face: OpaquePointer) -> [UInt8]? {
        guard let blob = hb_face_reference_table(face, Self.tag(tag)) else { return nil }
        defer { hb_blob_destroy(blob) }
        return bytes(of: blob)
    }

    static func bytes(of blob: OpaquePointer) -> [UInt8]? {
        var length: UInt32 = 0
        guard let data = hb_blob_get_data(blob, &length), length > 0 else { return nil }
        return Array(UnsafeRawBufferPointer(start: data, count: Int(length)))
    }

    static func tag(_ text: StaticString) -> hb_tag_t {
        text.withUTF8Buffer { $0.prefix(4).reduce(0) { $0 << 8 | hb_tag_t($1) } }
    }

    private static func postScriptName(of face: OpaquePointer) -> String {
        var length: UInt32 = 64
        let language = hb_language_from_string("en", -1)
        let bytes = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            hb_ot_name_get_utf8(
                face,
                hb_ot_name_id_t(HB_OT_NAME_ID_POSTSCRIPT_NAME),
                language,
                &length,
                buffer.baseAddress
            )
            return buffer.prefix(Int(min(length, 63))).map { UInt8(bitPattern: $0) }
        }
        return bytes.isEmpty ? "Unnamed" : String(decoding: bytes, as: UTF8.self)
    }
}
