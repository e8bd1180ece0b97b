import EventSourcing
import Foundation
import Synchronization
import TestSupport
import Testing
import ZoomAPI

@Suite("muster zoom-simulator, killed", .timeLimit(.minutes(30)))
struct KilledSimulatorTests {
    /// A thousand people who are registered: four pages of them.
    private static let scenario = """
        {
          "name": "A crowd", "start": "2026-03-09T06:00:00Z",
          "accounts": [{
            "account_id": "Acct", "client_id": "client", "client_secret": "secret",
            "secret_token": "token", "users": [{
              "email": "trainer@example.org", "first_name": "Nora", "last_name": "Lind"
            }]
          }],
          "people_generated": { "count": 1000 },
          "meetings": [{
            "topic": "Fire safety", "planned_by": "scenario", "host": "trainer@example.org",
            "first_date": "2026-03-20", "time": "14:00", "minutes": 90
          }]
        }
        """

    /// The process, which is another after it was killed.
    private actor Zoom {
        private let file: String
        private var process: MusterProcess?
        private var port = "0"
        private(set) var address = ""
        private(set) var isThere = false

        init(file: String) { self.file = file }

        func start() async throws {
            let arguments = [
                "zoom-simulator", "--port", port, "--scale", "0", "--scenario", file,
            ]
            let process = try MusterProcess(arguments)
            address = try await process.address()
            port = address.split(separator: ":").last.map(String.init) ?? ""
            self.process = process
            try await Simulator.ask("\(address)/simulator/clock", ["advance_seconds": 120])
            isThere = true
        }

        func kill() {
            process?.killNow()
            isThere = false
        }
    }

    /// Kills before the third page is asked for.
    private final class Transport: ZoomTransport {
        private let inner = HTTPTransport()
        private let zoom: Zoom
        private let pages = Mutex(0)

        init(_ zoom: Zoom) { self.zoom = zoom }

        func exchange(
            _ request: ZoomHTTPRequest,
            receive: (ZoomHTTPPart) async throws(ZoomTransportFault) -> Void
        ) async throws(ZoomTransportFault) {
            if request.url.text.contains("next_page_token") {
                let page = pages.withLock { pages in
                    pages += 1
                    return pages
                }
                if page == 2 { await zoom.kill() }
            }
            try await inner.exchange(request, receive: receive)
        }

        func shutDown() async { await inner.shutDown() }
    }

    @Test("is asked again once it is back, and a list begun before holds everybody once")
    func killed() async throws {
        let directory = try TemporaryDirectory()
        let file = directory.path("crowd.json")
        try Self.scenario.write(toFile: file, atomically: true, encoding: .utf8)
        let zoom = Zoom(file: file)
        try await zoom.start()
        let status = try await Simulator.ask("\(await zoom.address)/simulator")
        let id = try #require(status["meetings"]?.array?.first?["meeting_id"]?.integer)
        let url = try #require(ZoomURL(await zoom.address))
        let transport = Transport(zoom)
        var edges = ZoomEdges.live(now: { Instant(seconds: 1_773_036_000) }, transport: transport)
        let wait = edges.sleep
        edges.sleep = { (duration) throws(CancellationError) in
            if await !zoom.isThere { try? await zoom.start() }
            try await wait(duration)
        }
        let client = ZoomClient(
            account: ZoomAccount(
                label: "crowd",
                credentials: .serverToServer(
                    accountID: "Acct",
                    clientID: "client",
                    clientSecret: try #require(ZoomSecret("secret"))
                ),
                addresses: ZoomAddresses(authorisation: url, api: url)
            ),
            edges: edges
        )
        let number = try #require(ZoomMeetingNumber(id))
        let people = try await client.all(of: RegistrantCalls.list(of: number))
        #expect(people.count == 1000)
        #expect(Set(people.compactMap(\.email)).count == 1000)
        let calls = try await Simulator.ask("\(await zoom.address)/simulator/calls")
        let lists = calls["paths"]?.array?.first { $0["method"] == "GET" }
        // It forgot the token and the place in the list; four pages followed.
        #expect(lists?["statuses"] == ["200": 4, "400": 1, "401": 1])
        await transport.shutDown()
    }
}
