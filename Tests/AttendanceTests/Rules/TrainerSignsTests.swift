import Attendance
import Testing

@Suite("The rule that a trainer countersigns")
struct TrainerSignsTests {
    private static let rule = TrainerSigns([:])

    private static func verdict(
        _ outcome: Verdict.Outcome,
        _ finding: String,
        _ slot: SlotID
    ) -> Verdict {
        Verdict(outcome, finding, slot: slot, by: "trainer-signs@1")
    }

    private static func row(_ signatures: RowFigures.Signature...) -> RowFigures {
        RowFigures(role: .trainer, status: .present, signatures: signatures)
    }

    private static func verdicts(_ rows: RowFigures...) -> [Verdict] {
        rule.verdicts(on: .sample(slots: [.morning, .afternoon], rows: rows))
    }

    @Test("is met for each slot with a countersignature, whoever of the trainers gave it")
    func countersigned() {
        let verdicts = Self.verdicts(
            Self.row(.timely(.afternoon, as: .trainer)),
            Self.row(.timely(.morning, as: .trainer))
        )
        #expect(
            verdicts == [
                Self.verdict(.met, "countersigned", .morning),
                Self.verdict(.met, "countersigned", .afternoon),
            ]
        )
    }

    @Test("is missed for each slot without one")
    func missing() {
        #expect(
            Self.verdicts(Self.row(.timely(.afternoon, as: .trainer))) == [
                Self.verdict(.missed, "countersignature_missing", .morning),
                Self.verdict(.met, "countersigned", .afternoon),
            ]
        )
        #expect(
            Self.verdicts() == [
                Self.verdict(.missed, "countersignature_missing", .morning),
                Self.verdict(.missed, "countersignature_missing", .afternoon),
            ]
        )
    }

    @Test("takes no signature for one's own attendance, not even a trainer's")
    func capacity() {
        #expect(
            Self.verdicts(Self.row(.timely(.morning), .timely(.afternoon))) == [
                Self.verdict(.missed, "countersignature_missing", .morning),
                Self.verdict(.missed, "countersignature_missing", .afternoon),
            ]
        )
    }

    @Test(
        "is missed by a late one where the pack holds that for nothing",
        arguments: [true, false]
    )
    func late(isVoid: Bool) {
        for (seconds, isCounted) in [(Int64(900), true), (901, !isVoid)] {
            let sheet = SheetFigures.sample(
                late: isVoid ? .void : .counts,
                slots: [.morning],
                rows: [Self.row(.late(.morning, by: seconds, as: .trainer))]
            )
            let verdict =
                isCounted
                ? Self.verdict(.met, "countersigned", .morning)
                : Self.verdict(.missed, "countersignature_missing", .morning)
            #expect(Self.rule.verdicts(on: sheet) == [verdict])
        }
    }

    @Test("has nothing to ask where no slot was opened, and says nothing of rows")
    func noSlot() {
        let row = Self.row(.timely(.morning, as: .trainer))
        #expect(Self.rule.verdicts(on: .sample(rows: [row])) == [])
        #expect(Self.rule.verdicts(on: row, of: .sample(slots: [.morning], rows: [row])) == [])
    }
}
