import EventSourcing
import Testing
import TestSupport

/// Metadata is read when it is asked for, but what cannot be read is refused at once.
@Suite("Stored metadata")
struct EventMetadataTests {
    private static func read(_ bytes: [UInt8]) -> [String: String]? {
        bytes.withUnsafeBytes { EventMetadata(copying: $0)?.members }
    }

    private static func parsed(_ bytes: [UInt8]) -> [String: String]? {
        (try? JSON(parsing: bytes).object)?.compactMapValues(\.string)
    }

    @Test(
        "says what a parse of it says",
        arguments: [
            "{}", #"{"delivery":"d1","received_at":"2026-03-09T09:28:11.304Z"}"#,
            #"{"a\"b":"\u00e9\\","":""}"#, #"{"a":1,"b":"2"}"#, #"{ "a" : "1" }"#,
            #"{"a":"1","a":"2"}"#,
        ]
    )
    func same(text: String) {
        #expect(Self.read(Array(text.utf8)) == Self.parsed(Array(text.utf8)))
        #expect(Self.read(Array(text.utf8)) != nil)
    }

    @Test("is refused exactly when it is no object", arguments: UInt64(0)..<500)
    func damaged(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var bytes = Array(#"{"delivery":"d1","":"Zoë \u0000\" x","stale":"true"}"#.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: bytes[place] = .random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: place)
            default: bytes.removeSubrange(place...)
            }
        }
        #expect(Self.read(bytes) == Self.parsed(bytes))
    }
}
