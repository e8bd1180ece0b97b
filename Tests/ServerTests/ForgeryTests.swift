import EventSourcing
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

@Suite("Forged requests")
struct ForgeryTests {
    static let forms = [
        "slots", "requests", "countersignature", "revocations", "withdrawals", "rooms", "rooms/end",
        "claims", "closings",
    ]

    /// What a browser says of where a request comes from.
    private func site(_ value: String) throws -> HTTPFields {
        [try #require(HTTPField.Name("Sec-Fetch-Site")): value]
    }

    @Test(
        "change nothing: whatever one of the three locks keeps out, the others are not asked",
        arguments: forms
    )
    func refused(form: String) async throws {
        let test = try TestServer()
        try await test.run { client in
            let course = try await TestCourse(test, client)
            let browser = try await TestBrowser(client)
            let code = try await browser.formToken(at: course.page)
            let path = "\(course.page)/\(form)"
            let size = try await test.log.size()
            func send(
                _ fields: [String: String],
                cookie: String? = browser.cookie,
                _ headers: HTTPFields
            ) async throws -> HTTPResponse.Status {
                let fields = fields.merging(["slot": "whole", "mode": "own_devices"]) { $1 }
                return try await client.post(
                    path,
                    TestBrowser.fields(cookie: cookie, headers),
                    TestBrowser.body(fields)
                ).status
            }
            let own = try site("same-origin")
            // Without the session, as a strict cookie is left out of another site's request.
            #expect(try await send(["form_token": code], cookie: nil, own) == .seeOther)
            #expect(
                try await send(["form_token": code], cookie: "muster=1.2.3", own) == .seeOther
            )
            // With it, but from another place.
            for other in ["cross-site", "same-site", "none"] {
                #expect(try await send(["form_token": code], try site(other)) == .forbidden)
            }
            for origin in ["https://evil.example", "null", "http://localhost.evil.example"] {
                #expect(try await send(["form_token": code], [.origin: origin]) == .forbidden)
            }
            // From here, but without the code, or with another session's.
            let other = try await TestBrowser(client).formToken(at: course.page)
            #expect(other != code)
            for fields in [[:], ["form_token": ""], ["form_token": other], ["form_token": "00"]] {
                #expect(try await send(fields, own) == .forbidden)
            }
            #expect(try await test.log.size() == size)
        }
    }

    @Test("cannot be made with the bearer token's routes and a cookie")
    func api() async throws {
        let test = try TestServer()
        try await test.run { client in
            let course = try await TestCourse(test, client)
            let browser = try await TestBrowser(client)
            let code = try await browser.formToken(at: course.page)
            let size = try await test.log.size()
            let answer = try await browser.send(
                "/api/v1/occurrences/\(course.id)/closings",
                ["form_token": code]
            )
            #expect(answer.headers[.location] == "/login")
            #expect(try await test.log.size() == size)
        }
    }

    @Test("are told from those of the page, by the code in the form or in a header")
    func accepted() async throws {
        let test = try TestServer()
        try await test.run { client in
            let course = try await TestCourse(test, client)
            let browser = try await TestBrowser(client)
            let code = try await browser.formToken(at: course.page)
            let slot = ["slot": "whole", "form_token": code]
            let asked = try await browser.send("\(course.page)/slots", slot)
            #expect(asked.status == .seeOther)
            #expect(try await course.state("Ada") == "asked")
            let header: HTTPFields = [try #require(HTTPField.Name("Muster-Form")): code]
            let again = try await browser.send(
                "\(course.page)/slots",
                ["slot": "whole"],
                headers: header
            )
            #expect(again.status == .seeOther)
            // The log says which session it was, and not its cookie.
            let events = try await test.log.events(from: 0, limit: 1000)
            let actor = try #require(events.last?.actor.text)
            #expect(actor.hasPrefix("session:"))
            #expect(!browser.cookie.contains(actor))
        }
    }

    @Test("by an older browser, are told by the origin it names")
    func origin() async throws {
        let test = try TestServer()
        try await test.run { client in
            let course = try await TestCourse(test, client)
            let browser = try await TestBrowser(client)
            let code = try await browser.formToken(at: course.page)
            let host = try #require(try await hostAsked(of: client, browser, course))
            let answer = try await browser.send(
                "\(course.page)/slots",
                ["slot": "whole", "form_token": code],
                headers: [.origin: "http://\(host)"]
            )
            #expect(answer.status == .seeOther)
        }
    }

    /// The authority that the client asks for, as links on the page show it.
    private func hostAsked(
        of client: any TestClientProtocol,
        _ browser: TestBrowser,
        _ course: TestCourse
    ) async throws -> String? {
        let code = try await browser.formToken(at: course.page)
        _ = try await browser.send(
            "\(course.page)/rooms",
            ["slot": "whole", "mode": "own_devices", "form_token": code]
        )
        let page = try await browser.get(course.page).text
        return page.firstMatch(of: /value="http:\/\/([^\/"]+)\/room\//).map { String($0.1) }
    }

    @Test("do not sign anybody in or out")
    func session() async throws {
        let test = try TestServer()
        try await test.run { client in
            let login = TestBrowser.body(["token": TestServer.token])
            for headers in [try site("cross-site"), [.origin: "https://evil.example"]] {
                let fields = TestBrowser.fields(cookie: nil, headers)
                let answer = try await client.post("/session", fields, login)
                #expect(answer.status == .forbidden)
                #expect(answer.headers[.setCookie] == nil)
            }
            let course = try await TestCourse(test, client)
            let browser = try await TestBrowser(client)
            let forged = try await browser.send("/session/end", [:])
            #expect(forged.status == .forbidden)
            #expect(forged.headers[.setCookie] == nil)
            let code = try await browser.formToken(at: course.page)
            let left = try await browser.send("/session/end", ["form_token": code])
            #expect(left.headers[.setCookie]?.contains("Max-Age=0") == true)
        }
    }

    @Test("with a cookie that was changed, or of another token, are nobody's")
    func cookies() async throws {
        let test = try TestServer()
        try await test.run { client in
            let browser = try await TestBrowser(client)
            let value = browser.cookie.drop { $0 != "=" }.dropFirst()
            var parts = value.split(separator: ".").map(String.init)
            #expect(parts.count == 3)
            parts[0] = "9999999999"
            for cookie in [parts.joined(separator: "."), String(value.dropLast()), "", "a.b.c.d"] {
                let answer = try await client.get("/", [.cookie: "muster=\(cookie)"])
                #expect(answer.status == .unauthorized, "\(cookie)")
            }
            #expect(try await client.get("/", [.cookie: browser.cookie]).status == .ok)
        }
    }
}
