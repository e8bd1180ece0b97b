import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("The audit of a sheet")
struct SheetAuditTests {
    @Test("finds whose status is open, and why")
    func statusUnknown() {
        var sheet = AuditedSheet()
        sheet.change("Ada") { row in
            (row.status, row.reasons) = (.unknown, [.notComplete, .listed])
        }
        #expect(sheet.findings == ["doubtful status_unknown ada"])
        #expect(
            sheet.audit.findings.map(\.sentence)
                == ["Nobody can tell whether Ada was there: not complete, listed."]
        )
        for status in [AttendanceStatus.present, .partial, .absent, .notSeenYet] {
            sheet.change("Ada") { row in row.status = status }
            #expect(sheet.findings == [])
        }
    }

    @Test("finds what the report says otherwise")
    func contradiction() {
        var sheet = AuditedSheet()
        sheet.change("Ada") { row in row.source = .contradictory }
        #expect(sheet.findings == ["doubtful sources_contradict ada"])
        for source in RowSource.allCases where source != .contradictory {
            sheet.change("Ada") { row in row.source = source }
            #expect(sheet.findings == [])
        }
    }

    @Test("finds who came by a link that more than one used")
    func sharedLink() {
        var sheet = AuditedSheet()
        sheet.change("Ada") { row in row.evidence = [.sharedLink] }
        #expect(sheet.findings == ["grave link_shared ada"])
        for evidence in IdentityEvidence.allCases
        where ![.sharedLink, .conflict].contains(evidence) {
            sheet.change("Ada") { row in row.evidence = [evidence] }
            #expect(sheet.findings == [])
        }
    }

    @Test("finds whom one thing ties to one person and another to another")
    func conflict() {
        var sheet = AuditedSheet()
        sheet.change("Ada") { row in row.evidence = [.conflict] }
        #expect(sheet.findings == ["grave identity_conflict ada"])
    }

    @Test("finds a trainer who was at two meetings at once, and says for how long")
    func twoPlaces() {
        var sheet = AuditedSheet()
        let other = TimeSet([TimeWindow(start: .sample("09:59:30"), end: .sample("10:30"))])
        sheet.surroundings.elsewhere = ["hana": [(number: "999", times: other)]]
        #expect(sheet.findings == ["grave trainer_in_two_places hana"])
        #expect(
            sheet.audit.findings.map(\.sentence) == [
                "Hana was at meeting 999 too for 30 s of this time, from 2026-03-09T09:59:30Z on."
            ]
        )
        let after = TimeSet([TimeWindow(start: .sample("10:00"), end: .sample("10:30"))])
        sheet.surroundings.elsewhere = ["hana": [(number: "999", times: after)]]
        #expect(sheet.findings == [])
        sheet.surroundings.elsewhere = ["ada": [(number: "999", times: other)]]
        #expect(sheet.findings == [])
    }

    @Test("finds those of whom nothing tells who they are, all at once")
    func unidentified() {
        var sheet = AuditedSheet()
        for name in ["Ada", "Boris"] {
            sheet.change(name) { row in row.isUnidentified = true }
        }
        #expect(sheet.findings == ["doubtful unidentified_participants ada,boris"])
        sheet.change("Ada") { row in row.isUnidentified = false }
        #expect(sheet.findings == ["doubtful unidentified_participants boris"])
        sheet.change("Boris") { row in row.isUnidentified = false }
        #expect(sheet.findings == [])
    }

    @Test("finds that no trainer was there")
    func noTrainer() {
        var sheet = AuditedSheet()
        sheet.change("Hana") { row in row.counted = [] }
        #expect(sheet.findings == ["grave trainer_not_seen"])
        sheet.sheet.rows.removeLast()
        #expect(sheet.findings == ["grave trainer_not_seen"])
    }

    @Test("finds that the meeting had several titles")
    func titles() {
        var sheet = AuditedSheet()
        sheet.surroundings.topics = ["Ropes", "Heights", "Ropes"]
        #expect(sheet.findings == ["doubtful titles_differ"])
        #expect(
            sheet.audit.findings.map(\.sentence) == [
                "The meeting had 2 titles: Heights; Ropes. The sheet's must be that of the contract."
            ]
        )
        for topics in [[], ["Ropes"], ["Ropes", "Ropes"]] {
            sheet.surroundings.topics = topics
            #expect(sheet.findings == [])
        }
    }

    @Test("notes that nobody was asked to sign")
    func noSlot() {
        var sheet = AuditedSheet()
        sheet.sheet.occurrence.slots = []
        #expect(sheet.findings == ["note no_slot"])
    }

    @Test("notes that nothing proves that Zoom told everything")
    func incomplete() {
        var sheet = AuditedSheet()
        sheet.sheet.isComplete = false
        #expect(sheet.findings == ["note log_not_shown_complete"])
    }

    @Test("notes each row of a file that tells something new, and how it is confirmed")
    func unconfirmed() {
        var sheet = AuditedSheet()
        sheet.sheet.listed = [
            .init(row: "listed-2", line: 2, name: "Zoe", confirmed: DecisionID("first")),
            .init(row: "listed-3", line: 3, name: "Yan", isTold: true),
            .init(
                row: "listed-4",
                line: 4,
                name: "Boriss",
                from: .sample("09:10"),
                proposals: [.init(attendee: "boris", likeness: 91)]
            ),
            .init(row: "listed-5", line: 5, name: "Xu"),
        ]
        #expect(sheet.findings == ["note row_unconfirmed boris", "note row_unconfirmed"])
        #expect(
            sheet.audit.findings.map(\.sentence) == [
                "Line 4 of a portal file lists Boriss from 2026-03-09T09:10:00Z, of whom nothing else "
                    + "tells; it may be Boris (91 % alike). muster correct --confirm listed-4 confirms it.",
                "Line 5 of a portal file lists Xu, of whom nothing else tells. "
                    + "muster correct --confirm listed-5 confirms it.",
            ]
        )
    }

    @Test("finds what a rule about the sheet is missed by, and nothing else of the rules")
    func verdicts() {
        var sheet = AuditedSheet()
        sheet.sheet.verdicts = [
            Verdict(.met, "log_complete", by: "complete-log@1"),
            Verdict(.undecided, "log_not_shown_complete", by: "complete-log@1"),
            Verdict(.noted, "credits", ["hundredths": 20], by: "credits@1"),
            Verdict(
                .missed,
                "countersignature_missing",
                slot: SlotID("morning"),
                by: "trainer-signs@1"
            ),
        ]
        #expect(sheet.findings == ["grave countersignature_missing"])
        #expect(
            sheet.audit.findings.map(\.sentence)
                == ["trainer-signs@1: Morning: trainer’s countersignature missing."]
        )
    }

    @Test("lists the gravest first, each with its events")
    func order() {
        var sheet = AuditedSheet()
        sheet.sheet.isComplete = false
        sheet.surroundings.topics = ["Ropes", "Heights"]
        sheet.change("Ada") { row in row.signatures = [] }
        sheet.change("Boris") { row in row.source = .contradictory }
        sheet.change("Hana") { row in row.counted = [] }
        #expect(
            sheet.findings == [
                "grave present_but_unsigned ada", "grave trainer_not_seen",
                "doubtful sources_contradict boris", "doubtful titles_differ",
                "note log_not_shown_complete",
            ]
        )
        #expect(sheet.audit.findings.map(\.events) == [[3], [0], [5], [0], [0]])
        #expect(
            sheet.audit.json.array?.first == [
                "severity": "grave", "kind": "present_but_unsigned",
                "sentence": "Ada was there for morning, and did not sign.",
                "attendees": ["ada"], "events": [3],
            ]
        )
    }

    @Test("of a folded sheet names the events of the rows, or else those about the date")
    func folded() throws {
        let run = Hour.run
        let one = SampleOccurrence.morning.named(OccurrenceID(sample: "one"))
        let events = [
            Hour.planned, run.started(), run.joined(.ada, .sample("09:00"), as: "1"),
            run.joined(.boris, .sample("09:00"), as: "2"), .slotOpened(one.opened()),
            .signatureGiven(
                one.signature(of: SampleParticipant.ada.subject(in: run), at: .sample("09:30"))
            ), run.ended(.sample("10:00")),
        ].recorded()
        let roll = Roll(replaying: events)
        let occurrence = try #require(roll.occurrence(one.id))
        let attribution = EventAttribution(events, at: occurrence, in: roll)
        let audit = SheetAudit(
            of: try roll.sheet(),
            under: .generic,
            in: SheetAudit.Surroundings(zone: .utc),
            behind: attribution.positions(behind:)
        )
        #expect(
            audit.findings.map { "\($0.kind) \($0.events.map(String.init).joined(separator: " "))" }
                == [
                    "present_but_unsigned 3", "trainer_not_seen 0 1 4 6",
                    "unidentified_participants 2 3 5", "log_not_shown_complete 0 1 4 6",
                ]
        )
    }
}
