/// Whoever learns comes in time and stays to the end, but for some tolerance; beyond it the times are to
/// be noted.
public struct Punctuality: AttendanceRule {
    /// `punctuality@1`.
    public static let id = "punctuality@1"

    /// How many seconds may lack at either end.
    public static let parameters: [String: ClosedRange<Int64>] = ["tolerance_seconds": 0...86_400]

    private let toleranceSeconds: Int64

    /// Sets the rule up.
    public init(_ parameters: [String: Int64]) {
        toleranceSeconds = parameters["tolerance_seconds"] ?? 0
    }

    /// What it finds about one row.
    public func verdicts(on row: RowFigures, of sheet: SheetFigures) -> [Verdict] {
        guard row.role == .attendee, row.isConnected else { return [] }
        var verdicts: [Verdict] = []
        if let late = row.lateSeconds, late > toleranceSeconds {
            verdicts.append(verdict(.noted, "came_late", ["seconds": late]))
        }
        if let early = row.earlySeconds, early > toleranceSeconds {
            verdicts.append(verdict(.noted, "left_early", ["seconds": early]))
        }
        guard verdicts.isEmpty else { return verdicts }
        let isKnown = row.lateSeconds != nil && row.earlySeconds != nil
        return [verdict(isKnown ? .met : .undecided, isKnown ? "punctual" : "times_unknown")]
    }
}
