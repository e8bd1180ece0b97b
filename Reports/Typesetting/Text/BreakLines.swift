/// Fills lines greedily.
enum BreakLines {
    /// The ranges of characters of each line, without the spaces between lines.
    ///
    /// A word wider than a line is broken within: after `@ . _ - /` where possible, else between
    /// any two clusters, so that nothing is ever clipped.
    static func ranges(
        _ text: [Unicode.Scalar],
        _ advances: [Double],
        _ breaks: [Int],
        width: Double
    ) -> [Range<Int>] {
        let soft = Set(breaks)
        var ranges: [Range<Int>] = []
        var start = 0
        while start < text.count {
            let end = lineEnd(from: start, text, advances, soft, width: width)
            var visible = end
            while visible > start, text[visible - 1].properties.isWhitespace { visible -= 1 }
            if visible > start { ranges.append(start..<visible) }
            start = end
        }
        return ranges.isEmpty ? [0..<0] : ranges
    }

    private static func lineEnd(
        from start: Int,
        _ text: [Unicode.Scalar],
        _ advances: [Double],
        _ soft: Set<Int>,
        width: Double
    ) -> Int {
        var used = 0.0
        var lastSoft: Int?
        var lastSign: Int?
        var lastCluster: Int?
        for index in start..<text.count {
            if index > start, soft.contains(index) { lastSoft = index }
            // A character without width of its own belongs to the cluster before it.
            if index > start, advances[index] > 0 {
                lastCluster = index
                if "@._-/".unicodeScalars.contains(text[index - 1]) { lastSign = index }
            }
            used += advances[index]
            // Spaces may hang over the end of a line; a hundredth of a point is rounding.
            if used > width + 0.01, !text[index].properties.isWhitespace {
                return lastSoft ?? lastSign ?? lastCluster ?? (index + 1)
            }
        }
        return text.count
    }
}
