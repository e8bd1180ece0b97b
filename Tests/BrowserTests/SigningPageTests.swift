import Attendance
import EventSourcing
import Foundation
import MeetingManagement
import Projections
import TestSupport
import Testing
import Typesetting

/// People sign in a real browser, and what they drew is on the printed sheet.
@Suite(
    .enabled(if: Chromium.isInstalled, "no chromium or chromium-browser on the PATH"),
    .serialized,
    .timeLimit(.minutes(30))
)
struct SigningPageTests {
    static let signed = "!document.querySelector('#receipt').hidden"

    /// Taps Sign and waits for the receipt.
    static func submit(_ page: Page) async throws {
        try await page.press("#submit", with: .touch)
        try await page.wait(until: signed)
    }

    @Test("drawn with a finger on a phone, cleared, drawn again, sent: it arrives in the PDF")
    func drawn() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let page = try await Chromium().newPage(.phone)
            try await page.navigate(to: address + (try await course.link()))
            #expect(try await page.text(of: "main").contains("Ada Lovelace"))
            try await page.wait(until: "!document.querySelector('#sign').hidden")
            try await page.keepScreenshot("sign-phone")
            try await page.scribble(on: "#pad", loops: 2, with: .touch)
            try await page.press("#clear", with: .touch)
            try await page.scribble(on: "#pad", loops: 5, with: .touch)
            try await page.keepScreenshot("sign-phone-drawn")
            try await Self.submit(page)
            try await page.keepScreenshot("sign-phone-receipt")
            #expect(page.complaints.isEmpty, "\(page.complaints)")

            let signature = try #require(try await course.signatures().first)
            let hash = try await page.text(of: "#receipt-hash").filter { !$0.isWhitespace }
            #expect(hash == signature.sha256.text)
            try await expectPrinted(signature, by: course)
        }
    }

    /// The sheet's PDF has the picture, at its own size.
    func expectPrinted(
        _ signature: AttendanceSheet.SignatureLine,
        by course: CourseServer
    ) async throws {
        let directory = try TemporaryDirectory()
        let file = directory.url.appendingPathComponent("sheet.pdf")
        let pdf = try await course.desk.pdf(
            of: try await course.occurrence(),
            fonts: try FontShelf.system(),
            actor: "test"
        )
        try Data(pdf).write(to: file)
        let list = try Shell.run("/usr/bin/pdfimages", ["-list", file.path]).output
        let images = list.split(separator: "\n").map { $0.split(separator: " ") }
            .filter { $0.dropFirst(2).first == "image" }
        #expect(images.count == 1)
        #expect(images.first?[3] == Substring(String(signature.width)))
        #expect(images.first?[4] == Substring(String(signature.height)))
    }

    @Test("by keyboard alone, with a typed name")
    func typed() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let page = try await Chromium().newPage(.desktop)
            try await page.navigate(to: address + (try await course.link()))
            try await page.wait(until: "!document.querySelector('#sign').hidden")
            try await page.tab(to: "input[name=route]")
            try await page.press(.down)
            try await page.tab(to: "#typed-name")
            #expect(try await page.evaluate("document.activeElement.autocomplete").text == "name")
            try await page.type("Ada Lovelace")
            try await page.keepScreenshot("sign-desktop-typed")
            try await page.tab(to: "#submit")
            try await page.press(.enter)
            try await page.wait(until: Self.signed)
            #expect(page.complaints.isEmpty, "\(page.complaints)")
            let roll = try await course.meeting().roll
            let id = try await course.occurrence()
            let given = try #require(roll.signatures.occurrences[id]?.signatures.values.first)
            #expect(given.evidence.route == .typed)
            #expect(given.evidence.typedName?.value == "Ada Lovelace")
            #expect(given.evidence.userAgent?.value?.contains("Chrome") == true)
        }
    }

    @Test("where the rules say so, how it was drawn is told, sent and kept")
    func strokes() async throws {
        let course = try CourseServer()
        var pack = RulePack.generic
        pack.signing.keepsStrokes = true
        try await course.adopt(pack)
        try await course.run { address in
            let page = try await Chromium().newPage(.phone)
            try await page.navigate(to: address + (try await course.link()))
            try await page.wait(until: "!document.querySelector('#sign').hidden")
            #expect(try await page.text(of: "main").contains("how you draw it"))
            try await page.scribble(on: "#pad", loops: 3, with: .touch)
            try await page.scribble(on: "#pad", loops: 2, with: .touch)
            try await Self.submit(page)
            #expect(page.complaints.isEmpty, "\(page.complaints)")
            let roll = try await course.meeting().roll
            let id = try await course.occurrence()
            let given = try #require(roll.signatures.occurrences[id]?.signatures.values.first)
            let strokesKept = try #require(given.evidence.strokes)
            let name = DocumentName.strokes(strokesKept, of: given.place.signer)
            let kept = try #require(try await course.log.document(name)).bytes
            let strokes = try SignatureStrokes(json: JSON(parsing: kept)).strokes
            #expect(strokes.count == 2)
            #expect(strokes.allSatisfy { $0.count > 5 })
            #expect(try #require(strokes.last?.last).milliseconds > 0)
            try await expectPrinted(try #require(course.signatures().first), by: course)
        }
    }

    @Test("in Arabic, from right to left, with everything said in it")
    func arabic() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let page = try await Chromium().newPage(.phone)
            try await page.navigate(to: address + (try await course.link()))
            // As somebody does who cannot read the page.
            try await page.press("a[hreflang=ar]", with: .touch)
            try await page.wait(until: "document.documentElement.dir === 'rtl'")
            try await page.wait(until: "!document.querySelector('#sign').hidden")
            try await page.keepScreenshot("sign-phone-arabic")
            let messages = Language.arabic.messages
            #expect(try await page.text(of: "h1") == messages.text("sign.title"))
            let side = "document.querySelector('#undo').getBoundingClientRect()"
            let order =
                "\(side).left > document.querySelector('#clear').getBoundingClientRect().left"
            #expect(try await page.evaluate(order).isTruthy)
            let overflow = "document.documentElement.scrollWidth <= innerWidth"
            #expect(try await page.evaluate(overflow).isTruthy)
            try await page.press("#submit", with: .touch)
            #expect(try await page.text(of: "#problem") == messages.text("pad.draw_first"))
            try await page.scribble(on: "#pad", loops: 2, with: .touch)
            let label = try await page.evaluate("document.querySelector('#pad').ariaLabel").text
            #expect(label == messages.text("pad.strokes", count: 1))
            try await Self.submit(page)
            try await page.keepScreenshot("sign-phone-arabic-receipt")
            let time = try await page.text(of: "#receipt-time")
            #expect(time.hasPrefix("الاثنين 9 مارس 2026، الساعة 12:40:00"))
            #expect(time.contains("Europe/Paris, UTC+01:00"))
            #expect(page.complaints.isEmpty, "\(page.complaints)")
            let roll = try await course.meeting().roll
            let id = try await course.occurrence()
            let given = try #require(roll.signatures.occurrences[id]?.signatures.values.first)
            #expect(given.evidence.statement == messages.text("statement.attendee"))
        }
    }

    @Test("no language overflows a phone, narrow or not", arguments: Language.allCases)
    func narrow(language: Language) async throws {
        let course = try CourseServer()
        try await course.run { address in
            let page = try await Chromium().newPage(.narrow)
            let link = try await course.link() + "?lang=\(language.rawValue)"
            try await page.navigate(to: address + link)
            try await page.wait(until: "!document.querySelector('#sign').hidden")
            for viewport in [Viewport.narrow, .phone] {
                try await page.show(in: viewport)
                let overflow = "document.documentElement.scrollWidth <= innerWidth"
                #expect(try await page.evaluate(overflow).isTruthy)
            }
            try await page.keepScreenshot("sign-phone-\(language.rawValue)")
            #expect(page.complaints.isEmpty, "\(page.complaints)")
        }
    }

    @Test("to enter, the way into the meeting opens once it is signed, and can be taken again")
    func toEnter() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let chromium = try Chromium()
            let page = try await chromium.newPage(.phone)
            let link = try await course.link(joinLink: "https://zoom.example/j/1")
            try await page.navigate(to: address + link)
            try await page.wait(until: "!document.querySelector('#sign').hidden")
            #expect(
                try await page.evaluate("document.body.innerHTML").text?.contains("zoom.example")
                    == false
            )
            try await page.scribble(on: "#pad", loops: 4, with: .touch)
            try await Self.submit(page)
            try await page.keepScreenshot("sign-phone-enter")
            let way = try await page.evaluate("document.querySelector('#enter').href").text
            #expect(way == "https://zoom.example/j/1")
            #expect(page.complaints.isEmpty, "\(page.complaints)")

            // The link is used, so nobody whom Zoom dropped would come back to a page that had gone.
            try await page.press("#enter", with: .touch)
            try await chromium.waitForPage(at: "https://zoom.example/")
            #expect(try await page.evaluate(Self.signed).isTruthy)
            let rel = try await page.evaluate("document.querySelector('#enter').rel").text
            #expect(rel == "noopener noreferrer")

            let again = try await course.link(askedAnew: true, joinLink: "https://zoom.example/j/1")
            try await page.navigate(to: address + again)
            try await page.wait(until: "!!document.querySelector('#signed a')")
            let shown = try await page.evaluate(
                "(({ href, target, rel }) => [href, target, rel])(document.querySelector('#signed a'))"
            )
            #expect(
                shown.elements.compactMap(\.text)
                    == ["https://zoom.example/j/1", "_blank", "noopener noreferrer"]
            )
        }
    }

    @Test("with the network cut in between, the drawing is kept and sent later")
    func offline() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let page = try await Chromium().newPage(.phone)
            try await page.navigate(to: address + (try await course.link()))
            try await page.wait(until: "!document.querySelector('#sign').hidden")
            try await page.scribble(on: "#pad", loops: 4, with: .touch)
            try await page.goOffline()
            try await page.press("#submit", with: .touch)
            try await page.wait(until: "!document.querySelector('#problem').hidden")
            #expect(try await course.signatures().isEmpty)
            try await page.goOnline()
            try await page.wait(until: Self.signed, within: .seconds(60))
            #expect(try await course.signatures().count == 1)
        }
    }

    @Test("nothing drawn is refused on the spot, and a used link answers as one that never was")
    func refusals() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let link = address + (try await course.link())
            let page = try await Chromium().newPage(.narrow)
            try await page.navigate(to: link)
            try await page.wait(until: "!document.querySelector('#sign').hidden")
            try await page.press("#submit", with: .touch)
            try await page.wait(until: "!document.querySelector('#problem').hidden")
            #expect(try await course.signatures().isEmpty)
            try await page.scribble(on: "#pad", loops: 3, with: .touch)
            try await Self.submit(page)
            try await page.navigate(to: link)
            let used = try await page.text(of: "main")
            try await page.navigate(to: address + "/sign/0123456789abcdef0123456789abcdef")
            #expect(try await page.text(of: "main") == used)
            // Narrow as the screen is, nothing hangs over its edge.
            let overhang = try await page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            #expect(overhang.integer == 0)
        }
    }

    @Test("whoever will not sign says why by keyboard, and signs after all; then signs anew")
    func changedMind() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let link = address + (try await course.link())
            let page = try await Chromium().newPage(.phone)
            try await page.navigate(to: link)
            try await page.wait(until: "!document.querySelector('#decline').hidden")
            try await page.tab(to: "summary")
            try await page.press(.enter)
            try await page.tab(to: "#decline-submit")
            try await page.press(.enter)
            try await page.wait(until: "!document.querySelector('#decline-problem').hidden")
            try await page.type("I left before noon")
            try await page.keepScreenshot("sign-phone-declining")
            try await page.tab(to: "#decline-submit")
            try await page.press(.enter)
            try await page.wait(until: "!document.querySelector('#declined').hidden")
            try await page.keepScreenshot("sign-phone-declined")
            let row = try #require(try await course.meeting().sheets.first?.content.rows.first)
            #expect(row.declined.map(\.reason) == ["I left before noon"])

            try await page.navigate(to: link)
            try await page.wait(until: "!document.querySelector('#sign').hidden")
            #expect(try await page.text(of: "main").contains("change your mind"))
            try await page.scribble(on: "#pad", loops: 3, with: .touch)
            try await Self.submit(page)
            let first = try #require(try await course.signatures().first)

            try await page.press("#redo", with: .touch)
            try await page.wait(until: "document.querySelector('#receipt').hidden")
            try await page.scribble(on: "#pad", loops: 6, with: .touch)
            try await Self.submit(page)
            let signatures = try await course.signatures()
            #expect(signatures.count == 1)
            #expect(signatures.first?.sha256 != first.sha256)

            try await page.navigate(to: address + (try await course.link(askedAnew: true)))
            try await page.wait(until: "!document.querySelector('#again').hidden")
            try await page.keepScreenshot("sign-phone-signed")
            try await page.press("#again", with: .touch)
            try await page.scribble(on: "#pad", loops: 4, with: .touch)
            try await Self.submit(page)
            #expect(try await course.signatures().map(\.sha256) != signatures.map(\.sha256))
            #expect(page.complaints.isEmpty, "\(page.complaints)")
        }
    }
}
