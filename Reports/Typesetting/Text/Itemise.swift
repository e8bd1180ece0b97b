import PDF

/// A paragraph with a script and a font for each of its characters.
struct Itemised {
    /// What is drawn: the text, but for signs without any font.
    var scalars: [Unicode.Scalar] = []
    /// For each drawn character the one of the text it stands for.
    var sources: [Int] = []
    var scripts: [Script] = []
    /// For each drawn character the index of its font in ``faces``.
    var fonts: [Int] = []
    var faces: [FontFace] = []
    /// The text as given, without control characters.
    var original: [Unicode.Scalar] = []

    /// Whether a character is part of a note in the place of a sign without a font.
    func isNote(_ index: Int) -> Bool { isNoted && notes.contains(index) }

    private var notes: Set<Int> = []
    private var isNoted: Bool { !notes.isEmpty }

    /// The text of some drawn characters as it was given.
    func text(of range: Range<Int>) -> String {
        guard !range.isEmpty else { return "" }
        let first = sources[range.lowerBound]
        let isLast = range.upperBound == sources.count
        let end = isLast ? original.count : sources[range.upperBound]
        return String(scalars: original[first..<max(first, end)])
    }

    fileprivate mutating func append(
        _ scalars: some Sequence<Unicode.Scalar>,
        from source: Int,
        stepping: Int,
        script: Script,
        face: FontFace
    ) {
        let font = faces.firstIndex { $0 === face } ?? faces.count
        if font == faces.count { faces.append(face) }
        for (index, scalar) in scalars.enumerated() {
            self.scalars.append(scalar)
            sources.append(source + index * stepping)
            if stepping == 0 { notes.insert(self.scalars.count - 1) }
            scripts.append(script)
            fonts.append(font)
        }
    }
}

extension FontShelf {
    /// Gives each grapheme cluster a script and the first font of the fixed table that covers it.
    func itemised(
        _ text: [Unicode.Scalar],
        weight: FontWeight
    ) throws(TypesettingError) -> Itemised {
        var items = Itemised()
        items.original = text
        if text.allSatisfy({ (0x20...0x7E).contains($0.value) }) {
            let face = try face(for: .latin, han: .han, weight: weight)
            if let face {
                items.append(text, from: 0, stepping: 1, script: .latin, face: face)
            }
            return items
        }
        let clusters = String(scalars: text).map { Array($0.unicodeScalars) }
        let scripts = Self.scripts(of: clusters)
        let han = Self.hanReading(of: scripts)
        var start = 0
        for (cluster, script) in zip(clusters, scripts) {
            if let face = try covering(cluster, script, han: han, weight: weight) {
                items.append(cluster, from: start, stepping: 1, script: script, face: face)
            } else if let face = try face(for: .latin, han: han, weight: weight) {
                // A sign without a font is written as its code point: never an empty box.
                let code = String(cluster[0].value, radix: 16, uppercase: true)
                let note = "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
                items.append(
                    note.unicodeScalars,
                    from: start,
                    stepping: 0,
                    script: .latin,
                    face: face
                )
            }
            start += cluster.count
        }
        return items
    }

    /// The script of each cluster; shared signs take that of what precedes, else of what follows.
    private static func scripts(of clusters: [[Unicode.Scalar]]) -> [Script] {
        let own = clusters.map { cluster in
            cluster.lazy.map(Script.init(of:)).first { !$0.isShared }
        }
        var current = own.compactMap(\.self).first ?? .latin
        return own.map { script in
            current = script ?? current
            return current
        }
    }

    /// The script whose font sets Han characters here: kana and hangul tell the language.
    private static func hanReading(of scripts: [Script]) -> Script {
        let telling = ["Hira", "Kana", "Hang"].map { Script($0) }
        return telling.first(where: scripts.contains) ?? .han
    }

    private func face(
        for script: Script,
        han: Script,
        weight: FontWeight
    ) throws(TypesettingError) -> FontFace? {
        guard let listing = (script == .han ? han : script).listing else { return nil }
        guard let face = face(family: listing.family, weight: weight) else {
            let letters = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: script.tag >> $0) }
            throw .missingFont(
                script: String(decoding: letters, as: UTF8.self),
                family: listing.family,
                package: listing.package
            )
        }
        return face
    }

    private func covering(
        _ cluster: [Unicode.Scalar],
        _ script: Script,
        han: Script,
        weight: FontWeight
    ) throws(TypesettingError) -> FontFace? {
        func covers(_ face: FontFace) -> Bool {
            cluster.allSatisfy {
                $0.properties.isDefaultIgnorableCodePoint || face.glyph(for: $0) != nil
            }
        }
        let isLetter = cluster.contains { !Script(of: $0).isShared }
        let own: FontFace?
        do throws(TypesettingError) {
            own = try face(for: script, han: han, weight: weight)
        } catch {
            // A shared sign beside a script without a font is no reason to fail by itself.
            if isLetter { throw error }
            own = nil
        }
        if let own, covers(own) { return own }
        let latin = try face(for: .latin, han: han, weight: weight)
        if let latin, covers(latin) { return latin }
        for listing in FontListing.fallbacks {
            if let face = face(family: listing.family, weight: weight), covers(face) { return face }
        }
        let han = face(family: "Noto Sans CJK SC", weight: weight)
        return han.flatMap { covers($0) ? $0 : nil }
    }
}
