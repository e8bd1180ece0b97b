import EventSourcing

/// The bytes of a delivery's body, as irregular as Zoom's.
///
/// Members come in another order in each kind of event, and characters beyond U+FFFF as two escapes
/// beside raw UTF-8 for all others (measured), so that decoding and encoding again breaks the signature.
enum WireText {
    /// Writes a body, in the order that a kind of event has by the seed of the run.
    static func bytes(of json: JSON, seed: UInt64, event: String) -> [UInt8] {
        var bytes: [UInt8] = []
        write(json, to: &bytes) { name in
            var chance = Chance(seed: seed, "order", event, name)
            return chance.next()
        }
        return bytes
    }

    private static func write(
        _ json: JSON,
        to bytes: inout [UInt8],
        rank: (String) -> UInt64
    ) {
        switch json {
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(element, to: &bytes, rank: rank)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            let ordered = members.map { (rank($0.key), $0.key, $0.value) }
                .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
            for (index, member) in ordered.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                bytes.append(contentsOf: JSON.string(member.1).canonicalBytes())
                bytes.append(UInt8(ascii: ":"))
                write(member.2, to: &bytes, rank: rank)
            }
            bytes.append(UInt8(ascii: "}"))
        case .string(let text): write(text, to: &bytes)
        case .null, .bool, .integer, .fraction: bytes.append(contentsOf: json.canonicalBytes())
        }
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        let plain = JSON.string(text).canonicalText
        for scalar in plain.unicodeScalars {
            guard scalar.value > 0xFFFF else {
                bytes.append(contentsOf: String(scalar).utf8)
                continue
            }
            for unit in UTF16.encode(scalar) ?? .init() {
                bytes.append(contentsOf: #"\u"#.utf8)
                let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
                bytes.append(contentsOf: pair.hexadecimal.uppercased().utf8)
            }
        }
    }
}
