import EventSourcing
import Testing

@testable import ZoomAPI

/// A file at a server that cuts, moves and forgets, by chance.
private struct FileServer {
    let file: [UInt8]
    var generator: SeededGenerator
    var knowsRanges = true
    var knowsLength = true
    var redirects = true

    /// Answers one request: head, pieces, and how it ended.
    mutating func answer(
        _ request: ZoomHTTPRequest
    ) -> (head: ZoomHTTPHead?, pieces: [[UInt8]], fault: ZoomTransportFault?) {
        if request.url.host == "zoom.us", redirects {
            let elsewhere: ZoomHeaders = ["Location": "https://cdn.example/f"]
            return (ZoomHTTPHead(status: 302, headers: elsewhere), [], nil)
        }
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: return (nil, [], .notReached)
        case 1: return (ZoomHTTPHead(status: 503), [], nil)
        case 2: return (ZoomHTTPHead(status: 403), [], nil)
        default: break
        }
        let asked = request.headers["range"].flatMap { Int($0.dropFirst(6).dropLast()) } ?? 0
        let start = knowsRanges ? asked : 0
        var headers: ZoomHeaders = ["etag": "\"one\"", "content-type": "video/mp4"]
        let rest = Array(file[start...])
        if start > 0 {
            headers["content-range"] = "bytes \(start)-\(file.count - 1)/\(file.count)"
        }
        if knowsLength { headers["content-length"] = String(rest.count) }
        let isCut = Int.random(in: 0..<4, using: &generator) > 0
        let sent = isCut ? Int.random(in: 0...rest.count, using: &generator) : rest.count
        var pieces: [[UInt8]] = []
        var place = 0
        while place < sent {
            let end = min(sent, place + Int.random(in: 1...50, using: &generator))
            pieces.append(Array(rest[place..<end]))
            place = end
        }
        return (
            ZoomHTTPHead(status: start > 0 ? 206 : 200, headers: headers), pieces,
            isCut ? .cut : nil
        )
    }
}

@Suite("The state of a download")
struct DownloadStateTests {
    private func source() throws -> ZoomURL {
        try #require(ZoomURL("https://zoom.us/rec/download/x"))
    }

    private func state(_ limits: ZoomClientLimits = ZoomClientLimits()) throws -> DownloadState {
        DownloadState(source: try source(), bytesMax: 100_000, limits: limits)
    }

    @Test(
        "hands every byte on once and in order, however often it breaks",
        arguments: UInt64(0)..<150
    )
    func whole(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let file = (0..<Int.random(in: 0...2000, using: &generator)).map { UInt8($0 % 251) }
        var server = FileServer(file: file, generator: generator)
        server.knowsRanges = seed % 3 != 0
        server.knowsLength = seed % 5 != 0
        server.redirects = seed % 2 == 0
        var limits = ZoomClientLimits()
        limits.triesMax = 60
        var state = try state(limits)
        var taken: [UInt8] = []
        for _ in 0..<2000 {
            let request = state.request(with: "tok")
            // The token stays at the place it is for.
            #expect((request.headers["authorization"] != nil) == (request.url.host == "zoom.us"))
            let (head, pieces, fault) = server.answer(request)
            if let head {
                state.began(head)
                for piece in pieces {
                    if let known = try state.arrived(count: piece.count) {
                        taken += piece[known...]
                    }
                }
            }
            switch state.ended(fault, jitter: 1) {
            case .done:
                #expect(taken == file, "seed \(seed)")
                #expect(state.received == Int64(file.count), "seed \(seed)")
                return
            case .again: continue
            case .renewToken: Issue.record("no token was refused, seed \(seed)")
            case .fail(let reason):
                // Without redirects the 403 comes from the file's own address and is final.
                #expect(!server.redirects, "seed \(seed)")
                #expect(reason == .download(.refused(status: 403)), "seed \(seed)")
                #expect(taken == Array(file.prefix(taken.count)), "seed \(seed)")
                return
            }
        }
        Issue.record("no end, seed \(seed)")
    }

    @Test("asks for the rest of the same file, and takes no other for it")
    func resume() throws {
        var state = try state()
        #expect(state.request(with: "tok").headers["range"] == nil)
        state.began(
            ZoomHTTPHead(status: 200, headers: ["ETag": "\"a\"", "Content-Length": "10"])
        )
        #expect(try state.arrived(count: 4) == 0)
        #expect(state.ended(.cut, jitter: 1) == .again(after: .seconds(0.5)))
        let request = state.request(with: "tok")
        #expect(request.headers["range"] == "bytes=4-")
        #expect(request.headers["if-range"] == "\"a\"")
        var same = state
        same.began(ZoomHTTPHead(status: 206, headers: ["Content-Range": "bytes 4-9/10"]))
        #expect(try same.arrived(count: 6) == 0)
        #expect(same.ended(nil, jitter: 1) == .done)
        let others: [ZoomHTTPHead] = [
            ZoomHTTPHead(
                status: 206,
                headers: ["Content-Range": "bytes 4-9/10", "ETag": "\"b\""]
            ),
            ZoomHTTPHead(status: 206, headers: ["Content-Range": "bytes 4-10/11"]),
            ZoomHTTPHead(status: 206, headers: ["Content-Range": "bytes 3-9/10"]),
            ZoomHTTPHead(status: 206),
            ZoomHTTPHead(status: 200, headers: ["Content-Length": "3"]),
            ZoomHTTPHead(status: 200, headers: ["Content-Length": "10", "ETag": "\"b\""]),
            ZoomHTTPHead(status: 416),
        ]
        for head in others {
            var other = state
            other.began(head)
            #expect(try other.arrived(count: 6) == nil)
            #expect(other.ended(nil, jitter: 1) == .fail(.download(.changed)), "\(head)")
        }
    }

    @Test("takes a body that ends early for cut, though the connection says nothing")
    func shortBody() throws {
        var state = try state()
        _ = state.request(with: "tok")
        state.began(ZoomHTTPHead(status: 200, headers: ["Content-Length": "10"]))
        _ = try state.arrived(count: 9)
        #expect(state.ended(nil, jitter: 1) == .again(after: .seconds(0.5)))
    }

    @Test("takes a body that ends before what is known for another file")
    func shrunk() throws {
        var state = try state()
        _ = state.request(with: "tok")
        state.began(ZoomHTTPHead(status: 200))
        _ = try state.arrived(count: 9)
        _ = state.ended(.cut, jitter: 1)
        _ = state.request(with: "tok")
        state.began(ZoomHTTPHead(status: 200))
        #expect(try state.arrived(count: 8) == 8)
        #expect(state.ended(nil, jitter: 1) == .fail(.download(.changed)))
    }

    @Test("follows a bounded number of redirects, and none to where nothing is encrypted")
    func redirects() throws {
        var state = try state()
        for _ in 0..<5 {
            _ = state.request(with: "tok")
            state.began(ZoomHTTPHead(status: 302, headers: ["Location": "/rec/next"]))
            #expect(state.ended(nil, jitter: 1) == .again(after: .zero))
        }
        #expect(state.request(with: "tok").url.text == "https://zoom.us/rec/next")
        state.began(ZoomHTTPHead(status: 302, headers: ["Location": "/rec/next"]))
        #expect(state.ended(nil, jitter: 1) == .fail(.download(.tooManyRedirects)))
        for location in ["http://zoom.us/x", "ftp://zoom.us/x", "https://u:p@zoom.us/x"] {
            var state = try self.state()
            _ = state.request(with: "tok")
            state.began(ZoomHTTPHead(status: 302, headers: ["Location": location]))
            #expect(
                state.ended(nil, jitter: 1) == .fail(.download(.unusableRedirect)),
                "\(location)"
            )
        }
    }

    @Test("gives a token back once")
    func token() throws {
        var state = try state()
        _ = state.request(with: "tok")
        state.began(ZoomHTTPHead(status: 401))
        #expect(state.ended(nil, jitter: 1) == .renewToken)
        _ = state.request(with: "tok-2")
        state.began(ZoomHTTPHead(status: 401))
        #expect(state.ended(nil, jitter: 1) == .fail(.download(.refused(status: 401))))
    }

    @Test("takes no page for people, nothing too long, and no end of failures")
    func refused() throws {
        var page = try state()
        _ = page.request(with: "tok")
        page.began(ZoomHTTPHead(status: 200, headers: ["Content-Type": "text/html; x"]))
        #expect(page.ended(nil, jitter: 1) == .fail(.download(.notAFile)))
        var long = try state()
        _ = long.request(with: "tok")
        long.began(ZoomHTTPHead(status: 200))
        #expect(throws: ZoomTransportFault.tooLong) { try long.arrived(count: 100_001) }
        #expect(long.ended(.tooLong, jitter: 1) == .fail(.download(.tooLong)))
        var down = try state()
        for failure in 1...6 {
            _ = down.request(with: "tok")
            let step = down.ended(.notReached, jitter: 1)
            #expect((step == .fail(.fault(.notReached))) == (failure == 6))
        }
    }
}
