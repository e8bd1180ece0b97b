import Attendance
import EventSourcing
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import MeetingManagement
import TestSupport
import Testing

@Suite("Texts that are given over HTTP")
struct GivenTextTests {
    private static let endless = "e" + String(repeating: "\u{301}", count: 3000)

    private static func slot(_ more: [String: JSON]) -> [UInt8] {
        var slot: [String: JSON] = [
            "slot": "whole", "from": "2026-03-09T11:00:00Z", "to": "2026-03-09T12:30:00Z",
        ]
        for (name, value) in more { slot[name] = value }
        return JSON.object(slot).canonicalBytes()
    }

    @Test(
        "are held to the same rules by the API as by the form, and what is refused changes nothing"
    )
    func slots() async throws {
        let test = try TestServer()
        try await test.run { client in
            let course = try await TestCourse(test, client)
            let path = "/api/v1/occurrences/\(course.id)/slots"
            let size = try await test.log.size()
            let refused: [(String, JSON, HTTPResponse.Status)] = [
                ("join_link", "javascript:alert(1)", .unprocessableContent),
                ("join_link", "https://", .unprocessableContent),
                ("join_link", 1, .badRequest),
                ("reason", .string(String(repeating: "x", count: 501)), .unprocessableContent),
                ("reason", .string(Self.endless), .unprocessableContent),
                ("reason", ["x"], .badRequest),
            ]
            for (name, value, status) in refused {
                let body = Self.slot([name: value])
                #expect(
                    try await client.post(path, TestServer.bearer, body).status == status,
                    "\(name) \(value)"
                )
            }
            let rooms = "/api/v1/occurrences/\(course.id)/rooms"
            let room = Self.slot(["mode": "own_devices", "reason": .string(Self.endless)])
            let opened = try await client.post(rooms, TestServer.bearer, room)
            #expect(opened.status == .unprocessableContent)
            let browser = try await TestBrowser(client)
            let code = try await browser.formToken(at: course.page)
            let form = try await browser.send(
                "\(course.page)/slots",
                ["slot": "whole", "form_token": code, "join_link": "javascript:alert(1)"]
            )
            #expect(form.status == .badRequest)
            #expect(try await test.log.size() == size)
            let good = Self.slot([
                "join_link": " https://zoom.example/j/1 ", "reason": "  For the funder\n",
            ])
            let links = try await client.post(path, TestServer.bearer, good)
            #expect(links.status == .created)
            let signing = try #require(links.json["links"]?.array?.first?["path"]?.string)
            #expect(try await client.get(signing, TestServer.page).text.contains("For the funder"))
            let png: HTTPFields = [.contentType: "image/png"]
            let receipt = try await client.post(signing, png, TestPNG.signature())
            #expect(receipt.json["join_link"] == "https://zoom.example/j/1")
        }
    }

    @Test("are recorded as far as any name, or any browser's, goes")
    func evidence() async throws {
        let test = try TestServer()
        try await test.run { client in
            let course = try await TestCourse(test, client)
            let path = "/api/v1/occurrences/\(course.id)/slots"
            let links = try await client.post(path, TestServer.bearer, Self.slot([:]))
            let signing = try #require(links.json["links"]?.array?.first?["path"]?.string)
            var headers: HTTPFields = [.contentType: "image/png"]
            let name = Self.endless.utf8.map { "%" + [$0].hexadecimal }.joined()
            headers[try #require(HTTPField.Name("Muster-Route"))] = "typed"
            headers[try #require(HTTPField.Name("Muster-Typed-Name"))] = name
            headers[.userAgent] = "Browser " + String(repeating: "x", count: 5000)
            let receipt = try await client.post(signing, headers, TestPNG.signature())
            #expect(receipt.status == .created)
            let events = try await test.log.events(from: 0, limit: 1000)
            let given = try #require(events.last { $0.event.type.name == "signature.given" })
            let lengths = given.event.personal.compactMap { $0.value?.utf8.count }
            #expect(lengths.contains(512))
            #expect(lengths.max().map { $0 > 512 && $0 <= 800 } == true)
        }
    }
}
