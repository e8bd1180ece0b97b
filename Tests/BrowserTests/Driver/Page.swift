import Foundation
import Synchronization

/// A tab of the browser.
final class Page: Sendable {
    private let chromium: Chromium
    private let session: String
    private let complaintList = Mutex<[String]>([])

    init(in chromium: Chromium, session: String) {
        self.chromium = chromium
        self.session = session
    }

    /// Sends a command of the DevTools protocol to this page.
    @discardableResult
    func send(_ method: String, _ parameters: DevToolsValue = [:]) async throws -> DevToolsValue {
        try await chromium.pipe.send(method, parameters, session: session)
    }

    func prepare(_ viewport: Viewport) async throws {
        chromium.pipe.listen(to: session) { [weak self] event, parameters in
            self?.note(event, parameters)
        }
        for domain in ["Page", "Runtime", "Log", "Network"] {
            try await send("\(domain).enable")
        }
        try await show(in: viewport)
    }

    // MARK: - Looking

    /// Loads `address` and waits until everything the page asks for has arrived.
    func navigate(to address: String) async throws {
        let answer = try await send("Page.navigate", ["url": .string(address)])
        if let reason = answer["errorText"]?.text {
            throw BrowserError.refused(method: "Page.navigate", reason: reason)
        }
        try await wait(until: "document.readyState === 'complete'")
    }

    /// Changes the screen; the page sees a resize.
    func show(in viewport: Viewport) async throws {
        try await send(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": .number(Double(viewport.width)),
                "height": .number(Double(viewport.height)),
                "deviceScaleFactor": .number(viewport.pixelRatio),
                "mobile": .bool(viewport.isMobile),
            ]
        )
        try await send(
            "Emulation.setTouchEmulationEnabled",
            ["enabled": .bool(viewport.isMobile), "maxTouchPoints": 5]
        )
    }

    /// Emulates a media feature such as `prefers-color-scheme`, or the media type `print`.
    func emulate(media: String = "", features: [String: String] = [:]) async throws {
        let list = features.map { name, value -> DevToolsValue in
            ["name": .string(name), "value": .string(value)]
        }
        try await send(
            "Emulation.setEmulatedMedia",
            ["media": .string(media), "features": .array(list)]
        )
    }

    /// The page as a PNG: what is visible, or all of it.
    func screenshot(ofWholePage isWhole: Bool = true) async throws -> Data {
        let answer = try await send(
            "Page.captureScreenshot",
            ["format": "png", "captureBeyondViewport": .bool(isWhole)]
        )
        return answer["data"]?.text.flatMap { Data(base64Encoded: $0) } ?? Data()
    }

    // MARK: - Asking

    /// The value of a JavaScript expression; a promise is awaited.
    @discardableResult
    func evaluate(_ expression: String) async throws -> DevToolsValue {
        let answer = try await send(
            "Runtime.evaluate",
            [
                "expression": .string(expression), "returnByValue": true, "awaitPromise": true,
                "userGesture": true,
            ]
        )
        if let details = answer["exceptionDetails"] {
            let reason = details["exception"]?["description"]?.text ?? details["text"]?.text
            throw BrowserError.threw(reason ?? "without a reason")
        }
        return answer["result"]?["value"] ?? .null
    }

    /// The text of the first element that matches, as it is seen.
    func text(of selector: String) async throws -> String {
        let answer = try await evaluate("document.querySelector(\(quoted(selector)))?.innerText")
        guard let text = answer.text else { throw BrowserError.noElement(selector) }
        return text
    }

    /// Waits until a JavaScript expression is true, also across navigations.
    func wait(until condition: String, within limit: Duration = .seconds(30)) async throws {
        let end = ContinuousClock.now + limit
        var last = "none"
        while true {
            do {
                let answer = try await evaluate(condition)
                if answer.isTruthy { return }
                last = "\(answer)"
            } catch BrowserError.closed {
                throw BrowserError.closed
            } catch {
                // The page may be between two documents.
                last = "\(error)"
            }
            guard ContinuousClock.now < end else {
                let page = try? await evaluate(Self.whatIsSeen).text
                throw BrowserError.timedOut(
                    waitingFor: condition,
                    lastAnswer: last,
                    page: "\(page ?? "unreadable")\ncomplaints: \(complaints)"
                )
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Every text that is visible, and what is read out in place of drawings.
    private static let whatIsSeen = """
        document.body.innerText + "\\n" + [...document.querySelectorAll("[aria-label]")]
          .filter((element) => element.checkVisibility())
          .map((element) => `${element.id}: ${element.ariaLabel}`).join("\\n")
        """

    /// Where the first element that matches is, after scrolling it into view.
    func frame(of selector: String) async throws -> Frame {
        let answer = try await evaluate(
            """
            (async () => {
              const element = document.querySelector(\(quoted(selector)));
              if (!element) return null;
              element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
              // Touches are aimed at what was last shown, not at what was last laid out.
              for (const frame of [1, 2]) await new Promise(requestAnimationFrame);
              const box = element.getBoundingClientRect();
              return [box.x, box.y, box.width, box.height];
            })()
            """
        )
        let sides = answer.elements.compactMap(\.double)
        guard sides.count == 4 else { throw BrowserError.noElement(selector) }
        return Frame(x: sides[0], y: sides[1], width: sides[2], height: sides[3])
    }

    // MARK: - Complaints

    /// What the browser held against the page, in order; a good page has nothing.
    ///
    /// Errors and warnings of the console, uncaught exceptions, violations of the content security
    /// policy, and requests that failed.
    var complaints: [String] { complaintList.withLock { $0 } }

    /// Forgets the complaints so far: a test that cuts the network expects some.
    func forgetComplaints() { complaintList.withLock { $0 = [] } }

    private func note(_ event: String, _ parameters: DevToolsValue) {
        let complaint: String?
        switch event {
        case "Runtime.exceptionThrown":
            let details = parameters["exceptionDetails"]
            complaint = details?["exception"]?["description"]?.text ?? details?["text"]?.text
        case "Runtime.consoleAPICalled":
            guard ["error", "warning", "assert"].contains(parameters["type"]?.text) else { return }
            let values = parameters["args"]?.elements ?? []
            complaint = values.map { "\($0["value"] ?? $0["description"] ?? .null)" }
                .joined(separator: " ")
        case "Log.entryAdded":
            guard let entry = parameters["entry"],
                ["error", "warning"].contains(entry["level"]?.text)
            else { return }
            complaint = "\(entry["text"]?.text ?? "") \(entry["url"]?.text ?? "")"
        default: return
        }
        complaintList.withLock { $0.append(complaint ?? event) }
    }
}

/// A JavaScript string literal.
func quoted(_ text: String) -> String {
    let data = (try? JSONEncoder().encode(text)) ?? Data("\"\"".utf8)
    return String(decoding: data, as: UTF8.self)
}
