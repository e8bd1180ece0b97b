import EventSourcing
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

@testable import Server

/// What is recorded as confirmed is what was read, or nothing is recorded.
@Suite("Statements over HTTP")
struct StatementTests {
    @Test("that changed since the page was opened are not recorded as shown")
    func changed() async throws {
        let test = try TestServer()
        try await test.run { client in
            let course = try await TestCourse(test, client)
            func ask(_ attendee: String?, joinLink: String?) async throws -> [JSON] {
                let body: JSON = [
                    "slot": "whole", "from": "2026-03-09T11:00:00Z", "to": "2026-03-09T13:00:00Z",
                    "attendee": attendee.map(JSON.string) ?? .null,
                    "join_link": joinLink.map(JSON.string) ?? .null,
                ]
                let answer = try await client.post(
                    "/api/v1/occurrences/\(course.id)/slots",
                    TestServer.bearer,
                    body.canonicalBytes()
                )
                return answer.json["links"]?.array ?? []
            }
            let links = try await ask(nil, joinLink: nil)
            let ada = try #require(links.first { $0["name"]?.string == "Ada" }?["path"]?.string)
            let boris = try await course.line("Boris")["attendee"]?.string
            func shown() async throws -> (statement: String, post: String) {
                let page = try await client.get(ada + "?lang=fr", TestServer.page).text
                return (
                    String(try #require(page.firstMatch(of: /data-statement="([0-9a-f]{64})"/)?.1)),
                    String(try #require(page.firstMatch(of: /data-post="([^"]+)"/)?.1))
                )
            }
            func sign(_ page: (statement: String, post: String)) async throws -> TestResponse {
                var fields: HTTPFields = [.contentType: "image/png"]
                fields[.musterStatement] = page.statement
                return try await client.post(page.post, fields, TestPNG.signature())
            }
            let before = try await shown()
            _ = try await ask(boris, joinLink: "https://zoom.example/j/1")
            let size = try await test.log.size()
            let refused = try await sign(before)
            #expect(refused.status == .conflict)
            #expect(refused.json["title"]?.string == "Le texte a changé")
            #expect(try await test.log.size() == size)
            let after = try await shown()
            #expect(after.statement != before.statement)
            #expect(try await sign(after).status == .created)
        }
    }
}
