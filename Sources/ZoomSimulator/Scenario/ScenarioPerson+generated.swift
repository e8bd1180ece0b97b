extension ScenarioPerson {
    /// Made-up people: names of many scripts, some held by two, addresses that are all different.
    static func generated(_ count: Int, seed: UInt64) -> [ScenarioPerson] {
        (0..<count).map { index in
            var chance = Chance(seed: seed, "person", String(index))
            let first = firstNames[Int(chance.number(0...Int64(firstNames.count - 1)))]
            let last = lastNames[Int(chance.number(0...Int64(lastNames.count - 1)))]
            return ScenarioPerson(
                firstName: first,
                lastName: last,
                email: "person\(index + 1)@example.org"
            )
        }
    }

    // One has a character beyond U+FFFF, which Zoom writes as two escapes (measured).
    private static let firstNames = [
        "Ana", "Jürgen", "Zoë", "Óscar", "Siobhán", "Łukasz", "Ngọc", "Élodie", "Bob", "Mehmet",
        "Олена", "Γιώργος", "יעל", "ليلى", "美咲", "지민", "Priya", "Kofi", "Anne-Marie", "Noor 🚒",
    ]
    private static let lastNames = [
        "García Pérez", "Müller", "O’Neill", "Nowak", "Trần", "d’Arc", "Smith, Jr.", "Yılmaz",
        "Шевченко", "Παπαδόπουλος", "כהן", "حداد", "佐藤", "김", "Sharma", "Mensah", "van der Berg",
        "Lind", "Rossi", "Silva",
    ]
}
