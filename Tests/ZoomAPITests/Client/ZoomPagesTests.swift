import EventSourcing
import Synchronization
import Testing

@testable import ZoomAPI

@Suite("A list of many pages", .timeLimit(.minutes(30)))
struct ZoomPagesTests {
    /// A page of registrants `from..<to` that leads to another, or to none.
    private static func page(_ names: Range<Int>, next: String?) -> String {
        let registrants = names.map { #"{"id":"reg-\#($0)","email":"r\#($0)@example.org"}"# }
        return #"{"total_records":1000,"next_page_token":"\#(next ?? "")","registrants":["#
            + registrants.joined(separator: ",") + "]}"
    }

    /// The number of the page that a request asks for.
    private static func place(_ request: ZoomHTTPRequest) -> Int {
        let token = request.target.split(separator: "next_page_token=page").dropFirst().first
        return token.flatMap { Int($0) } ?? 0
    }

    /// Answers pages of 100 with the tokens `page1`, `page2`, … up to a number of pages.
    private static func answer(_ request: ZoomHTTPRequest, of pages: Int) -> ScriptedZoom.Reply {
        let place = place(request)
        let next = place + 1 < pages ? "page\(place + 1)" : nil
        return .answer(200, [:], page(place * 100..<place * 100 + 100, next: next))
    }

    private func list() throws -> ZoomCall<ZoomPage<ZoomRegistrant>> {
        RegistrantCalls.list(of: try number())
    }

    private static let everybody = (0..<1000).map { "reg-\($0)" }

    @Test("is read to its end, with the same arguments and each page once")
    func whole() async throws {
        let zoom = ScriptedZoom.granting { request, _ in Self.answer(request, of: 10) }
        let all = try await ZoomClient.sample(zoom).all(of: try list())
        #expect(all.map(\.id) == Self.everybody)
        #expect(zoom.calls.count == 10)
        let arguments = "/meetings/81234567890/registrants?status=approved&page_size=300"
        #expect(zoom.calls.allSatisfy { $0.target.hasPrefix(arguments) })
        #expect(Set(zoom.calls.map(\.target)).count == 10)
    }

    @Test("is empty where the first page is")
    func empty() async throws {
        let zoom = ScriptedZoom.granting { _, _ in .answer(200, [:], #"{"registrants":[]}"#) }
        #expect(try await ZoomClient.sample(zoom).all(of: try list()).isEmpty)
        #expect(zoom.calls.count == 1)
    }

    @Test("goes on with another token when one is revoked in its midst")
    func revoked() async throws {
        let zoom = ScriptedZoom.granting { request, _ in
            // The first token holds for four pages.
            request.bearer == "Bearer token-1" && Self.place(request) >= 4
                ? .answer(401, [:], #"{"code":124,"message":"Invalid access token."}"#)
                : Self.answer(request, of: 10)
        }
        let all = try await ZoomClient.sample(zoom).all(of: try list())
        #expect(all.map(\.id) == Self.everybody)
        #expect(zoom.grants.count == 2)
        #expect(zoom.calls.count == 11)
    }

    @Test("survives a server that fails, hangs and cuts", arguments: UInt64(0)..<20)
    func disorder(seed: UInt64) async throws {
        let zoom = ScriptedZoom.granting { request, number in
            var generator = SeededGenerator(seed: seed &* 1000 &+ UInt64(number))
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: return .fault(.cut)
            case 1: return .fault(.silent)
            case 2: return .answer(503)
            case 3: return .answer(429, ["X-RateLimit-Type": "QPS"])
            case 4: return .broken(200, [:], Array(#"{"registrants":["#.utf8), .cut)
            default: return Self.answer(request, of: 10)
            }
        }
        var limits = ZoomClientLimits()
        limits.triesMax = 40
        limits.callSecondsMax = 3600
        let all = try await ZoomClient.sample(zoom, limits: limits).all(of: try list())
        #expect(all.map(\.id) == Self.everybody, "seed \(seed)")
        #expect(zoom.calls.count > 10, "seed \(seed)")
    }

    @Test("that leads back to where it was fails, and does not go round")
    func repeated() async throws {
        let zoom = ScriptedZoom.granting { request, _ in
            let next = ["page1", "page2", "page1"][Self.place(request) % 3]
            return .answer(200, [:], Self.page(0..<1, next: next))
        }
        let failure = try await #require(throws: ZoomFailure.self) {
            try await ZoomClient.sample(zoom).all(of: try list())
        }
        #expect(failure.reason == .pageRepeated(page: 3))
        #expect(zoom.calls.count == 3)
    }

    @Test("is not followed without end")
    func tooMany() async throws {
        let zoom = ScriptedZoom.granting { _, number in
            .answer(200, [:], Self.page(0..<1, next: "page\(number)"))
        }
        var limits = ZoomClientLimits()
        limits.pagesMax = 7
        let failure = try await #require(throws: ZoomFailure.self) {
            try await ZoomClient.sample(zoom, limits: limits).all(of: try list())
        }
        #expect(failure.reason == .tooManyPages)
        #expect(zoom.calls.count == 7)
    }

    @Test("hands on the pages before one that fails, and ends with it")
    func failing() async throws {
        let zoom = ScriptedZoom.granting { request, _ in
            Self.place(request) == 2
                ? .answer(404, [:], #"{"code":3001,"message":"gone"}"#)
                : Self.answer(request, of: 10)
        }
        var pages = ZoomClient.sample(zoom).pages(of: try list()).makeAsyncIterator()
        #expect(try await pages.next()?.elements.count == 100)
        #expect(try await pages.next()?.elements.count == 100)
        let failure = await #expect(throws: ZoomFailure.self) { _ = try await pages.next() }
        #expect(failure?.reason == .refused(ZoomRefusal(status: 404, code: 3001)))
        #expect(try await pages.next() == nil)
        #expect(zoom.calls.count == 3)
    }

    /// Refuses the token of a page as long as it was asked for less often than so.
    private static func forgetful(
        page: Int,
        times: Int
    ) -> ScriptedZoom {
        let refusals = Mutex(0)
        return ScriptedZoom.granting { request, _ in
            let isForgotten =
                place(request) == page
                && refusals.withLock { count in
                    count += 1
                    return count <= times
                }
            return isForgotten
                ? .answer(
                    400,
                    [:],
                    #"{"code":300,"message":"The next page token is invalid or expired."}"#
                ) : answer(request, of: 10)
        }
    }

    @Test("is begun anew when its token has expired, and holds everybody once")
    func expired() async throws {
        let zoom = Self.forgetful(page: 4, times: 1)
        let all = try await ZoomClient.sample(zoom).all(of: try list())
        #expect(all.map(\.id) == Self.everybody)
        // Four pages and the refusal, then ten.
        #expect(zoom.calls.count == 15)
    }

    @Test("is begun anew once only")
    func expiredAgain() async throws {
        let zoom = Self.forgetful(page: 4, times: 2)
        let failure = try await #require(throws: ZoomFailure.self) {
            try await ZoomClient.sample(zoom).all(of: try list())
        }
        #expect(failure.reason == .pageExpired(page: 5))
        #expect(failure.description.contains("page 5 begins"))
        #expect(zoom.calls.count == 10)
    }

    @Test("whose pages are handed on as they come says where it broke off")
    func expiredPages() async throws {
        let zoom = Self.forgetful(page: 2, times: 1)
        var pages = ZoomClient.sample(zoom).pages(of: try list()).makeAsyncIterator()
        for _ in 0..<2 { #expect(try await pages.next()?.elements.count == 100) }
        let failure = await #expect(throws: ZoomFailure.self) { _ = try await pages.next() }
        #expect(failure?.reason == .pageExpired(page: 3))
        #expect(try await pages.next() == nil)
    }

    @Test("that is refused from the first page on was asked for wrongly, not too slowly")
    func refusedAtOnce() async throws {
        let zoom = ScriptedZoom.granting { _, _ in
            .answer(400, [:], #"{"code":300,"message":"Invalid field."}"#)
        }
        let failure = try await #require(throws: ZoomFailure.self) {
            try await ZoomClient.sample(zoom).all(of: try list())
        }
        #expect(failure.reason == .refused(ZoomRefusal(status: 400, code: 300)))
        #expect(zoom.calls.count == 1)
    }

    @Test("of which something cannot be read is not taken for whole")
    func unreadable() async throws {
        let zoom = ScriptedZoom.granting { _, _ in
            .answer(200, [:], #"{"registrants":[{"id":"reg-1"},"reg-2",null]}"#)
        }
        let client = ZoomClient.sample(zoom)
        let failure = try await #require(throws: ZoomFailure.self) {
            try await client.all(of: try list())
        }
        #expect(failure.description.hasSuffix("what 2 elements are about is missing"))
        let page = try await client.answer(to: try list())
        #expect(page.elements.map(\.id) == ["reg-1"])
        #expect(page.unreadable == 2)
    }
}

@Suite("The state of a list")
struct PageStateTests {
    @Test("ends on every list of tokens", arguments: UInt64(0)..<100)
    func ends(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var state = PageState(pagesMax: 50)
        var asked: [String?] = []
        for _ in 0..<200 {
            guard case .ask(let token) = state.step else { break }
            asked.append(token)
            let next = Int.random(in: 0..<60, using: &generator)
            state.read(nextToken: next == 0 ? "" : "t\(next)")
        }
        #expect(asked.count <= 50, "seed \(seed)")
        #expect(Set(asked).count == asked.count, "seed \(seed)")
        if case .ask = state.step { Issue.record("no end, seed \(seed)") }
    }
}
