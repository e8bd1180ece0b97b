/// How alike two names are, by their words and the letters of those.
///
/// It only ever proposes (I-7): names are neither unique nor always spelt alike.
enum NameLikeness {
    /// From here on two names may be one person's, in per cent.
    static let proposedMin = 70

    /// How alike two names are, in per cent.
    static func percent(_ left: String, _ right: String) -> Int {
        let (first, second) = (words(left), words(right))
        guard let shorter = [first, second].min(by: { $0.count < $1.count }), !shorter.isEmpty
        else { return 0 }
        var others = shorter == first ? second : first
        var sum = 0
        for word in shorter.sorted(by: { $0.count > $1.count }) {
            let scored = others.indices.map { ($0, likeness(word, others[$0])) }
            guard let best = scored.max(by: { $0.1 < $1.1 }) else { break }
            sum += best.1
            others.remove(at: best.0)
        }
        // A single word in common is less than all of them.
        let isWhole = first.count == second.count
        return sum / shorter.count * (isWhole ? 100 : 90) / 100
    }

    /// The words of a name in small letters; `Dupont, Marc` and `Marc Dupont (Acme)` are alike.
    private static func words(_ name: String) -> [[Character]] {
        name.prefix { $0 != "(" }.lowercased()
            .split { !$0.isLetter && !$0.isNumber }
            .map(Array.init)
    }

    /// An initial stands for any word that begins with it.
    private static func likeness(_ left: [Character], _ right: [Character]) -> Int {
        if left == right { return 100 }
        if left.count == 1 || right.count == 1 { return left.first == right.first ? 80 : 0 }
        let length = max(left.count, right.count)
        return (length - distance(left, right)) * 100 / length
    }

    /// How many letters have to be changed, put in or left out (Levenshtein 1965).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let changed = diagonal + (letter == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(changed, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[right.count]
    }
}
