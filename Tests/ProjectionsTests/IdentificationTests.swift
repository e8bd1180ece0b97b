import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

/// What people state of who somebody was holds against what Zoom tells, and is shown.
@Suite("A row somebody recognised")
struct IdentificationTests {
    private static let run = Hour.run
    private static let one = SampleOccurrence.morning.named(OccurrenceID(sample: "one"))
    private static let phone = SampleParticipant.guest("iPhone")
    private static let known: [AttendanceEvent] = [
        .personRegistered(.sample(.ada, name: "Ada Lovelace", email: "ada@example.org")),
        .personRegistered(.sample(.boris, name: "Boris Berg", email: "boris@example.org")),
    ]

    private static func roll(_ events: AttendanceEvent...) -> Roll {
        Roll(of: known + [Hour.planned, run.started()] + events + [run.ended(.sample("10:00"))])
    }

    private static func stated(
        _ participant: SampleParticipant,
        _ person: PersonID?,
        _ decision: String = "identity"
    ) -> AttendanceEvent {
        .participantsIdentified(
            one.identified(participant.subject(in: run), as: person, decision: decision)
        )
    }

    @Test("is that person's, with the decision on it and both connections counted once")
    func merged() throws {
        let signedIn = SampleParticipant(
            name: "Ada",
            connection: "laptop",
            zoomUser: "zoom-ada",
            email: "ada@example.org"
        )
        let roll = Self.roll(
            Self.run.joined(signedIn, .sample("09:00")),
            Self.run.left(signedIn, .sample("09:30")),
            Self.run.joined(Self.phone, .sample("09:20")),
            Self.run.left(Self.phone, .sample("09:50")),
            Self.stated(Self.phone, .ada)
        )
        let sheet = try roll.sheet()
        #expect(sheet.names == ["Ada Lovelace"])
        let row = try sheet.row("Ada Lovelace")
        #expect(row.secondsPresent == 3000)
        #expect(row.evidence == [.decision, .email, .zoomUser])
        #expect(row.corrections.map(\.kind) == [.identified])
        #expect(row.corrections.first?.participants == [Self.phone.subject(in: Self.run)])
        #expect(row.secondsTold == nil)
    }

    @Test("is another person's than Zoom makes it, when somebody states that")
    func overruled() throws {
        let borrowed = SampleParticipant(
            name: "Ada",
            connection: "laptop",
            zoomUser: "zoom-ada",
            email: "ada@example.org"
        )
        let joined = Self.run.joined(borrowed, .sample("09:00"))
        #expect(try Self.roll(joined).sheet().names == ["Ada Lovelace"])
        let roll = Self.roll(joined, Self.stated(borrowed, .boris))
        #expect(try roll.sheet().names == ["Boris Berg"])
        #expect(try roll.sheet().row("Boris Berg").evidence == [.decision])
    }

    @Test("is nobody's when somebody states only that it was not whose it seems")
    func separated() throws {
        let borrowed = SampleParticipant(
            name: "Ada",
            connection: "laptop",
            zoomUser: "zoom-ada",
            email: "ada@example.org"
        )
        let row = try Self.roll(
            Self.run.joined(borrowed, .sample("09:00")),
            Self.stated(borrowed, nil)
        ).sheet().row("Ada")
        #expect(row.person == nil)
        #expect(row.attendee == borrowed.subject(in: Self.run))
        #expect(row.corrections.map(\.kind) == [.separated])
    }

    @Test("stays one row when its connections are told apart from whom they seemed")
    func together() throws {
        let borrowed = SampleParticipant(
            name: "Ada",
            connection: "laptop",
            zoomUser: "zoom-ada",
            email: "ada@example.org"
        )
        let again = borrowed.on(connection: "tablet")
        let roll = Self.roll(
            Self.run.joined(borrowed, .sample("09:00")),
            Self.run.joined(again, .sample("09:10")),
            .participantsIdentified(
                Self.one.identified(
                    borrowed.subject(in: Self.run),
                    again.subject(in: Self.run),
                    as: nil
                )
            )
        )
        let row = try roll.sheet().row("Ada")
        #expect(row.connections.count == 2)
        #expect(row.email == nil)
    }

    @Test("holds at the date the connection belongs to, when a plan becomes known late")
    func renamed() throws {
        let named = SampleOccurrence.morning.named(Self.run.occurrence)
        let roll = Roll(
            of: Self.known + [
                Self.run.started(), Self.run.joined(Self.phone, .sample("09:00")),
                .participantsIdentified(
                    named.identified(Self.phone.subject(in: Self.run), as: .ada)
                ),
                Hour.planned,
            ]
        )
        #expect(try roll.sheet().names == ["Ada Lovelace"])
    }

    @Test("is as before when the decision is taken back, which it goes on telling")
    func withdrawn() throws {
        let joined = Self.run.joined(Self.phone, .sample("09:00"))
        let roll = Self.roll(
            joined,
            Self.stated(Self.phone, .ada),
            .decisionWithdrawn(Self.one.withdrawn("identity"))
        )
        let row = try roll.sheet().row("iPhone")
        #expect(row.person == nil)
        #expect(row.corrections.first?.withdrawn?.reason == "Mixed up")
        #expect(try roll.sheet().names == ["iPhone"])
    }

    @Test("is, of several statements, by the last that was not taken back")
    func last() throws {
        let joined = Self.run.joined(Self.phone, .sample("09:00"))
        let both = [
            joined, Self.stated(Self.phone, .ada), Self.stated(Self.phone, .boris, "second"),
        ]
        let first = Self.roll(both[0], both[1], both[2])
        #expect(try first.sheet().names == ["Boris Berg"])
        let second = Self.roll(
            both[0],
            both[1],
            both[2],
            .decisionWithdrawn(Self.one.withdrawn("second"))
        )
        #expect(try second.sheet().names.contains("Ada Lovelace"))
    }

    @Test("of two with one name credits only whom somebody named")
    func homonyms() throws {
        let roll = Roll(
            of: [
                .personRegistered(.sample(.ada, name: "Kim Park", email: "one@example.org")),
                .personRegistered(.sample(.boris, name: "Kim Park", email: "two@example.org")),
                Hour.planned, Hour.meeting.expects(.ada, .boris), Self.run.started(),
                Self.run.joined(.guest("Kim Park"), .sample("09:00")),
                Self.stated(.guest("Kim Park"), .boris), Self.run.ended(.sample("10:00")),
            ]
        )
        let rows = try roll.sheet().rows
        #expect(rows.count == 2)
        #expect(rows.first { $0.person == .boris }?.status == .present)
        #expect(rows.first { $0.person == .ada }?.status == .unknown)
    }
}
