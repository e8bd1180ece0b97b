import HTTPTypes
import Hummingbird
import HummingbirdTesting
import MeetingManagement
import Server
import TestSupport
import Testing

@Suite("The log of a server")
struct RequestLogTests {
    @Test(
        "says what was asked by the pattern of its address, and repeats no address, token or body"
    )
    func patterns() async throws {
        let lines = LogLines()
        let test = try TestServer()
        let link = "0123456789abcdef0123456789abcdef"
        try await test.run(logger: lines.logger) { client in
            #expect(try await client.get("/sign/\(link)").status == .notFound)
            #expect(try await client.get("/api/v1/meetings?number=86412309757").status == .ok)
            #expect(try await client.get("/nowhere/ada@example.org").status == .notFound)
            let body = WebhookSample().joined(
                "Ada",
                at: "2026-03-09T11:42:00Z",
                connection: "A",
                user: "1"
            )
            let taken = try await client.post("/zoom/webhooks", test.signed(body), body)
            #expect(taken.status == .noContent)
        }
        let answered = lines.all.filter { $0.hasPrefix("debug: request answered ") }
        let ends = ["/sign/{token}", "/api/v1/meetings", "NotFound", "/zoom/webhooks"]
        #expect(answered.count == 4)
        for end in ends {
            #expect(answered.contains { $0.contains(" endpoint=\(end) ") }, "\(answered)")
        }
        #expect(lines.all.contains { $0.hasPrefix("debug: delivery taken ") })
        // Whatever the libraries say, too: the name of a service is all they know of it.
        #expect(lines.all.contains { $0.hasPrefix("trace: ") })
        for text in [link, TestServer.token, "86412309757", "Ada", "ada@", "nowhere"] {
            #expect(!lines.all.contains { $0.contains(text) }, "\(text)")
        }
    }

    @Test("names the services of a server, and not what they hold")
    func services() async throws {
        let lines = LogLines()
        var test = try TestServer()
        test.settings.askingPeriodSeconds = 60
        test.settings.watchingPeriodSeconds = 60
        test.settings.zoom = ZoomSettings(ZoomClients(), reconcilingPeriodSeconds: 60)
        try await test.run(logger: lines.logger) { _ in }
        for name in ["SigningClock", "AccountClock", "OutboxRounds", "ReconcilingClock"] {
            #expect(
                lines.all.contains {
                    $0.hasPrefix("debug: Starting service") && $0.hasSuffix("=\(name)")
                },
                "\(name)"
            )
        }
        #expect(!lines.all.contains { $0.contains("Desk") })
    }
}
