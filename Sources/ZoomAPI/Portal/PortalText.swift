/// The characters of a portal's file, whichever program saved it last.
enum PortalText {
    /// The text as valid UTF-8 without byte-order mark and NUL.
    static func utf8(of bytes: [UInt8]) throws(PortalRefusal) -> [UInt8] {
        guard bytes.count <= PortalLimits.bytesMax else { throw .tooLarge(bytes: bytes.count) }
        let text = try decoded(bytes)
        return text.contains(0) ? text.filter { $0 != 0 } : text
    }

    private static func decoded(_ bytes: [UInt8]) throws(PortalRefusal) -> [UInt8] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return try utf8(valid: bytes.dropFirst(3)) }
        if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes.dropFirst(2), isBig: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes.dropFirst(2), isBig: true) }
        if let isBig = byteOrder(of: bytes.prefix(4096)) {
            return try utf16(bytes[...], isBig: isBig)
        }
        return try utf8(valid: bytes[...])
    }

    /// In which order UTF-16 without a mark has its bytes: of a header in English every second byte
    /// is NUL.
    private static func byteOrder(of sample: ArraySlice<UInt8>) -> Bool? {
        var nulls = (even: 0, odd: 0)
        for (index, byte) in sample.enumerated() where byte == 0 {
            if index.isMultiple(of: 2) { nulls.even += 1 } else { nulls.odd += 1 }
        }
        let half = sample.count / 2
        if nulls.odd * 2 > half, nulls.even * 8 < half { return false }
        if nulls.even * 2 > half, nulls.odd * 8 < half { return true }
        return nil
    }

    private static func utf8(valid bytes: ArraySlice<UInt8>) throws(PortalRefusal) -> [UInt8] {
        guard String(validating: bytes, as: UTF8.self) == nil else { return Array(bytes) }
        let lineFeed = UInt8(ascii: "\n")
        let newline = bytes.contains(lineFeed) ? lineFeed : UInt8(ascii: "\r")
        let damaged = bytes.split(separator: newline, omittingEmptySubsequences: false)
            .firstIndex { String(validating: $0, as: UTF8.self) == nil }
        throw .notUnicode(line: (damaged ?? 0) + 1)
    }

    private static func utf16(
        _ bytes: ArraySlice<UInt8>,
        isBig: Bool
    ) throws(PortalRefusal) -> [UInt8] {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(isBig ? first << 8 | second : second << 8 | first)
            index += 2
        }
        guard bytes.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self)
        else { throw .notUnicode(line: line(ofDamageIn: units)) }
        return Array(text.utf8)
    }

    /// The line of the first lone surrogate; without one, the last line, which is cut short.
    private static func line(ofDamageIn units: [UInt16]) -> Int {
        var line = 1
        var decoder = UTF16()
        var iterator = units.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            if scalar == "\n" { line += 1 }
        }
        return line
    }
}
