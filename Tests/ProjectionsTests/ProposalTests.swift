import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("Whom somebody unidentified may be")
struct ProposalTests {
    private static let run = Hour.run

    /// Registered, in this order: the first has registrant `1`.
    private static func expected(_ names: [String]) -> [AttendanceEvent] {
        names.enumerated().map { place, name in
            Hour.meeting.registered(name, registrant: "\(place + 1)")
        }
    }

    private static func sheet(
        _ shown: String,
        expecting names: String...
    ) throws -> AttendanceSheet {
        let guest = SampleParticipant(name: shown, connection: "guest")
        return try Roll(
            of: [Hour.planned, run.started()] + expected(names) + [
                run.joined(guest, .sample("09:00")), run.left(guest, .sample("10:00")),
                run.ended(.sample("10:00")), run.reportRead(rows: 1),
            ]
        ).sheet()
    }

    private static func proposals(_ shown: String, expecting names: String...) throws -> [String] {
        let guest = SampleParticipant(name: shown, connection: "guest")
        let roll = Roll(
            of: [Hour.planned, run.started()] + expected(names) + [
                run.joined(guest, .sample("09:00"))
            ]
        )
        let sheet = try roll.sheet()
        let row = try #require(sheet.rows.first { $0.attendee == guest.subject(in: run) })
        return try row.proposals.map { proposal in
            let proposed = try #require(sheet.rows.first { $0.attendee == proposal.attendee })
            return "\(proposed.name) \(proposal.likeness)"
        }
    }

    @Test(
        "is told by the words of the names, in any order and case",
        arguments: [
            ("Marc Dupont", 100), ("Dupont, Marc", 100), ("DUPONT marc", 100),
            ("Marc Dupont (Acme)", 100), ("M. Dupont", 90), ("Marc Dupond", 91), ("Marc", 90),
            ("Dupont", 90), ("marc.dupont", 100), ("Mark Dupont", 87),
        ]
    )
    func alike(shown: String, likeness: Int) throws {
        #expect(
            try Self.proposals(shown, expecting: "Marc Dupont") == ["Marc Dupont \(likeness)"]
        )
    }

    @Test(
        "is nobody where the names have little in common",
        arguments: ["Zoe Keller", "iPhone", "Boris", "Marcelline Dubois", "(Marc Dupont)", "+33 1"]
    )
    func unlike(shown: String) throws {
        #expect(try Self.proposals(shown, expecting: "Marc Dupont") == [])
    }

    @Test("is at most three, the likest first, and of equals always the same first")
    func several() throws {
        #expect(
            try Self.proposals(
                "Marc Dupont",
                expecting: "Marc Dupond",
                "M. Dupont",
                "Zoe Keller",
                "Dupont Marc",
                "Marc Dupont",
                "Marc Dupons"
            ) == ["Dupont Marc 100", "Marc Dupont 100", "Marc Dupond 91"]
        )
    }

    @Test("is never more than a proposal: the name gives nobody a second (I-7)")
    func neverMore() throws {
        let sheet = try Self.sheet("Marc Dupont", expecting: "Marc Dupont", "Zoe Keller")
        let rows = sheet.rows.filter { $0.name == "Marc Dupont" }
        #expect(rows.map(\.attendee) == ["participant-one-guest", "registrant-1"])
        #expect(rows.map(\.secondsPresent) == [3600, 0])
        #expect(rows.map(\.status) == [.present, .unknown])
        #expect(rows.map(\.reasons) == [[], [.unidentified]])
        #expect(rows.map(\.evidence) == [[], []])
        #expect(
            rows.map(\.proposals)
                == [[AttendanceSheet.Proposal(attendee: "registrant-1", likeness: 100)], []]
        )
        #expect(try sheet.row("Zoe Keller").reasons == [.unidentified])
        #expect(try sheet.row("Zoe Keller").proposals == [])
    }

    @Test("is nobody who was seen")
    func seen() throws {
        let linked = SampleParticipant(name: "Tablet", connection: "tablet", registrant: "1")
        let guest = SampleParticipant(name: "Marc Dupont", connection: "guest")
        let roll = Roll(
            of: [Hour.planned, Self.run.started()] + Self.expected(["Marc Dupont"]) + [
                Self.run.joined(linked, .sample("09:00"), as: "1"),
                Self.run.joined(guest, .sample("09:05"), as: "2"),
            ]
        )
        #expect(try roll.sheet().rows.map(\.proposals) == [[], []])
    }

    @Test("is not asked of whoever is identified, nor of the host")
    func identified() throws {
        let linked = SampleParticipant(name: "Marc Dupont", connection: "a", registrant: "2")
        let host = SampleParticipant(name: "Marc Dupont", connection: "b", zoomUser: "hana")
        let stated = SampleParticipant(name: "Marc Dupont", connection: "c")
        let separated = AttendanceEvent.participantsIdentified(
            SampleOccurrence.morning.named(OccurrenceID(sample: "one"))
                .identified(stated.subject(in: Self.run), as: nil)
        )
        let roll = Roll(
            of: [Hour.planned, Self.run.started()] + Self.expected(["Marc Dupont", "Other"]) + [
                Self.run.joined(linked, .sample("09:00"), as: "1"),
                Self.run.joined(host, .sample("09:00"), as: "2"),
                Self.run.joined(stated, .sample("09:00"), as: "3"), separated,
            ]
        )
        let sheet = try roll.sheet()
        #expect(sheet.rows.count == 4)
        #expect(sheet.rows.flatMap(\.proposals) == [])
    }
}
