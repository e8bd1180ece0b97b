import Foundation

/// A headless Chromium with a profile of its own, ended and wiped with its last reference.
final class Chromium: Sendable {
    /// Where Chromium is installed, if it is.
    static let executable: String? = {
        let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/usr/local/bin"
        for name in ["chromium", "chromium-browser"] {
            for folder in folders.split(separator: ":") {
                let path = "\(folder)/\(name)"
                if FileManager.default.isExecutableFile(atPath: path) { return path }
            }
        }
        return nil
    }()

    static var isInstalled: Bool { executable != nil }

    let pipe: DevToolsPipe
    private let process: Process
    private let profile: URL

    /// Starts the browser.
    init() throws {
        guard let executable = Self.executable else { throw BrowserError.notInstalled }
        profile = FileManager.default.temporaryDirectory
            .appendingPathComponent("muster-chromium-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: profile, withIntermediateDirectories: true)

        // A browser that has died is an error to report, not a signal to die of.
        signal(SIGPIPE, SIG_IGN)
        let (commands, answers) = (Pipe(), Pipe())
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // Chromium reads commands from descriptor 3 and answers on 4; a Process can set only 0 to 2.
        process.arguments =
            ["-c", #"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1"#, executable]
            + Self.options + ["--user-data-dir=\(profile.path)", "about:blank"]
        process.standardInput = commands
        process.standardOutput = answers
        try process.run()
        pipe = DevToolsPipe(
            input: commands.fileHandleForWriting,
            output: answers.fileHandleForReading
        )
    }

    deinit {
        pipe.close()
        process.terminate()
        process.waitUntilExit()
        // Children of the browser may still be writing for a moment.
        for _ in 0..<20 {
            try? FileManager.default.removeItem(at: profile)
            guard FileManager.default.fileExists(atPath: profile.path) else { return }
            usleep(50_000)
        }
    }

    /// Opens an empty page that shares no cookies with another.
    func newPage(_ viewport: Viewport = .desktop) async throws -> Page {
        let context = try await pipe.send("Target.createBrowserContext")["browserContextId"]
        let target = try await pipe.send(
            "Target.createTarget",
            ["url": "about:blank", "browserContextId": context ?? .null]
        )["targetId"]
        let session = try await pipe.send(
            "Target.attachToTarget",
            ["targetId": target ?? .null, "flatten": true]
        )["sessionId"]
        guard let session = session?.text else { throw BrowserError.closed }
        let page = Page(in: self, session: session)
        try await page.prepare(viewport)
        return page
    }

    /// Waits until a tab is at an address that begins like this.
    func waitForPage(at beginning: String, within limit: Duration = .seconds(10)) async throws {
        let end = ContinuousClock.now + limit
        while true {
            let targets = try await pipe.send("Target.getTargets")["targetInfos"]?.elements ?? []
            let addresses = targets.compactMap { $0["url"]?.text }
            if addresses.contains(where: { $0.hasPrefix(beginning) }) { return }
            guard ContinuousClock.now < end else {
                throw BrowserError.timedOut(
                    waitingFor: beginning,
                    lastAnswer: "\(addresses)",
                    page: "none"
                )
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private static let options = [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
        "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check",
        "--disable-extensions", "--disable-background-networking", "--disable-sync",
        "--disable-component-update", "--disable-default-apps", "--mute-audio",
        "--password-store=basic", "--use-mock-keychain", "--hide-scrollbars",
    ]
}
