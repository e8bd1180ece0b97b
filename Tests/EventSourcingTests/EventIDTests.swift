import EventSourcing
import Testing
import TestSupport

@Suite("An event id")
struct EventIDTests {
    @Test("is laid out as RFC 9562 shows a UUIDv7")
    func layout() {
        // RFC 9562, appendix A.6: 2022-02-22T19:22:22Z, rand_a CC3, rand_b 18C4DC0C0C07398F.
        let id = EventID(
            at: "2022-02-22T19:22:22Z",
            random: (0x0CC3, 0x18C4_DC0C_0C07_398F)
        )
        #expect(id.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
    }

    @Test("keeps version and variant whatever the random bytes are", arguments: UInt64(0)..<50)
    func bits(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let random = (
            UInt16.random(in: .min ... .max, using: &generator),
            UInt64.random(in: .min ... .max, using: &generator)
        )
        let milliseconds = Int64.random(in: 0..<(1 << 48), using: &generator)
        let id = EventID(at: Instant(microseconds: milliseconds * 1000 + 999), random: random)
        #expect(id.bytes.count == 16)
        #expect(id.bytes[6] >> 4 == 7)
        #expect(id.bytes[8] >> 6 == 0b10)
        let low = id.bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
        #expect(low << 2 == random.1 << 2)
        #expect(UInt16(id.bytes[6] & 0x0F) << 8 | UInt16(id.bytes[7]) == random.0 & 0x0FFF)
        #expect(id.bytes.prefix(6).reduce(0) { $0 << 8 | Int64($1) } == milliseconds)
    }

    @Test("made later sorts later", arguments: UInt64(0)..<20)
    func order(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let earlier = Int64.random(in: 0..<2_000_000_000_000, using: &generator)
        let later = earlier + .random(in: 1...10_000_000, using: &generator)
        let ids = [(earlier, UInt64.max), (later, UInt64.min)].map { milliseconds, fill in
            EventID(
                at: Instant(microseconds: milliseconds * 1000),
                random: (UInt16(truncatingIfNeeded: fill), fill)
            )
        }
        #expect(ids[0] < ids[1])
        #expect(ids[0].description < ids[1].description)
    }

    @Test("before 1970 is of 1970")
    func early() {
        let id = EventID(at: Instant(seconds: -5), random: (0, 0))
        #expect(id.bytes.prefix(6).allSatisfy { $0 == 0 })
    }

    @Test("is read from 16 bytes and no other number of them")
    func stored() {
        let bytes = [UInt8](0..<16)
        #expect(EventID(bytes: bytes)?.bytes == bytes)
        #expect(EventID(bytes: []) == nil)
        #expect(EventID(bytes: [UInt8](0..<15)) == nil)
        #expect(EventID(bytes: [UInt8](0..<17)) == nil)
    }
}

@Suite("Hexadecimal text")
struct HexadecimalTests {
    @Test("has two lower-case digits a byte")
    func digits() {
        #expect([UInt8]([0x00, 0x0F, 0xF0, 0xAB, 0xFF]).hexadecimal == "000ff0abff")
        #expect([UInt8]().hexadecimal.isEmpty)
    }

    @Test("of every byte is read back")
    func roundTrip() {
        let bytes = [UInt8](.min ... .max)
        #expect([UInt8](hexadecimal: bytes.hexadecimal) == bytes)
        #expect([UInt8](hexadecimal: bytes.hexadecimal.uppercased()) == bytes)
    }

    @Test("of anything else is refused", arguments: ["0", "0g", " 00", "0x00", "００", "é0", "00\n"])
    func refused(text: String) {
        #expect([UInt8](hexadecimal: text) == nil)
    }
}
