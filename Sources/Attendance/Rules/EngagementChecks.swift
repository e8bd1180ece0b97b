/// Whoever learns answers so many questions for each credit; each answer, or that there was none, is
/// kept.
///
/// The log holds no answers yet, so that the rule can only say how many it takes: never that they were
/// given.
public struct EngagementChecks: AttendanceRule {
    /// `engagement-checks@1`.
    public static let id = "engagement-checks@1"

    /// How many it takes for each credit, and how many seconds a credit has.
    public static let parameters: [String: ClosedRange<Int64>] = [
        "per_credit": 1...100, "unit_seconds": 60...86_400,
    ]

    private let perCredit: Int64
    private let unitSeconds: Int64

    /// Sets the rule up.
    public init(_ parameters: [String: Int64]) {
        perCredit = parameters["per_credit"] ?? 1
        unitSeconds = parameters["unit_seconds"] ?? 3000
    }

    /// What it finds about one row.
    public func verdicts(on row: RowFigures, of sheet: SheetFigures) -> [Verdict] {
        guard row.role == .attendee, row.isConnected else { return [] }
        let needed = row.secondsPresent / unitSeconds * perCredit
        guard needed > 0 else { return [] }
        return [verdict(.undecided, "engagement_not_recorded", ["needed": needed])]
    }
}
