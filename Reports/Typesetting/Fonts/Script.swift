import CHarfBuzz

/// A script, by the four letters of ISO 15924 as a number (Unicode Standard Annex 24).
struct Script: Hashable {
    let tag: UInt32

    /// The script of a character.
    init(of scalar: Unicode.Scalar) {
        self.tag = hb_unicode_script(hb_unicode_funcs_get_default(), scalar.value).rawValue
    }

    init(_ code: String) {
        self.tag = code.utf8.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    static let latin = Script("Latn")
    static let arabic = Script("Arab")
    static let han = Script("Hani")

    /// Whether the character takes the script of its neighbours (`Zyyy` and `Zinh`), or has none.
    var isShared: Bool { Self.shared.contains(self) }

    private static let shared: Set<Script> = [Script("Zyyy"), Script("Zinh"), Script("Zzzz")]

    /// The family of the fixed table; `nil` where the table has none.
    var listing: FontListing? { Self.families[self] }

    private static let families = Dictionary(
        FontListing.catalogue.flatMap { listing in
            listing.scripts.map { (Script($0), listing) }
        },
        uniquingKeysWith: { first, _ in first }
    )
}
