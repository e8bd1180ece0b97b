import EventSourcing
import Foundation
import TestSupport
import Testing

/// The processes of the week: a simulated Zoom, a server that is killed and started again, and commands
/// beside it, with everything that they print.
final class LifecycleWeek {
    private static let account = "SimulatedAccount0000000"
    private static let clientSecret = "a-client-secret-to-be-found-nowhere"
    private static let webhookSecret = "a-secret-token-to-be-found-nowhere"
    private static let token = "an-access-token-to-be-found-nowhere"

    let roster: String
    private let directory: TemporaryDirectory
    private let people: [String]
    private var zoom: MusterProcess?
    private var server: MusterProcess?
    private var zoomAddress = ""
    private var port = ""
    private var printed = ""

    init() throws {
        directory = try TemporaryDirectory()
        roster = directory.path("roster.csv")
        let scenario = try JSON(parsing: [UInt8](Data(contentsOf: Self.scenario)))
        let everybody = scenario["people"]?.array ?? []
        people = everybody.map {
            "\($0["first_name"]?.string ?? "") \($0["last_name"]?.string ?? "")"
        }
        let lines = zip(people, everybody).map { "\($0),\($1["email"]?.string ?? "")\n" }
        try ("name,e-mail\n" + lines.joined()).write(
            toFile: roster,
            atomically: true,
            encoding: .utf8
        )
    }

    private static var scenario: URL {
        Checkout.root.appendingPathComponent("Tests/CLITests/Lifecycle/week.json")
    }

    private var data: String { directory.path("data") }

    // MARK: Processes

    /// Starts both, each at a port of its own.
    func begin() async throws {
        let zoom = try MusterProcess([
            "zoom-simulator", "--port", "0", "--scale", "0", "--signature", "simulated",
            "--scenario", Self.scenario.path, "--log-level", "trace",
        ])
        self.zoom = zoom
        zoomAddress = try await zoom.address()
        port = "0"
        let server = try await serve()
        port = server.split(separator: ":").last.map(String.init) ?? "0"
        try await Simulator.ask(
            "\(zoomAddress)/simulator/subscriptions",
            ["url": .string("\(server)/zoom/webhooks")]
        )
    }

    private func serve() async throws -> String {
        let server = try MusterProcess(
            [
                "serve", "--data", data, "--port", port, "--simulator", zoomAddress, "--log-level",
                "trace",
            ],
            environment: ["MUSTER_TOKEN": Self.token]
        )
        self.server = server
        let address = try await server.address()
        _ = try await until("commands reach the server") {
            FileManager.default.fileExists(atPath: "\(data)/socket") ? true : nil
        }
        return address
    }

    /// Kills the server as a power cut would, and starts it again at the same port.
    func killAndStartAgain() async throws {
        server?.killNow()
        keep(server)
        _ = try await serve()
    }

    /// Ends both.
    func end() {
        for process in [server, zoom].compactMap({ $0 }) {
            process.end()
            keep(process)
        }
    }

    private func keep(_ process: MusterProcess?) {
        guard let process else { return }
        printed += process.output + process.errors
    }

    /// Runs a command on the data directory.
    func muster(
        _ command: String,
        _ subcommand: String,
        secrets: Bool = false,
        _ arguments: [String]
    ) throws -> Shell.Outcome {
        let outcome = try Shell.run(
            Muster.path,
            [command, subcommand, "--data", data] + arguments,
            environment: secrets
                ? [
                    "MUSTER_ZOOM_CLIENT_SECRET": Self.clientSecret,
                    "MUSTER_ZOOM_WEBHOOK_SECRET": Self.webhookSecret,
                ] : [:]
        )
        printed += outcome.errors
        return outcome
    }

    var accountArguments: [String] {
        [
            "--account-id", Self.account, "--client-id", "simulated-client", "--label", "Week",
            "--plan", "business", "--api", zoomAddress, "--authorisation", zoomAddress,
        ]
    }

    // MARK: Zoom

    func setScale(_ scale: Int64) async throws {
        try await Simulator.ask("\(zoomAddress)/simulator/clock", ["scale": .integer(scale)])
    }

    /// Waits until simulated time has come.
    func reach(_ moment: String) async throws {
        let target = try #require(Instant(moment))
        while true {
            let clock = try await Simulator.ask("\(zoomAddress)/simulator/clock")
            if let now = clock["now"]?.string.flatMap({ Instant($0) }), target <= now { return }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// What really happened.
    func truth() async throws -> [JSON] {
        try await Simulator.ask("\(zoomAddress)/simulator/truth")["instances"]?.array ?? []
    }

    /// How many were registered by calls.
    func registrations() async throws -> Int64 {
        try await calls("POST", "/meetings/{meetingId}/registrants", status: "201")
    }

    private func calls(_ method: JSON, _ path: JSON, status: String) async throws -> Int64 {
        let calls = try await Simulator.ask("\(zoomAddress)/simulator/calls")
        let found = calls["paths"]?.array?.first { $0["method"] == method && $0["path"] == path }
        return found?["statuses"]?[status]?.integer ?? 0
    }

    /// How many runs the log has all of the report of.
    func reportsRead() async throws -> Int {
        let outcome = try Shell.run(
            Muster.path,
            ["reconcile", "--data", data, "--since", "2026-03-01", "--json"]
        )
        let runs = try JSON(parsing: Array(outcome.output.utf8))["runs"]?.array ?? []
        return runs.count { $0["report"] == "complete" }
    }

    // MARK: Sheets

    /// The content of the sheets of a meeting.
    func sheets(of number: String) throws -> [JSON] {
        let list = try Shell.run(Muster.path, ["meetings", "--data", data, "--json"])
        let meetings = try JSON(parsing: Array(list.output.utf8))["meetings"]?.array ?? []
        let meeting = meetings.first { $0["number"]?.string == number }
        return try (meeting?["occurrences"]?.array ?? []).map { occurrence in
            let id = try #require(occurrence["id"]?.string)
            let sheet = try Shell.run(
                Muster.path,
                ["sheet", "--data", data, "--occurrence", id, "--format", "json"]
            )
            return try #require(try JSON(parsing: Array(sheet.output.utf8))["content"])
        }
    }

    /// Waits until something is there.
    func until<Value>(
        _ what: String,
        _ look: () async throws -> Value?
    ) async throws -> Value {
        for _ in 0..<6000 {
            if let value = try await look() { return value }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Waited(what: what)
    }

    private struct Waited: Error { var what: String }

    // MARK: What was printed

    /// Nothing of what is secret or personal was written by the servers, which say all they can, or in an
    /// error of a command.
    func expectNothingPrinted() {
        // What is searched is there: ours, and that of the libraries.
        for text in [
            "listening on", " debug muster:", " trace muster:", "request answered",
            " debug zoom-simulator:", " trace zoom-simulator:", "delivery attempted",
            "[ServiceLifecycle]", "[HummingbirdCore]",
        ] {
            #expect(printed.contains(text), "\(text)")
        }
        let secrets = [
            Self.clientSecret, Self.webhookSecret, Self.token,
            // Zoom's tokens, what carries them, signatures, and links by which somebody is known.
            "sim.", "Bearer ", "Basic ", "v0=", "tk=", "pwd=",
        ]
        let personal = people + ["example.org", "Nora", "First aid", "203.0.113.", "198.51.100."]
        for text in secrets + personal {
            #expect(!printed.contains(text), "\(text): \(lines(with: text))")
        }
    }

    private func lines(with text: String) -> String {
        printed.split(separator: "\n").filter { $0.contains(text) }.prefix(3)
            .joined(separator: "\n")
    }
}
