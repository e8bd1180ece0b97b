import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("A row of a portal's file")
struct PortalTests {
    private static let run = Hour.run
    private static let known = AttendanceEvent.personRegistered(
        .sample(.ada, name: "Ada Lovelace", email: "ada@example.org")
    )
    /// The hour with Ada expected, and all of it told.
    private static func roll(_ events: AttendanceEvent...) -> Roll {
        roll(events)
    }

    private static func roll(_ events: [AttendanceEvent]) -> Roll {
        Roll(
            of: [
                Hour.planned, known, Hour.meeting.expects(.ada), run.started(),
                run.ended(.sample("10:00")), run.reportRead(rows: 1),
            ] + events
        )
    }

    private static func confirmed(
        _ row: SubjectID,
        from: String,
        to: String
    ) -> AttendanceEvent {
        var correction = one.corrected(PersonID.ada.subject, .present, from: from, to: to)
        correction.listed = row
        return .attendanceCorrected(correction)
    }

    private static let one = SampleOccurrence.morning.named(OccurrenceID(sample: "one"))
    private static let ada = Hour.meeting.listed(
        "Ada Lovelace",
        from: .sample("09:05"),
        to: .sample("09:55")
    )

    @Test("is shown with whom it may be, and gives nobody a second before it is confirmed")
    func shown() throws {
        let sheet = try Self.roll(Self.ada).sheet()
        #expect(
            sheet.listed == [
                AttendanceSheet.ListedLine(
                    row: "listed-2",
                    line: 2,
                    name: "Ada Lovelace",
                    from: .sample("09:05"),
                    to: .sample("09:55"),
                    seconds: 3000,
                    proposals: [.init(attendee: PersonID.ada.subject, likeness: 100)]
                )
            ]
        )
        let row = try sheet.row("Ada Lovelace")
        #expect(row.secondsPresent == 0)
        #expect(row.connections.isEmpty)
        #expect(row.status == .unknown)
        #expect(row.reasons == [.listed])
        #expect(try Self.roll().sheet().row("Ada Lovelace").status == .absent)
    }

    @Test("counts as a person's statement once it is confirmed")
    func confirmed() throws {
        let confirmed = Self.confirmed("listed-2", from: "09:05", to: "09:55")
        let sheet = try Self.roll(Self.ada, confirmed).sheet()
        #expect(sheet.listed.map(\.confirmed) == [DecisionID("decision-first")])
        let row = try sheet.row("Ada Lovelace")
        #expect(row.secondsPresent == 3000)
        #expect(row.source == .manual)
        #expect(row.status == .present)
        #expect(row.corrections.map(\.kind) == [.present])
    }

    @Test("tells nothing new where a connection has its time, and keeps nobody from being absent")
    func told() throws {
        let boris = SampleParticipant(name: "Boris", connection: "b", registrant: "2")
        let came: [AttendanceEvent] = [
            Hour.meeting.registered("Boris", registrant: "2", email: "boris@example.org"),
            .personRegistered(.sample(.boris, name: "Boris", email: "boris@example.org")),
            Self.run.joined(boris, .sample("09:00:03")), Self.run.left(boris, .sample("09:55")),
        ]
        func sheet(_ lines: [(from: String, to: String)]) throws -> AttendanceSheet {
            let listed = lines.enumerated().map { index, time in
                Hour.meeting.listed(
                    "Boris",
                    line: Int64(index) + 2,
                    from: .sample(time.from),
                    to: .sample(time.to)
                )
            }
            return try Self.roll(came + listed).sheet()
        }
        let told = try sheet([(from: "09:00:00", to: "09:55:05")])
        #expect(told.listed.map(\.isTold) == [true])
        #expect(try told.row("Ada Lovelace").status == .absent)
        for other in [
            (from: "09:00:00", to: "09:55:06"), (from: "08:59:57", to: "09:55:00"),
        ] {
            let apart = try sheet([other])
            #expect(apart.listed.map(\.isTold) == [false])
            #expect(try apart.row("Ada Lovelace").reasons == [.listed])
        }
        // Two rows with one time cannot both be about one connection, and nobody can tell which is.
        let twice = try sheet([
            (from: "09:00:00", to: "09:55:00"), (from: "09:00:02", to: "09:55:00"),
        ])
        #expect(twice.listed.map(\.isTold) == [false, false])
    }

    @Test("is unconfirmed again when that is taken back")
    func withdrawn() throws {
        let confirmed = Self.confirmed("listed-2", from: "09:05", to: "09:55")
        let withdrawn = AttendanceEvent.decisionWithdrawn(Self.one.withdrawn("first"))
        let sheet = try Self.roll(Self.ada, confirmed, withdrawn).sheet()
        #expect(sheet.listed.map(\.confirmed) == [nil])
        #expect(try sheet.row("Ada Lovelace").secondsPresent == 0)
        #expect(try sheet.row("Ada Lovelace").reasons == [.listed])
    }

    @Test("of another file's line is another row")
    func anotherRow() throws {
        let other = Hour.meeting.listed("Ada L.", line: 3, from: .sample("09:00"))
        let confirmed = Self.confirmed("listed-3", from: "09:00", to: "09:10")
        let sheet = try Self.roll(Self.ada, other, confirmed).sheet()
        #expect(sheet.listed.map(\.row) == ["listed-3", "listed-2"])
        #expect(sheet.listed.map(\.confirmed) == [DecisionID("decision-first"), nil])
        let sum = try sheet.row("Ada Lovelace").secondsPresent
        #expect(sum == 600)
    }

    @Test("with the address of somebody expected proposes them before any name does")
    func address() throws {
        let boris = AttendanceEvent.personRegistered(.sample(.boris, name: "Lovelace Ada"))
        let listed = Hour.meeting.listed(
            "Lovelace Ada",
            email: "ada@example.org",
            from: .sample("09:05"),
            to: .sample("09:55")
        )
        let sheet = try Self.roll(boris, Hour.meeting.expects(.boris), listed).sheet()
        #expect(
            sheet.listed.first?.proposals == [
                .init(attendee: PersonID.ada.subject, likeness: 100),
                .init(attendee: PersonID.boris.subject, likeness: 100),
            ]
        )
        let strange = Hour.meeting.listed(
            "Zoe",
            email: "ada@example.org",
            from: .sample("09:05"),
            to: .sample("09:55")
        )
        let proposed = try Self.roll(strange).sheet().listed.first?.proposals
        #expect(proposed == [.init(attendee: PersonID.ada.subject, likeness: 100)])
        #expect(try Self.roll(strange).sheet().row("Ada Lovelace").person == .ada)
        #expect(try Self.roll(strange).sheet().row("Ada Lovelace").evidence == [])
    }

    @Test("of the waiting room alone is not shown, nor one of another time")
    func left() throws {
        let waiting = Hour.meeting.listed(
            "Ada Lovelace",
            from: .sample("09:05"),
            to: .sample("09:55"),
            isWaiting: true
        )
        #expect(try Self.roll(waiting).sheet().listed == [])
        #expect(try Self.roll(waiting).sheet().row("Ada Lovelace").status == .absent)
        for (from, to, isShown) in [
            ("11:00:01", "12:00", false), ("11:00", "12:00", true), ("07:00", "08:00", true),
            ("07:00", "07:59:59", false),
        ] {
            let listed = Hour.meeting.listed("Zoe", from: .sample(from), to: .sample(to))
            #expect(try Self.roll(listed).sheet().listed.isEmpty != isShown, "\(from)")
        }
    }

    @Test("without times is shown at every occurrence that was held: it may be about any")
    func timeless() throws {
        let listed = Hour.meeting.listed("Ada Lovelace")
        #expect(try Self.roll(listed).sheet().listed.count == 1)
        let later = Hour.meeting.scheduled(.sample("14:00"), minutes: 60)
        #expect(try Self.roll(listed, later).sheet().listed.count == 1)
        #expect(try Self.roll(listed, later).sheet("own").listed == [])
    }

    @Test("is the same however often its file was brought")
    func again() throws {
        let once = try Self.roll(Self.ada).sheet()
        #expect(try Self.roll(Self.ada, Self.ada).sheet() == once)
    }
}
