import Attendance
import EventSourcing
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import MeetingManagement
import Projections
import TestSupport
import Testing

@testable import Server

@Suite("Behind a proxy")
struct ForwardingTests {
    @Test(
        "signatures have the address that a trusted proxy names, and no invented one",
        arguments: [true, false]
    )
    func addresses(isTrusted: Bool) async throws {
        var test = try TestServer()
        if isTrusted { test.settings.trustedProxies = ["127.0.0.1", "::1"] }
        let server = test
        try await server.run { client in
            let course = try await TestCourse(server, client, people: ["Ada"])
            let browser = try await TestBrowser(client)
            let code = try await browser.formToken(at: course.page)
            _ = try await browser.send(
                "\(course.page)/slots",
                ["slot": "whole", "form_token": code]
            )
            let page = try await browser.get(course.page).text
            let sign = try #require(page.firstMatch(of: /\/sign\/[0-9a-f]{32}/)?.output)
            let forwarded = try #require(HTTPField.Name("X-Forwarded-For"))
            let headers: HTTPFields = [
                .contentType: "image/png", forwarded: "6.6.6.6, 203.0.113.9, 127.0.0.1",
            ]
            let signed = try await client.post(String(sign), headers, TestPNG.signature())
            #expect(signed.status == .created)
            let roll = try #require(
                try await server.desk.meetings(limit: 1).meetings.first
            ).roll
            let given = roll.signatures.occurrences.values.flatMap(\.signatures.values).first
            let address = given?.evidence.address?.value
            #expect(address == (isTrusted ? "203.0.113.9" : address))
            #expect(["127.0.0.1", "::1", "203.0.113.9"].contains(address ?? ""))
            #expect(isTrusted || address != "203.0.113.9")
        }
    }

    @Test("links begin with where the server is reached, and cookies go by TLS alone then")
    func origin() async throws {
        var test = try TestServer()
        test.settings.address = "https://muster.example"
        let server = test
        try await server.run { client in
            let course = try await TestCourse(server, client, people: ["Ada"])
            let type: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            let login = Array("token=\(TestServer.token)".utf8)
            let opened = try await client.post("/session", type, login)
            #expect(opened.headers[.setCookie]?.contains("Secure") == true)
            let browser = try await TestBrowser(client)
            let code = try await browser.formToken(at: course.page)
            let sent = try await browser.send(
                "\(course.page)/slots",
                ["slot": "whole", "form_token": code],
                headers: [.origin: "https://muster.example"]
            )
            #expect(sent.status == .seeOther)
            let csv = try await browser.get("\(course.page)/links.csv?slot=whole")
            #expect(csv.headers[.contentType] == "text/csv; charset=utf-8")
            let lines = csv.text.split(separator: "\r\n")
            #expect(lines.count == 3)
            #expect(lines.contains { $0.contains(#""https://muster.example/sign/"#) })
            #expect(csv.text.hasPrefix("\u{FEFF}"))
        }
    }
}
