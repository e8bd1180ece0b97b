import Foundation
import TestSupport
import Testing

@testable import PDF

@Suite("The parts that make a file an archive")
struct ArchivePartsTests {
    @Test(
        "the profile is sRGB, as a colour engine that knows sRGB reads it",
        .enabled(if: Shell.path(of: "python3") != nil, "no python3")
    )
    func profile() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("sRGB.icc")
        try Data(ICCProfile.sRGB).write(to: URL(fileURLWithPath: path))
        // Little CMS, by python3-pil: every shade comes back as what it was, one step of rounding apart.
        let script = """
            import sys
            from PIL import Image, ImageCms
            ours, theirs = ImageCms.getOpenProfile(sys.argv[1]), ImageCms.createProfile("sRGB")
            shades = [(r, g, b) for r in range(0, 256, 15) for g in range(0, 256, 15) for b in range(0, 256, 15)]
            image = Image.new("RGB", (len(shades), 1))
            image.putdata(shades)
            for intent in (0, 1):
                seen = ImageCms.profileToProfile(image, ours, theirs, renderingIntent=intent)
                print(max(abs(a - b) for one, other in zip(shades, seen.getdata()) for a, b in zip(one, other)))
            """
        let python = try #require(Shell.path(of: "python3"))
        let outcome = try Shell.run(python, ["-c", script, path])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let steps = outcome.output.split(separator: "\n").compactMap { Int($0) }
        #expect(steps.count == 2 && steps.allSatisfy { $0 <= 1 }, "\(outcome.output)")
    }

    @Test("a moment is of one form, and PDF's is made of it")
    func dates() throws {
        let date = try #require(FileDate("2026-03-09T17:00:05Z"))
        #expect(date.object == .string(Array("D:20260309170005Z".utf8)))
        for text in ["", "2026-03-09", "2026-03-09T17:00:05+01:00", "2026-03-09T17:00:05.5Z"] {
            #expect(FileDate(text) == nil, "\(text)")
        }
    }

    @Test("metadata is XML, whatever the title has in it")
    func metadata() throws {
        let title = "A <b> & \"c\" \u{0} \u{8} \u{FFFE} محمد ]]>"
        let description = FileDescription(title: title, language: "en", producer: "Muster")
        let packet = String(decoding: XMPPacket.bytes(for: description), as: UTF8.self)
        #expect(packet.contains("A &lt;b&gt; &amp; \"c\"    محمد ]]&gt;"))
        #expect(!packet.unicodeScalars.contains { $0.value < 9 || $0.value == 0xFFFE })
        #expect(!packet.contains("CreateDate"))
    }

    @Test("bookmarks lead from each to its neighbours and its children")
    func bookmarks() throws {
        var writer = PDFWriter(form: .readable)
        let none = Bookmarks().write(to: &writer)
        #expect(none == nil)
        let page = writer.reserve()
        var bookmarks = Bookmarks()
        for (title, level) in [("A", 1), ("A1", 2), ("A2", 2), ("B", 1), ("too deep", 3)] {
            bookmarks.add(title, level: level, on: page, top: 700)
        }
        let outline = bookmarks.write(to: &writer)
        let root = try #require(outline)
        let text = String(decoding: writer.drain(), as: UTF8.self)
        let first = root.number + 1
        // A has two children, and B one: it is one level below, not two.
        #expect(text.contains("/First \(first) 0 R\n  /Last \(first + 3) 0 R\n  /Count 5"))
        #expect(text.contains("/First \(first + 1) 0 R\n  /Last \(first + 2) 0 R\n  /Count 2"))
        #expect(text.contains("/First \(first + 4) 0 R\n  /Last \(first + 4) 0 R\n  /Count 1"))
    }
}
