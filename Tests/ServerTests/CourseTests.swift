import EventSourcing
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

@Suite("A course over HTTP")
struct CourseTests {
    let zoom: WebhookSample = {
        var zoom = WebhookSample()
        zoom.start = "2026-03-09T11:00:00Z"
        return zoom
    }()
    let png: HTTPFields = [.contentType: "image/png"]

    /// Delivers the beginning of a course, and opens a slot around noon.
    func opened(_ test: TestServer, _ client: any TestClientProtocol) async throws -> [JSON] {
        for body in [
            zoom.created(start: "2026-03-09T11:00:00Z"), zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T11:02:00Z", connection: "A", user: "1"),
        ] {
            let response = try await client.post("/zoom/webhooks", try test.signed(body), body)
            #expect(response.status == .noContent)
        }
        let id = try await occurrence(client)
        let slot: JSON = [
            "slot": "whole", "from": "2026-03-09T11:00:00Z", "to": "2026-03-09T12:30:00Z",
            "reason": "For the funder",
        ]
        let response = try await client.post(
            "/api/v1/occurrences/\(id)/slots",
            TestServer.bearer,
            slot.canonicalBytes()
        )
        #expect(response.status == .created)
        return response.json["links"]?.array ?? []
    }

    func occurrence(_ client: any TestClientProtocol) async throws -> String {
        let meetings = try await client.get("/api/v1/meetings").json["meetings"]?.array
        return try #require(meetings?.first?["occurrences"]?.array?.first?["id"]?.string)
    }

    @Test("who is present is answered by number and by time")
    func presence() async throws {
        let test = try TestServer()
        try await test.run { client in
            _ = try await opened(test, client)
            let path = "/api/v1/meetings/\(zoom.number)/presence"
            let now = try await client.get(path).json
            #expect(now["present"]?.array?.compactMap { $0["name"]?.string } == ["Ada"])
            let before = try await client.get(path + "?at=2026-03-09T11:01:59Z").json
            #expect(before["present"]?.array?.isEmpty == true)
            #expect(try await client.get(path + "?at=noon").status == .badRequest)
            #expect(try await client.get("/api/v1/meetings/1/presence").status == .notFound)
        }
    }

    @Test("sheets and presence are answered as they were known, and not before anything was")
    func knownAt() async throws {
        let test = try TestServer()
        try await test.run { client in
            _ = try await opened(test, client)
            let path = "/api/v1/occurrences/\(try await occurrence(client))/sheet"
            let now = try await client.get(path).json
            let last = try await test.log.size() - 1
            #expect(try await client.get("\(path)?known_at=\(last)").json == now)
            #expect(try await client.get("\(path).pdf?known_at=\(last)").status == .ok)
            let presence = "/api/v1/meetings/\(zoom.number)/presence"
            for question in [path, presence] {
                let early = try await client.get(question + "?known_at=2000-01-01T00:00:00Z")
                #expect(early.status == .notFound)
                #expect(try await client.get(question + "?known_at=noon").status == .badRequest)
            }
        }
    }

    @Test("a signing page shows what is signed, takes the picture, and gives a receipt")
    func signing() async throws {
        let test = try TestServer()
        try await test.run { client in
            let link = try #require(try await opened(test, client).first)
            let path = try #require(link["path"]?.string)
            let page = try await client.get(path, [:])
            #expect(page.status == .ok)
            #expect(page.text.contains("Ada"))
            #expect(page.text.contains("For the funder"))
            let picture = TestPNG.signature()
            let receipt = try await client.post(path, png, picture)
            #expect(receipt.status == .created)
            #expect(receipt.json["sha256"]?.string?.count == 64)
            #expect(try await client.post(path, png, picture).status == .created)
            #expect(try await client.post(path, png, TestPNG.signature(2)).status == .notFound)
            let id = try await occurrence(client)
            let sheet = try await client.get("/api/v1/occurrences/\(id)/sheet").json
            let rows = sheet["content"]?["rows"]?.array ?? []
            let digests = rows.flatMap { $0["signatures"]?.array ?? [] }.map { $0["sha256"] }
            #expect(digests == [receipt.json["sha256"]])
        }
    }

    @Test("another picture stands in for the one it names, and no other")
    func replacing() async throws {
        let test = try TestServer()
        try await test.run { client in
            let path = try #require(try await opened(test, client).first?["path"]?.string)
            let first = try await client.post(path, png, TestPNG.signature(1)).json["sha256"]
            func replace(_ digest: String) async throws -> HTTPResponse.Status {
                var headers = png
                headers[try #require(HTTPField.Name("Muster-Replaces"))] = digest
                return try await client.post(path, headers, TestPNG.signature(2)).status
            }
            #expect(try await replace(String(repeating: "0", count: 64)) == .notFound)
            #expect(try await replace("x") == .notFound)
            let known = try #require(first?.string)
            #expect(try await replace(known) == .created)
            #expect(try await replace(known) == .created)
            let lines = try await signing(client)
            #expect(lines.compactMap { $0["state"]?.string } == ["signed"])
            // The link is used: whoever comes by it later is told nothing.
            let unknown = try await client.get(String(path.dropLast(2)) + "zz", TestServer.page)
            let page = try await client.get(path, TestServer.page)
            #expect(page.status == .notFound)
            #expect(page.text == unknown.text)
        }
    }

    /// The lines of who has signed.
    func signing(_ client: any TestClientProtocol) async throws -> [JSON] {
        let id = try await occurrence(client)
        let report = try await client.get("/api/v1/occurrences/\(id)/signing").json
        return report["slots"]?.array?.first?["lines"]?.array ?? []
    }

    @Test("whoever will not sign says why, and may sign after all")
    func declining() async throws {
        let test = try TestServer()
        try await test.run { client in
            let path = try #require(try await opened(test, client).first?["path"]?.string)
            let json: HTTPFields = [.contentType: "application/json"]
            func decline(
                _ reason: JSON,
                _ headers: HTTPFields = json
            ) async throws
                -> HTTPResponse.Status
            {
                let body: JSON = ["reason": reason]
                return try await client.post(path + "/refusal", headers, body.canonicalBytes())
                    .status
            }
            #expect(try await signing(client).first?["state"]?.string == "asked")
            let tooLong = JSON.string(String(repeating: "a", count: 501))
            for reason in [JSON.null, "", " \n ", tooLong] {
                #expect(try await decline(reason) == .unprocessableContent)
            }
            #expect(try await decline("No", [:]) == .unsupportedMediaType)
            #expect(try await decline(" The hours are wrong ") == .noContent)
            #expect(try await decline("The hours are wrong") == .noContent)
            let line = try #require(try await signing(client).first)
            #expect(line["state"]?.string == "declined")
            #expect(line["reason"]?.string == "The hours are wrong")
            #expect(try await client.get(path, [:]).text.contains("change your mind"))
            let unknown = path.dropLast(32) + "0123456789abcdef0123456789abcdef/refusal"
            let body: JSON = ["reason": "No"]
            let foreign = try await client.post(String(unknown), json, body.canonicalBytes())
            #expect(foreign.status == .notFound)
            #expect(try await client.post(path, png, TestPNG.signature()).status == .created)
            #expect(try await signing(client).first?["state"]?.string == "signed")
            #expect(try await decline("No") == .notFound)
        }
    }

    @Test("one alone is asked anew, and nobody when it is not plain who")
    func askingOne() async throws {
        let test = try TestServer()
        try await test.run { client in
            let path = try #require(try await opened(test, client).first?["path"]?.string)
            let id = try await occurrence(client)
            func ask(_ attendee: JSON) async throws -> TestResponse {
                let slot: JSON = [
                    "slot": "whole", "from": "2026-03-09T11:00:00Z",
                    "to": "2026-03-09T12:30:00Z", "attendee": attendee,
                ]
                return try await client.post(
                    "/api/v1/occurrences/\(id)/slots",
                    TestServer.bearer,
                    slot.canonicalBytes()
                )
            }
            #expect(try await ask(5).status == .badRequest)
            #expect(try await ask("nobody").status == .notFound)
            #expect(try await client.get(path, [:]).status == .ok)
            let ada = try #require(try await signing(client).first?["attendee"])
            let links = try await ask(ada).json["links"]?.array
            #expect(links?.count == 1)
            #expect(links?.first?["expires"]?.string == "2026-03-09T12:45:00Z")
            #expect(try await client.get(path, [:]).status == .notFound)
        }
    }

    @Test("links are revoked, and signatures taken back, by whoever has the token")
    func takingBack() async throws {
        let test = try TestServer()
        try await test.run { client in
            let path = try #require(try await opened(test, client).first?["path"]?.string)
            let id = try await occurrence(client)
            let line = try #require(try await signing(client).first)
            let attendee = try #require(line["attendee"])
            let place: JSON = ["attendee": attendee, "slot": "whole"]
            func post(
                _ what: String,
                _ body: JSON,
                _ headers: HTTPFields = TestServer.bearer
            )
                async throws -> HTTPResponse.Status
            {
                try await client.post(
                    "/api/v1/occurrences/\(id)/\(what)",
                    headers,
                    body.canonicalBytes()
                ).status
            }
            let withReason: JSON = [
                "attendee": attendee, "slot": "whole", "reason": "Not they",
            ]
            #expect(try await post("revocations", place, [:]) == .unauthorized)
            #expect(try await post("revocations", ["attendee": attendee]) == .badRequest)
            #expect(try await post("withdrawals", withReason) == .notFound)
            #expect(try await client.post(path, png, TestPNG.signature()).status == .created)
            #expect(try await post("withdrawals", place) == .unprocessableContent)
            #expect(try await post("withdrawals", withReason) == .noContent)
            #expect(try await signing(client).first?["state"]?.string == "not_asked")
            #expect(try await client.get(path, [:]).status == .notFound)
            #expect(try await client.post(path, png, TestPNG.signature()).status == .notFound)
        }
        let other = try TestServer()
        try await other.run { client in
            let path = try #require(try await opened(other, client).first?["path"]?.string)
            let id = try await occurrence(client)
            let attendee = try #require(try await signing(client).first?["attendee"])
            let place: JSON = ["attendee": attendee, "slot": "whole"]
            for _ in 1...2 {
                let answer = try await client.post(
                    "/api/v1/occurrences/\(id)/revocations",
                    TestServer.bearer,
                    place.canonicalBytes()
                )
                #expect(answer.status == .noContent)
            }
            #expect(try await client.get(path, [:]).status == .notFound)
            #expect(try await signing(client).first?["state"]?.string == "not_asked")
        }
    }

    @Test("a picture that libpng refuses is answered 422 with the reason")
    func badPictures() async throws {
        let test = try TestServer()
        try await test.run { client in
            let link = try #require(try await opened(test, client).first)
            let path = try #require(link["path"]?.string)
            for picture in [
                Array("GIF89a".utf8), TestPNG.blank(), Array(TestPNG.signature().dropLast(9)),
            ] {
                let response = try await client.post(path, png, picture)
                #expect(response.status == .unprocessableContent)
                #expect(response.json["detail"]?.string?.isEmpty == false)
            }
            let plain: HTTPFields = [.contentType: "text/plain"]
            #expect(try await client.post(path, plain, [1]).status == .unsupportedMediaType)
            #expect(
                try await client.post("/sign/none", png, TestPNG.signature()).status == .notFound
            )
            let large = [UInt8](repeating: 0, count: (1 << 20) + 1)
            #expect(try await client.post(path, png, large).status == .contentTooLarge)
        }
    }

    @Test("a closed sheet's document is the same file ever after")
    func closing() async throws {
        let test = try TestServer()
        try await test.run { client in
            _ = try await opened(test, client)
            let id = try await occurrence(client)
            let path = "/api/v1/occurrences/\(id)"
            let closed = try await client.post(path + "/closings", TestServer.bearer, [])
            #expect(closed.status == .created)
            let first = try await client.get(path + "/sheet.pdf")
            #expect(first.headers[.contentType] == "application/pdf")
            let size = try await test.log.size()
            #expect(try await client.get(path + "/sheet.pdf").body == first.body)
            #expect(try await test.log.size() == size)
        }
    }

    @Test("the pages name the course, whoever is there, and the way to the sheet")
    func pages() async throws {
        let test = try TestServer()
        try await test.run { client in
            _ = try await opened(test, client)
            let id = try await occurrence(client)
            let list = try await client.get("/").text
            #expect(list.contains("First aid"))
            #expect(list.contains("/api/v1/occurrences/\(id)/sheet.pdf"))
            #expect(list.contains("Mon 9 March 2026, 12:00–13:00 (Europe/Paris, +01:00)"))
            let present = try await client.get("/meetings/\(zoom.number)/presence").text
            #expect(present.contains("Ada"))
        }
    }

    @Test("names are shown as text, never as markup")
    func escaping() async throws {
        let test = try TestServer()
        try await test.run { client in
            let hostile = #"<script>alert("1")</script>"#
            let body = zoom.joined(hostile, at: "2026-03-09T11:02:00Z", connection: "X", user: "1")
            for body in [zoom.started(), body] {
                _ = try await client.post("/zoom/webhooks", try test.signed(body), body)
            }
            let page = try await client.get("/meetings/\(zoom.number)/presence").text
            #expect(!page.contains("<script>alert"))
            #expect(page.contains("&lt;script&gt;"))
        }
    }

    @Test("a slot that is none is answered with what to send")
    func badSlots() async throws {
        let test = try TestServer()
        try await test.run { client in
            _ = try await opened(test, client)
            let id = try await occurrence(client)
            let path = "/api/v1/occurrences/\(id)/slots"
            let bodies = [
                "", "[]",
                #"{"slot":"Über","from":"2026-03-09T11:00:00Z","to":"2026-03-09T12:00:00Z"}"#,
            ]
            for body in bodies {
                let response = try await client.post(path, TestServer.bearer, Array(body.utf8))
                #expect(response.status == .badRequest, "\(body)")
            }
            let other: JSON = [
                "slot": "whole", "from": "2026-03-09T11:00:00Z", "to": "2026-03-09T12:00:00Z",
            ]
            let bytes = other.canonicalBytes()
            #expect(try await client.post(path, TestServer.bearer, bytes).status == .conflict)
            let nowhere = "/api/v1/occurrences/none/slots"
            #expect(try await client.post(nowhere, TestServer.bearer, bytes).status == .notFound)
        }
    }
}
