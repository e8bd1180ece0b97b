public import EventSourcing

/// A message as its file has it.
public enum Message: Sendable, Hashable {
    /// The same whatever it holds.
    case text(String)
    /// One text for each plural.
    case plurals([PluralCategory: String])
    /// Several, by place.
    case list([String])

    init?(json: JSON) {
        if let text = json.string {
            self = .text(text)
        } else if let elements = json.array {
            let texts = elements.compactMap(\.string)
            guard texts.count == elements.count else { return nil }
            self = .list(texts)
        } else if let members = json.object {
            var plurals: [PluralCategory: String] = [:]
            for (name, member) in members {
                guard let category = PluralCategory(rawValue: name), let text = member.string
                else { return nil }
                plurals[category] = text
            }
            guard plurals[.other] != nil else { return nil }
            self = .plurals(plurals)
        } else {
            return nil
        }
    }

    /// The message for a program that fills it in itself, such as a page's script.
    public var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .list(let texts): .array(texts.map(JSON.string))
        case .plurals(let plurals):
            .object(
                Dictionary(
                    uniqueKeysWithValues: plurals.map { ($0.key.rawValue, .string($0.value)) }
                )
            )
        }
    }
}

/// Which plural a language has for a number, as the Unicode CLDR names them.
public enum PluralCategory: String, Sendable, Hashable, CaseIterable {
    /// Arabic: none.
    case zero
    /// One, or what is counted like it.
    case one
    /// Arabic: two.
    case two
    /// Polish: 2 to 4, 22 to 24 …; Arabic: 3 to 10, 103 to 110 …
    case few
    /// Polish: 5 to 21 …; Arabic: 11 to 99 …
    case many
    /// Any other number.
    case other

    /// The category of a whole number from 0 to 999 999 (CLDR 44, `plurals.xml`): for more, French,
    /// Spanish and Italian have one of their own.
    public init(of number: Int, in language: Language) {
        let (tens, hundreds) = (number % 10, number % 100)
        self =
            switch language {
            case .english, .spanish, .german, .italian: number == 1 ? .one : .other
            case .french: number <= 1 ? .one : .other
            case .polish:
                if number == 1 {
                    .one
                } else if (2...4).contains(tens), !(12...14).contains(hundreds) {
                    .few
                } else {
                    .many
                }
            case .arabic:
                switch (number, hundreds) {
                case (0, _): .zero
                case (1, _): .one
                case (2, _): .two
                case (_, 3...10): .few
                case (_, 11...99): .many
                default: .other
                }
            }
    }
}
