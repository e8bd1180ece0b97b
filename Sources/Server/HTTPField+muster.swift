import HTTPTypes

extension HTTPField.Name {
    /// How a signature was made: `drawn` or `typed`.
    static let musterRoute = HTTPField.Name.known("Muster-Route")
    /// The name typed on the keyboard route, percent-encoded UTF-8.
    static let musterTypedName = HTTPField.Name.known("Muster-Typed-Name")
    /// SHA-256 of the picture of the signature in whose place another is given, in hexadecimal.
    static let musterReplaces = HTTPField.Name.known("Muster-Replaces")
    /// Which address a link tells where it came from (W3C Referrer Policy).
    static let referrerPolicy = HTTPField.Name.known("Referrer-Policy")

    private static func known(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is a token") }
        return field
    }
}
