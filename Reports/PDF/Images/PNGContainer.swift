/// The chunks of a PNG file, checked (ISO/IEC 15948, 5 and 11).
struct PNGContainer {
    enum Colour: UInt8 {
        case gray = 0
        case rgb = 2
        case palette = 3
        case grayAlpha = 4
        case rgba = 6

        /// Samples to a pixel.
        var channels: Int {
            switch self {
            case .gray, .palette: 1
            case .grayAlpha: 2
            case .rgb: 3
            case .rgba: 4
            }
        }

        func allows(depth: UInt8) -> Bool {
            switch self {
            case .gray: [1, 2, 4, 8, 16].contains(depth)
            case .palette: [1, 2, 4, 8].contains(depth)
            case .rgb, .grayAlpha, .rgba: depth == 8 || depth == 16
            }
        }
    }

    private(set) var width = 0
    private(set) var height = 0
    private(set) var depth: UInt8 = 0
    private(set) var colour = Colour.gray
    private(set) var isInterlaced = false
    private(set) var hasTransparency = false
    /// The zlib stream of all `IDAT` chunks.
    private(set) var data: [UInt8] = []
    /// The file without the chunks that say nothing about its pixels, so that a decoder has
    /// neither colour profiles nor compressed texts to read.
    private(set) var essential: [UInt8] = signature
    /// How many bytes follow the end of the image.
    private(set) var bytesAfterEnd = 0

    private static func word(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
    }

    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    init(_ bytes: [UInt8], limits: PNGLimits) throws(PNGRejection) {
        guard bytes.count <= limits.bytes else {
            throw .tooManyBytes(bytes.count, limit: limits.bytes)
        }
        guard bytes.starts(with: Self.signature) else {
            throw .notPNG(ForeignFile(beginning: bytes))
        }
        var at = 8
        var isFirst = true
        while true {
            let chunk = try Chunk(in: bytes, at: at)
            at = chunk.end
            guard isFirst == (chunk.name == "IHDR") else { throw .badChunk("IHDR") }
            isFirst = false
            if chunk.name == "IEND" { break }
            try take(chunk, of: bytes, limits: limits)
        }
        guard !data.isEmpty else { throw .badChunk("IDAT") }
        bytesAfterEnd = bytes.count - at
        essential += Self.word(UInt32(data.count))
        let start = essential.count
        essential += "IDAT".utf8
        essential += data
        essential += Self.word(Flate.crc32(essential[start...]))
        essential += [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
    }

    private mutating func take(
        _ chunk: Chunk,
        of bytes: [UInt8],
        limits: PNGLimits
    ) throws(PNGRejection) {
        switch chunk.name {
        case "IHDR": try takeHeader(bytes[chunk.data], limits: limits)
        case "IDAT":
            data += bytes[chunk.data]
            return
        case "PLTE":
            guard data.isEmpty else { throw .badChunk("PLTE") }
        case "tRNS":
            guard data.isEmpty else { throw .badChunk("tRNS") }
            hasTransparency = true
        default:
            // A chunk whose first letter is upper case may not be skipped (5.4).
            guard chunk.isAncillary else { throw .badChunk(chunk.name) }
            return
        }
        essential += bytes[chunk.range]
    }

    private mutating func takeHeader(
        _ header: ArraySlice<UInt8>,
        limits: PNGLimits
    ) throws(PNGRejection) {
        let header = Array(header)
        guard header.count == 13, let colour = Colour(rawValue: header[9]),
            colour.allows(depth: header[8]), header[10] == 0, header[11] == 0, header[12] <= 1
        else { throw .badChunk("IHDR") }
        self.width = header[0..<4].reduce(0) { $0 << 8 | Int($1) }
        self.height = header[4..<8].reduce(0) { $0 << 8 | Int($1) }
        guard (1...limits.side).contains(width), (1...limits.side).contains(height),
            width * height <= limits.pixels
        else { throw .badSize(width: width, height: height) }
        self.depth = header[8]
        self.colour = colour
        self.isInterlaced = header[12] == 1
    }
}

/// One chunk of a PNG file: its place and its name, the checksum compared.
private struct Chunk {
    let name: String
    let isAncillary: Bool
    let range: Range<Int>
    let data: Range<Int>
    var end: Int { range.upperBound }

    init(in bytes: [UInt8], at start: Int) throws(PNGRejection) {
        guard bytes.count - start >= 12 else { throw .truncated }
        let length = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
        guard length <= bytes.count - start - 12 else { throw .truncated }
        self.range = start..<start + 12 + length
        self.data = start + 8..<start + 8 + length
        let letters = bytes[start + 4..<start + 8]
        guard letters.allSatisfy({ (65...90).contains($0 & 0xDF) }) else {
            throw .badChunk("chunk name")
        }
        self.name = String(decoding: letters, as: UTF8.self)
        self.isAncillary = bytes[start + 4] & 0x20 != 0
        let sum = bytes[data.upperBound..<end].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard sum == Flate.crc32(bytes[start + 4..<data.upperBound]) else { throw .badChunk(name) }
    }
}
