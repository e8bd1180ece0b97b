import EventSourcing
import FoundationEssentials

/// The exchange by which a *Server-to-Server OAuth* app is granted a token (Zoom, *Use
/// Server-to-Server OAuth*).
enum TokenGrant {
    /// A token is replaced this long before it expires, or at half of a life shorter than twice that.
    static let marginSeconds: Int64 = 60

    /// The request for a token.
    static func request(
        accountID: String,
        clientID: String,
        clientSecret: ZoomSecret,
        at address: ZoomURL
    ) -> ZoomHTTPRequest {
        let client = Data("\(clientID):\(clientSecret.revealed)".utf8)
        let form = "grant_type=account_credentials&account_id=\(percentEncoded(accountID))"
        return ZoomHTTPRequest(
            method: .post,
            url: address.appending("/oauth/token"),
            headers: [
                "authorization": "Basic \(client.base64EncodedString())",
                "content-type": "application/x-www-form-urlencoded",
                "accept": "application/json",
            ],
            body: Array(form.utf8)
        )
    }

    /// Reads the answer to the request.
    /// - Parameters:
    ///   - answer: The answer, whatever its status.
    ///   - addresses: Where calls go when the answer does not say.
    ///   - uptime: When the request was sent, by the clock that never goes back.
    /// - Returns: the token.
    /// - Throws: ``ZoomTokenRefusal`` for anything that is no token.
    static func token(
        in answer: ZoomHTTPAnswer,
        addresses: ZoomAddresses,
        requestedAt uptime: Duration
    ) throws(ZoomTokenRefusal) -> ZoomAccessToken {
        let json = try? JSON(parsing: answer.body)
        guard (200..<300).contains(answer.status) else {
            throw .refused(status: answer.status, reason: json.flatMap(reason))
        }
        guard let json, let text = json.text("access_token"), isHeaderSafe(text) else {
            throw .noToken
        }
        var api = addresses.api
        if let named = json.text("api_url") {
            // A token that was granted encrypted is not sent in clear.
            guard let url = ZoomURL(named),
                url.scheme == .https || addresses.authorisation.scheme == .http
            else { throw .unusableAddress }
            api = url.origin
        }
        let life = max(json.count("expires_in") ?? 3600, 0)
        return ZoomAccessToken(
            text: text,
            api: api,
            scopes: json.text("scope")?.split(separator: " ").map(String.init) ?? [],
            usableUntil: uptime + .seconds(life - min(marginSeconds, life / 2))
        )
    }

    /// Zoom's word for why, if it is a word: `invalid_client`, `unsupported_grant_type`.
    private static func reason(_ json: JSON) -> String? {
        json.text("error").flatMap { ZoomWord($0) }?.text
    }

    private static func isHeaderSafe(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

/// Why no token was granted.
///
/// Its description quotes no credential.
public enum ZoomTokenRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// Zoom refused, perhaps with a word that says why.
    case refused(status: Int, reason: String?)
    /// The answer holds no token.
    case noToken
    /// The answer names a place for calls that is no address, or one that is not encrypted.
    case unusableAddress
    /// The secret of a JWT application is shorter than HS256 needs, 32 bytes (RFC 7518, 3.2).
    case secretTooShort
    /// The token of a JWT application could not be signed.
    case notSigned

    /// What was wrong, and what to do.
    public var description: String {
        switch self {
        case .refused(_, "invalid_client"):
            "Zoom knows no app with this client id and secret; compare both with the app's page"
        case .refused(_, "unsupported_grant_type"):
            "the app is not of the kind Server-to-Server OAuth; create one of that kind"
        case .refused(_, "invalid_request"):
            "Zoom could not use the account id; compare it with the app's page, and see that the "
                + "app is activated"
        case .refused(let status, let reason):
            "Zoom granted no token (HTTP \(status)\(reason.map { ", \($0)" } ?? "")); see that the "
                + "app is activated"
        case .noToken: "Zoom's answer holds no token; is the address Zoom's?"
        case .unusableAddress:
            "Zoom's answer names a place for calls that is no encrypted address; nothing was sent "
                + "there"
        case .secretTooShort:
            "the API secret is shorter than 32 bytes; copy it whole from the app's page"
        case .notSigned: "no token could be signed with the API secret; copy it from the app's page"
        }
    }
}
