public import EventSourcing
import JWTKit

/// Admits a browser or an app to one meeting by the Meeting SDK (Zoom, *Meeting SDK authorization*).
public enum SDKSignature {
    /// As what somebody joins.
    public enum Role: Int, Sendable, Hashable {
        /// A participant.
        case participant = 0
        /// The host, who needs a ZAK token besides.
        case host = 1
    }

    /// The shortest life that Zoom takes, in seconds.
    public static let lifeSecondsMin: Int64 = 1800
    /// The longest life that Zoom takes, in seconds.
    public static let lifeSecondsMax: Int64 = 48 * 3600

    private struct Claims: JWTPayload {
        // Browsers read `sdkKey` and `mn`, other clients `appKey` and `tokenExp`.
        let appKey: String
        let sdkKey: String
        let mn: String
        let role: Int
        let iat: Int64
        let exp: Int64
        let tokenExp: Int64
        func verify(using key: some JWTAlgorithm) {}
    }

    /// Signs for one meeting and one role.
    /// - Parameters:
    ///   - number: The meeting or webinar.
    ///   - role: As what they join.
    ///   - key: The SDK key, or the app's client id.
    ///   - secret: The SDK secret, or the app's client secret.
    ///   - now: From when it holds. Zoom refuses what lies ahead of its own clock.
    ///   - lifeSeconds: How long it holds; brought between ``lifeSecondsMin`` and
    ///     ``lifeSecondsMax``.
    /// - Returns: the signature, which admits whoever has it.
    /// - Throws: ``ZoomTokenRefusal`` when the secret cannot sign.
    public static func signed(
        for number: ZoomMeetingNumber,
        role: Role,
        key: String,
        secret: ZoomSecret,
        now: Instant,
        lifeSeconds: Int64 = 2 * 3600
    ) async throws(ZoomTokenRefusal) -> ZoomSecret {
        guard secret.revealed.utf8.count >= ApplicationToken.secretBytesMin else {
            throw .secretTooShort
        }
        let life = min(max(lifeSeconds, lifeSecondsMin), lifeSecondsMax)
        let end = now.advanced(bySeconds: life).seconds
        let claims = Claims(
            appKey: key,
            sdkKey: key,
            mn: number.description,
            role: role.rawValue,
            iat: now.seconds,
            exp: end,
            tokenExp: end
        )
        guard let text = await ApplicationToken.hs256(claims, secret: secret),
            let signature = ZoomSecret(text)
        else { throw .notSigned }
        return signature
    }
}
