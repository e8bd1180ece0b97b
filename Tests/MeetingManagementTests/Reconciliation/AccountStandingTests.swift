import EventSourcing
import TestSupport
import Testing
import ZoomAPI

@testable import MeetingManagement

@Suite("How an account's Zoom answers")
struct AccountStandingTests {
    private static let now: Instant = "2026-03-09T10:00:00Z"

    private static func verdict(_ reason: ZoomFailure.Reason) -> CallVerdict {
        CallVerdict(ZoomFailure(account: "a", operation: "GET /x", tries: 1, reason: reason))
    }

    @Test("each failure says whether it is about the call or the account")
    func verdicts() {
        func refused(_ status: Int, _ code: Int64?) -> CallVerdict {
            Self.verdict(.refused(ZoomRefusal(status: status, code: code)))
        }
        #expect(refused(404, 3001) == .notFound)
        #expect(refused(400, 200) == .notAllowed)
        #expect(refused(200, 200) == .notAllowed)
        #expect(refused(400, 12_702) == .tooOld)
        #expect(refused(400, 3000) == .refused(3000))
        #expect(Self.verdict(.scopeMissing([])) == .notAllowed)
        #expect(Self.verdict(.noToken(.noToken)) == .account(.locked))
        #expect(Self.verdict(.dailyLimit(until: Self.now)) == .account(.until(Self.now)))
        #expect(Self.verdict(.failing(status: 503)) == .account(.troubled))
        #expect(Self.verdict(.fault(.cut)) == .account(.troubled))
        #expect(Self.verdict(.fault(.cancelled)) == .cancelled)
        #expect(Self.verdict(.unreadable(nil)) == .unreadable)
        #expect(Self.verdict(.pageRepeated(page: 2)) == .unreadable)
    }

    @Test("the pauses grow while it fails, and end when it answers")
    func pauses() {
        var account = AccountStanding()
        let pauses = (0..<6).map { _ in
            Self.now.seconds(to: account.failed(.troubled, at: Self.now))
        }
        #expect(pauses == [60, 120, 240, 480, 900, 900])
        #expect(!account.isOpen(at: Self.now.advanced(bySeconds: 899)))
        #expect(account.isOpen(at: Self.now.advanced(bySeconds: 900)))
        account.answered()
        #expect(account.isOpen(at: Self.now))
        let first = account.failed(.troubled, at: Self.now)
        #expect(Self.now.seconds(to: first) == 60)
        let midnight: Instant = "2026-03-10T00:00:00Z"
        let day = account.failed(.until(midnight), at: Self.now)
        #expect(day == midnight)
        let locked = account.failed(.locked, at: Self.now)
        #expect(Self.now.seconds(to: locked) == 3600)
    }

    @Test("without one way to its reports the other is taken, without both none for a day")
    func routes() throws {
        var account = AccountStanding()
        let first = account.refusedReport(by: .report, at: Self.now)
        #expect(first == nil)
        #expect(account.route == .past)
        // Two calls that were under way together.
        let beside = account.refusedReport(by: .report, at: Self.now)
        #expect(beside == nil)
        #expect(account.hasReports(at: Self.now))
        let none = account.refusedReport(by: .past, at: Self.now)
        let refused = try #require(none)
        #expect(refused.isNews)
        let again = account.refusedReport(by: .past, at: Self.now)
        #expect(again?.isNews == false)
        #expect(!account.hasReports(at: refused.until.advanced(bySeconds: -1)))
        #expect(account.hasReports(at: refused.until))
        #expect(account.route == .report)
    }
}
