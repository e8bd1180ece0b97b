/// Why bytes are not JSON, and where.
public struct JSONError: Error, Hashable, CustomStringConvertible {
    /// What was expected there.
    public let reason: String
    /// The offset of the offending byte, 0-based.
    public let offset: Int

    /// The reason and the byte it was found at.
    public var description: String { "not JSON: \(reason) at byte \(offset)" }
}

extension JSON {
    /// Nesting deeper than this is refused, so that hostile input cannot exhaust the stack.
    public static let depthMax = 64

    /// Reads one JSON text (RFC 8259) and nothing after it but white space.
    ///
    /// Foreign names must survive, so invalid UTF-8 and lone surrogates become U+FFFD instead of
    /// failing the text.
    /// - Throws: ``JSONError`` naming the offending byte.
    public init(parsing bytes: some Collection<UInt8>) throws(JSONError) {
        var parser = JSONParser(bytes: ContiguousArray(bytes))
        self = try parser.document()
    }
}

private struct JSONParser {
    let bytes: ContiguousArray<UInt8>
    var offset = 0
    var depth = 0

    init(bytes: ContiguousArray<UInt8>) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    }

    mutating func document() throws(JSONError) -> JSON {
        let value = try value()
        skipSpace()
        guard offset == bytes.count else { throw error("nothing more was expected") }
        return value
    }

    private func error(_ reason: String) -> JSONError { JSONError(reason: reason, offset: offset) }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            offset += 1
        }
    }

    private mutating func value() throws(JSONError) -> JSON {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case nil: throw error("the text ends where a value was expected")
        case .some(let byte) where byte == UInt8(ascii: "-") || (48...57).contains(byte):
            return try number()
        default: throw error("a value was expected")
        }
    }

    private mutating func literal(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
        guard bytes[offset...].starts(with: word.utf8) else { throw error("a value was expected") }
        offset += word.utf8.count
        return value
    }

    private mutating func descend() throws(JSONError) {
        depth += 1
        guard depth <= JSON.depthMax else { throw error("nested deeper than \(JSON.depthMax)") }
        offset += 1
    }

    private mutating func object() throws(JSONError) -> JSON {
        try descend()
        var members: [String: JSON] = [:]
        skipSpace()
        while next != UInt8(ascii: "}") {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw error("a member's name was expected") }
            let name = try string()
            skipSpace()
            guard next == UInt8(ascii: ":") else { throw error("a colon was expected") }
            offset += 1
            members[name] = try value()
            try separator(before: UInt8(ascii: "}"))
        }
        offset += 1
        depth -= 1
        return .object(members)
    }

    private mutating func array() throws(JSONError) -> JSON {
        try descend()
        var elements: [JSON] = []
        skipSpace()
        while next != UInt8(ascii: "]") {
            elements.append(try value())
            try separator(before: UInt8(ascii: "]"))
        }
        offset += 1
        depth -= 1
        return .array(elements)
    }

    private mutating func separator(before end: UInt8) throws(JSONError) {
        skipSpace()
        if next == end { return }
        guard next == UInt8(ascii: ",") else { throw error("a comma was expected") }
        offset += 1
        skipSpace()
        guard next != end else { throw error("a value was expected after the comma") }
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = offset
        var isInteger = true
        if next == UInt8(ascii: "-") { offset += 1 }
        let whole = offset
        let length = try digits()
        if bytes[whole] == UInt8(ascii: "0"), length > 1 {
            throw JSONError(reason: "a number has a leading zero", offset: whole)
        }
        if next == UInt8(ascii: ".") {
            isInteger = false
            offset += 1
            _ = try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            isInteger = false
            offset += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
            _ = try digits()
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        if isInteger, let number = Int64(text) { return .integer(number) }
        return .fraction(text)
    }

    private mutating func digits() throws(JSONError) -> Int {
        let start = offset
        while let byte = next, (48...57).contains(byte) { offset += 1 }
        guard offset > start else { throw error("a digit was expected") }
        return offset - start
    }

    private mutating func string() throws(JSONError) -> String {
        offset += 1
        let start = offset
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20
        {
            offset += 1
        }
        if next == UInt8(ascii: "\"") {
            defer { offset += 1 }
            return String(decoding: bytes[start..<offset], as: UTF8.self)
        }
        var units = Array(bytes[start..<offset])
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return String(decoding: units, as: UTF8.self)
            case UInt8(ascii: "\\"):
                offset += 1
                try escape(into: &units)
            case 0x00..<0x20: throw error("a control character must be escaped")
            default:
                units.append(byte)
                offset += 1
            }
        }
        throw error("a string is not closed")
    }

    private mutating func escape(into units: inout [UInt8]) throws(JSONError) {
        guard let byte = next else { throw error("a string is not closed") }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): units.append(byte)
        case UInt8(ascii: "b"): units.append(0x08)
        case UInt8(ascii: "f"): units.append(0x0C)
        case UInt8(ascii: "n"): units.append(0x0A)
        case UInt8(ascii: "r"): units.append(0x0D)
        case UInt8(ascii: "t"): units.append(0x09)
        case UInt8(ascii: "u"):
            units.append(contentsOf: String(Character(try escapedScalar())).utf8)
        default: throw JSONError(reason: "an unknown escape", offset: offset - 1)
        }
    }

    private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
        let replacement: Unicode.Scalar = "\u{FFFD}"
        let unit = try hexUnit()
        guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(unit) ?? replacement }
        guard bytes[offset...].starts(with: #"\u"#.utf8) else { return replacement }
        let afterLead = offset
        offset += 2
        let trail = try hexUnit()
        guard UTF16.isTrailSurrogate(trail) else {
            offset = afterLead
            return replacement
        }
        return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
    }

    private mutating func hexUnit() throws(JSONError) -> UInt16 {
        guard offset + 4 <= bytes.count,
            bytes[offset..<offset + 4].allSatisfy({ isHexDigit($0) }),
            let unit = UInt16(
                String(decoding: bytes[offset..<offset + 4], as: UTF8.self),
                radix: 16
            )
        else { throw error("four hexadecimal digits were expected") }
        offset += 4
        return unit
    }
}

private func isHexDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
}
