import EventSourcing
import Foundation
import TestSupport
import Testing

@Suite("muster serve --simulator", .timeLimit(.minutes(30)))
struct SimulatorClockTests {
    @Test("lives in the simulator's time, and takes its deliveries for fresh")
    func simulated() async throws {
        let directory = try TemporaryDirectory()
        let data = directory.path("d")
        let simulator = try MusterProcess([
            "zoom-simulator", "--port", "0", "--scale", "0", "--signature", "simulated",
        ])
        defer { simulator.end() }
        let zoom = try await simulator.address()
        let server = try MusterProcess(
            ["serve", "--data", data, "--port", "0", "--simulator", zoom + "/"],
            environment: ["MUSTER_ZOOM_SECRET": "simulated-secret-token"]
        )
        defer { server.end() }
        let address = try await server.address()
        let webhooks = "\(address)/zoom/webhooks"
        #expect(try await server.line(beginning: "webhooks:") == "webhooks:  \(webhooks)")
        let time = try await server.line(beginning: "time:")
        #expect(time == "time:      the simulator's, 2026-03-09T06:00:00Z")
        try await Simulator.ask(
            "\(zoom)/simulator/subscriptions",
            ["url": .string(webhooks)]
        )
        // Steps shorter than what is fresh, so that no delivery lies far ahead of the last reading.
        for _ in 0..<4 {
            try await Simulator.ask("\(zoom)/simulator/clock", ["advance_seconds": 60])
            try await Task.sleep(for: .seconds(3))
        }
        let status = try await Simulator.ask("\(zoom)/simulator")
        let meeting = try #require(status["meetings"]?.array?.first?["meeting_id"]?.integer)
        let history = try Muster.run(
            "history",
            "--data",
            data,
            "--meeting",
            "\(meeting)",
            "--json"
        )
        let events = try JSON(parsing: Array(history.output.utf8)).array ?? []
        // The plan, and thirty people who registered, but for what was lost on the way.
        #expect(events.count >= 20, "\(history.errors)")
        let times = events.compactMap { $0["recorded_at"]?.string }
        #expect(times.allSatisfy { $0.hasPrefix("2026-03-09T06:0") }, "\(times)")
        #expect(!history.output.contains("stale"))
    }

    @Test("refuses an address where no simulator is, and makes no directory")
    func refused() async throws {
        let directory = try TemporaryDirectory()
        let other = try MusterProcess([
            "serve", "--data", directory.path("other"), "--port", "0",
        ])
        defer { other.end() }
        let address = try await other.address()
        for (url, why) in [(address, "it answers"), ("http://127.0.0.1:9", "nothing answers")] {
            let data = directory.path("d")
            let outcome = try Muster.run(
                "serve",
                "--data",
                data,
                "--port",
                "0",
                "--simulator",
                url
            )
            #expect(outcome.status != 0)
            #expect(outcome.errors.contains("there is no Zoom simulator at \(url): \(why)"))
            #expect(!FileManager.default.fileExists(atPath: data))
        }
        let wrong = try Muster.run("serve", "--data", "d", "--port", "0", "--simulator", "here")
        #expect(wrong.errors.contains("--simulator takes an address"))
    }
}
