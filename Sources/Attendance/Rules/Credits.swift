/// Time is credited in units, rounded down to a step.
public struct Credits: AttendanceRule {
    /// `credits@1`.
    public static let id = "credits@1"

    /// How many seconds a credit has, and into how many steps it is divided.
    public static let parameters: [String: ClosedRange<Int64>] = [
        "unit_seconds": 60...86_400, "steps": 1...100,
    ]

    private let unitSeconds: Int64
    private let steps: Int64

    /// Sets the rule up.
    public init(_ parameters: [String: Int64]) {
        unitSeconds = parameters["unit_seconds"] ?? 3000
        steps = parameters["steps"] ?? 1
    }

    /// What it finds about one row.
    public func verdicts(on row: RowFigures, of sheet: SheetFigures) -> [Verdict] {
        guard row.role == .attendee else { return [] }
        guard row.status.isSettled else { return [verdict(.undecided, "credits_unknown")] }
        let earned = row.secondsPresent * steps / unitSeconds
        return [
            verdict(
                .noted,
                "credits",
                ["hundredths": earned * 100 / steps, "unit_seconds": unitSeconds]
            )
        ]
    }
}
