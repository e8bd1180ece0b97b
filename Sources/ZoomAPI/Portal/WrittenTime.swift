import EventSourcing

/// A date and time as it stands in a cell, before it is known whether day or month comes first.
struct WrittenTime: Hashable {
    /// The day if the month comes first; `nil` when it cannot.
    let monthFirst: CivilDate?
    /// The day if the day comes first; `nil` when it cannot.
    let dayFirst: CivilDate?
    /// Seconds since midnight.
    let secondOfDay: Int
    /// Whether seconds were written; spreadsheets drop them.
    let hasSeconds: Bool

    /// Reads what Zoom and spreadsheets write: `02/03/2024 01:00:02 PM`, `03.02.2024 13:00`,
    /// `2024-02-03 13:00:02`, `Feb 3, 2024 01:00:02 PM`; `nil` for anything else.
    init?(_ cell: String) {
        guard cell.utf8.count <= 64 else { return nil }
        var text = Array(cell.tidied.utf8)
        if text.count > 11, text[10] == UInt8(ascii: "T") { text[10] = UInt8(ascii: " ") }
        let words = text.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ",") }
        let colon = UInt8(ascii: ":")
        guard let index = words.firstIndex(where: { $0.contains(colon) }) else { return nil }
        // `01:00 PM`, `01:00PM` and `01:00 p. m.` alike.
        let digits = words[index].prefix { $0 == colon || (48...57).contains($0) }
        let half = (words[index].dropFirst(digits.count) + words[(index + 1)...].joined())
            .filter { $0 != UInt8(ascii: ".") }
        guard let clock = Self.clock(digits, half: String(decoding: half, as: UTF8.self)),
            let days = Self.days(words[..<index])
        else { return nil }
        (secondOfDay, hasSeconds) = clock
        (monthFirst, dayFirst) = days
    }

    /// The only order in which the date exists; `nil` when it does in both, or alike in both.
    var provenOrder: PortalDateOrder? {
        if monthFirst == nil { return .dayFirst }
        return dayFirst == nil ? .monthFirst : nil
    }

    /// The time meant by an order; `nil` when the date does not exist in it.
    func time(_ order: PortalDateOrder) -> PortalTime? {
        let date = order == .monthFirst ? monthFirst : dayFirst
        return date.flatMap { PortalTime(date: $0, secondOfDay: secondOfDay) }
    }

    private static func clock(
        _ text: ArraySlice<UInt8>,
        half: String
    ) -> (secondOfDay: Int, hasSeconds: Bool)? {
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            .map { number($0, digits: 1...2) }
        guard parts.count == 2 || parts.count == 3, var hour = parts[0], let minute = parts[1],
            let second = parts.count == 3 ? parts[2] : 0, minute < 60, second < 60
        else { return nil }
        switch half.uppercased() {
        case "": break
        case "AM" where hour <= 12: hour %= 12
        case "PM" where hour <= 12: hour = hour % 12 + 12
        default: return nil
        }
        return hour < 24 ? (hour * 3600 + minute * 60 + second, parts.count == 3) : nil
    }

    private static func days(
        _ words: ArraySlice<ArraySlice<UInt8>>
    ) -> (monthFirst: CivilDate?, dayFirst: CivilDate?)? {
        let parts = Array(words)
        let date: CivilDate?
        switch parts.count {
        case 1: return days(numeric: parts[0])
        case 3:
            guard let year = number(parts[2], digits: 4...4) else { return nil }
            let (first, second) = (parts[0], parts[1].filter { $0 != UInt8(ascii: ".") })
            if let month = month(first) {
                guard let day = number(second[...], digits: 1...2) else { return nil }
                date = CivilDate(year: year, month: month, day: day)
            } else {
                let plain = first.filter { $0 != UInt8(ascii: ".") }
                guard let month = month(second[...]), let day = number(plain[...], digits: 1...2)
                else { return nil }
                date = CivilDate(year: year, month: month, day: day)
            }
        default: return nil
        }
        return date.map { ($0, $0) }
    }

    private static func days(
        numeric text: ArraySlice<UInt8>
    ) -> (monthFirst: CivilDate?, dayFirst: CivilDate?)? {
        guard let mark = text.first(where: { "/.-".utf8.contains($0) }) else { return nil }
        let parts = text.split(separator: mark, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        if let year = number(parts[0], digits: 4...4) {
            guard let month = number(parts[1], digits: 1...2),
                let day = number(parts[2], digits: 1...2),
                let date = CivilDate(year: year, month: month, day: day)
            else { return nil }
            return (date, date)
        }
        guard let first = number(parts[0], digits: 1...2),
            let second = number(parts[1], digits: 1...2), let year = year(parts[2])
        else { return nil }
        var monthFirst = CivilDate(year: year, month: first, day: second)
        let dayFirst = CivilDate(year: year, month: second, day: first)
        // Nobody writes a month before a dot and a day after it.
        if mark == UInt8(ascii: "."), dayFirst != nil { monthFirst = nil }
        return monthFirst == nil && dayFirst == nil ? nil : (monthFirst, dayFirst)
    }

    /// A year of four digits, or of two as some spreadsheets write it, not before there was Zoom.
    private static func year(_ text: ArraySlice<UInt8>) -> Int? {
        if let year = number(text, digits: 4...4) { return year }
        return number(text, digits: 2...2).flatMap { $0 < 11 ? nil : 2000 + $0 }
    }

    private static func month(_ text: ArraySlice<UInt8>) -> Int? {
        let word = String(decoding: text, as: UTF8.self).lowercased()
            .filter { $0 != "." }
        let months = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september",
            "october", "november", "december",
        ]
        guard word.utf8.count >= 3 else { return nil }
        return months.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
    }

    private static func number(_ text: ArraySlice<UInt8>, digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(text.count) else { return nil }
        var value = 0
        for byte in text {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte) - 48
        }
        return value
    }
}
