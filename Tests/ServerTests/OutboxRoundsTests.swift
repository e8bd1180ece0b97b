import Attendance
import EventSourcing
import EventStore
import Foundation
import MeetingManagement
import TestSupport
import Testing
import ZoomAPI

@testable import Server

@Suite("The rounds of the outbox")
struct OutboxRoundsTests {
    private static let actor = Actor("planner")
    private static let account = "Academy0000"

    private static func desk(over log: any EventLog) throws -> Desk {
        Desk(
            log: log,
            index: MemoryEventIndex(),
            key: try #require(OrganisationKey(bytes: Array(0..<32))),
            edges: Edges(now: { TestServer.now }, random: Edges.live.random)
        )
    }

    /// Something is wanted of an account that is not connected.
    private static func arrange(at desk: Desk) async throws {
        let time = DatePlan(
            date: try #require(CivilDate("2026-03-20")),
            secondOfDay: 9 * 3600,
            zone: "Europe/Paris",
            seconds: 3600
        )
        let draft = ArrangementDraft(
            account: account,
            host: "trainer@example.org",
            topic: "Working at heights",
            time: .once(time),
            seconds: 3600,
            pack: try #require(RulePack.shipped("fr-formation"))
        )
        _ = try await desk.arrange(draft, actor: actor)
    }

    /// Runs the rounds of a desk beside a test.
    private static func run(
        _ desk: Desk,
        _ clients: ZoomClients = ZoomClients(),
        _ test: @Sendable (TestPause, LogLines) async throws -> Void
    ) async throws {
        let pause = TestPause()
        let lines = LogLines()
        let rounds = OutboxRounds(
            outbox: Outbox(desk: desk, clients: clients),
            desk: desk,
            logger: lines.logger,
            pause: pause.pause
        )
        let running = Task { try await rounds.run() }
        try await test(pause, lines)
        running.cancel()
        // They end though they wait.
        try await running.value
    }

    @Test("are a minute apart where nothing is wanted, and begin when the log grows")
    func idle() async throws {
        let desk = try Self.desk(over: MemoryEventLog(now: { TestServer.now }))
        try await Self.run(desk) { pause, lines in
            for _ in 0..<3 {
                #expect(await pause.next() == .seconds(1))
                #expect(await pause.endAndNext() == .seconds(60))
                pause.end()
            }
            #expect(await pause.next() == .seconds(1))
            #expect(await pause.endAndNext() == .seconds(60))
            // The minute is not waited for.
            try await desk.nameOrganisation("Formation Lumière", actor: Self.actor)
            #expect(await pause.next() == .seconds(1))
            #expect(lines.all.isEmpty)
        }
    }

    @Test("come when what waits is due again, and not sooner than a second after the last")
    func due() async throws {
        let desk = try Self.desk(over: MemoryEventLog(now: { TestServer.now }))
        try await Self.arrange(at: desk)
        try await Self.run(desk) { pause, lines in
            for _ in 0..<2 {
                #expect(await pause.next() == .seconds(1))
                // The first delay of what could not be done.
                #expect(await pause.endAndNext() == .seconds(10))
                pause.end()
            }
            #expect(lines.all.isEmpty)
        }
    }

    @Test("say what came of what was wanted")
    func refused() async throws {
        let desk = try Self.desk(over: MemoryEventLog(now: { TestServer.now }))
        try await Self.arrange(at: desk)
        let address = try #require(ZoomURL("http://127.0.0.1"))
        let account = ZoomAccount(
            label: "Academy",
            credentials: .serverToServer(
                accountID: Self.account,
                clientID: "client",
                clientSecret: try #require(ZoomSecret("client-secret"))
            ),
            addresses: ZoomAddresses(authorisation: address, api: address)
        )
        let edges = ZoomEdges.live(now: { TestServer.now }, transport: KnowsNobody())
        let client = ZoomClient(account: account, edges: edges)
        try await Self.run(desk, ZoomClients([Self.account: client])) { pause, lines in
            #expect(await pause.next() == .seconds(1))
            let line = "info: the outbox was emptied done=0 refused=1 waiting=0"
            #expect(lines.all == [line])
            #expect(await pause.endAndNext() == .seconds(60))
            pause.end()
            _ = await pause.next()
            #expect(lines.all == [line])
        }
    }

    @Test("go on a minute after the log could not be read, and say so")
    func unreadable() async throws {
        let directory = try TemporaryDirectory()
        let store = try EventStore(
            opening: directory.url,
            master: .file(directory.url.appendingPathComponent("key")),
            now: { TestServer.now }
        )
        let desk = try Self.desk(over: store)
        try await Self.arrange(at: desk)
        await store.close()
        try await Self.run(desk) { pause, lines in
            for count in 1...2 {
                #expect(await pause.next() == .seconds(1))
                #expect(lines.all.count == count)
                #expect(await pause.endAndNext() == .seconds(60))
                pause.end()
            }
            for line in lines.all {
                #expect(line.hasPrefix("error: the outbox is not emptied reason="))
            }
        }
    }
}

/// A Zoom that has no such host.
private struct KnowsNobody: ZoomTransport {
    func exchange(
        _ request: ZoomHTTPRequest,
        receive: (ZoomHTTPPart) async throws(ZoomTransportFault) -> Void
    ) async throws(ZoomTransportFault) {
        let isToken = request.url.text.hasSuffix("/oauth/token")
        let answer: JSON =
            isToken
            ? ["access_token": "a-token", "token_type": "bearer", "expires_in": 3600]
            : ["code": 1001, "message": "User does not exist"]
        let head = ZoomHTTPHead(status: isToken ? 200 : 404, headers: ZoomHeaders([]))
        try await receive(.head(head))
        try await receive(.bytes(answer.canonicalBytes()))
    }
}
