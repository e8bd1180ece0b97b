import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("The audit of signatures")
struct SheetAuditSignatureTests {
    @Test("finds nothing where everything fits")
    func clean() {
        #expect(AuditedSheet().findings == [])
        #expect(AuditedSheet().audit.json == [])
    }

    @Test("finds who signed and was not seen, at all or in that slot")
    func signedButNotSeen() {
        var sheet = AuditedSheet()
        sheet.change("Ada") { row in
            (row.counted, row.secondsPresent, row.status) = ([], 0, .absent)
        }
        #expect(sheet.findings == ["grave signed_but_not_seen ada"])
        #expect(
            sheet.audit.findings.map(\.sentence)
                == ["Ada signed, and nothing shows that they were there."]
        )
        var elsewhere = AuditedSheet()
        elsewhere.change("Ada") { row in
            row.counted = [TimeWindow(start: .sample("10:00"), end: .sample("10:30"))]
        }
        #expect(elsewhere.findings == ["grave signed_but_not_seen ada"])
        #expect(
            elsewhere.audit.findings.map(\.sentence)
                == ["Ada signed for morning, and was not there in that time."]
        )
        var briefly = AuditedSheet()
        briefly.change("Ada") { row in
            row.counted = [TimeWindow(start: .sample("09:59:59"), end: .sample("10:30"))]
        }
        #expect(briefly.findings == [])
    }

    @Test("asks of a countersignature nothing of the kind")
    func countersigned() {
        var sheet = AuditedSheet()
        sheet.sheet.rows.append(AuditedSheet.row("Igor", as: .trainer))
        sheet.change("Igor") { row in row.counted = [] }
        #expect(sheet.findings == [])
    }

    @Test("finds who was there in a slot and did not sign for it, but no trainer")
    func presentButUnsigned() {
        var sheet = AuditedSheet()
        sheet.change("Ada") { row in row.signatures = [] }
        sheet.change("Hana") { row in row.signatures = [] }
        #expect(sheet.findings == ["grave present_but_unsigned ada"])
        #expect(
            sheet.audit.findings.map(\.sentence) == ["Ada was there for morning, and did not sign."]
        )
        sheet.change("Ada") { row in
            row.declined = [
                .init(
                    slot: SlotID("morning"),
                    capacity: .attendee,
                    at: .sample("09:30"),
                    reason: "The hours are wrong"
                )
            ]
        }
        #expect(
            sheet.audit.findings.map(\.sentence)
                == ["Ada was there for morning, and would not sign: The hours are wrong."]
        )
        sheet.sheet.occurrence.slots.append(
            Slot(
                id: SlotID("afternoon"),
                window: TimeWindow(start: .sample("13:00"), end: .sample("14:00"))
            )
        )
        #expect(sheet.findings == ["grave present_but_unsigned ada"])
        sheet.change("Ada") { row in row.counted = [] }
        #expect(sheet.findings == [])
    }

    @Test("finds what was signed a second before or after what the pack allows")
    func outsideWindow() {
        var sheet = AuditedSheet()
        sheet.pack.signing = RulePack.Signing(leadSeconds: 300, graceSeconds: 900)
        for (clock, isFound) in [
            ("08:55", false), ("08:54:59", true), ("10:15", false), ("10:15:01", true),
        ] {
            sheet.sign("Ada", at: .sample(clock))
            #expect(
                sheet.findings == (isFound ? ["doubtful signed_outside_window ada"] : []),
                "\(clock)"
            )
        }
        #expect(
            sheet.audit.findings.map(\.sentence) == [
                "Ada signed for morning at 2026-03-09T10:15:01Z; it was to be signed from "
                    + "2026-03-09T08:55:00Z to 2026-03-09T10:15:00Z."
            ]
        )
    }

    @Test("finds what was signed on a weekend or a holiday, by the day of the place")
    func dayOff() throws {
        var sheet = AuditedSheet()
        sheet.pack.signing.graceSeconds = 30 * 86_400
        for (instant, words) in [
            ("2026-03-13T22:59:59Z", nil), ("2026-03-13T23:00:00Z", "2026-03-14, a weekend"),
            ("2026-03-15T22:59:59Z", "2026-03-15, a weekend"), ("2026-03-15T23:00:00Z", nil),
        ] as [(Instant, String?)] {
            sheet.sign("Ada", at: instant)
            #expect(sheet.findings == (words == nil ? [] : ["doubtful signed_on_day_off ada"]))
            #expect(
                sheet.audit.findings.map(\.sentence) == words.map { ["Ada signed on \($0)."] } ?? []
            )
        }
        var holiday = AuditedSheet()
        holiday.surroundings.holidays = [try #require(CivilDate("2026-03-09"))]
        #expect(
            holiday.findings == [
                "doubtful signed_on_day_off ada", "doubtful signed_on_day_off boris",
                "doubtful signed_on_day_off hana",
            ]
        )
        #expect(
            holiday.audit.findings.first?.sentence == "Ada signed on 2026-03-09, a holiday."
        )
    }

    @Test("finds pictures that are the same bit for bit")
    func identicalPictures() {
        var sheet = AuditedSheet()
        sheet.change("Ada") { row in row.signatures[0].sha256 = .sample("Boris") }
        #expect(sheet.findings == ["grave identical_pictures ada,boris"])
        #expect(
            sheet.audit.findings.map(\.sentence)
                == ["2 signatures are one and the same picture, bit for bit: Ada, Boris."]
        )
    }

    @Test("finds three who signed after their slot within two minutes")
    func lateBatch() {
        for (clocks, isFound) in [
            (["10:00", "10:01", "10:02"], true), (["10:00", "10:01", "10:02:01"], false),
            (["10:05", "10:03", "10:04"], true), (["09:59:59", "10:01", "10:01"], false),
        ] {
            var sheet = AuditedSheet()
            for (name, clock) in zip(["Ada", "Boris", "Hana"], clocks) {
                sheet.sign(name, at: .sample(clock))
            }
            #expect(
                sheet.findings == (isFound ? ["doubtful late_batch ada,boris,hana"] : []),
                "\(clocks)"
            )
        }
        var fourth = AuditedSheet()
        fourth.sheet.rows.append(AuditedSheet.row("Clara"))
        for (name, clock) in [
            ("Ada", "10:00"), ("Boris", "10:03"), ("Clara", "10:04"), ("Hana", "10:05"),
        ] { fourth.sign(name, at: .sample(clock)) }
        #expect(fourth.findings == ["doubtful late_batch ada,boris,clara,hana"])
        fourth.sign("Hana", at: .sample("10:05:01"))
        #expect(fourth.findings == [])
    }

    @Test("looks at each slot for itself")
    func slots() {
        var sheet = AuditedSheet()
        let afternoon = TimeWindow(start: .sample("13:00"), end: .sample("14:00"))
        sheet.sheet.occurrence.slots.append(Slot(id: SlotID("afternoon"), window: afternoon))
        sheet.change("Ada") { row in
            row.counted.append(afternoon)
            row.signatures.append(
                AuditedSheet.signature("afternoon", at: .sample("12:59"), picture: "Ada too")
            )
        }
        sheet.change("Boris") { row in
            row.signatures.append(
                AuditedSheet.signature("afternoon", at: .sample("13:30"), picture: "Boris too")
            )
        }
        #expect(
            sheet.findings == [
                "grave signed_but_not_seen boris", "doubtful signed_outside_window ada",
            ]
        )
    }

    @Test("finds nothing where one person signed two slots with one picture")
    func ownPicture() {
        var sheet = AuditedSheet()
        let noon = TimeWindow(start: .sample("13:00"), end: .sample("14:00"))
        sheet.sheet.occurrence.slots.append(Slot(id: SlotID("afternoon"), window: noon))
        sheet.change("Ada") { row in
            row.counted.append(noon)
            row.signatures.append(
                AuditedSheet.signature("afternoon", at: .sample("13:30"), picture: "Ada")
            )
        }
        #expect(sheet.findings == [])
    }
}
