public import EventSourcing
import Foundation

extension ZoneRules {
    /// From 1900 to 2200: the database knows no rules before, and invents them after.
    private static let known = Instant(seconds: -2_208_988_800)...Instant(seconds: 7_258_118_400)

    /// The rules of a zone as ``system(named:around:)`` reads them; `nil` for a name the system does not
    /// know.
    public static func known(named identifier: String, around instant: Instant) -> ZoneRules? {
        TimeZone(identifier: identifier) == nil
            ? nil : system(named: identifier, around: instant)
    }

    /// The edition of the system's time zone database, such as `2026a`, where it tells.
    public static var systemEdition: String? {
        let edition = TimeZone.timeZoneDataVersion
        return edition.isEmpty ? nil : edition
    }

    /// Reads the rules of a zone from the system's time zone database, for a year around an instant.
    ///
    /// A name the system does not know gives UTC under its own name, so that a sheet says what it
    /// printed.
    public static func system(named identifier: String?, around instant: Instant) -> ZoneRules {
        guard let identifier, let zone = TimeZone(identifier: identifier) else { return .utc }
        guard known.contains(instant) else {
            let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: 0))
            return ZoneRules(identifier: identifier, initialOffsetSeconds: offset)
        }
        let year: Int64 = 366 * 86_400
        var date = instant.advanced(bySeconds: -year).date
        let end = instant.advanced(bySeconds: year).date
        var rules = ZoneRules(
            identifier: identifier,
            initialOffsetSeconds: zone.secondsFromGMT(for: date)
        )
        while let next = zone.nextDaylightSavingTimeTransition(after: date), next < end {
            rules.transitions.append(
                Transition(
                    at: Instant(seconds: Int64(next.timeIntervalSince1970.rounded())),
                    offsetSeconds: zone.secondsFromGMT(for: next)
                )
            )
            date = next.addingTimeInterval(1)
        }
        return rules
    }
}

extension Instant {
    fileprivate var date: Date { Date(timeIntervalSince1970: Double(seconds)) }
}
