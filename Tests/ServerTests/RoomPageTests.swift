import EventSourcing
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

@Suite("Signing together over HTTP")
struct RoomPageTests {
    private let png: HTTPFields = [.contentType: "image/png"]

    /// Opens a room by the trainer's page; answers its path.
    private func room(_ course: TestCourse, _ browser: TestBrowser) async throws -> String {
        let code = try await browser.formToken(at: course.page)
        let opened = try await browser.send(
            "\(course.page)/rooms",
            ["slot": "whole", "mode": "own_devices", "form_token": code]
        )
        #expect(opened.headers[.location] == "\(course.page)#room-whole")
        let page = try await browser.get(course.page).text
        return try #require(page.firstMatch(of: /\/room\/[0-9a-f]{32}/).map { String($0.output) })
    }

    private func pick(
        _ name: String,
        _ room: String,
        _ client: any TestClientProtocol,
        cookie: String? = nil
    ) async throws -> TestResponse {
        let page = try await client.get(room, Self.page(cookie)).text
        let pattern = try Regex(
            "value=\"([^\"]+)\"><bdi>\(name)</bdi>",
            as: (Substring, Substring).self
        )
        let attendee = try #require(page.firstMatch(of: pattern)).output.1
        return try await client.post(
            room,
            TestBrowser.fields(cookie: cookie, [:]),
            TestBrowser.body(["attendee": String(attendee)])
        )
    }

    private static func page(_ cookie: String?) -> HTTPFields {
        var fields = TestServer.page
        fields[.cookie] = cookie
        return fields
    }

    @Test("each picks their name, waits, is confirmed by the trainer, and signs")
    func ownDevices() async throws {
        let test = try TestServer()
        try await test.run { client in
            let course = try await TestCourse(test, client)
            let browser = try await TestBrowser(client)
            let room = try await room(course, browser)
            let names = try await client.get(room, TestServer.page).text
            #expect(names.contains("Ada") && names.contains("Boris"))
            // No more than it takes to find oneself.
            #expect(!names.contains("Host"))
            let picked = try await pick("Ada", room, client)
            let own = try #require(picked.headers[.location])
            let waiting = try await client.get(own, TestServer.page)
            #expect(waiting.text.contains("data-waiting"))
            let code = try #require(waiting.text.firstMatch(of: /<bdi>(\d{4})<\/bdi>/)?.1)
            // Nobody signs before they are confirmed.
            #expect(try await client.post(own, png, TestPNG.signature()).status == .notFound)
            let page = try await browser.get(course.page).text
            #expect(page.contains("<bdi>\(code)</bdi>"))
            let claim = try #require(page.firstMatch(of: /name="claim" value="([0-9a-f]{64})"/)?.1)
            let answer = try await browser.send(
                "\(course.page)/claims",
                [
                    "claim": String(claim), "verdict": "confirm",
                    "form_token": try await browser.formToken(at: course.page),
                ]
            )
            #expect(answer.status == .seeOther)
            #expect(try await client.get(own, TestServer.page).text.contains("id=\"pad\""))
            #expect(try await client.post(own, png, TestPNG.signature()).status == .created)
            #expect(try await course.state("Ada") == "signed")
            #expect(try await course.state("Boris") == "not_asked")
            // Who has signed is to be picked no more.
            #expect(try await client.get(room, TestServer.page).text.contains("Ada") == false)
            let confirmations = try await test.log.events(from: 0, limit: 1000).filter {
                $0.event.type.name == "signature.requested"
            }
            #expect(confirmations.count == 1)
            #expect(confirmations.first?.actor.text.hasPrefix("session:") == true)
        }
    }

    @Test("whoever is refused signs nothing, and neither does anybody once the room is closed")
    func refusal() async throws {
        let test = try TestServer()
        try await test.run { client in
            let course = try await TestCourse(test, client)
            let browser = try await TestBrowser(client)
            let room = try await room(course, browser)
            let form = try await browser.formToken(at: course.page)
            let own = try #require(try await pick("Ada", room, client).headers[.location])
            let page = try await browser.get(course.page).text
            let claim = try #require(page.firstMatch(of: /name="claim" value="([0-9a-f]{64})"/)?.1)
            let fields = ["claim": String(claim), "verdict": "refuse", "form_token": form]
            #expect(try await browser.send("\(course.page)/claims", fields).status == .seeOther)
            #expect(try await client.get(own, TestServer.page).status == .notFound)
            let second = try #require(try await pick("Boris", room, client).headers[.location])
            let closed = try await browser.send(
                "\(course.page)/rooms/end",
                ["slot": "whole", "form_token": form]
            )
            #expect(closed.status == .seeOther)
            for path in [room, second] {
                #expect(try await client.get(path, TestServer.page).status == .notFound)
            }
            let nobody = try await client.post(
                room,
                TestBrowser.fields(cookie: nil, [:]),
                TestBrowser.body(["attendee": "x"])
            )
            #expect(nobody.status == .notFound)
        }
    }

    @Test("a device that is handed over has no session, lets one sign, and comes back to the names")
    func sharedDevice() async throws {
        let test = try TestServer()
        try await test.run { client in
            let course = try await TestCourse(test, client)
            let browser = try await TestBrowser(client)
            let opened = try await browser.send(
                "\(course.page)/rooms",
                [
                    "slot": "whole", "mode": "shared_device",
                    "form_token": try await browser.formToken(at: course.page),
                ]
            )
            #expect(opened.headers[.setCookie]?.contains("Max-Age=0") == true)
            let first = try #require(opened.headers[.location])
            let taken = try await client.get(first, TestServer.page)
            let room = try #require(taken.headers[.location])
            #expect(room == String(first.prefix { $0 != "?" }))
            let field = try #require(taken.headers[.setCookie])
            #expect(field.contains("HttpOnly") && field.contains("SameSite=Lax"))
            let device = String(field.prefix { $0 != ";" })
            let picked = try await pick("Ada", room, client, cookie: device)
            let own = try #require(picked.headers[.location])
            #expect(own.hasPrefix(room + "/"))
            let page = try await client.get(own, Self.page(device)).text
            #expect(page.contains("href=\"\(room)\""))
            let post = String(try #require(page.firstMatch(of: /data-post="([^"]+)"/)?.1))
            var fields = png
            // What is seen on the device is of no use on another, nor on that of another room.
            for other in [nil, "muster-device=x", device + "0"] {
                for path in [room, own, post] {
                    #expect(try await client.get(path, Self.page(other)).status == .notFound)
                }
                fields[.cookie] = other
                let answer = try await client.post(post, fields, TestPNG.signature())
                #expect(answer.status == .notFound)
            }
            fields[.cookie] = device
            #expect(try await client.post(post, fields, TestPNG.signature()).status == .created)
            #expect(try await course.state("Ada") == "signed")
            #expect(try await client.get(room, Self.page(device)).text.contains("Boris"))
            // Whoever goes back finds nothing of whoever signed before.
            #expect(try await client.get(own, Self.page(device)).status == .notFound)
        }
    }

    @Test("a name that is not on the list is not to be picked, nor one that has signed")
    func strangers() async throws {
        let test = try TestServer()
        try await test.run { client in
            let course = try await TestCourse(test, client)
            let browser = try await TestBrowser(client)
            let room = try await room(course, browser)
            let size = try await test.log.size()
            let host = try #require(try await course.line("Host")["attendee"]?.string)
            for attendee in ["x", host] {
                let answer = try await client.post(
                    room,
                    TestBrowser.fields(cookie: nil, [:]),
                    TestBrowser.body(["attendee": attendee])
                )
                #expect(answer.status == .notFound)
            }
            let nothing = try await client.post(room, TestBrowser.fields(cookie: nil, [:]), [])
            #expect(nothing.status == .badRequest)
            #expect(try await test.log.size() == size)
        }
    }

    @Test("programs open rooms, and decide who it is, with the token")
    func api() async throws {
        let test = try TestServer()
        try await test.run { client in
            let course = try await TestCourse(test, client)
            let path = "/api/v1/occurrences/\(course.id)"
            let body: JSON = [
                "slot": "whole", "from": "2026-03-09T11:00:00Z", "to": "2026-03-09T13:00:00Z",
                "mode": "own_devices",
            ]
            let opened = try await client.post(
                "\(path)/rooms",
                TestServer.bearer,
                body.canonicalBytes()
            )
            #expect(opened.status == .created)
            let room = try #require(opened.json["path"]?.string)
            let own = try #require(try await pick("Ada", room, client).headers[.location])
            let claim = try #require(try await course.slot()?["claims"]?.array?.first?["claim"])
            let bad: JSON = ["claim": claim]
            let answer: JSON = ["claim": claim, "confirmed": true]
            let unknown: JSON = ["claim": "00", "confirmed": true]
            func decide(_ body: JSON) async throws -> HTTPResponse.Status {
                try await client.post(
                    "\(path)/claims",
                    TestServer.bearer,
                    body.canonicalBytes()
                ).status
            }
            #expect(try await decide(bad) == .badRequest)
            #expect(try await decide(unknown) == .notFound)
            #expect(try await decide(answer) == .noContent)
            #expect(try await decide(answer) == .noContent)
            #expect(try await client.post(own, png, TestPNG.signature()).status == .created)
            let notRoom: JSON = ["slot": "whole", "mode": "other"]
            let refused = try await client.post(
                "\(path)/rooms",
                TestServer.bearer,
                notRoom.canonicalBytes()
            )
            #expect(refused.status == .badRequest)
        }
    }
}
