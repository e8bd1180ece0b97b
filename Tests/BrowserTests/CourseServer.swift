import Attendance
import EventSourcing
import EventStore
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import MeetingManagement
import Projections
import Server
import TestSupport
import Testing
import Typesetting
import ZoomAPI

/// A real server with a course going on: Ada is there, and is asked to sign.
struct CourseServer {
    static let token = "0123456789abcdef"
    static let now: Instant = "2026-03-09T11:40:00Z"

    let desk: Desk
    let log: any EventLog
    private var zoom = WebhookSample()

    init() throws {
        let log = MemoryEventLog(now: { Self.now })
        zoom.start = "2026-03-09T11:00:00Z"
        let key = try #require(OrganisationKey(bytes: Array(0..<32)))
        self.log = log
        desk = Desk(
            log: log,
            index: MemoryEventIndex(),
            key: key,
            edges: Edges(now: { Self.now }, random: Edges.live.random)
        )
    }

    /// Has rules hold from before the course.
    func adopt(_ pack: RulePack) async throws {
        let key = try #require(OrganisationKey(bytes: Array(0..<32)))
        let edges = Edges(now: { "2026-03-01T00:00:00Z" }, random: Edges.live.random)
        let before = Desk(log: log, index: MemoryEventIndex(), key: key, edges: edges)
        _ = try await before.adopt(pack, actor: "test")
    }

    /// Runs the server while the browser looks at it.
    func run(_ body: @escaping @Sendable (_ address: String) async throws -> Void) async throws {
        try await desk.nameOrganisation("Formation Lumière", actor: "test")
        try await take(zoom.created(start: "2026-03-09T11:00:00Z"))
        try await take(zoom.started())
        try await join("Ada Lovelace", user: "1")
        let settings = ServerSettings(
            port: 0,
            webhooks: WebhookSecrets(WebhookAuthenticator(secrets: [])),
            accessToken: try #require(AccessToken(Self.token)),
            fonts: try FontShelf.system()
        )
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let server = try buildApplication(desk: desk, settings: settings, logger: logger)
        try await server.test(.live) { client in
            // Not an address: the framework binds whatever `localhost` resolves to first.
            try await body("http://localhost:\(try #require(client.port))")
        }
    }

    func join(_ name: String, user: String) async throws {
        try await take(
            zoom.joined(name, at: "2026-03-09T11:02:00Z", connection: name, user: user)
        )
    }

    /// Asks Ada to sign, also where she has, and returns the path of her link.
    func link(askedAnew isAnew: Bool = false, joinLink: String? = nil) async throws -> String {
        let rows = try await desk.sheet(of: try await occurrence()).content.rows
        let window = TimeWindow(start: "2026-03-09T11:00:00Z", end: "2026-03-09T12:00:00Z")
        let links = try await desk.openSlot(
            Slot(id: SlotID("morning"), window: window),
            of: try await occurrence(),
            reason: "Asked for by the funder of the course.",
            joinLink: joinLink,
            for: isAnew ? rows.first?.attendee : nil,
            actor: "test"
        )
        return "/sign/" + (try #require(links.first).token)
    }

    func occurrence() async throws -> OccurrenceID {
        try #require(try await meeting().sheets.first).content.occurrence.id
    }

    func meeting() async throws -> MeetingReading {
        try #require(try await desk.meetings(limit: 1).meetings.first)
    }

    /// The signatures on the sheet.
    func signatures() async throws -> [AttendanceSheet.SignatureLine] {
        try await desk.sheet(of: try await occurrence()).content.rows.flatMap(\.signatures)
    }

    private func take(_ body: [UInt8]) async throws {
        _ = try await desk.take(body, source: .live, receivedAt: Self.now)
    }
}

extension Page {
    /// Shows the access token, as the address that serve prints does.
    func signIn(at address: String) async throws {
        try await navigate(to: "\(address)/login#token=\(CourseServer.token)")
        try await wait(until: "location.pathname === '/' && document.readyState === 'complete'")
    }

    /// Keeps a picture of the page where `MUSTER_SCREENSHOTS` names a folder to look at it in.
    func keepScreenshot(_ name: String) async throws {
        guard let folder = ProcessInfo.processInfo.environment["MUSTER_SCREENSHOTS"] else { return }
        let url = URL(fileURLWithPath: folder).appendingPathComponent("\(name).png")
        try await screenshot().write(to: url)
    }
}
