import EventSourcing

/// The names Zoom gives to things, made from the seed and what they name.
struct Names {
    let seed: UInt64

    /// A user, registrant or panelist id: 22 letters.
    func id(_ kind: String, _ key: String) -> String {
        var chance = Chance(seed: seed, "id", kind, key)
        return Base64.url(chance.bytes(16))
    }

    /// A meeting number of 11 digits.
    func meetingNumber(_ index: Int) -> Int64 {
        var chance = Chance(seed: seed, "number", String(index))
        return 80_000_000_000 + chance.number(0...9_999_999) * 1000 + Int64(index % 1000)
    }

    /// The uuid of an instance: 16 bytes, which may hold `/`, and begins with it by nature or in a share
    /// of 0…1 that is wanted.
    func instanceUUID(_ key: String, awkwardShare: Double = 0) -> String {
        var chance = Chance(seed: seed, "instance", key)
        var bytes = chance.bytes(16)
        if chance.happens(awkwardShare) { bytes[0] = 0xFC | bytes[0] & 3 }
        return Base64.padded(bytes)
    }

    /// The upper-case GUID of a connection.
    func participantUUID(_ key: String) -> String {
        var chance = Chance(seed: seed, "participant", key)
        return Self.guid(chance.bytes(16)).uppercased()
    }

    /// A lower-case GUID.
    func guid(_ kind: String, _ key: String) -> String {
        var chance = Chance(seed: seed, kind, key)
        return Self.guid(chance.bytes(16))
    }

    private static func guid(_ bytes: [UInt8]) -> String {
        let text = Array(bytes.map { [$0].hexadecimal })
        return [text[0..<4], text[4..<6], text[6..<8], text[8..<10], text[10..<16]]
            .map { $0.joined() }.joined(separator: "-")
    }
}
