import Attendance
import EventSourcing
import Foundation
import MeetingManagement
import TestSupport
import Testing

/// Whoever gives a course looks after its signatures in a real browser, and people sign together.
@Suite(
    .enabled(if: Chromium.isInstalled, "no chromium or chromium-browser on the PATH"),
    .serialized,
    .timeLimit(.minutes(30))
)
struct TrainerPageTests {
    /// The trainer's page, reached as a trainer does.
    private func trainerPage(
        _ course: CourseServer,
        _ address: String,
        _ viewport: Viewport = .desktop
    ) async throws -> Page {
        let page = try await Chromium().newPage(viewport)
        try await page.signIn(at: address)
        try await page.press("a[href^='/occurrences/']", with: .mouse)
        try await page.wait(until: "location.pathname.startsWith('/occurrences/')")
        try await page.wait(until: "document.readyState === 'complete'")
        return page
    }

    private func open(_ page: Page, _ summary: String) async throws {
        let found = """
            [...document.querySelectorAll("summary")]
              .find((one) => one.textContent.includes(\(quoted(summary))))
            """
        try await page.wait(until: "document.readyState === 'complete' && !!\(found)")
        try await page.evaluate("\(found).click()")
    }

    private func press(_ page: Page, _ button: String) async throws {
        let found = """
            [...document.querySelectorAll("button")]
              .find((one) => one.textContent.startsWith(\(quoted(button))) && one.offsetParent)
            """
        // The page may be on its way to the next.
        try await page.wait(until: "document.readyState === 'complete' && !!\(found)")
        try await page.evaluate(
            """
            document.querySelector("[data-pressed]")?.removeAttribute("data-pressed");
            \(found).setAttribute("data-pressed", "")
            """
        )
        try await page.press("[data-pressed]", with: .mouse)
    }

    @Test(
        "asks, hands out a link, sees it signed without reloading, takes it back, and closes the sheet"
    )
    func looksAfter() async throws {
        let course = try CourseServer()
        try await course.run { address in
            try await course.join("Grace Hopper", user: "2")
            let page = try await trainerPage(course, address)
            try await page.keepScreenshot("trainer-desktop-before")
            try await open(page, "Ask for signatures")
            try await page.evaluate("document.querySelector('textarea[name=reason]').focus()")
            try await page.type("For the funder")
            try await press(page, "Make links")
            try await page.wait(until: "document.querySelectorAll('.links li').length === 2")
            try await page.keepScreenshot("trainer-desktop-links")
            try await page.show(in: .phone)
            try await page.keepScreenshot("trainer-phone-links")
            try await page.show(in: .desktop)
            let link = try #require(
                try await page.evaluate("document.querySelector('.links input').value").text
            )
            let signer = try await Chromium().newPage(.phone)
            try await signer.navigate(to: link)
            #expect(try await signer.text(of: "main").contains("For the funder"))
            try await signer.wait(until: "!document.querySelector('#sign').hidden")
            try await signer.scribble(on: "#pad", loops: 4, with: .touch)
            try await SigningPageTests.submit(signer)
            // It shows by itself.
            try await page.wait(until: "document.querySelector('.state.signed')")
            #expect(try await page.text(of: ".counted").hasPrefix("1 of 2"))
            try await page.wait(until: "document.querySelectorAll('.links li').length === 1")
            try await open(page, "Take the signature back")
            try await page.evaluate(
                "document.querySelector('.row-actions details[open] textarea').focus()"
            )
            try await page.type("Signed for another")
            try await press(page, "Take the signature back")
            try await page.wait(
                until:
                    "document.querySelector('.state') && !document.querySelector('.state.signed')"
            )
            #expect(try await course.signatures().isEmpty)
            try await press(page, "Close the sheet")
            try await page.wait(
                until: "document.querySelector('#sheet').textContent.includes('revision 1 closed')"
            )
            #expect(page.complaints.isEmpty, "\(page.complaints)")
        }
    }

    @Test("what is written into a form stays while the page renews itself")
    func writing() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let page = try await trainerPage(course, address)
            _ = try await course.link()
            try await page.wait(until: "document.querySelector('.state.asked')")
            let token = try await course.link().split(separator: "/").last.map(String.init)
            _ = try await course.desk.sign(
                withToken: try #require(token),
                png: TestPNG.signature()
            ) { SignatureEvidence(route: .drawn, statement: $0.statement(in: .english)) }
            try await page.wait(until: "document.querySelector('.state.signed')")
            try await open(page, "Take the signature back")
            try await page.evaluate(
                "document.querySelector('.row-actions details[open] textarea').focus()"
            )
            try await page.type("Half a sen")
            try await course.join("Grace Hopper", user: "2")
            // Two rounds of renewing.
            try await Task.sleep(for: .seconds(7))
            try await page.type("tence")
            let written = try await page.evaluate(
                "document.querySelector('.row-actions details[open] textarea').value"
            )
            #expect(written.text == "Half a sentence")
            #expect(page.complaints.isEmpty, "\(page.complaints)")
        }
    }

    @Test("a room: by the QR code somebody picks their name, is confirmed, and signs")
    func room() async throws {
        let course = try CourseServer()
        try await course.run { address in
            try await course.join("Grace Hopper", user: "2")
            let page = try await trainerPage(course, address)
            try await open(page, "Sign together")
            try await press(page, "Open a room")
            try await page.wait(until: "document.querySelector('input[id^=room-link]')")
            try await page.keepScreenshot("trainer-desktop-room")
            let shown = try await read(page)
            let link = try #require(
                try await page.evaluate("document.querySelector('input[id^=room-link]').value").text
            )
            #expect(shown == link)
            let phone = try await Chromium().newPage(.phone)
            try await phone.navigate(to: link)
            try await phone.keepScreenshot("room-phone")
            try await phone.press(".names button", with: .touch)
            try await phone.wait(until: "document.querySelector('[data-waiting]')")
            try await phone.keepScreenshot("room-phone-waiting")
            let code = try await phone.text(of: ".code")
            try await page.wait(until: "document.querySelector('.claims')")
            try await page.keepScreenshot("trainer-desktop-claim")
            try await page.show(in: .phone)
            try await page.keepScreenshot("trainer-phone-claim")
            try await page.show(in: .desktop)
            #expect(try await page.text(of: ".claim-code bdi") == code)
            try await press(page, "Confirm")
            // The phone notices by itself.
            try await phone.wait(
                until: "document.querySelector('#sign') && !document.querySelector('#sign').hidden"
            )
            try await phone.scribble(on: "#pad", loops: 4, with: .touch)
            try await SigningPageTests.submit(phone)
            try await page.wait(until: "document.querySelector('.state.signed')")
            #expect(try await course.signatures().count == 1)
            #expect(page.complaints.isEmpty, "\(page.complaints)")
            #expect(phone.complaints.isEmpty, "\(phone.complaints)")
        }
    }

    /// What another program reads from the QR code on the page.
    private func read(_ page: Page) async throws -> String {
        try await page.evaluate("document.querySelector('.code-picture').scrollIntoView()")
        let directory = try TemporaryDirectory()
        let file = directory.url.appendingPathComponent("page.png")
        try await page.screenshot(ofWholePage: false).write(to: file)
        return try Shell.run("/usr/bin/zbarimg", ["--quiet", "--raw", file.path]).output
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test("a device handed over: signed out, each signs and hands it back")
    func handedOver() async throws {
        let course = try CourseServer()
        try await course.run { address in
            try await course.join("Grace Hopper", user: "2")
            let page = try await trainerPage(course, address)
            try await open(page, "Sign together")
            try await press(page, "Hand over this device")
            try await page.wait(until: "document.querySelector('.names')")
            try await page.keepScreenshot("tablet-names")
            for count in 1...2 {
                try await page.press(".names button", with: .mouse)
                try await page.wait(
                    until:
                        "document.querySelector('#sign') && !document.querySelector('#sign').hidden"
                )
                // It does not offer the name of whoever had it before.
                let offers = try await page.evaluate(
                    "document.querySelector('#typed-name').autocomplete"
                )
                #expect(offers.text == "off")
                try await page.scribble(on: "#pad", loops: 3 + count, with: .mouse)
                try await page.press("#submit", with: .mouse)
                try await page.wait(until: SigningPageTests.signed)
                try await page.keepScreenshot("tablet-signed")
                try await page.press("#receipt a.button", with: .mouse)
                let isBack = "document.querySelector('main') && !document.querySelector('#receipt')"
                try await page.wait(until: "document.readyState === 'complete' && \(isBack)")
                #expect(try await course.signatures().count == count)
            }
            #expect(try await page.text(of: "main").contains("Everyone on the list has signed"))
            // Nobody acts in the trainer's name on it.
            try await page.navigate(to: "\(address)/")
            #expect(try await page.evaluate("location.pathname").text == "/login")
            #expect(page.complaints.isEmpty, "\(page.complaints)")
        }
    }
}
