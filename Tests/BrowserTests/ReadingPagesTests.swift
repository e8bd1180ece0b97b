import Foundation
import Testing

/// The pages for people who may read, in a real browser.
@Suite(
    .enabled(if: Chromium.isInstalled, "no chromium or chromium-browser on the PATH"),
    .serialized,
    .timeLimit(.minutes(30))
)
struct ReadingPagesTests {
    @Test("the address that serve prints opens the list of meetings, and forgets the token")
    func login() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let page = try await Chromium().newPage(.desktop)
            try await page.navigate(to: "\(address)/login#token=\(CourseServer.token)")
            try await page.wait(until: "location.pathname === '/'")
            #expect(try await page.text(of: "main").contains("First aid"))
            #expect(try await page.evaluate("location.href").text?.contains("token") == false)
            try await page.keepScreenshot("meetings-desktop")
            try await page.show(in: .phone)
            try await page.keepScreenshot("meetings-phone")
            let links = try await page.evaluate(
                "[...document.querySelectorAll('a[href$=\".pdf\"]')].length"
            )
            #expect(links.integer == 1)
            let status = try await page.evaluate(
                "fetch(document.querySelector('a[href$=\".pdf\"]').href).then(r => r.status)"
            )
            #expect(status.integer == 200)
            #expect(page.complaints.isEmpty, "\(page.complaints)")
        }
    }

    @Test("who is present shows by itself when somebody joins")
    func presence() async throws {
        let course = try CourseServer()
        try await course.run { address in
            let page = try await Chromium().newPage(.phone)
            try await page.navigate(to: "\(address)/login#token=\(CourseServer.token)")
            try await page.wait(until: "location.pathname === '/'")
            try await page.navigate(to: "\(address)/meetings/81234567890/presence")
            #expect(try await page.text(of: "main").contains("Ada Lovelace"))
            try await course.join("Grace Hopper", user: "2")
            try await page.wait(until: "document.body.innerText.includes('Grace Hopper')")
            try await page.keepScreenshot("presence-phone")
            #expect(page.complaints.isEmpty, "\(page.complaints)")
        }
    }
}
