/// Signatures are given in their slot, or within the time the pack allows around it.
public struct TimelySignature: AttendanceRule {
    /// `timely-signature@1`.
    public static let id = "timely-signature@1"

    /// Sets the rule up; the pack's ``RulePack/signing`` says when.
    public init(_ parameters: [String: Int64]) {}

    /// What it finds about one row.
    public func verdicts(on row: RowFigures, of sheet: SheetFigures) -> [Verdict] {
        row.signatures.compactMap { signature in
            if signature.leadSeconds > sheet.signing.leadSeconds {
                let seconds = ["seconds": signature.leadSeconds]
                return verdict(.missed, "signed_early", seconds, slot: signature.slot)
            }
            guard signature.isLate(under: sheet.signing) else { return nil }
            let finding = sheet.signing.late == .void ? "signature_void" : "signed_late"
            let seconds = ["seconds": signature.lagSeconds]
            return verdict(.missed, finding, seconds, slot: signature.slot)
        }
    }
}

extension RowFigures.Signature {
    /// Whether it was given later than the pack allows.
    func isLate(under signing: RulePack.Signing) -> Bool { lagSeconds > signing.graceSeconds }

    /// Whether it counts: one that is void was as good as not given.
    func counts(under signing: RulePack.Signing) -> Bool {
        signing.late == .counts || !isLate(under: signing)
    }
}
