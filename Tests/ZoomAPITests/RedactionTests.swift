import EventSourcing
import Testing

@testable import ZoomAPI

/// What could print a secret, prints none: not as text, not reflected, not dumped.
@Suite("Secrets")
struct RedactionTests {
    private static let hush = "hush"

    private func printed(_ value: some Any) -> String {
        var text = "\(value) \(String(reflecting: value))"
        dump(value, to: &text)
        return text
    }

    @Test("of accounts, tokens, requests and recordings are printed nowhere")
    func secrets() throws {
        let hush = Self.hush
        let secret = ZoomSecret.sample
        let url = try #require(ZoomURL("https://zoom.us/rec/\(hush)?token=\(hush)"))
        let token = ZoomAccessToken(
            text: hush,
            api: url,
            scopes: [],
            usableUntil: .zero
        )
        let webhookSecret = try self.webhookSecret()
        var rotation = WebhookSecretRotation(webhookSecret)
        rotation.replace(by: try self.webhookSecret("two"), at: Instant(seconds: 0))
        let values: [Any] = [
            secret, ZoomAccount.nordlicht, ZoomAccount.nordlicht.credentials, url, token,
            ZoomCredentials.jwtApplication(apiKey: hush, apiSecret: secret),
            ZoomHTTPRequest(
                method: .get,
                url: url,
                headers: ["authorization": hush],
                body: Array(hush.utf8)
            ),
            ZoomHTTPAnswer(status: 200, headers: ["set-cookie": hush], body: Array(hush.utf8)),
            try #require(ZoomDownload(url.text, token: ZoomDownloadToken(kept: hush))),
            TokenState.Step.use(token), rotation,
            ZoomClient.sample(ScriptedZoom { _, _ in .answer(204) }),
        ]
        for value in values {
            let text = printed(value)
            #expect(!text.contains(hush), "\(type(of: value))")
            // The bytes of the body, as an array is printed and dumped.
            #expect(!text.contains("104, 117"), "\(type(of: value))")
            #expect(!text.contains("- 104\n"), "\(type(of: value))")
        }
    }

    private func webhookSecret(_ name: String = "one") throws -> WebhookSecret {
        try secret("nordlicht", "\(Self.hush) \(name)")
    }

    @Test("and people are in no failure, whatever Zoom says")
    func failures() async throws {
        let bodies = [
            #"{"code":1001,"message":"User does not exist: ines@lund.example."}"#,
            #"{"code":300,"message":"x","errors":[{"field":"ines@lund.example","message":"y"}]}"#,
            #"{"code":4711,"message":"does not contain scopes:[ines@lund.example]"}"#,
            #"{"error":"ines@lund.example","reason":"ines@lund.example"}"#,
            "ines@lund.example",
        ]
        for status in [200, 302, 400, 401, 403, 404, 409, 429, 500, 503] {
            for body in bodies {
                let zoom = ScriptedZoom.granting { _, _ in
                    .answer(status, ["Location": "https://ines@lund.example/"], body)
                }
                let failure = try await #require(throws: ZoomFailure.self) {
                    try await ZoomClient.sample(zoom)
                        .answer(to: MeetingCalls.list(of: "ines@lund.example"))
                }
                let text = printed(failure)
                #expect(!text.contains("ines"), "\(status) \(body)")
                #expect(!text.contains("token-"), "\(status) \(body)")
                let name = "GET /users/{userId}/meetings of the account nordlicht"
                #expect(failure.description.hasPrefix(name))
            }
        }
    }
}
