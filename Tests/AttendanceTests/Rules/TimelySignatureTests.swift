import Attendance
import Testing

@Suite("The rule that signatures are given in time")
struct TimelySignatureTests {
    private static let rule = TimelySignature([:])

    private static func verdict(
        _ finding: String,
        _ seconds: Int64,
        _ slot: SlotID = .morning
    ) -> Verdict {
        Verdict(.missed, finding, ["seconds": seconds], slot: slot, by: "timely-signature@1")
    }

    private static func verdicts(
        lead: Int64,
        lag: Int64,
        when late: LateSignature = .counts,
        role: AttendeeRole = .attendee
    ) -> [Verdict] {
        let signature = RowFigures.Signature(
            slot: .morning,
            capacity: role == .trainer ? .trainer : .attendee,
            leadSeconds: lead,
            lagSeconds: lag
        )
        let row = RowFigures(role: role, status: .present, signatures: [signature])
        return rule.verdicts(
            on: row,
            of: .sample(lead: 300, grace: 900, late: late, slots: [.morning])
        )
    }

    @Test("has nothing to say of one given in its slot, or just within what the pack allows")
    func inTime() {
        #expect(Self.verdicts(lead: -1, lag: -3599) == [])
        #expect(Self.verdicts(lead: 300, lag: -3900) == [])
        #expect(Self.verdicts(lead: -4500, lag: 900) == [])
    }

    @Test("finds one given a second too early")
    func early() {
        #expect(Self.verdicts(lead: 301, lag: -3901) == [Self.verdict("signed_early", 301)])
        #expect(
            Self.verdicts(lead: 301, lag: -3901, when: .void)
                == [Self.verdict("signed_early", 301)]
        )
    }

    @Test("points out one given a second too late, or holds it for nothing")
    func late() {
        #expect(Self.verdicts(lead: -4501, lag: 901) == [Self.verdict("signed_late", 901)])
        #expect(
            Self.verdicts(lead: -4501, lag: 901, when: .void)
                == [Self.verdict("signature_void", 901)]
        )
        #expect(Self.verdicts(lead: -4500, lag: 900, when: .void) == [])
    }

    @Test("without any time around it asks for the slot itself")
    func noMargin() {
        let sheet = SheetFigures.sample(lead: 0, grace: 0, slots: [.morning])
        let row = RowFigures(
            status: .present,
            signatures: [
                RowFigures.Signature(
                    slot: .morning,
                    capacity: .attendee,
                    leadSeconds: -3600,
                    lagSeconds: 0
                ),
                RowFigures.Signature(
                    slot: .afternoon,
                    capacity: .attendee,
                    leadSeconds: 1,
                    lagSeconds: -3601
                ),
            ]
        )
        #expect(
            Self.rule.verdicts(on: row, of: sheet)
                == [Self.verdict("signed_early", 1, .afternoon)]
        )
    }

    @Test("looks at every signature, also at trainers' countersignatures")
    func several() {
        #expect(
            Self.verdicts(lead: -4501, lag: 901, role: .trainer)
                == [Self.verdict("signed_late", 901)]
        )
        let row = RowFigures(
            status: .present,
            signatures: [
                .timely(.morning),
                RowFigures.Signature(
                    slot: .afternoon,
                    capacity: .attendee,
                    leadSeconds: -9000,
                    lagSeconds: 1800
                ),
            ]
        )
        #expect(
            Self.rule.verdicts(on: row, of: .sample(slots: [.morning, .afternoon]))
                == [Self.verdict("signed_late", 1800, .afternoon)]
        )
    }

    @Test(
        "says nothing of whoever did not sign, nor of the sheet",
        arguments: [LateSignature.counts, .void]
    )
    func unsigned(late: LateSignature) {
        let row = RowFigures(status: .present, secondsInSlot: [.morning: 3600])
        let sheet = SheetFigures.sample(late: late, slots: [.morning], rows: [row])
        #expect(Self.rule.verdicts(on: row, of: sheet) == [])
        #expect(Self.rule.verdicts(on: sheet) == [])
    }
}
