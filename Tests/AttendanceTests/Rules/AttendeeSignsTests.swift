import Attendance
import Testing

@Suite("The rule that whoever learns signs")
struct AttendeeSignsTests {
    private static let rule = AttendeeSigns([:])
    private static let day = SheetFigures.sample(slots: [.morning, .afternoon])

    private static func verdict(
        _ outcome: Verdict.Outcome,
        _ finding: String,
        _ slot: SlotID? = nil
    ) -> Verdict {
        Verdict(outcome, finding, slot: slot, by: "attendee-signs@1")
    }

    @Test("is met for each slot they signed")
    func signed() {
        let row = RowFigures(
            status: .present,
            secondsInSlot: [.morning: 3600, .afternoon: 3600],
            signatures: [.timely(.afternoon), .timely(.morning)]
        )
        #expect(
            Self.rule.verdicts(on: row, of: Self.day) == [
                Self.verdict(.met, "signed", .morning), Self.verdict(.met, "signed", .afternoon),
            ]
        )
    }

    @Test("is missed for each slot they were there in without a signature, be it for a second")
    func unsigned() {
        let row = RowFigures(
            status: .partial,
            secondsInSlot: [.morning: 1, .afternoon: 3600],
            signatures: [.timely(.afternoon)]
        )
        #expect(
            Self.rule.verdicts(on: row, of: Self.day) == [
                Self.verdict(.missed, "signature_missing", .morning),
                Self.verdict(.met, "signed", .afternoon),
            ]
        )
    }

    @Test("asks for nothing where they were not there", arguments: AttendanceStatus.allCases)
    func notThere(status: AttendanceStatus) {
        let row = RowFigures(status: status, secondsInSlot: [.morning: 0])
        #expect(Self.rule.verdicts(on: row, of: Self.day) == [])
    }

    @Test("is met by a signature of somebody who was not seen")
    func unseen() {
        let row = RowFigures(
            status: .unknown,
            isConnected: false,
            signatures: [.timely(.morning)]
        )
        #expect(
            Self.rule.verdicts(on: row, of: Self.day)
                == [Self.verdict(.met, "signed", .morning)]
        )
    }

    @Test("takes no countersignature for their own")
    func capacity() {
        let row = RowFigures(
            status: .present,
            secondsInSlot: [.morning: 3600],
            signatures: [.timely(.morning, as: .trainer)]
        )
        #expect(
            Self.rule.verdicts(on: row, of: Self.day)
                == [Self.verdict(.missed, "signature_missing", .morning)]
        )
    }

    @Test(
        "is missed by a late signature where the pack holds that for nothing",
        arguments: [true, false]
    )
    func late(isVoid: Bool) {
        let sheet = SheetFigures.sample(late: isVoid ? .void : .counts, slots: [.morning])
        for (seconds, isCounted) in [(Int64(900), true), (901, !isVoid)] {
            let row = RowFigures(
                status: .present,
                secondsInSlot: [.morning: 3600],
                signatures: [.late(.morning, by: seconds)]
            )
            let verdict =
                isCounted
                ? Self.verdict(.met, "signed", .morning)
                : Self.verdict(.missed, "signature_missing", .morning)
            #expect(Self.rule.verdicts(on: row, of: sheet) == [verdict])
        }
    }

    @Test("says nothing of trainers, nor of slots that were not opened")
    func trainer() {
        let trainer = RowFigures(
            role: .trainer,
            status: .present,
            secondsInSlot: [.morning: 3600]
        )
        #expect(Self.rule.verdicts(on: trainer, of: Self.day) == [])
        let row = RowFigures(
            status: .present,
            secondsInSlot: [.afternoon: 3600],
            signatures: [.timely(.afternoon)]
        )
        #expect(Self.rule.verdicts(on: row, of: .sample(slots: [.morning])) == [])
    }

    @Test("is missed by a sheet without slots, and by no other")
    func sheet() {
        #expect(
            Self.rule.verdicts(on: .sample()) == [Self.verdict(.missed, "no_slot_opened")]
        )
        #expect(Self.rule.verdicts(on: .sample(slots: [.morning])) == [])
    }
}
