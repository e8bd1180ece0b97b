import PDF
import Testing

@Suite("The smallest file")
struct GoldenTests {
    /// A page with a gray square, written in either form.
    static func square(form: PDFWriter.Form) -> [UInt8] {
        var writer = PDFWriter(form: form)
        let tree = writer.reserve()
        var content = ContentStream()
        content.setFill(gray: 0.5)
        content.fillRectangle(x: 10, y: 20.25, width: 30, height: 40)
        let contents = writer.write(PDFStream(bytes: content.bytes))
        let page = writer.write([
            "Type": .name("Page"), "Parent": .reference(tree), "MediaBox": [0, 0, 100, 100],
            "Contents": .reference(contents),
        ])
        writer.write(
            ["Type": .name("Pages"), "Kids": [.reference(page)], "Count": 1],
            as: tree
        )
        let catalog = writer.write(["Type": .name("Catalog"), "Pages": .reference(tree)])
        return writer.finish(catalog: catalog, fileID: Array(repeating: 0xAB, count: 16))
    }

    @Test("reads as the standard writes it")
    func golden() {
        let bytes = Self.square(form: .readable)
        let text = String(decoding: bytes.filter { $0 < 0x80 }, as: UTF8.self)
        #expect(text == Self.expected)
    }

    @Test("has the same bytes twice, in both forms")
    func deterministic() {
        #expect(Self.square(form: .readable) == Self.square(form: .readable))
        #expect(Self.square(form: .compact) == Self.square(form: .compact))
    }

    @Test("derives its identifier from its content")
    func identifier() {
        func file(_ title: String) -> [UInt8] {
            var writer = PDFWriter(form: .readable)
            let catalog = writer.write(["Type": .name("Catalog"), "Title": .text(title)])
            return writer.finish(catalog: catalog)
        }
        let identifiers = [file("a"), file("a"), file("b")].map { bytes in
            String(decoding: bytes, as: UTF8.self).split(separator: "/ID ").last
        }
        #expect(identifiers[0] == identifiers[1])
        #expect(identifiers[0] != identifiers[2])
    }

    private static let expected = """
        %PDF-1.7
        %
        2 0 obj
        <<
          /Length 26
        >>
        stream
        0.5 g
        10 20.25 30 40 re
        f

        endstream
        endobj
        3 0 obj
        <<
          /Type /Page
          /Parent 1 0 R
          /MediaBox [0 0 100 100]
          /Contents 2 0 R
        >>
        endobj
        1 0 obj
        <<
          /Type /Pages
          /Kids [3 0 R]
          /Count 1
        >>
        endobj
        4 0 obj
        <<
          /Type /Catalog
          /Pages 1 0 R
        >>
        endobj
        xref
        0 5
        0000000000 65535 f 
        0000000188 00000 n 
        0000000015 00000 n 
        0000000093 00000 n 
        0000000251 00000 n 
        trailer
        <<
          /Size 5
          /Root 4 0 R
          /ID [<ABABABABABABABABABABABABABABABAB> <ABABABABABABABABABABABABABABABAB>]
        >>
        startxref
        304
        %%EOF

        """
}
