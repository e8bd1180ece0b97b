import Foundation

/// An address of the web: one that a page may link to.
///
/// Any other scheme may be a program, as that of `javascript:` is.
public struct WebAddress: Sendable, Hashable {
    /// The address, as it was given.
    public let text: String

    /// Reads an address; `nil` for what is none of the web, names no host, or is too long.
    public init?(_ text: String) {
        guard TextBound.address.holds(text),
            !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }),
            let address = URLComponents(string: text),
            let scheme = address.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let host = address.host, !host.isEmpty
        else { return nil }
        self.text = text
    }
}
