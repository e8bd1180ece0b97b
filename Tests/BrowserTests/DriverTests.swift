import Foundation
import Testing

/// The driver does what a person with a mouse, a finger and a keyboard would do.
@Suite(
    .enabled(if: Chromium.isInstalled, "no chromium or chromium-browser on the PATH"),
    .serialized,
    .timeLimit(.minutes(30))
)
struct DriverTests {
    private let address: String

    init() throws {
        let page = """
            <!doctype html><html lang="en"><title>Driver</title>
            <meta name="viewport" content="width=device-width">
            <h1>Hello</h1>
            <input id="text"><button id="button" onclick="pressed = true">Press</button>
            <div id="pad" style="width:200px;height:100px;touch-action:none"></div>
            <script>
            var pressed = false, seen = [];
            for (const type of ["pointerdown", "pointermove", "pointerup"]) {
              pad.addEventListener(type, event => seen.push(event.pointerType + " " + type));
            }
            </script>
            """
        let escaped = page.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        address = "data:text/html;charset=utf-8," + (try #require(escaped))
    }

    @Test func `It evaluates, waits and reports what a script threw`() async throws {
        let page = try await Chromium().newPage()
        try await page.navigate(to: address)
        #expect(try await page.text(of: "h1") == "Hello")
        #expect(try await page.evaluate("Promise.resolve(6 * 7)").integer == 42)
        try await page.evaluate("setTimeout(() => { window.late = true }, 50)")
        try await page.wait(until: "window.late")
        await #expect(throws: BrowserError.self) { try await page.evaluate("nonsense()") }
        await #expect(throws: BrowserError.self) {
            try await page.wait(until: "false", within: .milliseconds(50))
        }
        #expect(page.complaints.isEmpty)
        try await page.evaluate("console.error('a complaint')")
        #expect(page.complaints.count == 1)
    }

    @Test(arguments: [Page.Pointer.mouse, .pen, .touch])
    func `It draws with`(pointer: Page.Pointer) async throws {
        let page = try await Chromium().newPage(pointer == .touch ? .phone : .desktop)
        try await page.navigate(to: address)
        try await page.scribble(on: "#pad", with: pointer)
        let seen = try await page.evaluate("seen").elements.compactMap(\.text)
        #expect(seen.contains("\(pointer.rawValue) pointerdown"))
        #expect(seen.count { $0 == "\(pointer.rawValue) pointermove" } > 10)
        #expect(seen.last == "\(pointer.rawValue) pointerup")
    }

    @Test func `It works with the keyboard alone`() async throws {
        let page = try await Chromium().newPage()
        try await page.navigate(to: address)
        try await page.tab(to: "#text")
        try await page.type("Zoë")
        #expect(try await page.evaluate("text.value").text == "Zoë")
        try await page.tab(to: "#button")
        try await page.press(.space)
        #expect(try await page.evaluate("pressed").isTruthy)
    }

    @Test func `It changes the screen, cuts the network and takes pictures`() async throws {
        let page = try await Chromium().newPage(.phone)
        try await page.navigate(to: address)
        #expect(try await page.evaluate("innerWidth").integer == 390)
        try await page.show(in: .phone.turned)
        try await page.wait(until: "innerWidth === 844")
        try await page.goOffline()
        try await page.wait(until: "!navigator.onLine")
        try await page.goOnline()
        try await page.wait(until: "navigator.onLine")
        let picture = try await page.screenshot()
        #expect(picture.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
    }
}
