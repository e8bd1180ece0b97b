import Attendance
import EventSourcing
import Foundation
import MeetingManagement
import Projections
import TestSupport
import Testing

/// Whatever becomes of a request, the page says what is recorded, and the signer can always go on.
@Suite(
    .enabled(if: Chromium.isInstalled, "no chromium or chromium-browser on the PATH"),
    .serialized,
    .timeLimit(.minutes(30))
)
struct SigningAttemptTests {
    private static let messages = Language.english.messages
    private static let canChange = "!document.querySelector('#change').hidden"
    private static let complains = "!document.querySelector('#problem').hidden"
    private static let arrived =
        "document.querySelector('#arrived')?.textContent === \(quoted(messages.text("pad.arrived")))"

    /// A phone with something drawn, whose requests meet the ``Fate`` the test sets.
    private func pageWithDrawing(_ course: CourseServer, _ address: String) async throws -> Page {
        let page = try await Chromium().newPage(.phone)
        try await page.navigate(to: address + (try await course.link()))
        try await page.wait(until: "!document.querySelector('#sign').hidden")
        try await page.interceptRequests()
        try await page.scribble(on: "#pad", loops: 2, with: .touch)
        return page
    }

    /// Takes back what was drawn and draws something else.
    private func change(_ page: Page) async throws {
        try await page.press("#change", with: .touch)
        try await page.press("#clear", with: .touch)
        try await page.scribble(on: "#pad", loops: 5, with: .touch)
    }

    /// The one signature on the sheet is the one of the receipt, and that the one last drawn.
    private func expectReceipt(_ page: Page, by course: CourseServer) async throws {
        let signatures = try await course.signatures()
        #expect(signatures.count == 1)
        let hash = try await page.text(of: "#receipt-hash").filter { !$0.isWhitespace }
        #expect(hash == signatures.first?.sha256.text)
        let isOwn = try await page.text(of: "#receipt-check")
        #expect(isOwn == Self.messages.text("pad.equal"))
    }

    @Test("changed while the request hangs: the old one's answer is not taken for the new drawing")
    func hanging() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let page = try await pageWithDrawing(course, address)
            try await page.set(.lost)
            try await page.press("#submit", with: .touch)
            try await page.wait(until: Self.canChange)
            try await page.set(.held)
            try await page.wait(until: "!!window.letGo")
            try await change(page)
            try await page.set(.through)
            try await page.press("#submit", with: .touch)
            try await page.wait(
                until: "document.querySelector('#sign').classList.contains('locked')"
            )
            #expect(try await course.signatures().isEmpty)
            try await page.evaluate("letGo()")
            try await page.wait(until: SigningPageTests.signed)
            try await expectReceipt(page, by: course)
            #expect(
                try await page.evaluate("statuses").elements.compactMap(\.integer) == [201, 201]
            )
        }
    }

    @Test("arrived between the change and the new signature: it is told, and replaced")
    func arrivedMeanwhile() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let page = try await pageWithDrawing(course, address)
            try await page.set(.lost)
            try await page.press("#submit", with: .touch)
            try await page.wait(until: Self.canChange)
            try await page.set(.unread)
            try await page.wait(until: "!!window.letGo")
            try await change(page)
            try await page.set(.through)
            try await page.evaluate("letGo()")
            try await page.wait(until: Self.arrived, within: .seconds(10))
            try await page.keepScreenshot("sign-phone-arrived")
            let old = try #require(try await course.signatures().first)
            try await SigningPageTests.submit(page)
            try await expectReceipt(page, by: course)
            #expect(try await course.signatures().first?.sha256 != old.sha256)
            // The next one has nothing to do with it.
            try await page.press("#redo", with: .touch)
            try await page.wait(until: "document.querySelector('#receipt').hidden")
            #expect(try await page.evaluate("document.querySelector('#arrived').hidden").isTruthy)
        }
    }

    @Test("stored, but every answer lost: the page finds out before it gives the new drawing up")
    func unanswered() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let page = try await pageWithDrawing(course, address)
            try await page.set(.unanswered)
            try await page.press("#submit", with: .touch)
            try await page.wait(until: Self.canChange)
            let old = try #require(try await course.signatures().first)
            try await change(page)
            try await page.set(.through)
            try await SigningPageTests.submit(page)
            try await expectReceipt(page, by: course)
            #expect(try await course.signatures().first?.sha256 != old.sha256)
        }
    }

    @Test("changed twice, and the network gone in between: what stands is found and replaced")
    func unansweredTwice() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let page = try await pageWithDrawing(course, address)
            try await page.set(.unanswered)
            try await page.press("#submit", with: .touch)
            try await page.wait(until: Self.canChange)
            try await change(page)
            try await page.set(.lost)
            try await page.press("#submit", with: .touch)
            try await page.wait(until: Self.canChange)
            try await change(page)
            try await page.set(.through)
            try await SigningPageTests.submit(page)
            try await expectReceipt(page, by: course)
        }
    }

    @Test("stored, but the server broke over the answer: what is drawn next replaces it")
    func broken() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let page = try await pageWithDrawing(course, address)
            try await page.set(.broken)
            try await page.press("#submit", with: .touch)
            try await page.wait(until: Self.complains)
            try await page.set(.through)
            try await page.press("#clear", with: .touch)
            try await page.scribble(on: "#pad", loops: 5, with: .touch)
            try await SigningPageTests.submit(page)
            try await expectReceipt(page, by: course)
        }
    }

    @Test("what was changed before it arrived is never recorded")
    func neverArrived() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let page = try await pageWithDrawing(course, address)
            try await page.set(.lost)
            try await page.press("#submit", with: .touch)
            try await page.wait(until: Self.canChange)
            try await change(page)
            try await page.set(.through)
            try await SigningPageTests.submit(page)
            try await expectReceipt(page, by: course)
            #expect(try await page.evaluate("statuses").elements.compactMap(\.integer) == [201])
        }
    }

    @Test("a browser without AbortSignal.timeout signs, and says that one will not")
    func withoutTimeout() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let page = try await pageWithDrawing(course, address)
            try await page.evaluate("delete AbortSignal.timeout")
            try await page.press("summary", with: .touch)
            try await page.press("#reason", with: .touch)
            try await page.type("I left before noon")
            try await page.press("#decline-submit", with: .touch)
            try await page.wait(
                until: "!document.querySelector('#declined').hidden",
                within: .seconds(10)
            )
            try await page.navigate(to: address + (try await course.link()))
            try await page.wait(until: "!document.querySelector('#sign').hidden")
            try await page.evaluate("delete AbortSignal.timeout")
            try await page.scribble(on: "#pad", loops: 2, with: .touch)
            try await page.press("#submit", with: .touch)
            try await page.wait(until: SigningPageTests.signed, within: .seconds(10))
        }
    }

    @Test("a server that never answers counts as out of reach after 30 seconds")
    func silence() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let page = try await pageWithDrawing(course, address)
            try await page.evaluate(
                """
                const later = setTimeout;
                window.setTimeout = (act, delay) => later(act, delay === 30_000 ? 50 : delay);
                window.fetch = (address, { signal }) =>
                  new Promise((_, fail) => signal.addEventListener("abort", () => fail(signal.reason)));
                """
            )
            try await page.press("#submit", with: .touch)
            try await page.wait(until: Self.complains, within: .seconds(10))
            let said = try await page.text(of: "#problem")
            #expect(said.hasPrefix(Self.messages.text("pad.unreachable")))
        }
    }

    @Test(
        "a browser that cannot make or read the picture says so, and lets one try again",
        arguments: ["HTMLCanvasElement.prototype.toBlob", "FileReader.prototype.readAsDataURL"]
    )
    func noPicture(broken: String) async throws {
        let course = try CourseServer()
        var pack = RulePack.generic
        pack.signing.keepsStrokes = true
        try await course.adopt(pack)
        try await course.run { address in
            let page = try await pageWithDrawing(course, address)
            try await page.evaluate(
                "window.whole = \(broken); \(broken) = () => { throw new Error('broken'); }"
            )
            try await page.press("#submit", with: .touch)
            try await page.wait(until: Self.complains, within: .seconds(10))
            #expect(try await page.text(of: "#problem") == Self.messages.text("pad.no_picture"))
            try await page.evaluate("\(broken) = whole")
            try await SigningPageTests.submit(page)
            #expect(try await course.signatures().count == 1)
        }
    }

    @Test("a finger still drawing when Sign is pressed adds nothing to what is sent")
    func lockedWhileDrawing() async throws {
        let course = try CourseServer()
        var pack = RulePack.generic
        pack.signing.keepsStrokes = true
        try await course.adopt(pack)
        try await course.run { address in
            let page = try await Chromium().newPage(.desktop)
            try await page.navigate(to: address + (try await course.link()))
            try await page.wait(until: "!document.querySelector('#sign').hidden")
            // A slow device: the picture takes until the test has drawn on.
            try await page.evaluate(
                """
                const toBlob = HTMLCanvasElement.prototype.toBlob;
                HTMLCanvasElement.prototype.toBlob = function (...given) {
                  window.goOn = () => toBlob.apply(this, given);
                };
                """
            )
            let pad = try await page.frame(of: "#pad")
            let places = (0...20).map { pad.at(0.1 + 0.04 * Double($0), 0.5) }
            try await page.draw(places, with: .mouse) { index in
                guard index == 10 else { return }
                try await page.evaluate("document.querySelector('#sign').requestSubmit()")
                try await page.wait(until: "!!window.goOn")
            }
            try await page.evaluate("goOn()")
            try await page.wait(until: SigningPageTests.signed)
            let roll = try await course.meeting().roll
            let id = try await course.occurrence()
            let given = try #require(roll.signatures.occurrences[id]?.signatures.values.first)
            let digest = try #require(given.evidence.strokes)
            let name = DocumentName.strokes(digest, of: given.place.signer)
            let kept = try #require(try await course.log.document(name)).bytes
            let strokes = try SignatureStrokes(json: JSON(parsing: kept)).strokes
            // Where Sign was pressed, half of the pad's 6000 units.
            #expect(strokes.flatMap { $0 }.allSatisfy { $0.x < 3_200 })
            #expect(page.complaints.isEmpty, "\(page.complaints)")
        }
    }
}

/// What becomes of the requests of a page.
private enum Fate: String {
    /// They do not reach the server.
    case lost
    /// They reach it once `letGo()` is called.
    case held
    /// They reach it, and the answer the page once `letGo()` is called.
    case unread
    /// They reach it, and the answer never the page.
    case unanswered
    /// They reach it, and it fails after it has stored what they bring.
    case broken
    /// They are left alone.
    case through
}

extension Page {
    /// From now on requests meet the fate that is set; `statuses` are those of the server's answers.
    fileprivate func interceptRequests() async throws {
        try await evaluate(
            """
            window.statuses = [];
            const goThrough = fetch;
            const hold = () => new Promise((done) => { window.letGo = done; });
            window.fetch = async (...request) => {
              const fate = window.fate;
              if (fate === "lost") throw new TypeError("lost on the way there");
              if (fate === "held") await hold();
              const answer = await goThrough(...request);
              statuses.push(answer.status);
              if (fate === "unanswered") throw new TypeError("lost on the way back");
              if (fate === "broken") return new Response("{}", { status: 500 });
              if (fate === "unread") await hold();
              return answer;
            };
            """
        )
    }

    fileprivate func set(_ fate: Fate) async throws {
        try await evaluate("window.fate = \(quoted(fate.rawValue))")
    }
}
