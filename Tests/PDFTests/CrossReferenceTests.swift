import Foundation
import PDF
import Testing

@Suite("Cross-references")
struct CrossReferenceTests {
    @Test("of a table point at their objects")
    func table() throws {
        let bytes = GoldenTests.square(form: .readable)
        let text = String(decoding: bytes, as: Unicode.ASCII.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex(of: "xref"))
        for number in 1...4 {
            let entry = lines[start + 2 + number]
            #expect(entry.utf8.count == 19)
            let offset = try #require(Int(entry.prefix(10)))
            let head = "\(number) 0 obj\n"
            #expect(Array(bytes[offset...].prefix(head.utf8.count)) == Array(head.utf8))
        }
    }

    @Test("of a stream satisfy an independent reader", arguments: [1, 127, 128, 129, 700])
    func stream(objects: Int) throws {
        var writer = PDFWriter()
        let tree = writer.reserve()
        var drained: [UInt8] = []
        var pages: [PDFObject] = []
        for number in 0..<objects {
            let contents = writer.write(PDFStream(bytes: Array("% \(number)\n".utf8)))
            let page = writer.write([
                "Type": .name("Page"), "Parent": .reference(tree), "MediaBox": [0, 0, 9, 9],
                "Contents": .reference(contents),
            ])
            pages.append(.reference(page))
            if number % 50 == 0 { drained += writer.drain() }
        }
        writer.write(
            ["Type": .name("Pages"), "Kids": .array(pages), "Count": .integer(objects)],
            as: tree
        )
        let catalog = writer.write(["Type": .name("Catalog"), "Pages": .reference(tree)])
        let file = drained + writer.finish(catalog: catalog)
        let path = NSTemporaryDirectory() + "cross-reference-\(objects).pdf"
        try Data(file).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try run("qpdf", "--check", path) == 0)
    }

    @Test("stand after keywords on lines of their own")
    func keywords() {
        let text = String(
            decoding: GoldenTests.square(form: .compact),
            as: Unicode.ASCII.self
        )
        #expect(text.contains("\nendstream\nendobj\n"))
        #expect(text.contains(" 0 obj\n<<"))
    }

    private func run(_ arguments: String...) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
