/// Bytes as text of 64 letters (RFC 4648, 4 and 5).
enum Base64 {
    private static let standard = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )

    /// With `+`, `/` and padding, as Zoom writes the uuid of an instance.
    static func padded(_ bytes: [UInt8]) -> String {
        var text = letters(bytes)
        while !text.count.isMultiple(of: 4) { text.append(UInt8(ascii: "=")) }
        return String(decoding: text, as: UTF8.self)
    }

    /// With `-` and `_` and no padding, as Zoom writes ids and tokens.
    static func url(_ bytes: [UInt8]) -> String {
        let text = letters(bytes).map { letter in
            switch letter {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            default: letter
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes that padded text stands for; `nil` for anything else.
    static func bytes(of text: String) -> [UInt8]? {
        var bits: UInt32 = 0
        var count = 0
        var bytes: [UInt8] = []
        for letter in text.utf8 where letter != UInt8(ascii: "=") {
            guard let value = standard.firstIndex(of: letter) else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        return bytes
    }

    private static func letters(_ bytes: [UInt8]) -> [UInt8] {
        var bits: UInt32 = 0
        var count = 0
        var text: [UInt8] = []
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(standard[Int(bits >> UInt32(count) & 63)])
            }
        }
        if count > 0 { text.append(standard[Int(bits << UInt32(6 - count) & 63)]) }
        return text
    }
}
