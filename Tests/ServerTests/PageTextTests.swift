import EventSourcing
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

@testable import Server

/// What people are called, or say, is never markup.
@Suite("Texts of pages")
struct PageTextTests {
    /// Marks that readers take for one character with what follows, or with what comes before.
    private static let marks = [
        "", "\u{600}", "\u{6DD}", "\u{70F}", "\u{8E2}", "\u{301}", "\u{200D}",
    ]

    @Test("have no markup left, whatever stands around it", arguments: marks, marks)
    func escaped(before: String, after: String) {
        for character in ["<", ">", "&", "\"", "'"] {
            let text = PageText().escapeText("a" + before + character + after)
            let scalars = text.unicodeScalars
            #expect(!scalars.contains { "<>\"'".unicodeScalars.contains($0) })
            #expect(scalars.count { $0 == "&" } == 1)
        }
        #expect(PageText().escapeText("Zoë\u{301} – ok") == "Zoë\u{301} – ok")
    }

    @Test("of names, topics and reasons are not markup on any page, signed in or not")
    func everywhere() async throws {
        let bad = "\u{600}<meta\u{301} content=\u{600}\"\u{301}x\u{600}'\u{301}\u{600}>\u{301}"
        let test = try TestServer()
        try await test.run { client in
            let course = try await TestCourse(test, client, people: [bad, "Ada"])
            let browser = try await TestBrowser(client)
            let link = try await client.post(
                "/api/v1/occurrences/\(course.id)/slots",
                TestServer.bearer,
                try slot(reason: bad)
            ).json["links"]?.array?.first { $0["name"]?.string == bad }
            let path = try #require(link?["path"]?.string)
            let refused = try await client.post(
                path + "/refusal",
                [.contentType: "application/json"],
                JSON.object(["reason": .string(bad)]).canonicalBytes()
            )
            #expect(refused.status == .noContent)
            let code = try await browser.formToken(at: course.page)
            _ = try await browser.send(
                "\(course.page)/rooms",
                ["slot": "whole", "mode": "own_devices", "form_token": code]
            )
            let trainer = try await browser.get(course.page).text
            let room = try #require(
                trainer.firstMatch(of: /\/room\/[0-9a-f]{32}/).map { String($0.output) }
            )
            let meeting = try #require(
                try await client.get("/api/v1/meetings").json["meetings"]?.array?.first?["id"]?
                    .string
            )
            for page in [
                trainer, try await client.get(room, TestServer.page).text,
                try await client.get(path, TestServer.page).text,
                try await browser.get("/").text,
                try await browser.get("/meetings/\(meeting)/presence").text,
            ] {
                // By bytes: to compare characters is what let them pass.
                let bytes = Array(page.utf8)
                #expect(!bytes.contains(sequence: Array("<meta\u{301}".utf8)))
                #expect(!bytes.contains(sequence: Array("\u{600}\"\u{301}".utf8)))
            }
            #expect(trainer.utf8.contains(sequence: Array("&lt;meta\u{301}".utf8)))
        }
    }

    private func slot(reason: String) throws -> [UInt8] {
        let body: JSON = [
            "slot": "whole", "from": "2026-03-09T11:00:00Z", "to": "2026-03-09T13:00:00Z",
            "reason": .string(reason),
        ]
        return body.canonicalBytes()
    }
}

extension Collection<UInt8> {
    fileprivate func contains(sequence: [UInt8]) -> Bool {
        let all = Array(self)
        guard all.count >= sequence.count else { return false }
        return (0...all.count - sequence.count).contains {
            all[$0..<$0 + sequence.count].elementsEqual(sequence)
        }
    }
}
