import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("Where Zoom's facts are missing")
struct MissingFactsTests {
    private static let run = Hour.run

    @Test("a leave of an unknown join adds no time and says unknown, not partial or absent (I-6)")
    func ghostLeave() throws {
        let roll = Hour.held(Self.run.left(.ada, .sample("09:40")))
        let row = try roll.sheet().row("Ada")
        #expect(row.stays == ["?-09:40"])
        #expect(row.secondsPresent == 0)
        #expect(row.sharePercent == 0)
        #expect(row.status == .unknown)
        #expect(row.firstJoin == nil)
        #expect(row.lastLeave == .sample("09:40"))
    }

    @Test("known stays beside an unknown join can be enough to be present")
    func ghostLeaveAndEnough() throws {
        let rita = SampleParticipant(name: "Rita", connection: "rita", registrant: "1")
        let before = rita.on(connection: "rita-0")
        let roll = Hour.held(
            Hour.meeting.registered("Rita", registrant: "1"),
            Self.run.left(before, .sample("09:10"), as: "0"),
            Self.run.joined(rita, .sample("09:11")),
            Self.run.left(rita, .sample("09:59"))
        )
        let row = try roll.sheet().row("Rita")
        #expect(row.stays == ["?-09:10", "09:11-09:59"])
        #expect(row.secondsPresent == 48 * 60)
        #expect(row.status == .present)
    }

    @Test("time after a hop whose first join is unknown counts")
    func ghostHop() throws {
        let roll = Hour.held(
            Self.run.left(.ada, .sample("09:10"), as: "1"),
            Self.run.joined(.ada, .sample("09:10"), as: "2"),
            Self.run.left(.ada, .sample("09:58"), as: "2")
        )
        let row = try roll.sheet().row("Ada")
        #expect(row.secondsPresent == 48 * 60)
        #expect(row.status == .present)
    }

    @Test("a leave without a time does not make the stay last until the run ends")
    func leaveWithoutTime() throws {
        let roll = Hour.held(
            Self.run.joined(.ada, .sample("09:10")),
            Self.run.left(.ada, nil)
        )
        let row = try roll.sheet().row("Ada")
        #expect(row.secondsPresent == 0)
        #expect(row.status == .unknown)
    }

    @Test("someone who left at an unknown time is not connected any more")
    func presenceAfterLeaveWithoutTime() throws {
        let roll = Hour.running(Self.run.joined(.ada, .sample("09:10")), Self.run.left(.ada, nil))
        let report = try #require(roll.presence(in: Hour.meeting.id, at: .sample("09:30")))
        #expect(report.present.isEmpty)
    }

    @Test("a run without an end goes on, and its stays with it")
    func missingEnd() throws {
        let roll = Hour.running(
            Self.run.joined(.ada, .sample("09:00")),
            Self.run.left(.ada, .sample("09:50")),
            Self.run.joined(.boris, .sample("09:00"))
        )
        let sheet = try roll.sheet()
        #expect(sheet.occurrence.actualStart == .sample("09:00"))
        #expect(sheet.occurrence.actualEnd == nil)
        #expect(sheet.instances.map(\.end) == [nil])
        #expect(try sheet.row("Ada").status == .present)
        #expect(try sheet.row("Boris").stays == ["09:00-?"])
    }

    @Test("an end without a start still ends the run, which starts when its facts say")
    func missingStart() throws {
        let roll = Roll(of: [Hour.planned, Self.run.ended(.sample("10:00"))])
        let sheet = try roll.sheet()
        #expect(sheet.occurrence.actualStart == .sample("09:00"))
        #expect(sheet.occurrence.actualEnd == .sample("10:00"))
    }

    @Test("an unplanned run is judged by its own length once it is over")
    func unplanned() throws {
        let facts = [
            Self.run.joined(.ada, .sample("09:00")), Self.run.left(.ada, .sample("09:45")),
            Self.run.joined(.boris, .sample("09:00")), Self.run.left(.boris, .sample("09:44:59")),
        ]
        let sheet = try Roll(of: facts + [Self.run.ended(.sample("10:00"))]).sheet(of: Self.run)
        #expect(try sheet.row("Ada").sharePercent == 75)
        #expect(try sheet.row("Ada").status == .present)
        #expect(try sheet.row("Boris").sharePercent == 74)
        #expect(try sheet.row("Boris").status == .partial)
        let running = try Roll(of: facts).sheet(of: Self.run)
        #expect(try running.row("Boris").sharePercent == nil)
        #expect(try running.row("Boris").status == .present)
    }

    @Test("a run of which only joins without a start are known has an occurrence")
    func noStart() throws {
        let run = Hour.meeting.run("late", start: nil)
        let roll = Roll(of: [run.joined(.ada, .sample("09:30"))])
        let sheet = try roll.sheet(of: run)
        #expect(sheet.instances == [.init(uuid: "uuid-late==", start: nil, end: nil)])
        #expect(sheet.names == ["Ada"])
    }

    @Test("differing joins and leaves of one piece count from the first to the last")
    func differingPieces() throws {
        let facts = [
            Hour.run.joined(.ada, .sample("09:02")), Hour.run.joined(.ada, .sample("09:00")),
            Hour.run.left(.ada, .sample("09:50")), Hour.run.left(.ada, .sample("09:48")),
        ]
        for facts in [facts, facts.reversed()] {
            let events = [Hour.planned] + facts + [Hour.run.ended(.sample("10:00"))]
            #expect(try Roll(of: events).sheet().row("Ada").stays == ["09:00-09:50"])
        }
    }

    @Test("differing ends of a run count as the latest, differing starts as the earliest")
    func differing() throws {
        var other = Self.run
        other.start = .sample("08:59")
        let roll = Roll(of: [
            Hour.planned, Self.run.started(), other.started(), Self.run.ended(.sample("10:01")),
            Self.run.ended(.sample("10:00")),
        ])
        let line = try #require(try roll.sheet().instances.first)
        #expect(line.start == .sample("08:59"))
        #expect(line.end == .sample("10:01"))
    }
}
