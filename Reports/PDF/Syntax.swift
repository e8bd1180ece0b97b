/// Writes objects as ISO 32000-1, 7.3 spells them.
enum Syntax {
    /// Appends an object; with `indent`, dictionaries take a line for each key.
    static func write(_ object: PDFObject, to bytes: inout [UInt8], indent: Int? = nil) {
        switch object {
        case .null: bytes += "null".utf8
        case .boolean(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let value): write(value, to: &bytes)
        case .real(let value): write(value, to: &bytes)
        case .name(let name): write(name: name, to: &bytes)
        case .string(let string): write(string: string, to: &bytes)
        case .reference(let id):
            write(id.number, to: &bytes)
            bytes += " 0 R".utf8
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: " ")) }
                write(element, to: &bytes, indent: indent.map { $0 + 1 })
            }
            bytes.append(UInt8(ascii: "]"))
        case .dictionary(let dictionary): write(dictionary, to: &bytes, indent: indent)
        }
    }

    /// Appends a dictionary.
    static func write(_ dictionary: PDFDictionary, to bytes: inout [UInt8], indent: Int? = nil) {
        bytes += "<<".utf8
        for entry in dictionary.entries {
            newLine(indent.map { $0 + 1 }, to: &bytes)
            write(name: entry.key, to: &bytes)
            if indent != nil || !startsWithDelimiter(entry.value) {
                bytes.append(UInt8(ascii: " "))
            }
            write(entry.value, to: &bytes, indent: indent.map { $0 + 1 })
        }
        newLine(indent, to: &bytes)
        bytes += ">>".utf8
    }

    /// Appends an integer.
    static func write(_ value: Int, to bytes: inout [UInt8]) {
        guard value != 0 else { return bytes.append(48) }
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var digits = value.magnitude
        let start = bytes.count
        while digits > 0 {
            bytes.append(UInt8(48 + digits % 10))
            digits /= 10
        }
        bytes[start...].reverse()
    }

    /// Appends a number with at most three decimals, never with an exponent (7.3.3).
    static func write(_ value: Double, to bytes: inout [UInt8]) {
        guard value.isFinite else { return bytes.append(48) }
        let limited = min(max(value, -1_000_000_000), 1_000_000_000)
        let thousandths = Int((limited * 1000).rounded())
        if thousandths < 0 { bytes.append(UInt8(ascii: "-")) }
        let magnitude = Int(thousandths.magnitude)
        write(magnitude / 1000, to: &bytes)
        var fraction = magnitude % 1000
        guard fraction != 0 else { return }
        bytes.append(UInt8(ascii: "."))
        var place = 100
        while fraction > 0 {
            bytes.append(UInt8(48 + fraction / place))
            fraction %= place
            place /= 10
        }
    }

    /// Appends a byte in two hexadecimal digits.
    static func write(hex byte: UInt8, to bytes: inout [UInt8]) {
        let digits: StaticString = "0123456789ABCDEF"
        bytes.append(digits.utf8Start[Int(byte >> 4)])
        bytes.append(digits.utf8Start[Int(byte & 15)])
    }

    private static func write(name: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "/"))
        for byte in name.utf8 {
            if isRegular(byte) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "#"))
                write(hex: byte, to: &bytes)
            }
        }
    }

    /// Whether a byte stands for itself in a name (7.2.2 and 7.3.5).
    private static func isRegular(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x23, 0x25, 0x28, 0x29, 0x2F, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7D: false
        case 0x21...0x7E: true
        default: false
        }
    }

    /// Literal where the bytes are printable ASCII, else hexadecimal (7.3.4.2 and 7.3.4.3).
    private static func write(string: [UInt8], to bytes: inout [UInt8]) {
        guard string.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            bytes.append(UInt8(ascii: "<"))
            for byte in string { write(hex: byte, to: &bytes) }
            return bytes.append(UInt8(ascii: ">"))
        }
        bytes.append(UInt8(ascii: "("))
        for byte in string {
            if "()\\".utf8.contains(byte) { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: ")"))
    }

    private static func newLine(_ indent: Int?, to bytes: inout [UInt8]) {
        guard let indent else { return }
        bytes.append(10)
        bytes += repeatElement(32, count: indent * 2)
    }

    private static func startsWithDelimiter(_ object: PDFObject) -> Bool {
        switch object {
        case .name, .string, .array, .dictionary: true
        case .null, .boolean, .integer, .real, .reference: false
        }
    }
}
