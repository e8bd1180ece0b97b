import EventSourcing
import JWTKit

/// The token that a *JWT* application signs itself: `{iss, exp}` by HS256 (Zoom, *JWT apps*).
enum ApplicationToken {
    /// How long a token lives; Zoom advised to keep it short.
    static let lifeSeconds: Int64 = 600
    /// The shortest key for HS256, which JWTKit asserts (RFC 7518, 3.2).
    static let secretBytesMin = 32

    private struct Claims: JWTPayload {
        let iss: String
        /// Seconds since 1970.
        let exp: Int64
        func verify(using key: some JWTAlgorithm) {}
    }

    /// Signs a token that lives from `now`, which is `uptime` by the clock that never goes back.
    static func signed(
        apiKey: String,
        apiSecret: ZoomSecret,
        addresses: ZoomAddresses,
        now: Instant,
        uptime: Duration
    ) async throws(ZoomTokenRefusal) -> ZoomAccessToken {
        guard apiSecret.revealed.utf8.count >= secretBytesMin else { throw .secretTooShort }
        let claims = Claims(iss: apiKey, exp: now.advanced(bySeconds: lifeSeconds).seconds)
        guard let text = await hs256(claims, secret: apiSecret) else { throw .notSigned }
        return ZoomAccessToken(
            text: text,
            api: addresses.api,
            scopes: [],
            usableUntil: uptime + .seconds(lifeSeconds - TokenGrant.marginSeconds)
        )
    }

    /// A JWT by HS256; `nil` when it cannot be made.
    static func hs256(_ claims: some JWTPayload, secret: ZoomSecret) async -> String? {
        let keys = JWTKeyCollection()
        await keys.add(hmac: HMACKey(from: secret.revealed), digestAlgorithm: .sha256)
        return try? await keys.sign(claims)
    }
}
