/// One family of the fixed table: the scripts it sets and where Debian keeps it.
public struct FontListing: Sendable, Hashable {
    /// The family, such as `Noto Sans Arabic`.
    public let family: String
    /// The scripts it sets, by their ISO 15924 codes.
    public let scripts: [String]
    /// The Debian package that has it.
    public let package: String
    /// The face within its file; not 0 only in a collection.
    public let index: Int
    private let stem: String

    /// The path of the file below the system's font folder.
    public func path(_ weight: FontWeight) -> String {
        package == "fonts-noto-cjk"
            ? "opentype/noto/\(stem)-\(weight.rawValue).ttc"
            : "truetype/noto/\(stem)-\(weight.rawValue).ttf"
    }

    /// Every family, in the order they are tried.
    public static let catalogue: [FontListing] =
        [
            core("Noto Sans", ["Latn", "Cyrl", "Grek"]),
            core("Noto Sans Arabic", ["Arab"]),
            core("Noto Sans Hebrew", ["Hebr"]),
            core("Noto Sans Devanagari", ["Deva"]),
            core("Noto Sans Thai", ["Thai"]),
            cjk("JP", 0, ["Hira", "Kana"]),
            cjk("KR", 1, ["Hang"]),
            cjk("SC", 2, ["Hani", "Bopo"]),
            core("Noto Sans Armenian", ["Armn"]),
            core("Noto Sans Bengali", ["Beng"]),
            core("Noto Sans Canadian Aboriginal", ["Cans"]),
            core("Noto Sans Cherokee", ["Cher"]),
            core("Noto Sans Coptic", ["Copt"]),
            core("Noto Sans Ethiopic", ["Ethi"]),
            core("Noto Sans Georgian", ["Geor"]),
            core("Noto Sans Gujarati", ["Gujr"]),
            core("Noto Sans Gurmukhi", ["Guru"]),
            core("Noto Sans Javanese", ["Java"]),
            core("Noto Sans Kannada", ["Knda"]),
            core("Noto Sans Khmer", ["Khmr"]),
            core("Noto Sans Lao", ["Laoo"]),
            core("Noto Sans Lisu", ["Lisu"]),
            core("Noto Sans Malayalam", ["Mlym"]),
            core("Noto Sans Mongolian", ["Mong"]),
            core("Noto Sans Myanmar", ["Mymr"]),
            core("Noto Sans NKo", ["Nkoo"]),
            core("Noto Sans Ol Chiki", ["Olck"]),
            core("Noto Sans Oriya", ["Orya"]),
            core("Noto Sans Sinhala", ["Sinh"]),
            core("Noto Sans Sundanese", ["Sund"]),
            core("Noto Sans Syriac", ["Syrc"]),
            core("Noto Sans Tamil", ["Taml"]),
            core("Noto Sans Telugu", ["Telu"]),
            core("Noto Sans Thaana", ["Thaa"]),
            core("Noto Serif Tibetan", ["Tibt"]),
            core("Noto Sans Tifinagh", ["Tfng"]),
            core("Noto Sans Yi", ["Yiii"]),
        ] + fallbacks

    /// What is tried for signs that belong to no script, after the text's own family.
    static let fallbacks = [
        core("Noto Sans Symbols", []), core("Noto Sans Symbols2", ["Brai"]),
        core("Noto Sans Math", []),
    ]

    private static func core(_ family: String, _ scripts: [String]) -> FontListing {
        FontListing(
            family: family,
            scripts: scripts,
            package: "fonts-noto-core",
            index: 0,
            stem: family.filter { $0 != " " }
        )
    }

    private static func cjk(_ region: String, _ index: Int, _ scripts: [String]) -> FontListing {
        FontListing(
            family: "Noto Sans CJK \(region)",
            scripts: scripts,
            package: "fonts-noto-cjk",
            index: index,
            stem: "NotoSansCJK"
        )
    }
}
