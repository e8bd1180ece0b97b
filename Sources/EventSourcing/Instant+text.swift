extension Instant: CustomStringConvertible {
    /// RFC 3339 in UTC: `2026-03-09T08:30:00Z`, with six decimals where there is a fraction.
    public var description: String {
        let civil = CivilTime(self)
        let remainder = Int(microseconds % 1_000_000)
        let fraction = remainder < 0 ? remainder + 1_000_000 : remainder
        let decimals = fraction == 0 ? "" : "." + padded(fraction, to: 6)
        return "\(civil.date)T\(civil.time)\(decimals)Z"
    }

    /// Reads RFC 3339 text: `2026-03-09T08:30:00Z`, with a fraction or a numeric offset.
    ///
    /// Returns `nil` for anything else, including a date that does not exist.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 40,
            bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
            let day = number(bytes[8..<10]), let hour = number(bytes[11..<13]),
            let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
            hour < 24, minute < 60, second < 60,
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        var rest = bytes[19...]
        guard let fraction = Self.fraction(from: &rest), let offset = Self.offset(from: rest)
        else { return nil }
        let clock = Int64(hour * 3600 + minute * 60 + second - offset)
        self.init(
            microseconds: (Int64(date.daysSinceEpoch) * 86_400 + clock) * 1_000_000 + fraction
        )
    }

    private static func fraction(from rest: inout ArraySlice<UInt8>) -> Int64? {
        guard rest.first == UInt8(ascii: ".") else { return 0 }
        rest.removeFirst()
        let digits = rest.prefix { (48...57).contains($0) }
        guard !digits.isEmpty else { return nil }
        rest = rest[digits.endIndex...]
        var micros = 0
        for index in 0..<6 {
            let digit = index < digits.count ? Int(digits[digits.startIndex + index]) - 48 : 0
            micros = micros * 10 + digit
        }
        return Int64(micros)
    }

    private static func offset(from rest: ArraySlice<UInt8>) -> Int? {
        let bytes = Array(rest)
        if bytes == [UInt8(ascii: "Z")] { return 0 }
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
            bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
            let hours = number(bytes[1..<3]), let minutes = number(bytes[4..<6]),
            hours < 24, minutes < 60
        else { return nil }
        let magnitude = hours * 3600 + minutes * 60
        return bytes[0] == UInt8(ascii: "-") ? -magnitude : magnitude
    }
}

private func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
        guard (48...57).contains(digit) else { return nil }
        value = value * 10 + Int(digit) - 48
    }
    return value
}
