import CHarfBuzz
import PDF

/// Turns characters of one font, script and direction into glyphs with HarfBuzz.
struct Shaper: ~Copyable {
    private let buffer: OpaquePointer?
    private let language: OpaquePointer?

    init() {
        self.buffer = hb_buffer_create()
        // Fixed, because HarfBuzz would else ask the process for its locale.
        self.language = hb_language_from_string("und", -1)
    }

    deinit {
        if let buffer { hb_buffer_destroy(buffer) }
    }

    /// Shapes a range of a paragraph; letters around it are context for joining.
    func run(
        of scalars: [Unicode.Scalar],
        in range: Range<Int>,
        face: FontFace,
        script: Script,
        isRightToLeft: Bool,
        stoodFor: String? = nil
    ) throws(TypesettingError) -> GlyphRun {
        guard let buffer else { throw .missingGlyph(family: face.name) }
        hb_buffer_clear_contents(buffer)
        scalars.withUnsafeBufferPointer { pointer in
            pointer.withMemoryRebound(to: UInt32.self) { text in
                hb_buffer_add_utf32(
                    buffer,
                    text.baseAddress,
                    Int32(text.count),
                    UInt32(range.lowerBound),
                    Int32(range.count)
                )
            }
        }
        hb_buffer_set_direction(buffer, isRightToLeft ? HB_DIRECTION_RTL : HB_DIRECTION_LTR)
        hb_buffer_set_script(buffer, hb_script_t(rawValue: script.tag))
        hb_buffer_set_language(buffer, language)
        hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES)
        hb_shape(face.font, buffer, nil, 0)
        var count: UInt32 = 0
        let infos = hb_buffer_get_glyph_infos(buffer, &count)
        let positions = hb_buffer_get_glyph_positions(buffer, &count)
        var glyphs: [Glyph] = []
        glyphs.reserveCapacity(Int(count))
        if let infos, let positions {
            for index in 0..<Int(count) {
                let (info, position) = (infos[index], positions[index])
                guard info.codepoint != 0, let id = UInt16(exactly: info.codepoint) else {
                    throw .missingGlyph(family: face.name)
                }
                glyphs.append(
                    Glyph(
                        id: id,
                        advance: position.x_advance,
                        x: position.x_offset,
                        y: position.y_offset,
                        cluster: Int32(info.cluster) - Int32(range.lowerBound)
                    )
                )
            }
        }
        return GlyphRun(
            face: face,
            glyphs: glyphs,
            scalars: Array(scalars[range]),
            isRightToLeft: isRightToLeft,
            stoodFor: stoodFor
        )
    }
}
