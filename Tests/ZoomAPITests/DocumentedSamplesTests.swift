import EventSourcing
import Foundation
import Testing
import ZoomAPI

/// The samples of Zoom's own documentation, one per event, where a copy lies beside the package.
@Suite("Zoom's documented samples", .enabled(if: DocumentedSamples.areThere))
struct DocumentedSamplesTests {
    @Test("are all understood, and those of attendance all usable")
    func understood() throws {
        let names = try DocumentedSamples.names()
        var counts: [String: Int] = [:]
        for name in names {
            let notification = try WebhookNotification(
                parsing: try DocumentedSamples.bytes("webhooks/\(name)")
            )
            #expect("\(notification.event).json" == name)
            let sort = DocumentedSamples.sort(of: notification.payload)
            #expect(sort == DocumentedSamples.expectedSort(of: notification.event), "\(name)")
            counts[sort, default: 0] += 1
            guard case .participant(let participant) = notification.payload else { continue }
            let hasNoTime = name.contains("_jbh_")
            #expect((participant.time == nil) == hasNoTime, "\(name)")
            #expect(participant.participant.userName != nil, "\(name)")
        }
        #expect(counts["participant"] == 17)
        #expect(counts["instance"] == 4)
        #expect(counts["planning"] == 12)
        #expect(counts["registration"] == 8)
        #expect(counts["recording"] == 14)
        #expect(counts["recordingBatch"] == 3)
    }

    @Test("verify and answer as Zoom's do")
    func vectors() throws {
        let file = try JSON(parsing: try DocumentedSamples.bytes("signature/vectors.json"))
        let secret = try secret("zoom", try #require(file["secret"]?.string))
        let vectors = try #require(file["vectors"]?.array)
        #expect(vectors.count == 2)
        for vector in vectors {
            let body = try DocumentedSamples.bytes(
                "signature/\(try #require(vector["body_file"]?.string))"
            )
            let headers = WebhookHeaders { vector[$0]?.string }
            let now = Instant(seconds: 1_720_705_455)
            let verdict = WebhookAuthenticator(secrets: [secret])
                .verdict(on: body, headers: headers, now: now)
            guard case .authentic(.signature(secret), _) = verdict else {
                Issue.record("\(verdict)")
                continue
            }
            guard let expected = vector["url_validation_response"] else { continue }
            let notification = try WebhookNotification(parsing: body)
            guard case .urlValidation(let token) = notification.payload else {
                throw Unexpected(notification.payload)
            }
            #expect(
                try JSON(parsing: EndpointValidation.answer(to: token, with: secret)) == expected
            )
        }
    }
}

private enum DocumentedSamples {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/zoom")

    static let areThere = FileManager.default.fileExists(
        atPath: folder.appending(path: "webhooks").path
    )

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: path)))
    }

    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: folder.appending(path: "webhooks").path
        )
        .filter { $0.hasSuffix(".json") }
    }

    static func sort(of payload: WebhookPayload) -> String {
        switch payload {
        case .planning: "planning"
        case .registration: "registration"
        case .instance: "instance"
        case .participant: "participant"
        case .recording: "recording"
        case .recordingBatch: "recordingBatch"
        case .urlValidation: "urlValidation"
        case .appDeauthorized: "appDeauthorized"
        case .other: "other"
        case .notUsable: "notUsable"
        }
    }

    /// Written from the list of events, not from the code that decodes them.
    static func expectedSort(of event: String) -> String {
        let planning = [
            "created", "updated", "deleted", "recovered", "permanently_deleted",
            "converted_to_webinar", "converted_to_meeting",
        ]
        let participant = [
            "joined", "left", "joined_breakout_room", "left_breakout_room", "joined_waiting_room",
            "left_waiting_room", "admitted", "put_in_waiting_room", "jbh_joined", "jbh_waiting",
            "jbh_waiting_left", "role_changed", "bind",
        ]
        if event == "endpoint.url_validation" { return "urlValidation" }
        if event == "app_deauthorized" { return "appDeauthorized" }
        let parts = event.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return "other" }
        if parts[0] == "recording" {
            if parts[1].hasPrefix("batch_") { return "recordingBatch" }
            return parts[1] == "cloud_storage_usage_updated" ? "other" : "recording"
        }
        guard parts[0] == "meeting" || parts[0] == "webinar" else { return "other" }
        if planning.contains(parts[1]) { return "planning" }
        if parts[1].hasPrefix("registration_") { return "registration" }
        if ["started", "ended"].contains(parts[1]) { return "instance" }
        return participant.contains { "participant_\($0)" == parts[1] } ? "participant" : "other"
    }
}
