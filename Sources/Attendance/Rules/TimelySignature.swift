/// Signatures are given in their slot, or within the time the pack allows around it.
public struct TimelySignature: AttendanceRule {
    /// `timely-signature@1`.
    public static let id = "timely-signature@1"

    /// Whether a signature given too late counts for nothing (1) or is only pointed out (0).
    public static let parameters: [String: ClosedRange<Int64>] = ["late_is_void": 0...1]

    private let isLateVoid: Bool

    /// Sets the rule up.
    public init(_ parameters: [String: Int64]) {
        isLateVoid = parameters["late_is_void"] == 1
    }

    /// What it finds about one row.
    public func verdicts(on row: RowFigures, of sheet: SheetFigures) -> [Verdict] {
        row.signatures.compactMap { signature in
            if signature.leadSeconds > sheet.signing.leadSeconds {
                let seconds = ["seconds": signature.leadSeconds]
                return verdict(.missed, "signed_early", seconds, slot: signature.slot)
            }
            if signature.lagSeconds > sheet.signing.graceSeconds {
                let finding = isLateVoid ? "signature_void" : "signed_late"
                let seconds = ["seconds": signature.lagSeconds]
                return verdict(.missed, finding, seconds, slot: signature.slot)
            }
            return nil
        }
    }
}
