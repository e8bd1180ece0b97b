import CPNG

/// Pictures for tests, made by libpng.
public enum TestPNG {
    /// A black stroke on nothing; another seed draws another stroke.
    public static func signature(_ seed: Int = 1, width: Int = 300, height: Int = 100) -> [UInt8] {
        var pixels = [UInt8](repeating: 0, count: width * height * 4)
        for x in 10..<(width - 10) {
            let y = height / 2 + ((x * (seed + 3)) % 37) - 18
            for dy in -1...1 { pixels[((y + dy) * width + x) * 4 + 3] = 255 }
        }
        return encoded(pixels, width: width, height: height)
    }

    /// Nothing on nothing.
    public static func blank(width: Int = 300, height: Int = 100) -> [UInt8] {
        encoded([UInt8](repeating: 0, count: width * height * 4), width: width, height: height)
    }

    private static func encoded(_ pixels: [UInt8], width: Int, height: Int) -> [UInt8] {
        var image = png_image()
        image.version = UInt32(PNG_IMAGE_VERSION)
        image.width = UInt32(width)
        image.height = UInt32(height)
        image.format = UInt32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
        var size = pixels.count + 4096
        var bytes = [UInt8](repeating: 0, count: size)
        precondition(png_image_write_to_memory(&image, &bytes, &size, 0, pixels, 0, nil) != 0)
        return Array(bytes.prefix(size))
    }
}
