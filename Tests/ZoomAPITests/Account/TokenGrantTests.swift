import EventSourcing
import Testing

@testable import ZoomAPI

@Suite("The grant of a token")
struct TokenGrantTests {
    private func token(
        _ body: String,
        status: Int = 200,
        addresses: ZoomAddresses = .zoom
    ) throws -> ZoomAccessToken {
        try TokenGrant.token(
            in: ZoomHTTPAnswer(status: status, body: Array(body.utf8)),
            addresses: addresses,
            requestedAt: .seconds(10)
        )
    }

    @Test("is asked for as documented")
    func request() {
        let request = TokenGrant.request(
            accountID: "Acct/1",
            clientID: "client",
            clientSecret: .sample,
            at: ZoomAddresses.zoom.authorisation
        )
        #expect(request.method == .post)
        #expect(request.url.text == "https://zoom.us/oauth/token")
        // printf 'client:hush-hush-hush-hush-hush-hush-32' | base64
        #expect(
            request.headers["Authorization"]
                == "Basic Y2xpZW50Omh1c2gtaHVzaC1odXNoLWh1c2gtaHVzaC1odXNoLTMy"
        )
        #expect(request.headers["content-type"] == "application/x-www-form-urlencoded")
        #expect(
            request.body.map { String(decoding: $0, as: UTF8.self) }
                == "grant_type=account_credentials&account_id=Acct%2F1"
        )
    }

    @Test("is used until a minute before its end, where it says that calls go")
    func granted() throws {
        let token = try token(
            #"""
            {"access_token":"ey.J.x","token_type":"bearer","expires_in":3599,
             "scope":"a:read:b:admin c:write:d","api_url":"https://api-eu.zoom.us"}
            """#
        )
        #expect(token.text == "ey.J.x")
        #expect(token.api.text == "https://api-eu.zoom.us")
        #expect(token.scopes == ["a:read:b:admin", "c:write:d"])
        #expect(token.usableUntil == .seconds(10 + 3599 - 60))
    }

    @Test("of a short life is used for half of it")
    func short() throws {
        let token = try token(#"{"access_token":"x","expires_in":20}"#)
        #expect(token.usableUntil == .seconds(10 + 10))
        #expect(token.api == ZoomAddresses.zoom.api)
        #expect(token.scopes.isEmpty)
    }

    @Test(
        "sends no token to a place that is not encrypted, or none at all",
        arguments: ["http://api.zoom.us", "api.zoom.us", "ftp://x", "https://u:p@x", " "]
    )
    func unusableAddress(address: String) {
        #expect(throws: ZoomTokenRefusal.unusableAddress) {
            try token(#"{"access_token":"x","api_url":"\#(address)"}"#)
        }
    }

    @Test("may stay in clear on one's own machine")
    func local() throws {
        let zoom = try #require(ZoomURL("http://127.0.0.1:8080"))
        let token = try token(
            #"{"access_token":"x","api_url":"http://127.0.0.1:8080"}"#,
            addresses: ZoomAddresses(authorisation: zoom, api: zoom)
        )
        #expect(token.api == zoom)
    }

    @Test(
        "that is refused says what to do",
        arguments: [
            ("invalid_client", "client id and secret"),
            ("unsupported_grant_type", "kind Server-to-Server OAuth"),
            ("invalid_request", "account id"),
            ("something_new", "HTTP 400, something_new"),
        ]
    )
    func refused(word: String, hint: String) throws {
        let refusal = try #require(throws: ZoomTokenRefusal.self) {
            try token(#"{"reason":"Ines said no","error":"\#(word)"}"#, status: 400)
        }
        #expect(refusal == .refused(status: 400, reason: word))
        #expect(refusal.description.contains(hint))
        #expect(!refusal.description.contains("Ines"))
    }

    @Test("quotes nothing that is no word of Zoom's")
    func unquoted() throws {
        for word in ["Ines Lund", "81234567890", "a@b.example", "x y", "ABC"] {
            let refusal = try #require(throws: ZoomTokenRefusal.self) {
                try token(#"{"error":"\#(word)"}"#, status: 400)
            }
            #expect(refusal == .refused(status: 400, reason: nil))
        }
    }

    @Test(
        "is told from an answer that holds none",
        arguments: ["", "<html>", "[]", "{}", #"{"access_token":""}"#, #"{"access_token":"a\nb"}"#]
    )
    func none(body: String) {
        #expect(throws: ZoomTokenRefusal.noToken) { try token(body) }
    }
}
