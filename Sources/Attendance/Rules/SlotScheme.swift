public import EventSourcing

/// How an occurrence is divided for signatures.
public enum SlotScheme: String, Sendable, Hashable {
    /// The whole occurrence is one slot.
    case whole
    /// Each local day is one.
    case day = "days"
    /// Each half of a local day is one, before and after noon.
    case halfDay = "half_days"
}

extension SlotScheme {
    /// No occurrence of more days is divided.
    private static let daysMax = 366

    /// The slots of an occurrence.
    /// - Parameters:
    ///   - window: When it is.
    ///   - zone: The zone whose days and noons part it.
    /// - Returns: the slots by their start, which together are the whole of it; none of an occurrence
    ///   without length, or longer than a year.
    public func slots(of window: TimeWindow, in zone: ZoneRules) -> [Slot] {
        guard window.seconds > 0, window.seconds <= Int64(Self.daysMax) * 86_400 else { return [] }
        guard self != .whole else { return [Slot(id: SlotID("whole"), window: window)] }
        let halves = self == .halfDay
        let cuts = Self.days(of: window, in: zone).flatMap {
            date -> [(name: String, at: Instant)] in
            let noon = halves ? zone.firstInstant(reaching: date, secondOfDay: 12 * 3600) : nil
            let midnight = zone.firstInstant(reaching: date, secondOfDay: 0)
            return [
                midnight.map { ("\(date)-\(halves ? "morning" : "day")", $0) },
                noon.map { ("\(date)-afternoon", $0) },
            ].compactMap { $0 }
        }
        let ends = cuts.dropFirst().map(\.at) + [window.end]
        let slots = zip(cuts, ends).compactMap { cut, end in
            TimeWindow(start: cut.at, end: end).intersection(window).map {
                Slot(id: SlotID(cut.name), window: $0)
            }
        }
        return Self.named(slots)
    }

    /// The local days of a window.
    private static func days(of window: TimeWindow, in zone: ZoneRules) -> [CivilDate] {
        let first = zone.wallTime(of: window.start).date
        let last = zone.wallTime(of: window.end.advanced(bySeconds: -1)).date
        return (first.daysSinceEpoch...max(first, last).daysSinceEpoch)
            .map(CivilDate.init(daysSinceEpoch:))
    }

    /// One day's slots need no date in their names.
    private static func named(_ slots: [Slot]) -> [Slot] {
        let dateLength = "2026-03-09-".count
        guard Set(slots.map { $0.id.text.prefix(dateLength) }).count == 1 else { return slots }
        return slots.map {
            Slot(id: SlotID(String($0.id.text.dropFirst(dateLength))), window: $0.window)
        }
    }
}
