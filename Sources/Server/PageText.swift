import Mustache

/// How text stands in a page: no character of it is markup (HTML, 13.1.2).
///
/// It goes by Unicode scalars, as browsers do. Mustache's own escaping goes by what readers take for one
/// character, and lets a `<` pass that follows a prepended mark (U+0600), or a `"` before a combining one.
struct PageText: MustacheContentType {
    /// What a template begins with so that its texts are escaped here.
    static let pragma = "{{% CONTENT_TYPE: \(name)}}"

    private static let name = "PAGE"

    /// Makes the pragma known.
    static func register() { MustacheContentTypes.register(PageText(), named: name) }

    func escapeText(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
