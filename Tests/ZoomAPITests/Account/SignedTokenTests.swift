import Crypto
import EventSourcing
import Foundation
import Testing

@testable import ZoomAPI

/// What a JWT says, checked without the library that signs.
private struct ReadToken {
    let header: JSON
    let claims: JSON
    let isSigned: Bool

    init(_ text: String, secret: String) throws {
        let parts = text.split(separator: ".").map(String.init)
        try #require(parts.count == 3)
        header = try JSON(parsing: try Self.bytes(parts[0]))
        claims = try JSON(parsing: try Self.bytes(parts[1]))
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(parts[0]).\(parts[1])".utf8),
            using: SymmetricKey(data: Array(secret.utf8))
        )
        isSigned = try Self.bytes(parts[2]) == Array(code)
    }

    private static func bytes(_ base64url: String) throws -> [UInt8] {
        let base64 = base64url.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - base64.count % 4) % 4)
        return Array(try #require(Data(base64Encoded: base64 + padding)))
    }
}

@Suite("A token we sign")
struct SignedTokenTests {
    private let now = Instant(seconds: 1_773_045_000)

    @Test("for a JWT application names key and end, in seconds")
    func application() async throws {
        let token = try await ApplicationToken.signed(
            apiKey: "kE-y",
            apiSecret: .sample,
            addresses: .zoom,
            now: now,
            uptime: .seconds(5)
        )
        let read = try ReadToken(token.text, secret: ZoomSecret.sample.revealed)
        #expect(read.isSigned)
        #expect(read.header["alg"] == "HS256")
        #expect(read.header["typ"] == "JWT")
        #expect(read.claims == ["iss": "kE-y", "exp": 1_773_045_600])
        #expect(token.usableUntil == .seconds(5 + 600 - 60))
    }

    @Test("for the Meeting SDK names the meeting, the role and the times")
    func sdk() async throws {
        let signature = try await SDKSignature.signed(
            for: try number(),
            role: .host,
            key: "sdk-key",
            secret: .sample,
            now: now
        )
        let read = try ReadToken(signature.revealed, secret: ZoomSecret.sample.revealed)
        #expect(read.isSigned)
        #expect(
            read.claims == [
                "appKey": "sdk-key", "sdkKey": "sdk-key", "mn": "81234567890", "role": 1,
                "iat": 1_773_045_000, "exp": 1_773_052_200, "tokenExp": 1_773_052_200,
            ]
        )
    }

    @Test(
        "for the Meeting SDK lives no shorter and no longer than Zoom takes",
        arguments: [(-1, 1800), (60, 1800), (1801, 1801), (1_000_000, 172_800)]
    )
    func life(asked: Int64, given: Int64) async throws {
        let signature = try await SDKSignature.signed(
            for: try number(),
            role: .participant,
            key: "k",
            secret: .sample,
            now: now,
            lifeSeconds: asked
        )
        let read = try ReadToken(signature.revealed, secret: ZoomSecret.sample.revealed)
        #expect(read.claims["exp"] == .integer(now.seconds + given))
        #expect(read.claims["role"] == 0)
    }

    @Test("is not made with a secret that is too short, and nothing stops")
    func short() async throws {
        let secret = try #require(ZoomSecret(String(repeating: "x", count: 31)))
        await #expect(throws: ZoomTokenRefusal.secretTooShort) {
            try await ApplicationToken.signed(
                apiKey: "k",
                apiSecret: secret,
                addresses: .zoom,
                now: now,
                uptime: .zero
            )
        }
        await #expect(throws: ZoomTokenRefusal.secretTooShort) {
            try await SDKSignature.signed(
                for: try number(),
                role: .participant,
                key: "k",
                secret: secret,
                now: now
            )
        }
    }
}
