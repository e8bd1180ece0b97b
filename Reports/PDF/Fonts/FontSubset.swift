import CHarfBuzz

/// Makes the part of a font that a document uses.
enum FontSubset {
    /// The program to embed: a TrueType font that keeps its glyph numbers, or a bare CFF table
    /// whose charset keeps its character identifiers.
    static func program(
        of face: FontFace,
        glyphs: some Sequence<UInt16>
    ) throws(FontError) -> [UInt8] {
        guard let input = hb_subset_input_create_or_fail() else {
            throw .subsetFailed(name: face.name)
        }
        defer { hb_subset_input_destroy(input) }
        let kept = hb_subset_input_glyph_set(input)
        hb_set_add(kept, 0)
        for glyph in glyphs { hb_set_add(kept, hb_codepoint_t(glyph)) }
        let dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG)
        for tag in unneededTables { hb_set_add(dropped, FontFace.tag(tag)) }
        var flags = HB_SUBSET_FLAGS_NO_HINTING.rawValue
        if face.outlines == .trueType { flags |= HB_SUBSET_FLAGS_RETAIN_GIDS.rawValue }
        hb_subset_input_set_flags(input, flags)
        guard let subset = hb_subset_or_fail(face.face, input) else {
            throw .subsetFailed(name: face.name)
        }
        defer { hb_face_destroy(subset) }
        guard let program = embeddable(subset, as: face.outlines) else {
            throw .subsetFailed(name: face.name)
        }
        return program
    }

    private static func embeddable(
        _ subset: OpaquePointer,
        as outlines: FontFace.Outlines
    ) -> [UInt8]? {
        switch outlines {
        case .compact: return FontFace.table("CFF ", of: subset)
        case .trueType:
            guard let blob = hb_face_reference_blob(subset) else { return nil }
            defer { hb_blob_destroy(blob) }
            return FontFace.bytes(of: blob)
        }
    }

    /// Text is already shaped and identified by glyph, so a viewer needs none of these
    /// (ISO 32000-1, 9.9, table 126).
    private static let unneededTables: [StaticString] = [
        "GSUB", "GPOS", "GDEF", "BASE", "name", "post", "cmap", "OS/2", "STAT", "MATH", "VORG",
        "vhea", "vmtx", "DSIG", "gasp", "meta",
    ]
}
