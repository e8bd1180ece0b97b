import CPNG
import Foundation
import Testing

/// The picture of a signature, taken apart (ISO/IEC 15948).
struct Signature {
    let png: [UInt8]
    /// The compressed lines: the content of its IDAT chunks (11.2.3).
    let lines: [UInt8]
    /// The lines.
    let inflated: [UInt8]
    /// Where there is ink, a byte for each pixel.
    let ink: [UInt8]

    init(_ png: [UInt8]) throws {
        self.png = png
        var lines: [UInt8] = []
        var offset = 8
        while offset + 12 <= png.count {
            let length = png[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
            let isLines = png[(offset + 4)..<(offset + 8)].elementsEqual("IDAT".utf8)
            if isLines { lines += png[(offset + 8)..<(offset + 8 + length)] }
            offset += 12 + length
        }
        self.lines = lines
        var inflated: [UInt8] = []
        try lines.withUnsafeBytes { lines in
            _ = try Inflater().inflate(.all, of: lines) { plain in
                if plain.count > inflated.count { inflated = Array(plain) }
            }
        }
        self.inflated = inflated
        var image = png_image()
        image.version = UInt32(PNG_IMAGE_VERSION)
        try #require(png_image_begin_read_from_memory(&image, png, png.count) != 0)
        image.format = UInt32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
        var pixels = [UInt8](repeating: 0, count: Int(image.width * image.height) * 4)
        try #require(png_image_finish_read(&image, nil, &pixels, 0, nil) != 0)
        ink = stride(from: 3, to: pixels.count, by: 4).map { pixels[$0] }
    }
}
