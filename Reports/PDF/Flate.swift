import CDeflate

/// Compresses to zlib streams for `FlateDecode` with libdeflate (RFC 1950; ISO 32000-1, 7.4.4).
package struct Flate: ~Copyable {
    private let compressor: OpaquePointer?

    private static let slack = 64

    /// Takes a compressor of level 6: more costs much time and saves few bytes.
    package init() {
        self.compressor = libdeflate_alloc_compressor(6)
    }

    deinit {
        if let compressor { libdeflate_free_compressor(compressor) }
    }

    /// The bytes as a zlib stream.
    /// - Returns: `nil` when it would be longer than a limit, or memory is short.
    package func compressed(_ bytes: [UInt8], atMost limit: Int = .max) -> [UInt8]? {
        guard let compressor else { return nil }
        let bound = libdeflate_zlib_compress_bound(compressor, bytes.count)
        // libdeflate gives up a few bytes before its room ends.
        let room = limit < bound ? limit + Self.slack : bound
        let packed = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            count = libdeflate_zlib_compress(
                compressor,
                bytes,
                bytes.count,
                buffer.baseAddress,
                buffer.count
            )
        }
        guard !packed.isEmpty, packed.count <= limit else { return nil }
        // Copied, so that the room for what did not come is given back.
        return packed.withUnsafeBufferPointer { Array($0) }
    }

    /// The content of a zlib stream that unpacks to exactly `size` bytes, else `nil`.
    package static func inflated(_ bytes: [UInt8], size: Int) -> [UInt8]? {
        guard let decompressor = libdeflate_alloc_decompressor() else { return nil }
        defer { libdeflate_free_decompressor(decompressor) }
        var worked = false
        let plain = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            // Without a place for the actual size, any other size than `size` is an error.
            let result = libdeflate_zlib_decompress(
                decompressor,
                bytes,
                bytes.count,
                buffer.baseAddress,
                size,
                nil
            )
            worked = result == LIBDEFLATE_SUCCESS
            count = worked ? size : 0
        }
        return worked ? plain : nil
    }

    /// CRC-32 as PNG chunks carry it (ISO/IEC 15948, 5.5).
    static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
    }

    /// Length, CRC-32 and Adler-32 of bytes, in twelve bytes.
    static func checksums(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let adler = bytes.withUnsafeBytes { libdeflate_adler32(1, $0.baseAddress, $0.count) }
        return [UInt32(truncatingIfNeeded: bytes.count), crc32(bytes), adler].flatMap { word in
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
        }
    }
}
