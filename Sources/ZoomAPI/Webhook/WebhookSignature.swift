import Crypto

/// Zoom's `x-zm-signature`: `v0=` and the lower-case hexadecimal HMAC-SHA256 of
/// `v0:` + timestamp + `:` + the body's raw bytes (Zoom, *Using webhooks: Verify with Zoom's
/// header*).
///
/// Only the bytes as received will do. Real bodies mix `\u` escapes with raw UTF-8 and order their
/// members differently from event to event (measured), so a body that was decoded and encoded again
/// no longer verifies.
public struct WebhookSignature: Sendable, Hashable {
    /// The value of the header.
    public let text: String

    /// Wraps a header's value, whatever it says.
    public init(_ text: String) {
        self.text = text
    }

    /// Signs a body as Zoom does; `timestamp` is the text of `x-zm-request-timestamp`.
    public init(signing body: [UInt8], timestamp: String, with secret: WebhookSecret) {
        let code = Self.code(of: body, timestamp: timestamp, with: secret)
        self.text = "v0=" + hexadecimal(code)
    }

    /// Whether this is the signature of a body, compared in constant time.
    ///
    /// A timestamp that is not plain digits never verifies: with a colon in it the border between
    /// timestamp and body could be moved without changing what was signed.
    public func isValid(for body: [UInt8], timestamp: String, with secret: WebhookSecret) -> Bool {
        guard Self.isPlain(timestamp: timestamp), let presented = code else { return false }
        // The comparison of authentication codes in swift-crypto takes the same time for any bytes.
        return Self.code(of: body, timestamp: timestamp, with: secret) == presented
    }

    /// Whether a timestamp is between 1 and 18 digits and nothing else.
    static func isPlain(timestamp: String) -> Bool {
        (1...18).contains(timestamp.utf8.count)
            && timestamp.utf8.allSatisfy { (48...57).contains($0) }
    }

    /// The 32 bytes that the header spells; `nil` when it is not of version 0 or not of that form.
    var code: [UInt8]? {
        guard text.hasPrefix("v0=") else { return nil }
        let digits = Array(text.utf8.dropFirst(3))
        guard digits.count == 2 * SHA256.byteCount else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = nibble(digits[index]), let low = nibble(digits[index + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func code(
        of body: [UInt8],
        timestamp: String,
        with secret: WebhookSecret
    ) -> HMAC<SHA256>.MAC {
        var code = HMAC<SHA256>(key: SymmetricKey(data: secret.bytes))
        code.update(data: Array("v0:\(timestamp):".utf8))
        code.update(data: body)
        return code.finalize()
    }
}

/// Lower-case hexadecimal text.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
        decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
        as: UTF8.self
    )
}

private func nibble(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 48...57: digit - 48
    case 97...102: digit - 87
    default: nil
    }
}
