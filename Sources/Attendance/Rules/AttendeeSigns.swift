/// Whoever learns signs for every slot they were there in.
public struct AttendeeSigns: AttendanceRule {
    /// `attendee-signs@1`.
    public static let id = "attendee-signs@1"

    /// Sets the rule up.
    public init(_ parameters: [String: Int64]) {}

    /// What it finds about one row.
    public func verdicts(on row: RowFigures, of sheet: SheetFigures) -> [Verdict] {
        guard row.role == .attendee else { return [] }
        return sheet.slots.compactMap { slot in
            let isSigned = row.signatures.contains {
                $0.slot == slot && $0.capacity == .attendee && $0.counts(under: sheet.signing)
            }
            if isSigned { return verdict(.met, "signed", slot: slot) }
            guard row.secondsInSlot[slot, default: 0] > 0 else { return nil }
            return verdict(.missed, "signature_missing", slot: slot)
        }
    }

    /// What it finds about the sheet as a whole.
    public func verdicts(on sheet: SheetFigures) -> [Verdict] {
        sheet.slots.isEmpty ? [verdict(.missed, "no_slot_opened")] : []
    }
}
