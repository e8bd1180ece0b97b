import EventSourcing
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

@Suite("Zoom's deliveries over HTTP")
struct WebhookTests {
    let path = "/zoom/webhooks"
    let body = WebhookSample().started()

    @Test("a signed delivery is answered 2xx, and then it is in the log")
    func taken() async throws {
        let test = try TestServer()
        let body = body
        try await test.run { client in
            let response = try await client.post(path, try test.signed(body), body)
            #expect(response.status == .noContent)
            #expect(try await test.log.size() == 1)
        }
    }

    @Test("a wrong or missing signature is answered 401, and nothing is stored")
    func refused() async throws {
        let test = try TestServer()
        let body = body
        try await test.run { client in
            var flipped = body
            flipped[20] ^= 1
            let wrong = try await client.post(path, try test.signed(body), flipped)
            let missing = try await client.post(path, [:], body)
            #expect(wrong.status == .unauthorized)
            #expect(missing.status == .unauthorized)
            #expect(wrong.headers[.contentType] == "application/problem+json")
            #expect(try await test.log.size() == 0)
        }
    }

    @Test("an old delivery is stored and flagged, never refused")
    func stale() async throws {
        let test = try TestServer()
        let body = body
        try await test.run { client in
            let headers = try test.signed(body, at: "2026-03-09T06:00:00Z")
            #expect(try await client.post(path, headers, body).status == .noContent)
            let event = try await test.log.events(from: 0, limit: 1).first
            #expect(event?.metadata["stale"] == "true")
        }
    }

    @Test("a signed body that is not JSON is kept, and answered 2xx")
    func notJSON() async throws {
        let test = try TestServer()
        try await test.run { client in
            let body = Array("certainly not JSON".utf8)
            let response = try await client.post(path, try test.signed(body), body)
            #expect(response.status == .noContent)
            let kept = try await test.log.events(from: 0, limit: 1).first
            #expect(kept?.event.type.name == "delivery.kept")
        }
    }

    @Test("a body over 1 MiB is answered 413, one just below is taken")
    func size() async throws {
        let test = try TestServer()
        try await test.run { client in
            let large = [UInt8](repeating: 0x20, count: (1 << 20) + 1)
            let response = try await client.post(path, try test.signed(large), large)
            #expect(response.status == .contentTooLarge)
            #expect(try await test.log.size() == 0)
            let fits = [UInt8](repeating: 0x20, count: 1 << 20)
            #expect(try await client.post(path, try test.signed(fits), fits).status == .noContent)
        }
    }

    @Test("an endpoint validation is answered with the token encrypted, and stores nothing")
    func validation() async throws {
        let test = try TestServer()
        try await test.run { client in
            let body = Array(
                #"{"payload":{"plainToken":"abc"},"event_ts":1,"event":"endpoint.url_validation"}"#
                    .utf8
            )
            let response = try await client.post(path, try test.signed(body), body)
            #expect(response.status == .ok)
            #expect(response.json["plainToken"] == "abc")
            // printf abc | openssl dgst -sha256 -hmac s3cret
            #expect(
                response.json["encryptedToken"]?.string
                    == "4f2f30aaf4a57bd60ab473c8e9c2cdfefc186723d4727ed6f31f04353c91389a"
            )
            #expect(try await test.log.size() == 0)
        }
    }

    @Test("without a secret deliveries are asked for again, not lost")
    func noSecret() async throws {
        let test = try TestServer(secrets: false)
        let body = body
        try await test.run { client in
            let response = try await client.post(path, try test.signed(body), body)
            #expect(response.status == .serviceUnavailable)
        }
    }
}
