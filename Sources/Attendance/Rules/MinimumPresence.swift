/// Whoever learns is there for the share of the time that the pack asks for.
public struct MinimumPresence: AttendanceRule {
    /// `minimum-presence@1`.
    public static let id = "minimum-presence@1"

    /// Sets the rule up; the pack's ``RulePack/presence`` says how much.
    public init(_ parameters: [String: Int64]) {}

    /// What it finds about one row.
    public func verdicts(on row: RowFigures, of sheet: SheetFigures) -> [Verdict] {
        guard row.role == .attendee else { return [] }
        guard let length = sheet.lengthSeconds, length > 0, row.status.isSettled else {
            return [verdict(.undecided, "presence_unknown")]
        }
        let numbers = [
            "percent": min(100, row.secondsPresent * 100 / length),
            "percent_min": Int64(sheet.presence.percentMin),
        ]
        if sheet.presence.isReached(by: row.secondsPresent, of: length) {
            return [verdict(.met, "presence_reached", numbers)]
        }
        // Who still can come may still reach it.
        guard sheet.isOver else { return [verdict(.undecided, "presence_unknown")] }
        let finding = row.isExcused ? "presence_excused" : "presence_missed"
        return [verdict(.missed, finding, numbers)]
    }
}

extension AttendanceStatus {
    /// Whether later facts of the same kind would not be expected to change it.
    var isSettled: Bool {
        switch self {
        case .present, .partial, .absent: true
        case .notSeenYet, .unknown: false
        }
    }
}
