/// A trainer countersigns every slot.
public struct TrainerSigns: AttendanceRule {
    /// `trainer-signs@1`.
    public static let id = "trainer-signs@1"

    /// Sets the rule up.
    public init(_ parameters: [String: Int64]) {}

    /// What it finds about the sheet as a whole.
    public func verdicts(on sheet: SheetFigures) -> [Verdict] {
        let signed = Set(
            sheet.rows.flatMap(\.signatures)
                .filter { $0.capacity == .trainer && $0.counts(under: sheet.signing) }
                .map(\.slot)
        )
        return sheet.slots.map { slot in
            signed.contains(slot)
                ? verdict(.met, "countersigned", slot: slot)
                : verdict(.missed, "countersignature_missing", slot: slot)
        }
    }
}
