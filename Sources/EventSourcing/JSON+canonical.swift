extension JSON {
    /// The canonical bytes of this value (RFC 8785): members sorted by UTF-16 code units, no
    /// spaces, the shortest escapes.
    ///
    /// A ``fraction(_:)`` is written as it was read; our own documents never hold one.
    public func canonicalBytes() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        write(to: &bytes)
        return bytes
    }

    /// The canonical form as text.
    public var canonicalText: String { String(decoding: canonicalBytes(), as: UTF8.self) }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        case .integer(let number): bytes.append(contentsOf: String(number).utf8)
        case .fraction(let text): bytes.append(contentsOf: text.utf8)
        case .string(let text): Self.write(text, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                element.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            let ordered = members.sorted { Self.precedes($0.key, $1.key) }
            for (index, member) in ordered.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// The canonical bytes of an object of texts, without making a value of it.
    public static func canonicalBytes(of members: [String: String]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(128)
        bytes.append(.openBrace)
        for (name, text) in members.sorted(by: { precedes($0.key, $1.key) }) {
            if bytes.count > 1 { bytes.append(.comma) }
            write(name, to: &bytes)
            bytes.append(.colon)
            write(text, to: &bytes)
        }
        bytes.append(.closeBrace)
        return bytes
    }

    /// By UTF-16 code units (RFC 8785, 3.2.3).
    ///
    /// UTF-8 sorts alike, but for what lies beyond U+FFFF: UTF-16 writes that with surrogates, which
    /// come before U+E000.
    static func precedes(_ left: String, _ right: String) -> Bool {
        for (left, right) in zip(left.utf8, right.utf8) where left != right {
            let isBeyond = (left: left >= 0xF0, right: right >= 0xF0)
            guard isBeyond.left != isBeyond.right, min(left, right) >= 0xEE else {
                return left < right
            }
            return isBeyond.left
        }
        return left.utf8.count < right.utf8.count
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        let isWritten = text.utf8.withContiguousStorageIfAvailable { utf8 in
            guard !utf8.contains(where: needsEscape) else { return false }
            bytes.append(contentsOf: utf8)
            return true
        }
        if isWritten != true { for byte in text.utf8 { escape(byte, to: &bytes) } }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func escape(_ byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0x08: bytes.append(contentsOf: #"\b"#.utf8)
        case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
        case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
        case 0x0C: bytes.append(contentsOf: #"\f"#.utf8)
        case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
        case 0x00..<0x20:
            bytes.append(contentsOf: #"\u00"#.utf8)
            bytes.append(contentsOf: [byte].hexadecimal.utf8)
        default: bytes.append(byte)
        }
    }
}
