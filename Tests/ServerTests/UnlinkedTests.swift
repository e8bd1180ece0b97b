import EventSourcing
import HTTPTypes
import HummingbirdTesting
import MeetingManagement
import NIOCore
import Testing
import TestSupport

@Suite("Meetings that nobody linked")
struct UnlinkedTests {
    private let zoom = WebhookSample()

    @Test("say so, and until when they are kept, until somebody links them")
    func listed() async throws {
        let server = try TestServer()
        let desk = server.desk
        let body = zoom.started()
        let signed = try server.signed(body)
        let number = zoom.number
        try await server.run { client in
            #expect(try await client.post("/zoom/webhooks", signed, body).status == .noContent)
            func linked() async throws -> [JSON?] {
                try await client.get("/api/v1/meetings").json["meetings"]?.array?.map {
                    $0["linked"]
                } ?? []
            }
            func unlinked() async throws -> [JSON] {
                try await client.get("/api/v1/meetings/unlinked").json["meetings"]?.array ?? []
            }
            #expect(try await linked() == [.bool(false)])
            #expect(try await unlinked().map { $0["number"] } == [.string(number)])
            let expiry = JSON.string("2026-04-08T12:00:00Z")
            #expect(try await unlinked().map { $0["first_expiry"] } == [expiry])
            #expect(try await client.get("/").text.contains("Not linked"))

            let link = "/api/v1/meetings/\(number)/link"
            func put(_ body: String) async throws -> HTTPResponse.Status {
                try await client.execute(
                    uri: link,
                    method: .put,
                    headers: TestServer.bearer,
                    body: ByteBuffer(string: body)
                ).status
            }
            #expect(try await put(#"{"group":"2"}"#) == .badRequest)
            #expect(try await linked() == [.bool(false)])
            #expect(try await put(#"{"course":"FA-101"}"#) == .noContent)
            #expect(try await linked() == [.bool(true)])
            #expect(try await unlinked().isEmpty)
            #expect(try await !client.get("/").text.contains("Not linked"))
            let disowned = try await client.execute(
                uri: link,
                method: .delete,
                headers: TestServer.bearer
            )
            #expect(disowned.status == .noContent)
            #expect(try await linked() == [.bool(false)])
            let reading = try await desk.unlinkedMeetings()
            #expect(reading.map(\.isDisowned) == [true])
        }
    }
}
