import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

/// Two hours are planned, at 09:00 and at 14:00; runs began at 09:00, 14:00 and 20:00.
@Suite("A run that somebody placed")
struct PlacementTests {
    private static let meeting = SampleMeeting.heights
    private static let first = meeting.run("a", start: .sample("09:00"))
    private static let second = meeting.run("b", start: .sample("14:00"))
    private static let late = meeting.run("c", start: .sample("20:00"))
    private static let two = OccurrenceID(sample: "two")
    private static let facts: [AttendanceEvent] = [
        meeting.planned(
            .sample("one", .sample("09:00"), minutes: 60),
            .sample("two", .sample("14:00"), minutes: 60)
        ),
        first.started(), first.ended(.sample("10:00")),
        second.started(), second.ended(.sample("15:00")),
        late.started(), late.ended(.sample("21:00")),
    ]

    /// The runs of each occurrence, by time: `one: a` or, where nobody planned it, `c`.
    private static func runs(_ placements: AttendanceEvent...) -> [String] {
        let texts = [facts + placements, placements + facts].map { events in
            Roll(of: events).occurrences(of: meeting.id).map { occurrence in
                let runs = occurrence.instances.compactMap { $0.text.split(separator: "-").last }
                let name = occurrence.planned == nil ? "" : "\(occurrence.id.text.dropFirst(10)): "
                return name + runs.joined(separator: ",")
            }
        }
        #expect(texts[0] == texts[1])
        return texts[0]
    }

    @Test("belongs where its time says while nobody placed it")
    func byTime() {
        #expect(Self.runs() == ["one: a", "two: b", "c"])
    }

    @Test("belongs to another planned occurrence, in the order of the starts there")
    func another() {
        #expect(
            Self.runs(Self.meeting.placed(Self.late, at: Self.two)) == ["one: a", "two: b,c"]
        )
        #expect(
            Self.runs(Self.meeting.placed(Self.first, at: Self.two)) == ["one: ", "two: a,b", "c"]
        )
    }

    @Test("belongs to whatever another run belongs to, when placed by that one's name")
    func byRun() {
        #expect(
            Self.runs(Self.meeting.placed(Self.late, at: Self.second.occurrence))
                == ["one: a", "two: b,c"]
        )
        #expect(
            Self.runs(Self.meeting.placed(Self.first, at: Self.late.occurrence))
                == ["a,c", "one: ", "two: b"]
        )
    }

    @Test("is by itself when placed by its own name, though a plan has its time")
    func apart() {
        #expect(
            Self.runs(Self.meeting.placed(Self.second, at: Self.second.occurrence))
                == ["one: a", "b", "two: ", "c"]
        )
    }

    @Test("is back where its time says when that is stated")
    func back() {
        #expect(
            Self.runs(
                Self.meeting.placed(Self.late, at: Self.two),
                Self.meeting.placed(Self.late, at: nil)
            ) == ["one: a", "two: b", "c"]
        )
        #expect(
            Self.runs(
                Self.meeting.placed(Self.late, at: OccurrenceID(sample: "one")),
                Self.meeting.placed(Self.late, at: nil),
                Self.meeting.placed(Self.late, at: Self.two)
            ) == ["one: a", "two: b,c"]
        )
    }

    @Test("that is placed nowhere known is by itself, and its occurrence is found by its name")
    func nowhere() throws {
        let placed = Self.meeting.placed(Self.second, at: OccurrenceID(sample: "none"))
        let roll = Roll(of: Self.facts + [placed])
        let occurrence = try #require(roll.occurrence(Self.second.occurrence))
        #expect(occurrence.instances == [Self.second.id])
        #expect(occurrence.planned == nil)
    }

    @Test("brings its people to the sheet, and takes them from the other")
    func sheets() throws {
        let facts =
            Self.facts + [
                Self.late.joined(.ada, .sample("20:00")), Self.late.left(.ada, .sample("20:30")),
            ]
        #expect(try Roll(of: facts).sheet("two").names == [])
        let roll = Roll(of: facts + [Self.meeting.placed(Self.late, at: Self.two)])
        #expect(try roll.sheet("two").names == ["Ada"])
        #expect(try roll.sheet("two").occurrence.actualEnd == .sample("21:00"))
        #expect(try roll.sheet("two").row("Ada").secondsPresent == 0)
        let actual = try #require(roll.sheet(of: Self.two, under: Self.actual))
        #expect(try actual.row("Ada").secondsPresent == 1800)
        #expect(roll.occurrences(of: Self.meeting.id).count == 2)
    }

    private static var actual: RulePack {
        var pack = RulePack.generic
        pack.counting.window = .actual
        return pack
    }

    @Test("of a run that is itself put elsewhere holds others that were put there too")
    func putElsewhere() {
        let first = Hour.meeting.run("a", start: .sample("09:00"))
        let second = Hour.meeting.run("b", start: .sample("13:00"))
        let roll = Roll(of: [
            first.started(), second.started(),
            Hour.meeting.placed(second, at: second.occurrence),
            Hour.meeting.placed(first, at: second.occurrence),
        ])
        #expect(roll.occurrences(of: Hour.meeting.id).map(\.instances) == [[first.id, second.id]])
    }
}
