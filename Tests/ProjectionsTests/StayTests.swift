import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("A stay")
struct StayTests {
    private static let run = Hour.run
    /// Someone who is the same on every connection.
    private static let rita = SampleParticipant(name: "Rita", connection: "rita", registrant: "1")
    private static let registered = Hour.meeting.registered("Rita", registrant: "1")

    @Test("lasts from its join to its leave")
    func plain() throws {
        let roll = Hour.held(
            Self.run.joined(.ada, .sample("09:00:10")),
            Self.run.left(.ada, .sample("09:50:10"))
        )
        let row = try roll.sheet().row("Ada")
        #expect(row.stays == ["09:00:10-09:50:10"])
        #expect(row.connections.map(\.source) == [.live])
        #expect(row.secondsPresent == 3000)
        #expect(row.sharePercent == 83)
        #expect(row.status == .present)
        #expect(row.firstJoin == .sample("09:00:10"))
        #expect(row.lastLeave == .sample("09:50:10"))
    }

    @Test(
        "goes on through breakout rooms, in whatever order hops arrive",
        arguments: UInt64(0)..<24
    )
    func hops(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let facts = [
            Self.run.joined(.ada, .sample("09:00"), as: "1"),
            Self.run.left(.ada, .sample("09:20"), as: "1"),
            Self.run.joined(.ada, .sample("09:20"), as: "2"),
            Self.run.left(.ada, .sample("09:40"), as: "2"),
            Self.run.joined(.ada, .sample("09:40"), as: "3"),
            Self.run.left(.ada, .sample("09:55"), as: "3"),
        ].shuffled(using: &generator)
        let roll = Roll(of: [Hour.planned] + facts + [Self.run.ended(.sample("10:00"))])
        let row = try roll.sheet().row("Ada")
        #expect(row.stays == ["09:00-09:55"], "seed \(seed)")
        #expect(row.secondsPresent == 55 * 60)
    }

    @Test("goes on through two hops in one second")
    func instantHop() throws {
        let roll = Hour.held(
            Self.run.joined(.ada, .sample("09:00"), as: "1"),
            Self.run.left(.ada, .sample("09:20"), as: "1"),
            Self.run.joined(.ada, .sample("09:20"), as: "2"),
            Self.run.left(.ada, .sample("09:20"), as: "2"),
            Self.run.joined(.ada, .sample("09:20"), as: "3"),
            Self.run.left(.ada, .sample("09:40"), as: "3")
        )
        #expect(try roll.sheet().row("Ada").stays == ["09:00-09:40"])
    }

    @Test("that hops and then has no leave lasts until the run ends")
    func hopWithoutLeave() throws {
        let roll = Hour.held(
            Self.run.joined(.ada, .sample("09:00"), as: "1"),
            Self.run.left(.ada, .sample("09:20"), as: "1"),
            Self.run.joined(.ada, .sample("09:20"), as: "2")
        )
        #expect(try roll.sheet().row("Ada").stays == ["09:00-10:00*"])
    }

    @Test("that hops without a leave goes on from the join after it, and no longer than that does")
    func lostHop() throws {
        let facts = [
            Self.run.joined(.ada, .sample("09:00"), as: "1"),
            Self.run.joined(.ada, .sample("09:20"), as: "2"),
            Self.run.left(.ada, .sample("09:40"), as: "2"),
        ]
        for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
            let told = [Hour.planned, Self.run.started()] + order.map { facts[$0] }
            #expect(Roll(of: told).presence.instances[Self.run.id]?.isDeserted == true)
            let roll = Roll(of: told + [Self.run.ended(.sample("10:00"))])
            let row = try roll.sheet().row("Ada")
            #expect(row.stays == ["09:00-09:40"])
            #expect(row.secondsPresent == 40 * 60)
        }
    }

    @Test(
        "after a rejoin is another one, a second later as a minute later",
        arguments: ["09:30:01", "09:31"]
    )
    func rejoin(clock: String) throws {
        let again = Self.rita.on(connection: "rita-2")
        let roll = Hour.held(
            Self.registered,
            Self.run.joined(Self.rita, .sample("09:00")),
            Self.run.left(Self.rita, .sample("09:30")),
            Self.run.joined(again, .sample(clock)),
            Self.run.left(again, .sample("10:00"))
        )
        let row = try roll.sheet().row("Rita")
        #expect(row.stays == ["09:00-09:30", "\(clock)-10:00"])
        #expect(row.secondsPresent == 3600 - Instant.sample("09:30").seconds(to: .sample(clock)))
    }

    @Test("on a second device counts once where both were on")
    func devices() throws {
        let phone = Self.rita.on(connection: "phone")
        let roll = Hour.held(
            Self.registered,
            Self.run.joined(Self.rita, .sample("09:00")),
            Self.run.joined(phone, .sample("09:10"), as: "9"),
            Self.run.left(phone, .sample("09:50"), as: "9"),
            Self.run.left(Self.rita, .sample("09:40"))
        )
        let row = try roll.sheet().row("Rita")
        #expect(row.stays == ["09:00-09:40", "09:10-09:50"])
        #expect(row.secondsPresent == 50 * 60)
        #expect(row.lastLeave == .sample("09:50"))
    }

    @Test("whose leave came after the rejoin's join counts once")
    func lateLeave() throws {
        let again = Self.rita.on(connection: "rita-2")
        let roll = Hour.held(
            Self.registered,
            Self.run.joined(Self.rita, .sample("09:00")),
            Self.run.joined(again, .sample("09:30"), as: "9"),
            Self.run.left(Self.rita, .sample("09:31")),
            Self.run.left(again, .sample("09:45"), as: "9")
        )
        let row = try roll.sheet().row("Rita")
        #expect(row.stays == ["09:00-09:31", "09:30-09:45"])
        #expect(row.secondsPresent == 45 * 60)
    }

    @Test("without a leave lasts until the run ends, and says so")
    func missingLeave() throws {
        let roll = Hour.held(Self.run.joined(.ada, .sample("09:30")))
        let row = try roll.sheet().row("Ada")
        #expect(row.stays == ["09:30-10:00*"])
        #expect(row.secondsPresent == 1800)
        #expect(row.status == .partial)
        #expect(row.lastLeave == .sample("10:00"))
    }

    @Test("goes on while the run does, and counts up to the last moment known")
    func running() throws {
        let roll = Hour.running(
            Self.run.joined(.ada, .sample("09:10")),
            Self.run.joined(.boris, .sample("09:25"))
        )
        let row = try roll.sheet().row("Ada")
        #expect(row.stays == ["09:10-?"])
        #expect(row.secondsPresent == 15 * 60)
        #expect(row.lastLeave == nil)
        #expect(row.firstJoin == .sample("09:10"))
    }

    @Test("counts only within the run, though its leave was stamped later")
    func afterTheEnd() throws {
        let roll = Hour.held(
            Self.run.joined(.ada, .sample("09:30")),
            Self.run.left(.ada, .sample("10:01:30"))
        )
        let row = try roll.sheet().row("Ada")
        #expect(row.secondsPresent == 1800)
        #expect(row.lastLeave == .sample("10:01:30"))
    }

    @Test("that ends before it begins has no length, and nobody knows its end")
    func contradictory() throws {
        let roll = Hour.held(
            Self.run.joined(.ada, .sample("09:30")),
            Self.run.left(.ada, .sample("09:29"))
        )
        let row = try roll.sheet().row("Ada")
        #expect(row.stays == ["09:30-09:30"])
        #expect(row.secondsPresent == 0)
        #expect(row.status == .unknown)
    }

    @Test("told twice, live and from a file, is one and live")
    func sources() throws {
        var filed = Self.run
        filed.meeting.source = .file
        let roll = Hour.held(
            filed.joined(.ada, .sample("09:00")),
            Self.run.joined(.ada, .sample("09:00")),
            filed.left(.ada, .sample("09:30")),
            filed.joined(.boris, .sample("09:00")),
            filed.left(.boris, .sample("09:30"))
        )
        let sheet = try roll.sheet()
        #expect(try sheet.row("Ada").stays == ["09:00-09:30"])
        #expect(try sheet.row("Ada").connections.map(\.source) == [.live])
        #expect(try sheet.row("Boris").connections.map(\.source) == [.file])
    }

    @Test("is of the attendee alone: sightings neither begin nor end one")
    func sightings() throws {
        let sightings: [ParticipantSighted.Sighting] = [
            .joinedBeforeHost, .waitsForHost, .waitedForHost, .enteredWaitingRoom,
            .leftWaitingRoom, .admitted, .sentToWaitingRoom, .enteredBreakoutRoom,
            .leftBreakoutRoom, .changedRole, .boundDevices,
        ]
        let seen = sightings.map { Self.run.sighted(.boris, $0, .sample("09:05")) }
        let both = sightings.map { Self.run.sighted(.ada, $0, .sample("09:15")) }
        let stay = [Self.run.joined(.ada, .sample("09:10")), Self.run.left(.ada, .sample("09:20"))]
        let roll = Roll(
            of: [Hour.planned] + seen + stay + both + [Self.run.ended(.sample("10:00"))]
        )
        let sheet = try roll.sheet()
        #expect(sheet.names == ["Ada"])
        #expect(try sheet.row("Ada").stays == ["09:10-09:20"])
    }
}
