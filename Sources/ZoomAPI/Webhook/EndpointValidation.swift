import Crypto
import EventSourcing

/// The challenge by which Zoom checks, at subscription and every 72 hours, that we know the secret
/// (Zoom, *Using webhooks: Validate your webhook endpoint*).
///
/// It is answered with status 200 within 3 seconds. After 6 failures in a row Zoom disables the
/// subscription.
public enum EndpointValidation {
    /// The body of the answer to `endpoint.url_validation`: JSON with the token and its HMAC.
    public static func answer(to plainToken: String, with secret: WebhookSecret) -> [UInt8] {
        let answer: JSON = [
            "plainToken": .string(plainToken),
            "encryptedToken": .string(encryptedToken(for: plainToken, with: secret)),
        ]
        return answer.canonicalBytes()
    }

    /// The lower-case hexadecimal HMAC-SHA256 of a token.
    public static func encryptedToken(
        for plainToken: String,
        with secret: WebhookSecret
    ) -> String {
        hexadecimal(
            HMAC<SHA256>.authenticationCode(
                for: Array(plainToken.utf8),
                using: SymmetricKey(data: secret.bytes)
            )
        )
    }
}
