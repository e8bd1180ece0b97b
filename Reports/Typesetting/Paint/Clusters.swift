import PDF

/// Glyphs of a run that belong together, and the characters they stand for.
struct Cluster {
    /// The glyphs, by their place from the left.
    var glyphs: Range<Int>
    /// The characters, by their place in reading order.
    var scalars: Range<Int>
}

extension GlyphRun {
    /// The clusters from left to right.
    var clusters: [Cluster] {
        var clusters: [Cluster] = []
        for (index, glyph) in glyphs.enumerated() {
            let start = Int(glyph.cluster)
            if let last = clusters.last, last.scalars.lowerBound == start {
                clusters[clusters.count - 1].glyphs = last.glyphs.lowerBound..<index + 1
            } else {
                clusters.append(Cluster(glyphs: index..<index + 1, scalars: start..<start))
            }
        }
        // A cluster ends where the next in reading order begins.
        var end = scalars.count
        for place in clusters.indices {
            let index = isRightToLeft ? place : clusters.count - 1 - place
            let start = clusters[index].scalars.lowerBound
            clusters[index].scalars = start..<max(start, end)
            end = start
        }
        return clusters
    }

    /// A part of the run's characters as text.
    func text(of range: Range<Int>) -> String { String(scalars: scalars[range]) }
}

extension FontUse {
    /// Notes which text the glyphs of a cluster stand for; whether they alone give it back.
    mutating func record(_ cluster: Cluster, of run: GlyphRun) -> Bool {
        let shown = run.scalars[cluster.scalars].filter {
            $0.value < 0x80 || !$0.properties.isDefaultIgnorableCodePoint
        }
        var agrees = shown.count == cluster.scalars.count && shown.count == cluster.glyphs.count
        // Marks overlap their base, so that extractors see a gap where there is none.
        if run.isRightToLeft, cluster.glyphs.count > 1 { agrees = false }
        for (place, index) in cluster.glyphs.enumerated() {
            // Within a cluster from the right, the base stands behind its marks.
            let turned = run.isRightToLeft ? cluster.glyphs.count - 1 - place : place
            guard let scalar = shown.dropFirst(turned).first ?? shown.last else { return false }
            let isLigature = cluster.glyphs.count == 1 && shown.count > 1
            let text = isLigature ? run.text(of: cluster.scalars) : String(Character(scalar))
            if !record(run.glyphs[index].id, as: text) { agrees = false }
        }
        return agrees
    }
}
