import EventSourcing
import Foundation
import Testing
import ZoomAPI

/// Deliveries of an invented training provider, in the shapes that Zoom sends.
enum Fixture {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "Fixtures"
    )

    /// The bytes of `Fixtures/<name>.json`.
    static func body(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: "\(name).json")))
    }

    /// The names of all fixtures, sorted.
    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".json") }
            .map { String($0.dropLast(5)) }
            .sorted()
    }

    /// Decodes a fixture after replacing pieces of its text, each of which must occur.
    static func decoded(
        _ name: String,
        replacing pieces: KeyValuePairs<String, String> = [:]
    ) throws -> WebhookNotification {
        var text = String(decoding: try body(name), as: UTF8.self)
        for (old, new) in pieces {
            try #require(text.contains(old), "\(name) has no \(old)")
            text = text.replacing(old, with: new)
        }
        return try WebhookNotification(parsing: Array(text.utf8))
    }

    static func participant(
        _ name: String,
        replacing pieces: KeyValuePairs<String, String> = [:]
    ) throws -> ParticipantNotification {
        let payload = try decoded(name, replacing: pieces).payload
        guard case .participant(let notification) = payload else { throw Unexpected(payload) }
        return notification
    }

    static func instance(
        _ name: String,
        replacing pieces: KeyValuePairs<String, String> = [:]
    ) throws -> InstanceNotification {
        let payload = try decoded(name, replacing: pieces).payload
        guard case .instance(let notification) = payload else { throw Unexpected(payload) }
        return notification
    }

    static func planning(
        _ name: String,
        replacing pieces: KeyValuePairs<String, String> = [:]
    ) throws -> PlanningNotification {
        let payload = try decoded(name, replacing: pieces).payload
        guard case .planning(let notification) = payload else { throw Unexpected(payload) }
        return notification
    }

    static func registration(_ name: String) throws -> RegistrationNotification {
        let payload = try decoded(name).payload
        guard case .registration(let notification) = payload else { throw Unexpected(payload) }
        return notification
    }

    static func recording(_ name: String) throws -> RecordingNotification {
        let payload = try decoded(name).payload
        guard case .recording(let notification) = payload else { throw Unexpected(payload) }
        return notification
    }
}

/// A payload of another kind than the test is about.
struct Unexpected: Error {
    let payload: WebhookPayload
    init(_ payload: WebhookPayload) { self.payload = payload }
}

/// Reads an instant that a test names.
func instant(_ text: String) throws -> Instant { try #require(Instant(text)) }

/// The secret of the invented training provider.
func secret(_ label: String = "nordlicht", _ text: String = "s3cret") throws -> WebhookSecret {
    try #require(WebhookSecret(label: label, text))
}

/// SplitMix64: small, and the same on every machine.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
