import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("A signature on a sheet")
struct SheetSignatureTests {
    private static let occurrence = SampleOccurrence.morning.named(OccurrenceID(sample: "one"))
    private static let run = Hour.run

    private static func signed(
        _ signer: SubjectID,
        as capacity: SigningCapacity = .attendee,
        _ clock: String = "09:30",
        in occurrence: SampleOccurrence = occurrence,
        image: String = "loop"
    ) -> AttendanceEvent {
        .signatureGiven(
            occurrence.signature(of: signer, as: capacity, at: .sample(clock), image: image)
        )
    }

    @Test("stands in the row of whoever signed, and in no other")
    func row() throws {
        let ada = SampleParticipant.ada.subject(in: Self.run)
        let roll = Hour.held(
            .slotOpened(Self.occurrence.opened(reason: "Funding")),
            Self.run.joined(.ada, .sample("09:00")),
            Self.run.joined(.boris, .sample("09:00")),
            Self.signed(ada)
        )
        let sheet = try roll.sheet()
        let line = try #require(try sheet.row("Ada").signatures.first)
        #expect(try sheet.row("Ada").signatures.count == 1)
        #expect(line.slot == SlotID("morning"))
        #expect(line.capacity == .attendee)
        #expect(line.signedAt == .sample("09:30"))
        #expect(line.sha256 == .sample("loop"))
        #expect([line.width, line.height] == [320, 120])
        #expect(try sheet.row("Boris").signatures.isEmpty)
        #expect(sheet.occurrence.reason == "Funding")
        #expect(sheet.occurrence.slots == [Self.occurrence.slot])
    }

    @Test("follows the signer when participant, registrant and person turn out to be one")
    func identified() throws {
        let link = SampleParticipant(name: "x", connection: "a", registrant: "1")
        let subjects = [
            link.subject(in: Self.run), SubjectID("registrant-1"), PersonID.ada.subject,
        ]
        for subject in subjects {
            let roll = Hour.held(
                .slotOpened(Self.occurrence.opened()),
                Self.run.joined(link, .sample("09:00")),
                Self.signed(subject),
                Hour.meeting.registered("Ada", registrant: "1", email: "ada@example.org"),
                .personRegistered(.sample(.ada, name: "Ada", email: "ada@example.org"))
            )
            let sheet = try roll.sheet()
            #expect(sheet.names == ["Ada"])
            #expect(try sheet.row("Ada").signatures.count == 1, "\(subject)")
        }
    }

    @Test("makes a row for someone registered whom nobody expected or saw")
    func unseen() throws {
        let registered = Hour.meeting.registered("Rita", registrant: "1", standing: .pending)
        #expect(try Hour.held(registered).sheet().names == [])
        let row = try Hour.held(registered, Self.signed(SubjectID("registrant-1"))).sheet().row(
            "Rita"
        )
        #expect(row.signatures.count == 1)
        #expect(row.status == .unknown)
    }

    @Test("of the trainer stands beside one for the own attendance")
    func capacities() throws {
        let hana = SampleParticipant.hana.subject(in: Self.run)
        let roll = Hour.held(
            Self.run.joined(.hana, .sample("09:00")),
            Self.signed(hana, as: .trainer, "09:50"),
            Self.signed(hana, "09:40", image: "wave")
        )
        let row = try roll.sheet().row("Hana")
        #expect(row.signatures.map(\.capacity) == [.attendee, .trainer])
        #expect(row.signatures.map(\.sha256) == [.sample("wave"), .sample("loop")])
    }

    @Test("given under a run's name stands on the sheet of the plan that became known later")
    func lateName() throws {
        let early = SampleOccurrence.morning.named(Self.run.occurrence)
        let ada = SampleParticipant.ada.subject(in: Self.run)
        let unplanned: [AttendanceEvent] = [
            Self.run.joined(.ada, .sample("09:00")),
            .slotOpened(early.opened(reason: "Funding")), Self.signed(ada, in: early),
        ]
        #expect(try Roll(of: unplanned).sheet(of: Self.run).row("Ada").signatures.count == 1)
        let sheet = try Roll(of: unplanned + [Hour.planned]).sheet()
        #expect(try sheet.row("Ada").signatures.count == 1)
        #expect(sheet.occurrence.slots == [early.slot])
        #expect(sheet.occurrence.reason == "Funding")
    }

    @Test("of another occurrence stands on another sheet")
    func otherOccurrence() throws {
        let other = SampleOccurrence.morning.named(OccurrenceID(sample: "two"))
        let ada = SampleParticipant.ada.subject(in: Self.run)
        let roll = Hour.held(
            Self.run.joined(.ada, .sample("09:00")),
            Self.signed(ada, in: other)
        )
        #expect(try roll.sheet().row("Ada").signatures.isEmpty)
    }

    @Test("is found by the token of its link, and its sheet by when it was closed")
    func register() throws {
        let request = Self.occurrence.request(from: PersonID.ada.subject)
        let roll = Hour.held(
            .slotOpened(Self.occurrence.opened()),
            .signatureRequested(request),
            .sheetClosed(Self.occurrence.closed("content", revision: 1))
        )
        #expect(roll.signatures.request(withTokenHash: request.tokenHash) == request)
        #expect(roll.signatures.request(withTokenHash: .sample("guess")) == nil)
        #expect(roll.signatures.closedAt == [Self.occurrence.id: .sample("07:00:04")])
        let occurrence = try #require(roll.occurrence(Self.occurrence.id))
        #expect(roll.decisions(about: occurrence).compactMap(\.closed?.revision) == [1])
    }

    @Test("is asked for by slot, for the reason given last")
    func reasons() throws {
        var second = Self.occurrence.opened(reason: "Second")
        second.slot.id = SlotID("day")
        var third = Self.occurrence.opened()
        third.slot.id = SlotID("evening")
        let roll = Hour.held(
            .slotOpened(Self.occurrence.opened(reason: "First")),
            .slotOpened(second),
            .slotOpened(third)
        )
        let sheet = try roll.sheet()
        #expect(sheet.occurrence.reason == "Second")
        #expect(sheet.occurrence.slots.map(\.id.text) == ["day", "evening", "morning"])
    }

    @Test("that is taken back stands no more, and another may")
    func withdrawn() throws {
        let ada = SampleParticipant.ada.subject(in: Self.run)
        let first = Self.occurrence.signature(of: ada, at: .sample("09:30"))
        let events: [AttendanceEvent] = [
            .slotOpened(Self.occurrence.opened()), Self.run.joined(.ada, .sample("09:00")),
            .signatureGiven(first),
            .signatureWithdrawn(Self.occurrence.withdrawn(first, at: .sample("09:40"))),
        ]
        let again = Self.signed(ada, "09:45", image: "zigzag")
        func images(_ events: [AttendanceEvent]) throws -> [SHA256Digest] {
            try Roll(of: [Hour.planned] + events).sheet().row("Ada").signatures.map(\.sha256)
        }
        #expect(try images(events.dropLast()) == [.sample("loop")])
        #expect(try images(events) == [])
        #expect(try images(events + [again]) == [.sample("zigzag")])
        let log = ([Hour.planned] + events + [again]).recorded()
        for (clock, image) in [("09:35", "loop"), ("09:50", "zigzag")] {
            let past = try Roll(replaying: log).at(.sample(clock), events: log).sheet()
            #expect(try past.row("Ada").signatures.map(\.sha256) == [.sample(image)])
        }
        let between = try Roll(replaying: log).at(.sample("09:42"), events: log).sheet()
        #expect(try between.row("Ada").signatures == [])
    }

    @Test("that somebody would not give is shown with why, until they do")
    func declined() throws {
        let ada = SampleParticipant.ada.subject(in: Self.run)
        let events: [AttendanceEvent] = [
            Hour.planned, .slotOpened(Self.occurrence.opened()),
            Self.run.joined(.ada, .sample("09:00")), Self.run.joined(.boris, .sample("09:00")),
            .signatureDeclined(Self.occurrence.declined(by: ada, at: .sample("09:30"))),
        ]
        let sheet = try Roll(of: events).sheet()
        #expect(
            try sheet.row("Ada").declined == [
                AttendanceSheet.DeclinedLine(
                    slot: SlotID("morning"),
                    capacity: .attendee,
                    at: .sample("09:30"),
                    reason: "I was not there"
                )
            ]
        )
        #expect(try sheet.row("Boris").declined == [])
        let signed = try Roll(of: events + [Self.signed(ada, "09:40")]).sheet()
        #expect(try signed.row("Ada").declined == [])
    }
}
