import Foundation
import PDF
import TestSupport
import Testing
import Typesetting

@testable import Reports

/// A signature fills its cell, wherever on the pad it was drawn and however small.
@Suite("The place of a signature")
struct SignaturePlaceTests {
    private static func picture(_ ink: PixelBox, width: Int, height: Int) throws -> PreparedImage {
        let sample = PNGSample(width: width, height: height, colour: 4) { x, y in
            (ink.x..<ink.x + ink.width).contains(x) && (ink.y..<ink.y + ink.height).contains(y)
        }
        return try PreparedImage(png: sample.bytes)
    }

    @Test("is filled by the ink, in its own shape", arguments: [120.0, 300])
    func filled(width: Double) throws {
        for ink in [
            PixelBox(x: 0, y: 0, width: 600, height: 300),
            PixelBox(x: 400, y: 150, width: 150, height: 100),
            PixelBox(x: 2, y: 90, width: 500, height: 80),
        ] {
            let place = SignaturePlace(
                try Self.picture(ink, width: 600, height: 300).extent,
                width: width
            )
            let fillsHeight = abs(place.height - SignaturePlace.heightMax) < 0.001
            #expect(fillsHeight || abs(place.width - width) < 0.001)
            #expect(place.height <= SignaturePlace.heightMax + 0.001)
            #expect(place.width <= width + 0.001)
            let shape = Double(ink.width) / Double(ink.height)
            #expect(abs(place.width / place.height - shape) < 0.001)
        }
    }

    @Test("is not filled by blowing pixels up, beyond what all of a small picture is shown at")
    func coarse() throws {
        let speck = PixelBox(x: 500, y: 200, width: 20, height: 10)
        let place = SignaturePlace(
            try Self.picture(speck, width: 600, height: 300).extent,
            width: 120
        )
        #expect(abs(place.width - 20 * 72 / 150) < 0.001)
        let whole = SignaturePlace(
            try Self.picture(PixelBox(x: 0, y: 0, width: 40, height: 20), width: 40, height: 20)
                .extent,
            width: 120
        )
        #expect(abs(whole.height - SignaturePlace.heightMax) < 0.001)
    }

    @Test("shows the ink alone when it is painted, and the file has the picture whole")
    func painted() throws {
        let ink = PixelBox(x: 300, y: 20, width: 200, height: 50)
        let picture = try Self.picture(ink, width: 600, height: 300)
        let place = SignaturePlace(picture.extent, width: 120)
        let geometry = PageGeometry(width: 200, height: 100, side: 10, top: 10, bottom: 10)
        var painter = PDFPainter(geometry: geometry)
        let box = Rectangle(x: 40, y: 30, width: place.width, height: place.height)
        try painter.paint(
            PageFrame(items: [FrameItem(.picture(PictureKey("p"), place.part, box))]),
            picture: { _ in picture }
        )
        painter.paint(foot: PageFrame(), ofPage: 0)
        var file = painter.drain()
        file += try painter.finish(
            description: FileDescription(title: "t", language: "en", producer: "test"),
            sealTitle: "Seal"
        )
        let directory = try TemporaryDirectory()
        let path = directory.url.appendingPathComponent("page").path
        try Data(file).write(to: URL(fileURLWithPath: path + ".pdf"))
        _ = try Shell.run("/usr/bin/pdftoppm", ["-r", "144", "-gray", path + ".pdf", path])
        let pixels = try Graymap(Data(contentsOf: URL(fileURLWithPath: path + "-1.pgm")))
        let dark = try #require(pixels.dark)
        // At two pixels a point.
        #expect(abs(dark.x - 80) <= 1 && abs(dark.y - 60) <= 1, "\(dark)")
        #expect(abs(dark.width - Int(2 * place.width)) <= 2, "\(dark)")
        #expect(abs(dark.height - Int(2 * place.height)) <= 2, "\(dark)")
        let list = try Shell.run("/usr/bin/pdfimages", ["-list", path + ".pdf"]).output
        #expect(list.contains("  600   300"), "\(list)")
    }
}

/// A picture of gray pixels, as Netpbm's PGM has it.
private struct Graymap {
    let (width, height): (Int, Int)
    let pixels: Data

    init(_ file: Data) throws {
        let fields = file.prefix(64).split(maxSplits: 3, omittingEmptySubsequences: true) {
            $0 == 10 || $0 == 32
        }.map { String(decoding: $0, as: UTF8.self) }
        let (width, height) = (
            try #require(fields.dropFirst().first.flatMap { Int($0) }),
            try #require(fields.dropFirst(2).first.flatMap { Int($0) })
        )
        (self.width, self.height) = (width, height)
        self.pixels = file.suffix(width * height)
    }

    /// What encloses all that is dark.
    var dark: PixelBox? {
        let places = pixels.enumerated().filter { $0.element < 128 }.map(\.offset)
        let (columns, rows) = (places.map { $0 % width }, places.map { $0 / width })
        guard let left = columns.min(), let right = columns.max(), let top = rows.min(),
            let bottom = rows.max()
        else { return nil }
        return PixelBox(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
    }
}
