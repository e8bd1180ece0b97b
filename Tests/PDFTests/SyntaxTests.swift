import Testing

@testable import PDF

@Suite("The spelling of objects")
struct SyntaxTests {
    @Test(
        "of numbers has no exponent and at most three decimals",
        arguments: [
            (0, "0"), (1, "1"), (-1, "-1"), (0.5, "0.5"), (-0.25, "-0.25"), (12.3456, "12.346"),
            (0.0004, "0"), (1e9, "1000000000"), (.infinity, "0"), (.nan, "0"), (-0.0001, "0"),
        ] as [(Double, String)]
    )
    func numbers(value: Double, text: String) {
        #expect(spelt(.real(value)) == text)
    }

    @Test("of names escapes what is not regular")
    func names() {
        #expect(spelt(.name("A B/C#é")) == "/A#20B#2FC#23#C3#A9")
    }

    @Test("of text is literal in ASCII and UTF-16 elsewhere")
    func strings() {
        #expect(spelt(.text("a(b)\\c")) == "(a\\(b\\)\\\\c)")
        #expect(spelt(.text("é")) == "<FEFF00E9>")
        #expect(spelt(.text("🌸")) == "<FEFFD83CDF38>")
    }

    @Test("of a digest is that of the standard")
    func digest() {
        func hex(_ bytes: [UInt8]) -> String {
            bytes.map { String($0, radix: 16) }.map { $0.count == 1 ? "0" + $0 : $0 }
                .joined()
        }
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(hex(FileDigest.digest(of: [])) == empty)
        #expect(hex(FileDigest.digest(of: Array("abc".utf8))) == abc)
        let long = [UInt8](repeating: 97, count: 1000)
        for size in [1, 55, 56, 63, 64, 65, 119, 120] {
            var pieces = FileDigest()
            for start in stride(from: 0, to: long.count, by: size) {
                pieces.update(Array(long[start..<min(start + size, long.count)]))
            }
            #expect(pieces.value() == FileDigest.digest(of: long))
        }
    }

    private func spelt(_ object: PDFObject) -> String {
        var bytes: [UInt8] = []
        Syntax.write(object, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
