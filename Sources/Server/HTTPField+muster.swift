import HTTPTypes

extension HTTPField.Name {
    /// How a signature was made: `drawn` or `typed`.
    static let musterRoute = HTTPField.Name.known("Muster-Route")
    /// The name typed on the keyboard route, percent-encoded UTF-8.
    static let musterTypedName = HTTPField.Name.known("Muster-Typed-Name")
    /// SHA-256 of the statement that the signer was shown, in hexadecimal.
    static let musterStatement = HTTPField.Name.known("Muster-Statement")
    /// SHA-256 of the picture of the signature in whose place another is given, in hexadecimal.
    static let musterReplaces = HTTPField.Name.known("Muster-Replaces")
    /// What a browser says of the page a request came from (W3C Fetch Metadata).
    static let secFetchSite = HTTPField.Name.known("Sec-Fetch-Site")
    /// What a script of a page sends the form token in.
    static let musterForm = HTTPField.Name.known("Muster-Form")
    /// What proxies say of whom they heard a request from, and by which address.
    static let xForwardedFor = HTTPField.Name.known("X-Forwarded-For")
    static let xForwardedHost = HTTPField.Name.known("X-Forwarded-Host")
    static let xForwardedProto = HTTPField.Name.known("X-Forwarded-Proto")
    /// Which address a link tells where it came from (W3C Referrer Policy).
    static let referrerPolicy = HTTPField.Name.known("Referrer-Policy")

    private static func known(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is a token") }
        return field
    }
}
