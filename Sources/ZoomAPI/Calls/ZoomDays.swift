public import EventSourcing

/// A span of days of UTC, both ends in it, as reports and lists of recordings ask for.
public struct ZoomDays: Sendable, Hashable {
    /// The greatest number of days that Zoom answers at once, under its limit of a month.
    public static let countMax = 28

    /// The first day.
    public let first: CivilDate
    /// The last day.
    public let last: CivilDate

    /// The spans that cover some days, each short enough for one call, in order; none when the last
    /// day lies before the first.
    public static func months(from first: CivilDate, through last: CivilDate) -> [ZoomDays] {
        guard first <= last else { return [] }
        return stride(from: first.daysSinceEpoch, through: last.daysSinceEpoch, by: countMax).map {
            let end = min($0 + countMax - 1, last.daysSinceEpoch)
            return ZoomDays(
                first: CivilDate(daysSinceEpoch: $0),
                last: CivilDate(daysSinceEpoch: end)
            )
        }
    }
}
