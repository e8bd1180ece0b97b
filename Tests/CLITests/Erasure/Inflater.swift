import CDeflate
import Foundation

/// Inflates whatever may be a Deflate stream (RFC 1951).
///
/// Those of PNG and PDF are in a zlib stream (RFC 1950), two bytes on. Streams that break off are
/// inflated as far as they go.
struct Inflater: ~Copyable {
    private static let outputBytes = 1 << 22
    /// What stands where nothing was written yet.
    private static let blank: UInt8 = 0xA5
    private static let blankRun = 64

    struct NoMemory: Error {}

    private let decompressor: OpaquePointer
    private let output: UnsafeMutableRawBufferPointer

    init() throws {
        guard let decompressor = libdeflate_alloc_decompressor() else { throw NoMemory() }
        self.decompressor = decompressor
        output = .allocate(byteCount: Self.outputBytes + Self.blankRun, alignment: 16)
        output.initializeMemory(as: UInt8.self, repeating: Self.blank)
    }

    deinit {
        libdeflate_free_decompressor(decompressor)
        output.deallocate()
    }

    /// Where streams are looked for.
    enum Places {
        /// Behind every two bytes that a zlib stream may begin with.
        case zlib
        /// At every byte.
        case all

        /// `MUSTER_ERASURE=full` asks for all; it takes minutes in a debug build.
        static let asked: Places =
            ProcessInfo.processInfo.environment["MUSTER_ERASURE"] == "full" ? .all : .zlib
    }

    /// Inflates from wherever a stream may begin; what comes out is handed over, unless it is too short
    /// to say anything.
    /// - Returns: how many streams were whole.
    @discardableResult
    func inflate(
        _ places: Places,
        of bytes: UnsafeRawBufferPointer,
        _ body: (UnsafeRawBufferPointer) -> Void
    ) -> Int {
        var whole = 0
        for offset in 0..<bytes.count where places == .all || Self.isZlib(bytes, before: offset) {
            let input = UnsafeRawBufferPointer(rebasing: bytes[offset...])
            let (count, isWhole) = inflate(input)
            guard count > 0 else { continue }
            if count >= 8 {
                whole += isWhole ? 1 : 0
                body(UnsafeRawBufferPointer(rebasing: output[..<count]))
            }
            output[..<count].initializeMemory(as: UInt8.self, repeating: Self.blank)
        }
        return whole
    }

    /// Whether the two bytes before an offset are a zlib header (RFC 1950, 2.2).
    private static func isZlib(_ bytes: UnsafeRawBufferPointer, before offset: Int) -> Bool {
        guard offset >= 2, bytes[offset - 2] & 0x0F == 8 else { return false }
        return (Int(bytes[offset - 2]) << 8 | Int(bytes[offset - 1])).isMultiple(of: 31)
    }

    private func inflate(_ input: UnsafeRawBufferPointer) -> (count: Int, isWhole: Bool) {
        var consumed = 0
        var produced = 0
        let result = libdeflate_deflate_decompress_ex(
            decompressor,
            input.baseAddress,
            input.count,
            output.baseAddress,
            Self.outputBytes,
            &consumed,
            &produced
        )
        // Of a stream that breaks off, libdeflate does not say how much it wrote.
        return result == LIBDEFLATE_SUCCESS ? (produced, true) : (written(), false)
    }

    private func written() -> Int {
        var end = 0
        var offset = 0
        while offset - end < Self.blankRun, offset < output.count {
            if output[offset] != Self.blank { end = offset + 1 }
            offset += 1
        }
        return end
    }
}
