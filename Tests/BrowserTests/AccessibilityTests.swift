import Attendance
import EventSourcing
import Foundation
import MeetingManagement
import Projections
import TestSupport
import Testing

/// axe-core finds nothing wrong with any page, on a phone and on a desk, by day and by night.
@Suite(
    .enabled(if: Chromium.isInstalled, "no chromium or chromium-browser on the PATH"),
    .serialized,
    .timeLimit(.minutes(30))
)
struct AccessibilityTests {
    private func look(at page: Page, _ what: String) async throws {
        for viewport in [Viewport.phone, .desktop] {
            try await page.show(in: viewport)
            for scheme in ["light", "dark"] {
                // Colours in between are none of the page's.
                try await page.emulate(
                    features: ["prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"]
                )
                let violations = try await page.accessibilityViolations()
                let size = "\(viewport.width) px, \(scheme)"
                #expect(
                    violations.isEmpty,
                    "\(what), \(size): \(violations.joined(separator: "\n"))"
                )
            }
        }
        // Still without motion: a change of colours that has begun goes on when motion is switched off.
        try await page.emulate(
            features: ["prefers-color-scheme": "light", "prefers-reduced-motion": "reduce"]
        )
        try await page.show(in: .phone)
    }

    @Test("the checker finds what is wrong")
    func checks() async throws {
        let page = try await Chromium().newPage()
        try await page.navigate(
            to: "data:text/html,<html><title>x</title><h1>x</h1><input><img src=x></html>"
        )
        let rules = try await page.accessibilityViolations().joined()
        #expect(rules.contains("html-has-lang"))
        #expect(rules.contains("label"))
        #expect(rules.contains("image-alt"))
    }

    @Test("the pages to read: signing in, meetings, who is present, and what went wrong")
    func reading() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let page = try await Chromium().newPage(.phone)
            try await page.navigate(to: "\(address)/login")
            try await look(at: page, "login")
            try await page.navigate(to: "\(address)/sign/none")
            try await look(at: page, "problem")
            try await page.signIn(at: address)
            try await look(at: page, "meetings")
            try await page.navigate(to: "\(address)/meetings/81234567890/presence")
            try await look(at: page, "presence")
        }
    }

    @Test(
        "the page to sign on, drawn and typed, in both directions, and its receipt",
        arguments: [Language.english, .arabic]
    )
    func signing(language: Language) async throws {
        let course = try CourseServer()
        try await course.run { address in
            let page = try await Chromium().newPage(.phone)
            let link = try await course.link() + "?lang=\(language.rawValue)"
            try await page.navigate(to: address + link)
            try await page.wait(until: "!document.querySelector('#sign').hidden")
            try await look(at: page, "sign")
            try await page.press("#submit", with: .touch)
            try await page.wait(until: "!document.querySelector('#problem').hidden")
            try await look(at: page, "sign, nothing drawn")
            try await page.press("summary", with: .touch)
            try await page.press("input[value=typed]", with: .touch)
            try await page.press("#typed-name", with: .touch)
            try await page.type("Ada Lovelace")
            try await look(at: page, "sign, typed")
            try await SigningPageTests.submit(page)
            try await look(at: page, "receipt")
        }
    }

    @Test(
        "the room's pages, and the trainer's with everything on it",
        arguments: [Language.english, .arabic]
    )
    func together(language: Language) async throws {
        let course = try CourseServer()
        try await course.run { address in
            let query = "?lang=\(language.rawValue)"
            let trainer = try await Chromium().newPage(.desktop)
            try await trainer.signIn(at: address)
            _ = try await course.link()
            let id = try await course.occurrence()
            let slot = try #require(try await course.desk.signing(of: id).slots.first)
            let room = try await course.desk.openRoom(
                .ownDevices,
                for: slot,
                of: id,
                actor: "trainer"
            )
            let phone = try await Chromium().newPage(.phone)
            try await phone.navigate(to: "\(address)/room/\(room.token)\(query)")
            try await look(at: phone, "room")
            try await phone.press(".names button", with: .touch)
            try await phone.wait(until: "document.querySelector('[data-waiting]')")
            try await look(at: phone, "waiting")
            try await trainer.navigate(to: "\(address)/occurrences/\(id)\(query)")
            try await look(at: trainer, "trainer")
            try await trainer.evaluate(
                "for (const panel of document.querySelectorAll('details')) panel.open = true"
            )
            try await look(at: trainer, "trainer, all open")
        }
    }
}
