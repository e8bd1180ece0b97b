/// A word of Zoom's own vocabulary, such as `invalid_client`, `page_size` or
/// `meeting:read:meeting:admin`.
///
/// Answers may say anything, so what is quoted in an error has to look like such a word: lower-case
/// letters, digits, `_`, `:`, `.`, `[` and `]`, at most 80 of them.
struct ZoomWord: Hashable {
    let text: String

    /// Takes a word; `nil` for text that may be anything else.
    init?(_ text: String) {
        let isWord = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || "_:.[]".utf8.contains(byte)
        }
        // A number alone may be a meeting's or a telephone's.
        let hasLetter = text.utf8.contains { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
        guard isWord, hasLetter, text.utf8.count <= 80 else { return nil }
        self.text = text
    }
}
