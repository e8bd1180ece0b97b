import EventSourcing
import Testing
import TestSupport

/// Sharing texts saves memory and time; it must never give one text for another.
@Suite("Texts that are shared")
struct SharedTextsTests {
    @Test("are what their bytes say, however many there are", arguments: UInt64(0)..<20)
    func same(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let texts = SharedTexts()
        for _ in 0..<5000 {
            // Few letters, so that many texts differ in one byte only, and many come again.
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { index in
                index.isMultiple(of: 9) ? UInt8.random(in: 97...99, using: &generator) : 97
            }
            let text = bytes.withUnsafeBytes { texts.text($0) }
            #expect(Array(text.utf8) == bytes)
        }
    }

    @Test("replace bytes that are no UTF-8, as every other text does")
    func repaired() {
        let bytes: [UInt8] = Array("an identifier of more than 15 bytes ".utf8) + [0xFF, 0xC3]
        let texts = SharedTexts()
        for _ in 0..<2 {
            let text = bytes.withUnsafeBytes { texts.text($0) }
            #expect(text == String(decoding: bytes, as: UTF8.self))
        }
    }
}
