/// The connections of a trainer are on record too.
public struct TrainerConnected: AttendanceRule {
    /// `trainer-connected@1`.
    public static let id = "trainer-connected@1"

    /// Sets the rule up.
    public init(_ parameters: [String: Int64]) {}

    /// What it finds about the sheet as a whole.
    public func verdicts(on sheet: SheetFigures) -> [Verdict] {
        let isSeen = sheet.rows.contains { $0.role == .trainer && $0.isConnected }
        if isSeen { return [verdict(.met, "trainer_connected")] }
        let isKnown = sheet.isOver && sheet.isComplete
        return [verdict(isKnown ? .missed : .undecided, "trainer_not_seen")]
    }
}
