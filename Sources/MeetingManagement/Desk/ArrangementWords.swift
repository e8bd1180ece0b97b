public import Attendance
import EventSourcing

// The words by which the command and the API state what is wanted of a meeting: the same for both.

extension DatePlan {
    /// A time on the wall clock of a zone, such as `2026-03-09T09:00`; `nil` for anything else.
    public init?(wall text: String, zone: String, seconds: Int64) {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let date = CivilDate(String(parts[0])), parts[1].utf8.count == 5
        else { return nil }
        let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 2, let hour = Int(clock[0]), let minute = Int(clock[1]),
            (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        self.init(
            date: date,
            secondOfDay: hour * 3600 + minute * 60,
            zone: zone,
            seconds: seconds
        )
    }
}

extension SeriesDraft {
    /// Days of the week by the first three letters of their English names, 1 being Sunday; `nil` where
    /// one is none, or there is none.
    public static func weekDays(_ names: [String]) -> [Int64]? {
        let known = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        let days = names.compactMap { known.firstIndex(of: $0.lowercased()) }
        guard !names.isEmpty, days.count == names.count else { return nil }
        return Set(days.map { Int64($0 + 1) }).sorted()
    }
}

extension ArrangementDraft {
    /// How long a meeting lasts unless somebody says otherwise, in minutes.
    public static let usualMinutes: Int64 = 60
}

extension Arrangement {
    /// How long it, or one date of it, is planned to last now, in seconds.
    public func plannedSeconds(at occurrence: OccurrenceID?) -> Int64 {
        let date = dates.first { $0.occurrence == occurrence }?.time.window
        let there = confirmedDates.first { $0.occurrence == occurrence ?? $0.occurrence }
        return date?.seconds ?? (occurrence == nil ? seconds : nil)
            ?? there.map { $0.start.seconds(to: $0.end) } ?? seconds
            ?? ArrangementDraft.usualMinutes * 60
    }
}

extension ZoomClients {
    /// The account that is meant: one by Zoom's id of it, or the only one that is connected.
    /// - Throws: ``ArrangementRefusal`` when there is none, or several.
    public func account(meant id: String?) throws(ArrangementRefusal) -> String {
        let connected = accounts
        if let id {
            guard connected.contains(id) else { throw .accountUnknown(id) }
            return id
        }
        guard let only = connected.first else { throw .accountMissing }
        guard connected.count == 1 else { throw .accountNotGiven }
        return only
    }
}
