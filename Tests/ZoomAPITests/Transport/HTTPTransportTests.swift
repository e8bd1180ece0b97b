import EventSourcing
import Foundation
import Synchronization
import Testing

@testable import ZoomAPI

/// Over real sockets, against a server that misbehaves.
@Suite("HTTP", .timeLimit(.minutes(30)))
struct HTTPTransportTests {
    private static let user = #"{"id":"u-1"}"#
    private static let grant =
        #"{"access_token":"tok","expires_in":3599,"scope":"user:read:user:admin"}"#

    /// Runs a client against a script that only sees what is not the request for a token.
    private func withClient<Result: Sendable>(
        silenceSecondsMax: Int64 = 20,
        limits: ZoomClientLimits = ZoomClientLimits(),
        _ script: @escaping @Sendable (String, Int) -> [RawServer.Act],
        body: (ZoomClient, RawServer) async throws -> Result
    ) async throws -> Result {
        let calls = Mutex(0)
        let server = try await RawServer { head, _ in
            if head.hasPrefix("POST /oauth/token ") {
                return [.send(httpAnswer("200 OK", Self.grant))]
            }
            let number = calls.withLock { calls in
                calls += 1
                return calls
            }
            return script(head, number)
        }
        let transport = HTTPTransport(
            connectSecondsMax: 5,
            silenceSecondsMax: silenceSecondsMax
        )
        let place = try #require(ZoomURL("http://127.0.0.1:\(server.port)"))
        var account = ZoomAccount.nordlicht
        account.addresses = ZoomAddresses(authorisation: place, api: place)
        let client = ZoomClient(
            account: account,
            edges: .live(now: { Instant(seconds: 1_773_045_000) }, transport: transport),
            limits: limits
        )
        do {
            let result = try await body(client, server)
            await transport.shutDown()
            await server.stop()
            return result
        } catch {
            await transport.shutDown()
            await server.stop()
            throw error
        }
    }

    @Test("carries calls, their bodies and their answers")
    func call() async throws {
        let heads = Mutex<[String]>([])
        try await withClient { head, _ in
            heads.withLock { $0.append(head) }
            return [.send(httpAnswer("204 No Content", ""))]
        } body: { client, _ in
            try await client.answer(to: MeetingCalls.end(try number()))
        }
        let head = try #require(heads.withLock { $0.first })
        #expect(head.hasPrefix("PUT /v2/meetings/81234567890/status HTTP/1.1\r\n"))
        #expect(head.header("authorization") == "Bearer tok")
        #expect(head.header("content-length") == "16")
    }

    @Test("recovers from answers that are cut in the head, in the body and in a chunk")
    func cut() async throws {
        let user = try await withClient { _, number in
            switch number {
            case 1: [.send("HTTP/1.1 200 OK\r\ncontent-le"), .close]
            case 2: [.send("HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n{\"id"), .close]
            case 3:
                [
                    .send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"),
                    .send("5\r\n{\"id\"\r\n7\r\n:\"u"), .close,
                ]
            case 4: [.close]
            default: [.send(httpAnswer("200 OK", Self.user))]
            }
        } body: { client, _ in
            try await client.answer(to: UserCalls.user("u-1"))
        }
        #expect(user.id == "u-1")
    }

    /// Seconds of real time, which a busy machine stretches: only on request.
    @Test(
        "bears a silence that is short, and ends one that is long",
        .enabled(if: ProcessInfo.processInfo.environment["MUSTER_SLOW"] != nil)
    )
    func silence() async throws {
        let user = try await withClient(silenceSecondsMax: 1) { _, number in
            switch number {
            case 1: [.wait(.seconds(300))]
            case 2:
                [
                    .send("HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n{"), .wait(.seconds(300)),
                ]
            default: [.wait(.milliseconds(100)), .send(httpAnswer("200 OK", Self.user))]
            }
        } body: { client, _ in
            try await client.answer(to: UserCalls.user("u-1"))
        }
        #expect(user.id == "u-1")
    }

    @Test("ends an answer that drips beyond its time")
    func drip() async throws {
        var limits = ZoomClientLimits()
        limits.trySecondsMax = 1
        limits.triesMax = 2
        let failure = try await #require(throws: ZoomFailure.self) {
            try await withClient(limits: limits) { _, _ in
                [.send("HTTP/1.1 200 OK\r\ncontent-length: 4000\r\n\r\n")]
                    + (0..<100).flatMap { _ in
                        [RawServer.Act.wait(.milliseconds(100)), .send(" ")]
                    }
            } body: { client, _ in
                try await client.answer(to: UserCalls.user("u-1"))
            }
        }
        #expect(failure.reason == .fault(.silent))
        #expect(failure.tries == 2)
    }

    @Test("says that nobody is there, and what no HTTP is")
    func nobody() async throws {
        var limits = ZoomClientLimits()
        limits.triesMax = 1
        let failure = try await #require(throws: ZoomFailure.self) {
            try await withClient(limits: limits) { _, _ in
                []
            } body: { client, server in
                _ = try await client.scopes()
                await server.stop()
                return try await client.answer(to: UserCalls.user("u-1"))
            }
        }
        #expect([.fault(.nobodyThere), .fault(.cut)].contains(failure.reason))
        let garbled = try await #require(throws: ZoomFailure.self) {
            try await withClient(limits: limits) { _, _ in
                [.send("SSH-2.0-OpenSSH_9.2\r\n\r\n"), .close]
            } body: { client, _ in
                try await client.answer(to: UserCalls.user("u-1"))
            }
        }
        #expect([.fault(.garbled), .fault(.cut)].contains(garbled.reason))
    }

    private func fault(of address: String) async throws -> ZoomTransportFault? {
        let transport = HTTPTransport(connectSecondsMax: 5)
        let url = try #require(ZoomURL(address))
        defer { Task { await transport.shutDown() } }
        do throws(ZoomTransportFault) {
            try await transport.exchange(ZoomHTTPRequest(method: .get, url: url)) { _ in }
            return nil
        } catch {
            return error
        }
    }

    @Test("says why no connection was made: nobody there, no such name, no TLS")
    func noConnection() async throws {
        let server = try await RawServer { _, _ in [] }
        await server.stop()
        for host in ["127.0.0.1", "localhost"] {
            let refused = try await fault(of: "http://\(host):\(server.port)/v2/users")
            #expect(refused == .nobodyThere, "\(host)")
        }
        #expect(try await fault(of: "http://nowhere.invalid/v2/users") == .nameUnknown)
        let plain = try await PlainServer()
        #expect(try await fault(of: "https://127.0.0.1:\(plain.port)/v2/users") == .notSecure)
        await plain.stop()
        let faults: [ZoomTransportFault] = [.nobodyThere, .nameUnknown, .notSecure, .notReached]
        #expect(faults.allSatisfy { $0.cannotHaveActed && $0.description.contains("; see that ") })
    }

    @Test("lets a cancelled task go at once", .timeLimit(.minutes(30)))
    func cancelled() async throws {
        let arrived = Mutex(false)
        try await withClient { _, _ in
            arrived.withLock { $0 = true }
            return [.wait(.seconds(300))]
        } body: { client, _ in
            let task = Task { try await client.answer(to: UserCalls.user("u-1")) }
            while !arrived.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
            task.cancel()
            let failure = await #expect(throws: ZoomFailure.self) { try await task.value }
            #expect(failure?.reason == .cancelled)
        }
    }

    @Test("fetches a file over redirects and breaks, byte for byte, and keeps the token at home")
    func download() async throws {
        let file = String((0..<200_000).map { Character(Unicode.Scalar(UInt8(97 + $0 % 23))) })
        let heads = Mutex<[String]>([])
        let elsewhere = try await RawServer { head, _ in
            heads.withLock { $0.append(head) }
            let start = head.header("range").flatMap { Int($0.dropFirst(6).dropLast()) } ?? 0
            let rest = file.dropFirst(start)
            let status = start == 0 ? "200 OK" : "206 Partial Content"
            let range = "content-range: bytes \(start)-199999/200000\r\n"
            let fields = "etag: \"v1\"\r\n\(start == 0 ? "" : range)"
            return [
                .send("HTTP/1.1 \(status)\r\ncontent-length: \(rest.count)\r\n\(fields)\r\n"),
                .send(String(rest.prefix(90_000))),
            ] + (rest.count > 90_000 ? [.close] : [])
        }
        let homeHeads = Mutex<[String]>([])
        let bytes = try await withClient { head, _ in
            homeHeads.withLock { $0.append(head) }
            let location = "location: http://localhost:\(elsewhere.port)/f?sig=1\r\n"
            return [.send(httpAnswer("302 Found", "", headers: location))]
        } body: { client, server in
            let url = "http://127.0.0.1:\(server.port)/rec/download/x"
            let download = try #require(ZoomDownload(url))
            return try await client.bytes(of: download, bytesMax: 1 << 20)
        }
        await elsewhere.stop()
        #expect(bytes == Array(file.utf8))
        // More, where a connection that closes takes along what was under way.
        #expect(heads.withLock { $0.count } >= 3)
        #expect(heads.withLock { $0.allSatisfy { $0.header("authorization") == nil } })
        #expect(
            homeHeads.withLock { $0.allSatisfy { $0.header("authorization") == "Bearer tok" } }
        )
    }

    @Test("sends no token to a host that is none of Zoom's")
    func foreignHost() async throws {
        let failure = try await #require(throws: ZoomFailure.self) {
            try await withClient { _, _ in
                []
            } body: { client, _ in
                let download = try #require(ZoomDownload("https://zoom.us.example/rec/x"))
                return try await client.bytes(of: download, bytesMax: 10)
            }
        }
        #expect(failure.reason == .download(.foreignHost))
        #expect(failure.tries == 0)
    }
}
