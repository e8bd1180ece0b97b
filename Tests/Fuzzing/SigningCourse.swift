import Attendance
import EventSourcing
import EventStore
import HTTPTypes
import Hummingbird
import Logging
import MeetingManagement
import NIOCore
import NIOEmbedded
import Projections
import Server
import TestSupport
import Typesetting
import ZoomAPI

/// A server over a log in memory at noon of a course day, and the link of somebody who has not signed.
struct SigningCourse {
    let log: any EventLog
    /// The link's path.
    let path: String
    /// Its token.
    let token: String
    private let signer: SubjectID
    private let respond: @Sendable (Request) async throws -> Response

    /// An answer, read to its end.
    struct Answer {
        var status: HTTPResponse.Status
        var text: String
    }

    /// Why no course could be set up.
    struct NotSetUp: Error {}

    init() async throws {
        let log = MemoryEventLog(now: { Self.noon })
        let before = try Self.desk(over: log, now: "2026-03-01T00:00:00Z")
        var pack = RulePack.generic
        pack.signing.keepsStrokes = true
        _ = try await before.adopt(pack, actor: "trainer")
        let desk = try Self.desk(over: log, now: Self.noon)
        var zoom = WebhookSample()
        zoom.start = "2026-03-09T11:00:00Z"
        for body in [
            zoom.created(start: "2026-03-09T11:00:00Z"), zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T11:02:00Z", connection: "A", user: "1"),
        ] {
            _ = try await desk.take(body, source: .live, receivedAt: Self.noon)
        }
        let window = TimeWindow(start: "2026-03-09T11:00:00Z", end: "2026-03-09T12:30:00Z")
        guard
            let id = try await desk.meetings(limit: 1).meetings.first?.sheets.first?.content
                .occurrence.id,
            let link = try await desk.openSlot(
                Slot(id: SlotID("whole"), window: window),
                of: id,
                reason: nil,
                actor: "trainer"
            ).first(where: { $0.place.capacity == .attendee }),
            let access = AccessToken("0123456789abcdef")
        else { throw NotSetUp() }
        self.log = log
        self.token = link.token
        self.signer = link.place.signer
        self.path = "/sign/\(link.token)"
        var logger = Logger(label: "fuzzing")
        logger.logLevel = .critical
        let settings = ServerSettings(
            port: 0,
            webhooks: WebhookSecrets(WebhookAuthenticator(secrets: [])),
            accessToken: access,
            fonts: FontShelf()
        )
        self.respond = try await Self.responder(
            of: buildApplication(desk: desk, settings: settings, logger: logger)
        )
    }

    private static let noon: Instant = "2026-03-09T12:00:00Z"

    private static func desk(over log: any EventLog, now: Instant) throws -> Desk {
        guard let key = OrganisationKey(bytes: Array(0..<32)) else { throw NotSetUp() }
        let edges = Edges(now: { now }, random: Edges.live.random)
        return Desk(log: log, index: MemoryEventIndex(), key: key, edges: edges)
    }

    private static func responder<Server: ApplicationProtocol>(
        of server: Server
    ) async throws -> @Sendable (Request) async throws -> Response
    where Server.Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
        let responder = try await server.responder
        let logger = server.logger
        return { request in
            let channel = NIOAsyncTestingChannel()
            let source = ApplicationRequestContextSource(channel: channel, logger: logger)
            let context = Server.Responder.Context(source: source)
            let response = try await responder.respond(to: request, context: context)
            // Else it is a leak to the sanitizer.
            _ = try await channel.finish()
            return response
        }
    }

    func post(_ path: String, _ headers: HTTPFields, _ body: [UInt8]) async throws -> Answer {
        let head = HTTPRequest(
            method: .post,
            scheme: "http",
            authority: "localhost",
            path: path,
            headerFields: headers
        )
        let body = RequestBody(buffer: ByteBuffer(bytes: body))
        let response = try await respond(Request(head: head, body: body))
        let collected = Collected()
        try await response.body.write(Collector(into: collected))
        return Answer(status: response.status, text: String(buffer: await collected.buffer))
    }

    /// What is wrong with what was kept of a signature.
    func findingInKept(_ png: [UInt8]?, asIn answer: Answer) async throws -> String? {
        let receipt = try JSON(parsing: Array(answer.text.utf8))
        guard let digest = receipt["sha256"]?.string.map({ SHA256Digest($0) }),
            let kept = try await log.document(.picture(digest, of: signer))
        else { return "a receipt of a picture that was not kept" }
        guard png == nil || kept.bytes == png else { return "another picture was kept" }
        guard let strokes = receipt["strokes_sha256"]?.string.map({ SHA256Digest($0) }) else {
            return nil
        }
        guard let bytes = try await log.document(.strokes(strokes, of: signer))?.bytes else {
            return "a receipt of strokes that were not kept"
        }
        let read = try SignatureStrokes(json: JSON(parsing: bytes))
        return read.json.canonicalBytes() == bytes ? nil : "strokes were not kept canonically"
    }
}

private actor Collected {
    var buffer = ByteBuffer()
    func append(_ part: ByteBuffer) { buffer.writeImmutableBuffer(part) }
}

private struct Collector: ResponseBodyWriter {
    private let collected: Collected

    init(into collected: Collected) { self.collected = collected }

    mutating func write(_ buffer: ByteBuffer) async throws { await collected.append(buffer) }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
