import EventSourcing
import Foundation
import Testing
import ZoomAPI

@Suite("A signature")
struct WebhookSignatureTests {
    /// Computed by another program over the fixtures' bytes.
    struct Vector: Decodable {
        let body: String
        let secret: String
        let timestamp: String
        let signature: String
    }

    static func vectors() throws -> [Vector] {
        struct File: Decodable { let vectors: [Vector] }
        let url = Fixture.folder.appending(path: "Vectors/signatures.json")
        return try JSONDecoder().decode(File.self, from: Data(contentsOf: url)).vectors
    }

    @Test("is computed as other programs compute it")
    func vectors() throws {
        let vectors = try Self.vectors()
        #expect(vectors.count == 4)
        for vector in vectors {
            let body = try Fixture.body(vector.body)
            let secret = try secret("vector", vector.secret)
            let made = WebhookSignature(signing: body, timestamp: vector.timestamp, with: secret)
            #expect(made.text == vector.signature)
            let received = WebhookSignature(vector.signature)
            #expect(received.isValid(for: body, timestamp: vector.timestamp, with: secret))
        }
    }

    @Test("fails when any bit of the body is flipped")
    func flippedBody() throws {
        let secret = try secret()
        let body = try Fixture.body("left")
        let signature = WebhookSignature(signing: body, timestamp: "1773045012", with: secret)
        for index in body.indices {
            var other = body
            other[index] ^= 1 << UInt8(index % 8)
            #expect(
                !signature.isValid(for: other, timestamp: "1773045012", with: secret),
                "byte \(index)"
            )
        }
    }

    @Test("fails when any character of it or of the timestamp is changed")
    func flippedHeader() throws {
        let secret = try secret()
        let body = try Fixture.body("left")
        let timestamp = "1773045012"
        let signature = WebhookSignature(signing: body, timestamp: timestamp, with: secret)
        for index in signature.text.utf8.indices {
            for bit in 0..<7 {
                var bytes = Array(signature.text.utf8)
                bytes[signature.text.utf8.distance(from: signature.text.startIndex, to: index)] ^=
                    1 << UInt8(bit)
                let other = WebhookSignature(String(decoding: bytes, as: UTF8.self))
                #expect(!other.isValid(for: body, timestamp: timestamp, with: secret))
            }
        }
        for other in ["1773045013", "773045012", "01773045012", "", " 1773045012", "+1773045012"] {
            #expect(!signature.isValid(for: body, timestamp: other, with: secret))
        }
    }

    @Test("does not verify with another secret")
    func wrongSecret() throws {
        let body = try Fixture.body("left")
        let signature = WebhookSignature(signing: body, timestamp: "1", with: try secret())
        #expect(!signature.isValid(for: body, timestamp: "1", with: try secret("x", "s3cret ")))
    }

    @Test(
        "that has not the form of one never verifies",
        arguments: [
            "", "v0=", "v0", "v1=" + String(repeating: "0", count: 64),
            "v0=" + String(repeating: "g", count: 64), "v0=" + String(repeating: "0", count: 63),
            "v0=" + String(repeating: "0", count: 66), "v0=" + String(repeating: "é", count: 32),
        ]
    )
    func malformed(text: String) throws {
        let signature = WebhookSignature(text)
        #expect(!signature.isValid(for: [], timestamp: "1", with: try secret()))
    }

    @Test("does not let the border between timestamp and body be moved")
    func movedBorder() throws {
        let secret = try secret()
        let body = Array(#"{"event":"x"}"#.utf8)
        let signature = WebhookSignature(signing: body, timestamp: "1773045012", with: secret)
        // "v0:1773045012:" + body is also "v0:" + "1773045012:{" + ":" … only if a colon follows.
        let shifted = Array(#""x"}"#.utf8)
        #expect(
            !signature.isValid(for: shifted, timestamp: #"1773045012:{"event""#, with: secret)
        )
        #expect(
            WebhookSignature(signing: shifted, timestamp: #"1773045012:{"event""#, with: secret)
                == signature
        )
    }
}
