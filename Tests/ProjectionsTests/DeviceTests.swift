import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("A telephone bound to a client")
struct DeviceTests {
    private static let run = Hour.run
    private static let laptop = SampleParticipant(
        name: "Ada",
        connection: "laptop",
        zoomUser: "ada",
        email: "ada@example.org"
    )
    private static let phone = SampleParticipant.guest("+33 1 ***", connection: "phone")

    private static func roll(_ events: [AttendanceEvent], _ others: AttendanceEvent...) -> Roll {
        Roll(
            of: [
                Hour.planned, run.started(), run.joined(laptop, .sample("09:00"), as: "1"),
                run.left(laptop, .sample("09:30"), as: "1"),
                run.joined(phone, .sample("09:20"), as: "2"),
                run.left(phone, .sample("09:50"), as: "2"),
            ] + events + others + [run.ended(.sample("10:00"))]
        )
    }

    @Test("is one row with it, whichever of the two told of it", arguments: [true, false])
    func bound(isToldByPhone: Bool) throws {
        let bound =
            isToldByPhone
            ? run(of: Self.phone, to: "laptop") : run(of: Self.laptop, to: "phone")
        let sheet = try Self.roll([bound]).sheet()
        #expect(sheet.rows.count == 1)
        let row = try #require(sheet.rows.first)
        #expect(row.stays == ["09:00-09:30", "09:20-09:50"])
        #expect(row.secondsPresent == 3000)
        #expect(row.evidence == [.boundDevices, .email, .zoomUser])
    }

    @Test("is a row of its own while nothing binds it")
    func unbound() throws {
        let sheet = try Self.roll([]).sheet()
        #expect(sheet.names.sorted() == ["+33 1 ***", "Ada"])
        #expect(try sheet.row("+33 1 ***").secondsPresent == 1800)
        let elsewhere = try Self.roll([run(of: Self.phone, to: "tablet")]).sheet()
        #expect(elsewhere.rows.count == 2)
        #expect(elsewhere.rows.flatMap(\.evidence).contains(.boundDevices) == false)
        let itself = try Self.roll([run(of: Self.phone, to: "phone")]).sheet()
        #expect(itself.rows.count == 2)
    }

    @Test("is the person's whom the client is")
    func person() throws {
        let known = AttendanceEvent.personRegistered(
            .sample(.ada, name: "Ada Lovelace", email: "ada@example.org")
        )
        let sheet = try Self.roll([run(of: Self.phone, to: "laptop"), known]).sheet()
        #expect(sheet.names == ["Ada Lovelace"])
        #expect(try sheet.row("Ada Lovelace").secondsPresent == 3000)
    }

    @Test("is not bound where somebody stated whose it is")
    func decided() throws {
        let stated = AttendanceEvent.participantsIdentified(
            SampleOccurrence.morning.named(OccurrenceID(sample: "one"))
                .identified(Self.phone.subject(in: Self.run), as: .boris)
        )
        let boris = AttendanceEvent.personRegistered(.sample(.boris, name: "Boris"))
        let sheet = try Self.roll([run(of: Self.phone, to: "laptop"), stated, boris]).sheet()
        #expect(sheet.names == ["Ada", "Boris"])
        #expect(try sheet.row("Boris").secondsPresent == 1800)
        #expect(try sheet.row("Ada").secondsPresent == 1800)
    }

    private func run(of who: SampleParticipant, to other: String) -> AttendanceEvent {
        Self.run.sighted(who, .boundDevices, .sample("09:21"), object: other)
    }
}

@Suite("Time in a breakout room")
struct BreakoutTests {
    private static let run = Hour.run
    private static let excluding: RulePack = {
        var pack = RulePack.named("plenary")
        pack.counting.includesBreakoutRooms = false
        return pack
    }()

    private static func row(
        _ ways: (ParticipantSighted.Sighting, String)...,
        under pack: RulePack = excluding
    ) throws -> AttendanceSheet.Row {
        let roll = Roll(
            of: [
                Hour.planned, .adopted(pack, from: .sample("00:00")), run.started(),
                run.joined(.ada, .sample("09:00")), run.left(.ada, .sample("09:50")),
                run.ended(.sample("10:00")),
            ] + ways.map { run.sighted(.ada, $0.0, .sample($0.1)) }
        )
        return try roll.sheet().row("Ada")
    }

    @Test("counts, but under a pack that leaves it out")
    func excluded() throws {
        let ways: [(ParticipantSighted.Sighting, String)] = [
            (.enteredBreakoutRoom, "09:10"), (.leftBreakoutRoom, "09:30"),
        ]
        #expect(try Self.row(ways[0], ways[1], under: .generic).secondsPresent == 3000)
        let row = try Self.row(ways[0], ways[1])
        #expect(row.secondsPresent == 1800)
        #expect(row.sharePercent == 50)
        #expect(row.status == .partial)
        #expect(row.stays == ["09:00-09:50"])
        #expect(
            row.counted == [
                TimeWindow(start: .sample("09:00"), end: .sample("09:10")),
                TimeWindow(start: .sample("09:30"), end: .sample("09:50")),
            ]
        )
    }

    @Test("lasts from room to room, and to the end of the stay where nothing tells of leaving")
    func rooms() throws {
        let row = try Self.row(
            (.enteredBreakoutRoom, "09:10"),
            (.leftBreakoutRoom, "09:20"),
            (.enteredBreakoutRoom, "09:20"),
            (.leftBreakoutRoom, "09:25"),
            (.enteredBreakoutRoom, "09:40")
        )
        #expect(row.secondsPresent == 1500)
        let missed = try Self.row(
            (.enteredBreakoutRoom, "09:10"),
            (.enteredBreakoutRoom, "09:20"),
            (.leftBreakoutRoom, "09:30")
        )
        #expect(missed.secondsPresent == 1800)
        #expect(try Self.row((.leftBreakoutRoom, "09:20")).secondsPresent == 3000)
        #expect(try Self.row((.enteredBreakoutRoom, "09:00")).secondsPresent == 0)
    }

    @Test("is nothing to whoever was in the main room on another device")
    func otherDevice() throws {
        let tablet = SampleParticipant(name: "Ada", connection: "tablet", zoomUser: "ada")
        let laptop = SampleParticipant(name: "Ada", connection: "laptop", zoomUser: "ada")
        let roll = Roll(of: [
            Hour.planned, .adopted(Self.excluding, from: .sample("00:00")), Self.run.started(),
            Self.run.joined(tablet, .sample("09:00"), as: "1"),
            Self.run.joined(laptop, .sample("09:00"), as: "2"),
            Self.run.left(laptop, .sample("09:30"), as: "2"),
            Self.run.sighted(tablet, .enteredBreakoutRoom, .sample("09:10")),
            Self.run.sighted(tablet, .leftBreakoutRoom, .sample("09:40")),
            Self.run.ended(.sample("10:00")),
        ])
        #expect(try roll.sheet().row("Ada").secondsPresent == 3000)
    }
}
