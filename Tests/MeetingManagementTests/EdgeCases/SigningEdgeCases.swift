import Attendance
import EventSourcing
import EventStore
import MeetingManagement
import Projections
import TestSupport
import Testing

/// What was signed, set against when and whether the signer was there.
@Suite("Edge cases of signing")
struct SigningEdgeCases {
    private let zoom = WebhookSample()
    private let slot = Slot(id: SlotID("whole"), window: TestDesk.window("09:00", "10:00"))

    /// Ada comes for 48 min, Ben does not; both are asked to sign for the hour.
    private func course() async throws -> (
        test: TestDesk, id: OccurrenceID, tokens: [String: String]
    ) {
        let test = try await TestDesk.receiving()
        try await test.take(
            zoom.planned + [
                zoom.started(), zoom.join(.ada, "09:05"), zoom.leave(.ada, "09:53"),
                zoom.end("10:00"),
            ]
        )
        let id = try await test.sheet().occurrence.id
        let during = try TestDesk(over: test.log, now: TestDesk.time("09:30"))
        let links = try await during.desk.openSlot(slot, of: id, reason: nil, actor: "t")
        let tokens = Dictionary(uniqueKeysWithValues: links.map { ($0.name, $0.token) })
        #expect(tokens.keys.sorted() == ["Ada Lang", "Ben Roth"])
        return (test, id, tokens)
    }

    /// Signs at a time of the day.
    private func sign(_ test: TestDesk, _ token: String?, at clock: String) async throws {
        let now = TestDesk.time(clock)
        _ = try await TestDesk(over: test.log, now: now).desk.sign(
            withToken: try #require(token),
            png: TestPNG.signature()
        ) { SignatureEvidence(route: .drawn, statement: $0.statement(in: .english)) }
    }

    @Test(
        "Edge case 27: before its slot and a quarter of an hour after it nobody can sign",
        arguments: [("08:59:59", true), ("10:15:01", false), ("14:00", false)]
    )
    func outsideWindow(clock: String, isEarly: Bool) async throws {
        let (test, _, tokens) = try await course()
        let size = try await test.log.size()
        let failure = await #expect(throws: DeskFailure.self) {
            try await sign(test, tokens["Ada Lang"], at: clock)
        }
        switch failure {
        case .rejected(.signedTooEarly(let opens)) where isEarly:
            #expect(opens == TestDesk.time("09:00"))
        case .linkUnknown where !isEarly: break
        default: Issue.record("at \(clock): \(String(describing: failure))")
        }
        #expect(try await test.log.size() == size)
        #expect(try await test.row("Ada Lang").signatures.isEmpty)
    }

    @Test(
        "Edge case 27: within it they can; rules without grace call what came late void",
        arguments: [("09:00", nil), ("09:59:59", nil), ("10:14:59", 899)] as [(String, Int64?)]
    )
    func inWindow(clock: String, late: Int64?) async throws {
        let (test, id, tokens) = try await course()
        try await sign(test, tokens["Ada Lang"], at: clock)
        let row = try await test.row("Ada Lang")
        #expect(row.signatures.map(\.signedAt) == [TestDesk.time(clock)])
        #expect(!row.verdicts.contains { $0.rule == "timely-signature@1" })
        #expect(try await !test.findings().contains("signed_outside_window"))
        let strict = try #require(RulePack.shipped("de-bamf"))
        let sheet = try await test.desk.sheet(of: id, under: strict)
        let ada = try #require(sheet.rows.first { $0.name == "Ada Lang" })
        let verdict = ada.verdicts.first { $0.rule == "timely-signature@1" }
        #expect(verdict?.finding == (late == nil ? nil : "signature_void"))
        #expect(verdict?.numbers["seconds"] == late)
    }

    @Test("Edge case 28: who signed and never connected is unknown, not absent, and pointed out")
    func neverConnected() async throws {
        let (test, id, tokens) = try await course()
        #expect(try await test.row("Ben Roth").text == "Ben Roth: 0 s, absent, nowhere")
        try await sign(test, tokens["Ben Roth"], at: "09:50")
        // The signature says he was there, Zoom that he was not; and it makes no time up.
        #expect(
            try await test.lines() == [
                "Ada Lang: 2880 s, present, 09:05:00-09:53:00",
                "Ben Roth: 0 s, unknown (signed), nowhere",
            ]
        )
        let ben = try await test.row("Ben Roth")
        #expect(ben.signatures.count == 1)
        let found = try await test.desk.audit(of: id).findings
        let finding = try #require(found.first { $0.kind == "signed_but_not_seen" })
        #expect(finding.severity == .grave)
        #expect(finding.attendees == [ben.attendee])
    }

    @Test("Edge case 29: who was connected and never signed is present, and pointed out")
    func neverSigned() async throws {
        let (test, id, _) = try await course()
        let ada = try await test.row("Ada Lang")
        #expect(ada.text == "Ada Lang: 2880 s, present, 09:05:00-09:53:00")
        #expect(ada.signatures.isEmpty)
        let found = try await test.desk.audit(of: id).findings
        let finding = try #require(found.first { $0.kind == "present_but_unsigned" })
        // Ben, who was not there, had nothing to sign.
        #expect(finding.attendees == [ada.attendee])
        let french = try #require(RulePack.shipped("fr-formation"))
        let sheet = try await test.desk.sheet(of: id, under: french)
        let verdicts = try #require(sheet.rows.first { $0.name == "Ada Lang" }).verdicts
        #expect(verdicts.first { $0.rule == "attendee-signs@1" }?.outcome == .missed)
        #expect(try await test.desk.closeSheet(of: id, actor: "t").provenance.state == .closed)
    }
}
