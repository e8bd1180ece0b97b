import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing

/// Ada was there from 09:02 to 09:30 of an hour; the receiver ran from 08:00 on.
@Suite("Explaining and auditing at the desk")
struct ExplainingTests {
    private let zoom = WebhookSample()

    private func course() async throws -> (test: TestDesk, id: OccurrenceID, ada: SubjectID) {
        let test = try TestDesk()
        let early = try TestDesk(over: test.log, now: "2026-03-09T08:00:00Z")
        try await early.desk.receiverStarts(actor: "receiver")
        try await test.take([
            zoom.created(start: "2026-03-09T09:00:00Z"),
            zoom.registered(id: "r2", first: "Boris", last: "Beta", email: "boris@example.org"),
            zoom.registered(id: "r1", first: "Ada", last: "Alfa", email: "ada@example.org"),
            zoom.started(),
            zoom.joined(
                "Ada",
                at: "2026-03-09T09:02:00Z",
                connection: "A1",
                user: "1",
                registrant: "r1"
            ),
            zoom.left(
                "Ada",
                at: "2026-03-09T09:30:00Z",
                connection: "A1",
                user: "1",
                registrant: "r1"
            ),
            zoom.ended(at: "2026-03-09T10:00:00Z"),
        ])
        let sheet = try await test.sheet()
        let ada = try #require(sheet.rows.first { $0.name == "Ada Alfa" }?.attendee)
        return (test, sheet.occurrence.id, ada)
    }

    @Test("every figure names its rule and exactly the events behind it (I-8)")
    func explains() async throws {
        let (test, id, ada) = try await course()
        let explanation = try await test.desk.explanation(of: ada, at: id)
        #expect(explanation.name == "Ada Alfa")
        func entry(_ figure: SheetExplanation.Figure) -> SheetExplanation.Entry? {
            explanation.entries.first { $0.figure == figure }
        }
        // 0 receiver, 1 created, 2 Boris, 3 Ada registered, 4 started, 5 joined, 6 left, 7 ended.
        #expect(entry(.identity)?.events == [3, 5])
        #expect(entry(.time)?.events == [1, 4, 5, 6, 7])
        #expect(entry(.status)?.events == [0, 1, 3, 4, 5, 6, 7])
        #expect(entry(.time)?.sentences.contains { $0.hasPrefix("1680 s count") } == true)
        #expect(entry(.status)?.sentences.first?.contains("generic@3 asks for") == true)
        #expect(
            entry(.punctuality)?.sentences.first
                == "They came 120 s after the time that counts began."
        )
    }

    @Test("somebody who is known not to have come is absent, while the receiver ran")
    func absent() async throws {
        let (test, id, _) = try await course()
        let sheet = try await test.desk.sheet(of: id).content
        #expect(sheet.isComplete)
        let boris = try #require(sheet.rows.first { $0.name == "Boris Beta" })
        #expect(boris.status == .absent)
        let explanation = try await test.desk.explanation(
            of: boris.attendee,
            at: id,
            figures: [.status]
        )
        #expect(explanation.entries.first?.sentences.first?.hasPrefix("absent: expected") == true)
        #expect(explanation.entries.first?.events.contains(0) == true)
    }

    @Test(
        "a receiver that broke off ran until the last delivery it took, whatever was recorded since"
    )
    func brokeOff() async throws {
        let (test, id, _) = try await course()
        // Its log ends at noon, long after the run; a start two hours later infers that.
        let end = try #require(try await test.log.events(from: 0, limit: .max).last?.recordedAt)
        try await test.desk.nameOrganisation("Nordlicht", actor: "cli:operator")
        #expect(end.seconds == TestDesk.now.seconds)
        let later = try TestDesk(over: test.log, now: "2026-03-09T14:00:00Z")
        try await later.desk.receiverStarts(actor: "receiver")
        let events = try await test.log.events(of: .receiver)
        let last = try #require(events.dropLast().last)
        guard case .receiverStopped(let stopped) = try AttendanceCodec.decode(last.event) else {
            return #expect(Bool(false), "the receiver was not stopped")
        }
        #expect(stopped == ReceiverStopped(at: end, isInferred: true))
        #expect(try await later.desk.sheet(of: id).content.isComplete)
        // One that took nothing since it started ran for no time.
        try await later.desk.receiverStarts(actor: "receiver")
        let lives = try await test.log.events(of: .receiver)
        guard case .receiverStopped(let again) = try AttendanceCodec.decode(lives[3].event) else {
            return #expect(Bool(false), "the receiver was not stopped")
        }
        #expect(again == ReceiverStopped(at: "2026-03-09T14:00:00Z", isInferred: true))
    }

    @Test("a sheet is as it was so at a moment, and a history ends there")
    func past() async throws {
        let (test, id, ada) = try await course()
        let then = try await test.desk.sheet(of: id, at: "2026-03-09T09:20:00Z")
        let row = try #require(then.rows.first { $0.attendee == ada })
        #expect(row.secondsPresent == 18 * 60)
        #expect(row.connections.map(\.to) == [nil])
        #expect(then.rows.first { $0.name == "Boris Beta" }?.status == .notSeenYet)
        let meeting = try await test.meeting().record.id
        let trail = try await test.desk.history(of: meeting).upTo("2026-03-09T09:20:00Z")
        #expect(trail.entries.map(\.position) == [1, 2, 3, 4, 5])
    }

    @Test("an audit finds a signature without presence, and says by which events")
    func audit() async throws {
        let (test, id, _) = try await course()
        let slot = Slot(
            id: SlotID("whole"),
            window: TimeWindow(start: "2026-03-09T09:00:00Z", end: "2026-03-09T12:30:00Z")
        )
        let links = try await test.desk.openSlot(slot, of: id, reason: "Funder", actor: "t")
        let link = try #require(links.first { $0.name == "Boris Beta" })
        _ = try await test.desk.sign(withToken: link.token, png: TestPNG.signature()) {
            SignatureEvidence(route: .drawn, statement: $0.statement(in: .english))
        }
        let boris = try await test.desk.sheet(of: id).content.rows.first { $0.name == "Boris Beta" }
        #expect(boris?.status == .unknown)
        #expect(boris?.reasons == [.signed])
        let audit = try await test.desk.audit(of: id)
        let finding = try #require(audit.findings.first { $0.kind == "signed_but_not_seen" })
        #expect(finding.severity == .grave)
        #expect(finding.attendees == [boris?.attendee].compactMap { $0 })
        let signed = try await test.log.events(of: .occurrence(id)).last?.position
        #expect(finding.events.last == signed)
        let kinds = audit.findings.map(\.kind)
        #expect(kinds.contains("present_but_unsigned"))
        #expect(kinds.contains("trainer_not_seen"))
        #expect(!kinds.contains("log_not_shown_complete"))
    }

    @Test("what lacks signatures is found, until they are given")
    func unsigned() async throws {
        let (test, id, _) = try await course()
        let slot = Slot(
            id: SlotID("whole"),
            window: TimeWindow(start: "2026-03-09T09:00:00Z", end: "2026-03-09T12:30:00Z")
        )
        #expect(try await test.desk.projections.unsigned().isEmpty)
        let links = try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
        #expect(try await test.desk.projections.unsigned().map(\.missing) == [2])
        for link in links {
            _ = try await test.desk.sign(withToken: link.token, png: TestPNG.signature()) {
                SignatureEvidence(route: .drawn, statement: $0.statement(in: .english))
            }
        }
        #expect(try await test.desk.projections.unsigned().isEmpty)
    }

    @Test("what lacks signatures is found again once one is taken back, and not for a void link")
    func takenBack() async throws {
        let (test, id, _) = try await course()
        let slot = Slot(
            id: SlotID("whole"),
            window: TimeWindow(start: "2026-03-09T09:00:00Z", end: "2026-03-09T12:30:00Z")
        )
        func missing() async throws -> Int {
            try await test.desk.projections.unsigned().map(\.missing).reduce(0, +)
        }
        let links = try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
        let first = try #require(links.first)
        let last = try #require(links.last)
        func sign(_ seed: Int, replacing: SHA256Digest? = nil) async throws -> SignatureGiven {
            try await test.desk.sign(
                withToken: first.token,
                png: TestPNG.signature(seed),
                replacing: replacing
            ) { SignatureEvidence(route: .drawn, statement: $0.statement(in: .english)) }
        }
        let given = try await sign(1)
        #expect(try await missing() == 1)
        let anew = try await sign(2, replacing: given.image.sha256)
        #expect(anew.image != given.image)
        #expect(try await missing() == 1)
        try await test.desk.withdrawSignature(
            of: first.attendee,
            in: slot.id,
            of: id,
            reason: "Not they",
            actor: "t"
        )
        #expect(try await missing() == 2)
        try await test.desk.revokeRequests(of: last.attendee, in: slot.id, of: id, actor: "t")
        #expect(try await missing() == 1)
        // Whose signature was taken back keeps both pictures in the log.
        for image in [given.image, anew.image] {
            let name = DocumentName.picture(image.sha256, of: given.place.signer)
            #expect(try await test.log.document(name) != nil)
        }
    }
}
