/// Finds where a line may end.
public protocol LineBreaker: Sendable {
    /// Offsets of characters before which a new line may begin, ascending, without 0 and the end.
    func opportunities(in text: [Unicode.Scalar]) -> [Int]
}

/// Breaks after spaces and hyphens and around ideographs: the plain part of Unicode Standard
/// Annex 14, without dictionaries.
public struct PlainLineBreaker: LineBreaker {
    /// Creates a breaker.
    public init() {}

    /// Offsets of characters before which a new line may begin, ascending, without 0 and the end.
    public func opportunities(in text: [Unicode.Scalar]) -> [Int] {
        guard text.count > 1 else { return [] }
        return (1..<text.count).filter { index in
            let (before, after) = (text[index - 1], text[index])
            if after == " " || Self.closing.contains(after) { return false }
            if before == " " || before == "\u{200B}" { return true }
            if before == "-" || before == "\u{2010}" || before == "\u{2013}" {
                return index > 1 && text[index - 2] != " "
            }
            if Self.opening.contains(before) { return false }
            return isIdeographic(before) || isIdeographic(after)
        }
    }

    private func isIdeographic(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2E80...0x2FDF, 0x3040...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xAC00...0xD7AF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }

    private static let closing = Set("、。，．：；？！）」』】〕》〉ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々".unicodeScalars)
    private static let opening = Set("（「『【〔《〈".unicodeScalars)
}
