/// Every access and every drop-out is known, not only the first and the last.
public struct CompleteLog: AttendanceRule {
    /// `complete-log@1`.
    public static let id = "complete-log@1"

    /// Sets the rule up.
    public init(_ parameters: [String: Int64]) {}

    /// What it finds about one row.
    public func verdicts(on row: RowFigures, of sheet: SheetFigures) -> [Verdict] {
        guard row.isConnected else { return [] }
        return row.isIncomplete ? [verdict(.missed, "access_incomplete")] : []
    }

    /// What it finds about the sheet as a whole.
    public func verdicts(on sheet: SheetFigures) -> [Verdict] {
        [
            sheet.isComplete
                ? verdict(.met, "log_complete") : verdict(.undecided, "log_not_shown_complete")
        ]
    }
}
