import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("The rules of a sheet")
struct RulesInForceTests {
    private static let meeting = SampleMeeting.heights

    private static func rules(_ name: String = "one", _ events: AttendanceEvent...) throws -> String
    {
        let roll = Roll(of: events)
        let occurrence = try #require(roll.occurrence(OccurrenceID(sample: name)))
        let sheet = try roll.sheet(name)
        #expect(sheet.rulePack == roll.rulePack(of: occurrence).id)
        return roll.rulePack(of: occurrence).name
    }

    @Test("are the generic ones while nothing is agreed or adopted")
    func generic() throws {
        #expect(try Self.rules("one", Hour.planned) == "generic")
    }

    @Test("are those adopted that were in force when it began, from the very moment on")
    func adopted() throws {
        let early = AttendanceEvent.adopted(.named("early"), from: .sample("00:00"))
        let late = AttendanceEvent.adopted(.named("late"), from: .sample("09:00"))
        let later = AttendanceEvent.adopted(.named("later"), from: .sample("09:00:01"))
        #expect(try Self.rules("one", Hour.planned, early) == "early")
        #expect(try Self.rules("one", Hour.planned, late, early, later) == "late")
        #expect(try Self.rules("one", Hour.planned, early, later) == "early")
        #expect(try Self.rules("one", Hour.planned, later) == "generic")
        let again = AttendanceEvent.adopted(.named("again"), from: .sample("09:00"))
        #expect(try Self.rules("one", Hour.planned, late, again) == "again")
    }

    @Test("are those agreed with its plan, whatever is adopted")
    func agreed() throws {
        let own = Self.meeting.scheduled(.sample("09:00"), minutes: 60, under: .named("agreed"))
        let adopted = AttendanceEvent.adopted(.named("early"), from: .sample("00:00"))
        #expect(try Self.rules("own", Hour.planned, own, adopted) == "agreed")
        #expect(try Self.rules("one", adopted, own, Hour.planned) == "agreed")
        let anew = Self.meeting.scheduled(.sample("09:00"), minutes: 60, under: .named("anew"))
        #expect(try Self.rules("own", own, anew) == "anew")
    }

    @Test("of what nobody planned are those in force when its first run began")
    func unplanned() throws {
        let first = Self.meeting.run("a", start: .sample("09:00"))
        let second = Self.meeting.run("b", start: .sample("09:30"))
        let roll = Roll(of: [
            .adopted(.named("late"), from: .sample("09:15")), second.started(), first.started(),
        ])
        #expect(try roll.sheet(of: second).rulePack == "generic@3")
        let earlier = Roll(of: [
            .adopted(.named("early"), from: .sample("09:00")), second.started(), first.started(),
        ])
        #expect(try earlier.sheet(of: second).rulePack == "early@3")
    }

    @Test("decide by the gap of the pack in force which unplanned runs are one occurrence")
    func chains() {
        let first = Self.meeting.run("a", start: .sample("09:00"))
        let runs = [first.started(), first.ended(.sample("09:10"))]
        var tight = RulePack.named("tight")
        tight.membership.chainGapSecondsMax = 60
        for (start, count) in [("09:11", 1), ("09:11:01", 2)] {
            let second = Self.meeting.run("b", start: .sample(start))
            let events = runs + [second.started(), .adopted(tight, from: .sample("00:00"))]
            #expect(Roll(of: events).occurrences(of: Self.meeting.id).count == count)
        }
    }

    @Test("can be others for once, which changes no sheet")
    func whatIf() throws {
        let roll = Hour.held(
            Hour.run.joined(.ada, .sample("09:12")),
            Hour.run.left(.ada, .sample("10:00"))
        )
        let italian = try #require(RulePack.shipped("it-safety"))
        let id = OccurrenceID(sample: "one")
        let before = try roll.sheet()
        let asked = try #require(roll.sheet(of: id, under: italian))
        #expect(asked.rulePack == "it-safety@1")
        #expect(asked.rows.map(\.status) == [.partial])
        #expect(asked.verdicts.map(\.finding) == ["log_not_shown_complete", "trainer_not_seen"])
        #expect(
            try asked.row("Ada").verdicts == [
                Verdict(
                    .missed,
                    "presence_missed",
                    ["percent": 80, "percent_min": 90],
                    by: "minimum-presence@1"
                )
            ]
        )
        #expect(try roll.sheet() == before)
        #expect(before.rulePack == "generic@3")
        #expect(before.rows.map(\.status) == [.present])
        #expect(
            before.rows.flatMap(\.verdicts) == [
                Verdict(
                    .met,
                    "presence_reached",
                    ["percent": 80, "percent_min": 75],
                    by: "minimum-presence@1"
                )
            ]
        )
    }
}
