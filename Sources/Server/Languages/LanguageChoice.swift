import Attendance
import HTTPTypes
import Hummingbird

/// The language somebody is answered in: chosen on the page, else as their browser prefers.
struct LanguageChoice: Hashable {
    /// The language.
    let language: Language
    /// Whether it was chosen, by `lang` in the address; then addresses on the page keep it.
    let isChosen: Bool

    /// A language without a choice.
    init(_ language: Language) {
        self.language = language
        self.isChosen = false
    }

    /// What a request asks for.
    init(_ request: Request) {
        let chosen = request.uri.queryParameters["lang"].flatMap { Language(rawValue: String($0)) }
        language =
            chosen ?? request.headers[.acceptLanguage].flatMap(Self.preferred) ?? .english
        isChosen = chosen != nil
    }

    var messages: Messages { language.messages }

    /// What addresses on the page end in: `?lang=fr`, or nothing.
    var query: String { isChosen ? "?lang=\(language.rawValue)" : "" }

    /// The first of the languages we have that an `Accept-Language` prefers (RFC 9110, 12.5.4).
    static func preferred(_ header: String) -> Language? {
        var best: (language: Language, quality: Double)?
        for range in header.split(separator: ",").prefix(languageRangesMax) {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let tag = parts.first?.split(separator: "-").first,
                let language = Language(rawValue: tag.lowercased())
            else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }
                .map { Double($0.dropFirst(2)) ?? 0 }
            if (quality ?? 1) > (best?.quality ?? 0) { best = (language, quality ?? 1) }
        }
        return best?.language
    }

    /// No browser sends more.
    private static let languageRangesMax = 32
}
