import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

/// Whoever was not seen may have been somebody who was: then nobody calls them absent (I-6).
@Suite("A doubt about absence")
struct AbsenceDoubtTests {
    private static let run = Hour.run
    private static let known: [AttendanceEvent] = [
        Hour.planned, .personRegistered(.sample(.ada, name: "Ada", email: "ada@example.org")),
        Hour.meeting.expects(.ada), run.started(), run.ended(.sample("10:00")),
        run.reportRead(rows: 1),
    ]

    private static func ada(_ events: AttendanceEvent...) throws -> AttendanceSheet.Row {
        try #require(try Roll(of: known + events).sheet().rows.first { $0.person == .ada })
    }

    @Test("is none where everybody who was seen is somebody else")
    func none() throws {
        #expect(try Self.ada().status == .absent)
        let boris = SampleParticipant(
            name: "B.",
            connection: "b",
            zoomUser: "b",
            email: "boris@example.org"
        )
        let row = try Self.ada(
            .personRegistered(.sample(.boris, name: "Boris", email: "boris@example.org")),
            Self.run.joined(boris, .sample("09:00"))
        )
        #expect(row.status == .absent)
    }

    @Test("is that a person came by a registration that nothing ties to them")
    func registeredPrivately() throws {
        let guest = SampleParticipant(name: "Ada", connection: "a", registrant: "1")
        let row = try Self.ada(
            Hour.meeting.registered(
                "Ada",
                registrant: "1",
                email: "ada@example.org",
                statedAt: .sample("08:30")
            ),
            Self.run.joined(guest, .sample("09:00"))
        )
        #expect(row.status == .unknown)
        #expect(row.reasons == [.unidentified])
    }

    @Test("is that a trainer may have used the room's account")
    func roomAccount() throws {
        let trainer = RosterExtended(meeting: Hour.meeting.id, as: .trainer, people: [.ada])
        let row = try Self.ada(
            .rosterExtended(trainer),
            Self.run.joined(.hana, .sample("09:00"))
        )
        #expect(row.role == .trainer)
        #expect(row.status == .unknown)
    }

    @Test("is a run of another date in the same time")
    func otherRun() throws {
        // From 07:50 on, and so no run of the hour planned from 09:00.
        let early = Hour.meeting.run("early", start: .sample("07:50"))
        let row = try Self.ada(
            early.started(),
            early.joined(.guest("Zed"), .sample("08:00")),
            early.ended(.sample("09:30"))
        )
        #expect(row.reasons == [.otherRun])
    }

    @Test("is any unconfirmed row of a portal's file, whatever name it shows")
    func listed() throws {
        let row = try Self.ada(
            Hour.meeting.listed("Somebody else", from: .sample("09:00"), to: .sample("10:00"))
        )
        #expect(row.reasons == [.listed])
    }

    @Test("two people whom something ties are two, and it ties nobody")
    func conflict() throws {
        let laptop = SampleParticipant(
            name: "?",
            connection: "x",
            zoomUser: "ada",
            email: "ada@example.org",
            customerKey: "E-2"
        )
        let roll = Roll(
            of: Self.known + [
                .personRegistered(.sample(.boris, name: "Boris", ownID: "E-2")),
                Hour.meeting.expects(.boris), Self.run.joined(laptop, .sample("09:00")),
            ]
        )
        let sheet = try roll.sheet()
        #expect(Set(sheet.rows.compactMap(\.person)) == [.ada, .boris])
        #expect(sheet.rows.filter { $0.person != nil }.map(\.secondsPresent) == [0, 0])
        let connected = try #require(sheet.rows.first { $0.person == nil })
        #expect(connected.evidence == [.conflict])
        #expect(connected.secondsPresent == 3600)
        #expect(sheet.rows.filter { $0.person != nil }.allSatisfy { $0.status == .unknown })
    }

    @Test("a decision about a report's row holds when the connection is found")
    func alias() throws {
        let guest = SampleParticipant.guest("Guest")
        let row = Self.run.reported(guest, .sample("09:00"), .sample("10:00"), as: "7")
        let decision = SampleOccurrence.morning.named(OccurrenceID(sample: "one"))
            .identified("row-one-7", as: .ada)
        let before = try Self.ada(row, .participantsIdentified(decision))
        #expect(before.secondsPresent == 3600)
        let after = try Self.ada(
            row,
            .participantsIdentified(decision),
            Self.run.joined(guest, .sample("09:00"), as: "7")
        )
        #expect(after.secondsPresent == 3600)
        #expect(after.evidence == [.decision])
    }
}
