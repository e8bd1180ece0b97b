import EventSourcing
import Foundation

extension ZoneRules {
    /// The rules of a zone for three years around an instant, by the system's time zone database; `nil`
    /// for a name it does not know.
    static func system(named identifier: String, around instant: Instant) -> ZoneRules? {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        let year: Int64 = 366 * 86_400
        func date(_ years: Int64) -> Date {
            Date(timeIntervalSince1970: Double(instant.seconds + years * year))
        }
        var rules = ZoneRules(
            identifier: identifier,
            initialOffsetSeconds: zone.secondsFromGMT(for: date(-1))
        )
        var last = date(-1)
        while let next = zone.nextDaylightSavingTimeTransition(after: last), next < date(2) {
            rules.transitions.append(
                Transition(
                    at: Instant(seconds: Int64(next.timeIntervalSince1970.rounded())),
                    offsetSeconds: zone.secondsFromGMT(for: next)
                )
            )
            last = next.addingTimeInterval(1)
        }
        return rules
    }
}
