import EventSourcing
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import TestSupport
import Testing

@testable import Server

@Suite("Links that are not valid")
struct LinkGuardTests {
    /// A clock that goes on when it is told to.
    private final class Clock: Sendable {
        private let time = Mutex<Instant>(TestServer.now)
        var now: Instant { time.withLock { $0 } }
        func advance(bySeconds seconds: Int64) {
            time.withLock { $0 = $0.advanced(bySeconds: seconds) }
        }
    }

    private func tries(
        _ links: LinkGuard,
        _ token: String,
        from client: String?,
        isGood: Bool = false
    ) async -> Int {
        do {
            try await links.open(token, from: client) { () async throws(Problem) in
                if !isGood { throw Problem.linkUnknown }
            }
            return 200
        } catch {
            return error.status.code
        }
    }

    @Test("are answered as such thirty times, and then one every two seconds")
    func perClient() async {
        let clock = Clock()
        let links = LinkGuard(now: { clock.now })
        for number in 1...30 { #expect(await tries(links, "\(number)", from: "10.0.0.1") == 404) }
        #expect(await tries(links, "31", from: "10.0.0.1") == 429)
        #expect(await tries(links, "31", from: "10.0.0.2") == 404)
        clock.advance(bySeconds: 2)
        #expect(await tries(links, "31", from: "10.0.0.1") == 404)
        #expect(await tries(links, "32", from: "10.0.0.1") == 429)
        clock.advance(bySeconds: 60)
        for number in 1...30 { #expect(await tries(links, "\(number)", from: "10.0.0.1") == 404) }
        #expect(await tries(links, "31", from: "10.0.0.1") == 429)
    }

    @Test("keep nobody from a good link, and whoever tries too many from doing the same work again")
    func neighbours() async {
        let clock = Clock()
        let links = LinkGuard(now: { clock.now })
        for number in 1...31 { _ = await tries(links, "\(number)", from: "10.0.0.1") }
        #expect(await tries(links, "good", from: "10.0.0.1", isGood: true) == 200)
        #expect(await tries(links, "31", from: "10.0.0.1", isGood: true) == 429)
        #expect(await tries(links, "31", from: "10.0.0.2", isGood: true) == 200)
        clock.advance(bySeconds: 2)
        #expect(await tries(links, "31", from: "10.0.0.1", isGood: true) == 200)
    }

    @Test("are not held against anybody for longer where the clock is put back")
    func clock() async {
        let clock = Clock()
        let links = LinkGuard(now: { clock.now })
        for number in 1...31 { _ = await tries(links, "\(number)", from: "10.0.0.1") }
        clock.advance(bySeconds: -3600)
        #expect(await tries(links, "x", from: "10.0.0.1") == 429)
        clock.advance(bySeconds: 2)
        #expect(await tries(links, "y", from: "10.0.0.1") == 404)
    }

    @Test("or are, take so many answers at once, and then one every five seconds")
    func answers() throws {
        let clock = Clock()
        let links = LinkGuard(now: { clock.now })
        for _ in 1...20 { try links.admitAnswer(by: "a") }
        let problem = #expect(throws: Problem.self) { try links.admitAnswer(by: "a") }
        #expect(problem?.status == .tooManyRequests)
        #expect(problem?.retryAfter == 5)
        try links.admitAnswer(by: "b")
        clock.advance(bySeconds: 5)
        try links.admitAnswer(by: "a")
    }

    @Test("from everywhere are told to wait, while good links are opened")
    func overall() async {
        let links = LinkGuard(now: { TestServer.now })
        for number in 1...600 {
            #expect(await tries(links, "x", from: "10.0.\(number / 200).\(number % 200)") == 404)
        }
        #expect(await tries(links, "x", from: "10.1.0.1") == 429)
        #expect(await tries(links, "good", from: "10.1.0.2", isGood: true) == 200)
    }

    @Test("are remembered for no more clients than there is room for")
    func bounded() async {
        let links = LinkGuard(now: { TestServer.now })
        for number in 0..<12_000 {
            _ = await tries(
                links,
                "x",
                from: "10.\(number / 65_536).\(number / 256 % 256).\(number % 256)"
            )
        }
        #expect(links.clientCount <= ServerLimits.metersMax)
        #expect(links.clientCount > ServerLimits.metersMax / 4)
    }

    @Test("are held against a network of IPv6, and an address of IPv4 however it is written")
    func clients() {
        #expect(ClientKey("2001:db8:1:2::1") == ClientKey("2001:db8:1:2:ffff::9"))
        #expect(ClientKey("2001:db8:1:2::1") != ClientKey("2001:db8:1:3::1"))
        #expect(ClientKey("::ffff:10.0.0.1") == ClientKey("10.0.0.1"))
        #expect(ClientKey("10.0.0.1") != ClientKey("10.0.0.2"))
        #expect(ClientKey(nil) == ClientKey(nil))
    }

    @Test("are told over HTTP when to come again; whatever a link was, the answer is the same")
    func overHTTP() async throws {
        let test = try TestServer()
        try await test.run { client in
            let course = try await TestCourse(test, client)
            let body: JSON = [
                "slot": "whole", "from": "2026-03-09T11:00:00Z", "to": "2026-03-09T13:00:00Z",
            ]
            let asked = try await client.post(
                "/api/v1/occurrences/\(course.id)/slots",
                TestServer.bearer,
                body.canonicalBytes()
            ).json["links"]?.array
            let paths = asked?.compactMap { $0["path"]?.string } ?? []
            let png: HTTPFields = [.contentType: "image/png"]
            let used = try #require(paths.first)
            #expect(try await client.post(used, png, TestPNG.signature()).status == .created)
            var answers: Set<String> = []
            for number in 0..<15 {
                for path in ["/sign/\(number)", "/room/\(number)"] {
                    let answer = try await client.get(path, [:])
                    #expect(answer.status == .notFound)
                    answers.insert(answer.text)
                }
            }
            #expect(answers.count == 1)
            let refused = try await client.get("/sign/31", [:])
            #expect(refused.status == .tooManyRequests)
            #expect(refused.headers[.retryAfter] == "2")
            let page = try await client.get("/room/31", TestServer.page)
            #expect(page.status == .tooManyRequests)
            #expect(page.headers[.retryAfter] == "2")
            // Whoever has a good link goes on.
            #expect(try await client.post(used, png, TestPNG.signature()).status == .created)
        }
    }
}
