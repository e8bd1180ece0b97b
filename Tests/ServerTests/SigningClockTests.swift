import Attendance
import EventSourcing
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import MeetingManagement
import Server
import TestSupport
import Testing

@Suite("Asking by the clock of the server")
struct SigningClockTests {
    @Test("happens by itself, and the links are there to be handed out")
    func asks() async throws {
        var test = try TestServer()
        test.settings.askingPeriodSeconds = 1
        let server = test
        var zoom = WebhookSample()
        zoom.start = "2026-03-09T11:40:00Z"
        let bodies = [
            zoom.created(start: "2026-03-09T12:30:00Z"), zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T11:42:00Z", connection: "A", user: "1"),
        ]
        for body in bodies {
            _ = try await server.desk.take(body, source: .live, receivedAt: TestServer.now)
        }
        var pack = try #require(RulePack.shipped("fr-formation"))
        pack.signing.leadSeconds = 3600
        let plan = DatePlan(
            date: try #require(CivilDate("2026-03-09")),
            secondOfDay: 13 * 3600 + 1800,
            zone: "Europe/Paris",
            seconds: 3600
        )
        let dates = try await server.desk.schedule(
            [plan],
            of: .known(zoom.number),
            under: pack,
            actor: "planner"
        )
        let id = try #require(dates.first)
        try await server.run { client in
            let browser = try await TestBrowser(client)
            var page = ""
            for _ in 1...200 where !page.contains("/sign/") {
                try await Task.sleep(for: .milliseconds(50))
                page = try await browser.get("/occurrences/\(id)").text
            }
            let link = try #require(page.firstMatch(of: /\/sign\/[0-9a-f]{32}/)?.output)
            let signing = try await client.get(String(link), TestServer.page)
            #expect(signing.status == .ok)
            #expect(signing.text.contains("Ada"))
            let size = try await server.log.size()
            try await Task.sleep(for: .milliseconds(1500))
            #expect(try await server.log.size() == size)
        }
    }
}
