import EventSourcing

/// A language that people are spoken to in.
///
/// The raw values are the tags of BCP 47.
public enum Language: String, Sendable, Hashable, CaseIterable {
    /// English.
    case english = "en"
    /// French.
    case french = "fr"
    /// Spanish.
    case spanish = "es"
    /// German.
    case german = "de"
    /// Italian.
    case italian = "it"
    /// Polish.
    case polish = "pl"
    /// Arabic, written from right to left.
    case arabic = "ar"

    /// Its name in itself: `Français`.
    public var name: String { messages.text("language.name") }

    /// In which direction it is written, as HTML names it: `ltr` or `rtl`.
    public var direction: String { messages.text("language.direction") }

    /// Whether it is read from the right.
    public var isRightToLeft: Bool { direction == "rtl" }

    /// What is said in it.
    public var messages: Messages { Messages.shipped[self] ?? Messages.english }
}

extension Messages {
    static let english = read(PackageResources.en_json, .english)

    static let shipped: [Language: Messages] = [
        .english: english,
        .french: read(PackageResources.fr_json, .french),
        .spanish: read(PackageResources.es_json, .spanish),
        .german: read(PackageResources.de_json, .german),
        .italian: read(PackageResources.it_json, .italian),
        .polish: read(PackageResources.pl_json, .polish),
        .arabic: read(PackageResources.ar_json, .arabic),
    ]

    private static func read(_ file: [UInt8], _ language: Language) -> Messages {
        do {
            return try Messages(json: try JSON(parsing: file), in: language)
        } catch {
            // The files are part of the program, and a test reads each.
            preconditionFailure("the messages in \(language.rawValue) cannot be read: \(error)")
        }
    }
}
