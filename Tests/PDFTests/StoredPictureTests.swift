import TestSupport
import Testing

@testable import PDF

@Suite("Prepared pictures as they are kept")
struct StoredPictureTests {
    @Test("are read as they were prepared", arguments: PNGPicture.all)
    func read(picture: PNGPicture) throws {
        let prepared = try PreparedImage(png: picture.bytes)
        #expect(PreparedImage(stored: prepared.stored) == prepared)
    }

    @Test("of another version are not read")
    func version() throws {
        var bytes = try PreparedImage(png: PNGSample().bytes).stored
        bytes[14] += 1
        #expect(PreparedImage(stored: bytes) == nil)
    }

    @Test("are not read when cut, longer, or of a form that is none")
    func damaged() throws {
        let bytes = try PreparedImage(png: PNGSample().bytes).stored
        for count in 0..<bytes.count {
            #expect(PreparedImage(stored: Array(bytes.prefix(count))) == nil)
        }
        #expect(PreparedImage(stored: bytes + [0]) == nil)
        // A box of ink that reaches beyond the picture.
        for place in stride(from: 23, to: 39, by: 4) {
            var copy = bytes
            copy[place] = 1
            #expect(PreparedImage(stored: copy) == nil, "at \(place)")
        }
        // Layers, inks, bits and filter of the first.
        for place in [39, 40, 41, 42] {
            var copy = bytes
            copy[place] = 7
            #expect(PreparedImage(stored: copy) == nil, "at \(place)")
        }
    }

    @Test("keep what was prepared until the version is another")
    func golden() throws {
        // Samples before they are packed, for another libdeflate packs them otherwise. Whoever has to
        // change this line changes `PreparedImage.version` too.
        var sum = PNGFile.crc([])
        for picture in PNGPicture.all {
            let image = try PreparedImage(png: picture.bytes)
            let ink = [image.ink.x, image.ink.y, image.ink.width, image.ink.height]
            sum = PNGFile.crc((PNGFile.word(Int(sum)) + ink.flatMap(PNGFile.word))[...])
            for layer in image.layers {
                let samples = try #require(Flate.inflated(layer.bytes, size: layer.unpackedCount))
                let form = [layer.width, layer.height, layer.inks, layer.bits].map(UInt8.init)
                let text = PNGFile.word(Int(sum)) + form + [layer.isFiltered ? 1 : 0] + samples
                sum = PNGFile.crc(text[...])
            }
        }
        #expect(sum == 179_718_982)
        #expect(PreparedImage.version == 2)
    }
}
