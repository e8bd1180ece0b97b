import EventSourcing
import Testing
import ZoomAPI

/// Whatever arrives, decoding ends, twice alike, and its reasons quote nothing.
@Suite("Damaged deliveries")
struct MutationTests {
    @Test("end in a value or a reason when bytes are damaged", arguments: UInt64(0)..<40)
    func bytes(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for name in try Fixture.names() {
            var body = try Fixture.body(name)
            for _ in 0..<Int.random(in: 1...8, using: &generator) where !body.isEmpty {
                let index = Int.random(in: 0..<body.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: body[index] = .random(in: .min ... .max, using: &generator)
                case 1: body.insert(.random(in: .min ... .max, using: &generator), at: index)
                case 2: body.remove(at: index)
                default: body.removeSubrange(index..<min(body.count, index + 40))
                }
            }
            let first = Result { try WebhookNotification(parsing: body) }
            let second = Result { try WebhookNotification(parsing: body) }
            switch (first, second) {
            case (.success(let one), .success(let two)): #expect(one == two)
            case (.failure(let one), .failure(let two)):
                #expect("\(one)" == "\(two)")
                #expect(!"\(one)".contains("Nordlicht"))
            default: Issue.record("two decodings differ, seed \(seed), \(name)")
            }
        }
    }

    @Test("are never refused while they name an event", arguments: UInt64(0)..<40)
    func members(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for name in try Fixture.names() {
            var json = try JSON(parsing: try Fixture.body(name))
            let event = json["event"]
            for _ in 0..<3 { json = json.damaged(using: &generator) }
            guard case .object(var members) = json else { continue }
            members["event"] = event
            let body = JSON.object(members)
            let notification = try WebhookNotification(parsing: body.canonicalBytes())
            #expect(notification.event == event?.string)
            guard case .notUsable(let shortcoming, let kept) = notification.payload else {
                continue
            }
            #expect(kept == body, "seed \(seed), \(name)")
            #expect(shortcoming.description.hasPrefix("payload."))
            #expect(!shortcoming.description.contains("Nordlicht"))
        }
    }
}

extension JSON {
    /// This value with one random place removed or replaced by something foreign.
    fileprivate func damaged(using generator: inout SeededGenerator) -> JSON {
        let foreign: [JSON] = [
            .null, true, 0, -1, .integer(.max), .integer(.min), .fraction("1e400"), "", " ",
            "\u{0}",
            [], [:], [[]], ["id": "x"], .string(String(repeating: "9", count: 400)),
        ]
        switch self {
        case .object(var members) where !members.isEmpty:
            let names = members.keys.sorted()
            let name = names[Int.random(in: 0..<names.count, using: &generator)]
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: members[name] = nil
            case 1: members[name] = foreign.randomElement(using: &generator)
            default: members[name] = members[name]?.damaged(using: &generator)
            }
            return .object(members)
        case .array(var elements) where !elements.isEmpty:
            let index = Int.random(in: 0..<elements.count, using: &generator)
            elements[index] = elements[index].damaged(using: &generator)
            return .array(elements)
        default: return foreign.randomElement(using: &generator) ?? .null
        }
    }
}
