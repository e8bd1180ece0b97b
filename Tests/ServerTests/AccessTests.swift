import EventSourcing
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

@Suite("Who may read")
struct AccessTests {
    static let guarded = [
        "/", "/meetings/81234567890/presence", "/api/v1/meetings",
        "/api/v1/meetings/81234567890/presence", "/api/v1/occurrences/x/sheet",
        "/api/v1/occurrences/x/sheet.pdf",
    ]

    @Test("nothing is read without the token", arguments: guarded)
    func refused(path: String) async throws {
        let test = try TestServer()
        try await test.run { client in
            let wrong: HTTPFields = [.authorization: "Bearer 0123456789abcdeF"]
            let forged: HTTPFields = [.cookie: "muster=\(TestServer.token)"]
            for headers in [[:], wrong, forged] {
                let response = try await client.get(path, headers)
                #expect(response.status == .unauthorized)
            }
        }
    }

    @Test("a person is sent to the page where the token is asked for")
    func login() async throws {
        let test = try TestServer()
        try await test.run { client in
            let response = try await client.get("/", [.accept: "text/html"])
            #expect(response.headers[.location] == "/login")
            #expect(try await client.get("/login", [:]).status == .ok)
        }
    }

    @Test("the token opens a session that reads, but decides nothing")
    func session() async throws {
        let test = try TestServer()
        try await test.run { client in
            let form = Array("token=\(TestServer.token)".utf8)
            let type: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            let opened = try await client.post("/session", type, form)
            let cookie = try #require(opened.headers[.setCookie])
            #expect(cookie.contains("HttpOnly"))
            #expect(cookie.contains("SameSite=Strict"))
            #expect(!cookie.contains(TestServer.token))
            let pair = String(cookie.prefix { $0 != ";" })
            #expect(try await client.get("/", [.cookie: pair]).status == .ok)
            let decided = try await client.post(
                "/api/v1/occurrences/x/closings",
                [.cookie: pair],
                []
            )
            #expect(decided.status == .unauthorized)
            let wrong = try await client.post("/session", type, Array("token=wrong".utf8))
            #expect(wrong.status == .unauthorized)
        }
    }

    @Test("every answer forbids scripts from elsewhere, and keeps addresses to itself")
    func headers() async throws {
        let test = try TestServer()
        try await test.run { client in
            for path in ["/login", "/assets/muster.css", "/sign/none", "/nowhere"] {
                let response = try await client.get(path, [:])
                let policy = try #require(response.headers[.contentSecurityPolicy], "\(path)")
                #expect(policy.contains("default-src 'none'"))
                #expect(!policy.contains("unsafe"))
                let referrer = try #require(HTTPField.Name("Referrer-Policy"))
                let isLink = path.hasPrefix("/sign/")
                #expect(response.headers[referrer] == (isLink ? "no-referrer" : "same-origin"))
            }
        }
    }

    @Test("what can be read can be asked about with HEAD")
    func head() async throws {
        let test = try TestServer()
        try await test.run { client in
            for path in ["/login", "/assets/muster.css", "/api/v1/meetings"] {
                let response = try await client.execute(
                    uri: path,
                    method: .head,
                    headers: TestServer.bearer
                )
                #expect(response.status == .ok, "\(path)")
                #expect(response.body.readableBytes == 0, "\(path)")
            }
        }
    }
}
