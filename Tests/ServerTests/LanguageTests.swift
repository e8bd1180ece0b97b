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

@Suite("The language of pages")
struct LanguageTests {
    @Test(
        "is what the browser prefers of those we have",
        arguments: [
            ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", Language.french),
            ("sv, ar;q=0.3, pl;q=0.4", .polish), ("ES", .spanish), ("it;q=0, de;q=0.1", .german),
            ("en-GB,ar", .english), ("de;q=x, ar;q=0.2", .arabic),
        ]
    )
    func preferred(header: String, language: Language) {
        #expect(LanguageChoice.preferred(header) == language)
    }

    @Test("is left open by what says nothing of them", arguments: ["", "sv", "*", ";;,,", "q=1"])
    func none(header: String) {
        #expect(LanguageChoice.preferred(header) == nil)
    }

    /// The path of a link to sign by.
    private func link(_ test: TestServer, _ client: any TestClientProtocol) async throws -> String {
        let course = try await TestCourse(test, client, people: ["Ada"])
        let body: JSON = [
            "slot": "morning", "from": "2026-03-09T11:00:00Z", "to": "2026-03-09T13:00:00Z",
        ]
        let links = try await client.post(
            "/api/v1/occurrences/\(course.id)/slots",
            TestServer.bearer,
            body.canonicalBytes()
        ).json["links"]?.array
        let own = links?.first { $0["name"]?.string == "Ada" }
        return try #require(own?["path"]?.string)
    }

    @Test(
        "shows on the page, in its problems and in the statement that is kept",
        arguments: Language.allCases
    )
    func page(language: Language) async throws {
        let test = try TestServer()
        try await test.run { client in
            let path = try await link(test, client)
            let messages = language.messages
            let preferring: HTTPFields = [
                .acceptLanguage: language.rawValue, .accept: "text/html",
            ]
            let chosen = try await client.get(
                "\(path)?lang=\(language.rawValue)",
                [
                    .acceptLanguage: "en", .accept: "text/html",
                ]
            )
            let preferred = try await client.get(path, preferring)
            for page in [chosen, preferred] {
                let start = "<html lang=\"\(language.rawValue)\" dir=\"\(language.direction)\">"
                #expect(page.text.contains(start))
                #expect(page.text.contains("<h1>\(messages.text("sign.title"))</h1>"))
                #expect(page.text.contains("<bdi>\(messages.title(of: SlotID("morning")))</bdi>"))
                // Everything that templates ask for is there.
                #expect(!page.text.contains("{{"))
            }
            #expect(preferred.headers[.vary] == "Accept-Language")
            let post = "\(path)?lang=\(language.rawValue)"
            let blank = try await client.post(post, [.contentType: "image/png"], TestPNG.blank())
            #expect(blank.json["detail"]?.string == messages.text("problem.blank"))
            let png = TestPNG.signature()
            let signed = try await client.post(post, [.contentType: "image/png"], png)
            #expect(signed.status == .created)
            let roll = try #require(try await test.desk.meetings(limit: 1).meetings.first).roll
            let given = roll.signatures.occurrences.values.flatMap(\.signatures.values).first
            #expect(given?.evidence.statement == messages.text("statement.attendee"))
            let gone = try await client.get(post, TestServer.page)
            #expect(gone.text.contains(messages.text("problem.link_title")))
        }
    }

    @Test("of a sheet's document is the one asked for, whatever the browser prefers")
    func document() async throws {
        let test = try TestServer()
        try await test.run { client in
            let course = try await TestCourse(test, client)
            let path = "/api/v1/occurrences/\(course.id)/sheet.pdf"
            var headers = TestServer.bearer
            headers[.acceptLanguage] = "de"
            for (query, language) in [("", "en"), ("?lang=en", "en"), ("?lang=ar", "ar")] {
                let response = try await client.get(path + query, headers)
                #expect(response.status == .ok)
                #expect(response.headers[.contentType] == "application/pdf")
                #expect(response.headers[.contentLanguage] == language)
            }
            let german = try await client.get(path + "?lang=de", headers)
            let english = try await client.get(path, headers)
            #expect(german.body != english.body)
            let wrong = try await client.get(path + "?lang=xx", headers)
            #expect(wrong.status == .badRequest)
            let browser = try await TestBrowser(client)
            let page = try await browser.get(course.page + "?lang=fr").text
            #expect(page.contains("href=\"\(path)?lang=fr\""))
            let plain = try await browser.get(course.page + "?lang=en").text
            #expect(plain.contains("href=\"\(path)\""))
        }
    }

    @Test("shows on the room's page and on the trainer's", arguments: Language.allCases)
    func together(language: Language) async throws {
        let test = try TestServer()
        try await test.run { client in
            let course = try await TestCourse(test, client)
            let browser = try await TestBrowser(client)
            let query = "?lang=\(language.rawValue)"
            let code = try await browser.formToken(at: course.page + query)
            let opened = try await browser.send(
                "\(course.page)/rooms\(query)",
                ["slot": "whole", "mode": "own_devices", "form_token": code]
            )
            #expect(opened.headers[.location] == "\(course.page)\(query)#room-whole")
            let page = try await browser.get(course.page + query).text
            #expect(page.contains(language.messages.text("trainer.room_close")))
            #expect(page.contains("action=\"\(course.page)/rooms/end\(query)\""))
            let room = try #require(page.firstMatch(of: /\/room\/[0-9a-f]{32}/)?.output)
            let names = try await client.get(String(room) + query, TestServer.page).text
            #expect(names.contains(language.messages.text("room.pick_help")))
            for text in [page, names] { #expect(!text.contains("{{")) }
        }
    }
}
