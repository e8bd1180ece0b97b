import CPNG

/// Unpacks any PNG to 8-bit RGBA through libpng's simplified interface, the one without `setjmp`.
enum PNGDecoder {
    /// Pixels row by row, four bytes each: red, green, blue and alpha, not multiplied.
    static func pixels(of container: PNGContainer) throws(PNGRejection) -> [UInt8] {
        var image = png_image()
        // libpng keeps the address of the image between its calls, so it may not move.
        let result = withUnsafeMutablePointer(to: &image) { image in
            container.essential.withUnsafeBytes { bytes in
                Result { () throws(PNGRejection) in try decode(bytes, container, with: image) }
            }
        }
        return try result.get()
    }

    private static func decode(
        _ bytes: UnsafeRawBufferPointer,
        _ container: PNGContainer,
        with image: UnsafeMutablePointer<png_image>
    ) throws(PNGRejection) -> [UInt8] {
        image.pointee.version = UInt32(PNG_IMAGE_VERSION)
        defer { png_image_free(image) }
        guard png_image_begin_read_from_memory(image, bytes.baseAddress, bytes.count) != 0,
            Int(image.pointee.width) == container.width,
            Int(image.pointee.height) == container.height
        else { throw .undecodable(message(of: image)) }
        // PNG_FORMAT_RGBA is a macro of flags and not imported; 16-bit samples are taken as sRGB.
        image.pointee.format = UInt32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
        image.pointee.flags |= UInt32(PNG_IMAGE_FLAG_16BIT_sRGB)
        let size = container.width * container.height * 4
        let pixels = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            let finished = png_image_finish_read(image, nil, buffer.baseAddress, 0, nil) != 0
            count = finished ? size : 0
        }
        guard pixels.count == size, image.pointee.warning_or_error == 0 else {
            throw .undecodable(message(of: image))
        }
        return pixels
    }

    private static func message(of image: UnsafeMutablePointer<png_image>) -> String {
        withUnsafeBytes(of: &image.pointee.message) { buffer in
            let text = buffer.prefix { $0 != 0 }
            return text.isEmpty ? "unreadable" : String(decoding: text, as: UTF8.self)
        }
    }
}
