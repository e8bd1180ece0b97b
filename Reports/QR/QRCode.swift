import CQREncode

/// A QR code (ISO/IEC 18004): dark and light modules in a square.
public struct QRCode: Sendable, Hashable {
    /// How much of it may be unreadable and it is still read.
    public enum Correction: Sendable, Hashable {
        /// 7 per cent: for screens.
        case low
        /// 15 per cent: for paper.
        case medium
    }

    /// The modules on a side, without the light margin of four that belongs around it.
    public let side: Int
    private let dark: [Bool]

    /// Encodes bytes; `nil` for none, or more than fit.
    /// - Parameters:
    ///   - bytes: What is read from it; up to 2 331 bytes at medium correction.
    ///   - correction: How much may be unreadable.
    public init?(_ bytes: [UInt8], correction: Correction = .medium) {
        guard !bytes.isEmpty, bytes.count <= Self.bytesMax else { return nil }
        let level =
            switch correction {
            case .low: QR_ECLEVEL_L
            case .medium: QR_ECLEVEL_M
            }
        // Version 0: the smallest that holds them.
        guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, level) else { return nil }
        defer { QRcode_free(code) }
        side = Int(code.pointee.width)
        // The lowest bit of a module says that it is dark.
        dark = (0..<side * side).map { code.pointee.data[$0] & 1 == 1 }
    }

    /// Encodes a text as UTF-8.
    public init?(_ text: String, correction: Correction = .medium) {
        self.init(Array(text.utf8), correction: correction)
    }

    /// Version 40 at the lowest correction holds no more (ISO/IEC 18004, table 7).
    private static let bytesMax = 2953

    /// Whether a module is dark, from the top left.
    public func isDark(column: Int, row: Int) -> Bool { dark[row * side + column] }

    /// The dark modules as the path of an SVG whose unit is a module: one rectangle a run.
    public var path: String {
        var path = ""
        for row in 0..<side {
            var column = 0
            while column < side {
                let start = column
                while column < side, isDark(column: column, row: row) { column += 1 }
                let length = column - start
                if length > 0 { path += "M\(start) \(row)h\(length)v1h-\(length)z" }
                column += 1
            }
        }
        return path
    }
}
