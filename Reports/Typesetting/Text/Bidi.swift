import CFriBidi

/// Embedding levels and their order (Unicode Standard Annex 9).
enum Bidi {
    /// The direction of a paragraph, and a level for each of its characters.
    struct Levels {
        var base: Int8
        var levels: [Int8]
    }

    /// Resolves a paragraph; text that cannot run right to left costs nothing.
    /// - Parameters:
    ///   - scalars: The paragraph.
    ///   - direction: The document's, for a paragraph whose letters do not tell theirs.
    /// - Returns: the levels.
    static func levels(
        of scalars: [Unicode.Scalar],
        in direction: WritingDirection = .leftToRight
    ) -> Levels {
        let isTurned = direction == .rightToLeft
        guard isTurned || scalars.contains(where: { $0.value >= 0x590 }) else {
            return Levels(base: 0, levels: [Int8](repeating: 0, count: scalars.count))
        }
        let length = FriBidiStrIndex(scalars.count)
        let text = scalars.map(\.value)
        var types = [FriBidiCharType](
            repeating: FriBidiCharType(rawValue: 0),
            count: text.count
        )
        var brackets = [FriBidiBracketType](repeating: 0, count: text.count)
        var levels = [FriBidiLevel](repeating: 0, count: text.count)
        fribidi_get_bidi_types(text, length, &types)
        fribidi_get_bracket_types(text, length, types, &brackets)
        // FRIBIDI_PAR_WLTR and _WRTL are macros and not imported: the first strong character decides
        // (P2), and where there is none, the document (P3, HL1).
        var base = FriBidiParType(rawValue: isTurned ? 0x21 : 0x20)
        let highest = fribidi_get_par_embedding_levels_ex(
            types,
            brackets,
            length,
            &base,
            &levels
        )
        guard highest > 0 else {
            return Levels(base: 0, levels: [Int8](repeating: 0, count: scalars.count))
        }
        return Levels(base: base.rawValue & 1 == 1 ? 1 : 0, levels: levels)
    }

    /// The levels of a line: white space at its end takes the paragraph's level (rule L1).
    static func lineLevels(
        _ paragraph: Levels,
        of scalars: [Unicode.Scalar],
        in line: Range<Int>
    ) -> [Int8] {
        var levels = Array(paragraph.levels[line])
        for index in line.reversed() {
            guard
                scalars[index].properties.isWhitespace
                    || scalars[index].properties.isDefaultIgnorableCodePoint
            else { break }
            levels[index - line.lowerBound] = paragraph.base
        }
        return levels
    }

    /// The order of runs from left to right, given their levels in reading order (rule L2).
    static func visualOrder(of levels: [Int8]) -> [Int] {
        var order = Array(levels.indices)
        guard let highest = levels.max(), let lowest = levels.filter({ $0 & 1 == 1 }).min() else {
            return order
        }
        for level in stride(from: highest, through: lowest, by: -1) {
            var start = 0
            while start < order.count {
                guard levels[order[start]] >= level else {
                    start += 1
                    continue
                }
                var end = start
                while end < order.count, levels[order[end]] >= level { end += 1 }
                order[start..<end].reverse()
                start = end
            }
        }
        return order
    }
}
