import ArgumentParser
import AsyncHTTPClient
import EventSourcing
import Foundation
import Hummingbird
import Logging
import MeetingManagement
import Server
import ServiceLifecycle
import Typesetting
import ZoomSimulator

/// The command `muster demo`.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Plays a course day at a simulated Zoom, and writes its signed attendance sheet.",
        discussion: """
            Starts a real server and a simulated Zoom on free ports of this machine, connects them, plans a \
            course at Zoom and registers who is expected, lets the day pass with deliveries that are lost, \
            doubled and late, signs for everyone present, reads Zoom's report, closes the sheet, and checks \
            what it wrote against what really happened.

            Example: muster demo --out demo
            """
    )

    @Option(help: ArgumentHelp("Where to write; made if missing.", valueName: "DIR"))
    var out = "demo"

    @Flag(help: "Go on serving after the day, until interrupted.")
    var serve = false

    @Option(help: "Seconds of the day in a second.")
    var speed = 1800.0

    func validate() throws {
        guard speed >= 1 else { throw ValidationError("--speed must be 1 or more") }
    }

    func run() async throws {
        let day = try CourseDay()
        guard let begin = day.scenario.start else { return }
        let clock = DemoClock(showing: begin)
        let edges = Edges(now: { clock.now }, random: Edges.live.random)
        let directory = try freshDirectory()
        let open = try await OpenDirectory(appendingTo: directory, edges: edges)
        try await open.desk.nameOrganisation(CourseDay.organisation, actor: Actor("demo"))

        let token = Edges.live.random(16).hexadecimal
        guard let access = AccessToken(token) else {
            throw CommandFailure("no random bytes could be had")
        }
        let settings = ServerSettings(
            port: 0,
            webhooks: open.accounts.webhooks,
            accessToken: access,
            fonts: try FontShelf.system()
        )
        let running = try await RunningServer { logger, onRunning in
            try buildApplication(
                desk: open.desk,
                settings: settings,
                logger: logger,
                onRunning: onRunning
            )
        }
        let zoom = try await SimulatedServer(playing: day.scenario, realNow: Edges.live.now)
        let base = "http://127.0.0.1:\(running.port)"
        Output.note("server: \(base), simulated Zoom: \(zoom.base), data: \(directory.path)")
        let client = DemoClient(client: HTTPClient.shared, base: base, token: token)
        let play = DemoPlay(
            day: day,
            zoom: zoom,
            client: client,
            clock: clock,
            open: open,
            progress: DemoProgress(),
            speed: speed
        )
        try await report(try await play.run(), client: client, desk: open.desk)
        try await zoom.stop()
        if serve {
            Output.line("open \(base)/login#token=\(token)")
            Output.line("interrupt (control-C) to stop")
            try await running.wait()
        } else {
            try await running.stop()
        }
        await open.close()
    }

    private func report(
        _ record: DemoPlay.Record,
        client: DemoClient,
        desk: Desk
    ) async throws {
        let path = "/api/v1/occurrences/\(record.occurrence)/sheet"
        let pdf = try await client.get(path + ".pdf")
        let sheet = try await client.get(path)
        let pdfFile = "\(out)/attendance-sheet.pdf"
        let sheetFile = "\(out)/attendance-sheet.json"
        try Output.write(pdf, to: pdfFile)
        try Output.write(sheet, to: sheetFile)
        let check = DemoCheck(record: record, desk: desk)
        let again = try await client.get(path + ".pdf")
        let findings = try await check.run(pdf: pdf, again: again, sheet: sheet)
        Output.line(try SheetSummary(sheet).text)
        Output.line()
        for finding in findings { Output.line("✓ \(finding)") }
        Output.line()
        Output.line("sheet: \(pdfFile)")
        Output.line("data:  \(sheetFile)")
    }

    /// A new directory beside earlier ones: a demo never touches data that is there.
    private func freshDirectory() throws -> URL {
        let parent = URL(fileURLWithPath: out, isDirectory: true)
        for number in 1...10_000 {
            let name = number == 1 ? "data" : "data-\(number)"
            let url = parent.appendingPathComponent(name, isDirectory: true)
            if !FileManager.default.fileExists(atPath: url.path) { return url }
        }
        throw CommandFailure("\(out) is full of earlier demos; give another --out")
    }
}
