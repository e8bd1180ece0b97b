import EventSourcing
import Testing
import TestSupport

@Suite("JSON from a seed")
struct JSONMutationTests {
    private static let samples = [
        #"{"event":"meeting.participant_joined","event_ts":1775902821133,"payload":{"a":[1,2.5e3]}}"#,
        #"[null,true,false,"\ud83d\ude00\u00e9\n",-0,{"":[[[[[]]]]]},"é€😀"]"#,
    ]

    @Test(
        "is read or refused, and read again the same, however it is damaged",
        arguments: UInt64(0)..<200
    )
    func damaged(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let sample = Self.samples[Int(seed % 2)]
        for _ in 0..<20 {
            var bytes = Array(sample.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
                Self.damage(&bytes, using: &generator)
            }
            do {
                let value = try JSON(parsing: bytes)
                let canonical = value.canonicalBytes()
                #expect(try JSON(parsing: canonical).canonicalBytes() == canonical, "seed \(seed)")
            } catch {
                #expect((0...bytes.count).contains(error.offset), "seed \(seed)")
            }
        }
    }

    @Test("is read back from its canonical form", arguments: UInt64(0)..<200)
    func roundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let value = Self.value(depth: 5, using: &generator)
        let read = try JSON(parsing: value.canonicalBytes())
        #expect(read == value)
        #expect(read.canonicalBytes() == value.canonicalBytes())
    }

    private static func damage(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[index] = .random(in: .min ... .max, using: &generator)
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(bytes.randomElement(using: &generator) ?? 0, at: index)
        case 3: bytes.removeSubrange(index...)
        default:
            let piece = Array(bytes[index...].prefix(9))
            bytes.insert(contentsOf: piece, at: .random(in: 0...bytes.count, using: &generator))
        }
    }

    private static func value(depth: Int, using generator: inout SeededGenerator) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
        case 0: return .null
        case 1: return .bool(.random(using: &generator))
        case 2: return .integer(.random(in: .min ... .max, using: &generator))
        case 3: return .integer(.random(in: -9...9, using: &generator))
        case 4: return .string(text(using: &generator))
        case 5:
            return .array(
                (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                    value(depth: depth - 1, using: &generator)
                }
            )
        default:
            var members: [String: JSON] = [:]
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                members[text(using: &generator)] = value(depth: depth - 1, using: &generator)
            }
            return .object(members)
        }
    }

    private static func text(using generator: inout SeededGenerator) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...6, using: &generator) {
            let limit: UInt32 = Bool.random(using: &generator) ? 0x80 : 0x11_0000
            let code = UInt32.random(in: 0..<limit, using: &generator)
            text.append(Unicode.Scalar(code) ?? "\u{FFFD}")
        }
        return String(text)
    }
}
