import Attendance
import EventSourcing
import Projections
import TestSupport

extension SheetSamples {
    /// A sheet with everything that one can print: each status, reason and decision, and findings.
    static let everything: AttendanceSheet = {
        var trainer = present("Sophie Marchand", number: 90)
        trainer.role = .trainer
        var sheet = SheetSamples.sheet(
            rows: [trainer, corrected, excused, partial, unsure, unseen, nameless]
        )
        sheet.verdicts = [
            Verdict(.undecided, "log_not_shown_complete", by: "complete-log@1"),
            Verdict(
                .missed,
                "countersignature_missing",
                slot: SlotID("afternoon"),
                by: "trainer-signs@1"
            ),
            Verdict(.met, "trainer_connected", by: "trainer-connected@1"),
        ]
        return sheet
    }()

    /// The same, its signatures named as pictures are.
    static let everythingHashed: AttendanceSheet = {
        var sheet = everything
        let digest = SHA256Digest(String(repeating: "5a", count: 32))
        for row in sheet.rows.indices {
            for line in sheet.rows[row].signatures.indices {
                sheet.rows[row].signatures[line].sha256 = digest
            }
        }
        return sheet
    }()

    private static var corrected: AttendanceSheet.Row {
        var row = present("Anna Kowalska", number: 1)
        row.secondsTold = 14_000
        let kinds: [AttendanceSheet.CorrectionLine.Kind] = [
            .present, .notPresent, .excused, .identified, .separated,
        ]
        row.corrections = kinds.enumerated().map { number, kind in
            AttendanceSheet.CorrectionLine(
                decision: DecisionID("d\(number)"),
                kind: kind,
                window: TimeWindow(start: moment(9), end: moment(12)),
                reason: "Seen in the room",
                by: "cli:trainer",
                at: moment(18, number)
            )
        }
        row.corrections[2].withdrawn = AttendanceSheet.Withdrawal(
            by: "cli:office",
            at: moment(19),
            reason: "It was Hanna"
        )
        row.verdicts = [
            Verdict(
                .met,
                "presence_reached",
                ["percent": 99, "percent_min": 75],
                by: "minimum-presence@1"
            ),
            Verdict(.noted, "came_late", ["seconds": 1500], by: "punctuality@1"),
        ]
        return row
    }

    private static var excused: AttendanceSheet.Row {
        var row = absent("Bruno Keller", number: 2)
        row.corrections = [
            AttendanceSheet.CorrectionLine(
                decision: DecisionID("d9"),
                kind: .excused,
                reason: "Ill",
                document: "certificate 17",
                by: "cli:office",
                at: moment(18)
            )
        ]
        row.verdicts = [
            Verdict(
                .missed,
                "presence_excused",
                ["percent": 0, "percent_min": 75],
                by: "minimum-presence@1"
            ),
            Verdict(
                .missed,
                "signature_missing",
                slot: SlotID("morning"),
                by: "attendee-signs@1"
            ),
        ]
        return row
    }

    private static var partial: AttendanceSheet.Row {
        var row = present("محمد عبد الله", number: 3)
        row.status = .partial
        row.sharePercent = 46
        row.secondsPresent = 13_000
        row.connections[0].endInferred = true
        row.signatures.removeLast()
        row.verdicts = [
            Verdict(
                .missed,
                "signature_void",
                ["seconds": 93_000],
                slot: SlotID("morning"),
                by: "timely-signature@1"
            )
        ]
        return row
    }

    private static var unsure: AttendanceSheet.Row {
        var row = absent("Émile Durand-Lefebvre", number: 4, status: .unknown)
        row.reasons = StatusReason.allCases
        row.verdicts = [
            Verdict(
                .undecided,
                "engagement_not_recorded",
                ["needed": 3],
                by: "engagement-checks@1"
            )
        ]
        return row
    }

    private static var unseen: AttendanceSheet.Row {
        absent("Ewa Wiśniewska", number: 5, status: .notSeenYet)
    }

    private static var nameless: AttendanceSheet.Row {
        var row = present("", number: 6)
        row.lastLeave = nil
        return row
    }
}
