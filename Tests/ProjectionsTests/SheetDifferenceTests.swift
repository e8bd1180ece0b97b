import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("What became different on a sheet")
struct SheetDifferenceTests {
    private static let run = Hour.run
    private static let one = SampleOccurrence.morning.named(OccurrenceID(sample: "one"))
    private static let ada = SampleParticipant.ada.subject(in: run)

    /// The log of an hour in which everything is told late.
    private static let events: [AttendanceEvent] = [
        Hour.planned,  // 0
        run.started(),  // 1
        run.joined(.ada, .sample("09:00")),  // 2
        run.left(.ada, .sample("09:30")),  // 3
        run.joined(.boris, .sample("09:10")),  // 4
        run.ended(.sample("10:00")),  // 5
        .attendanceCorrected(one.corrected(ada, .present, from: "09:30", to: "09:50")),  // 6
        .signatureGiven(one.signature(of: ada, at: .sample("10:05"))),  // 7
    ]

    private static func difference(from: Int, to: Int) throws -> SheetDifference {
        let log = events.recorded()
        func moment(_ last: Int) throws -> SheetDifference.Moment {
            let roll = Roll(replaying: log[...last])
            let occurrence = try #require(roll.occurrence(OccurrenceID(sample: "one")))
            return try #require(SheetDifference.Moment(occurrence, in: roll))
        }
        return SheetDifference(
            from: try moment(from),
            to: try moment(to),
            events: Array(log[...to].dropFirst(from + 1))
        )
    }

    @Test("is nothing between a moment and itself, or where an event says nothing new")
    func nothing() throws {
        #expect(try Self.difference(from: 5, to: 5).changes.isEmpty)
    }

    @Test("names the figure, what it was and is, and the events behind it")
    func corrected() throws {
        let changes = try Self.difference(from: 5, to: 6).changes
        #expect(
            changes.map(\.sentence) == [
                "Ada: the corrections became known: present by zoom.",
                "Ada: the early seconds went from 1800 to 600.",
                "Ada: the last leave went from 2026-03-09T09:30:00Z to 2026-03-09T09:50:00Z.",
                "Ada: the seconds present went from 1800 to 3000.",
                "Ada: the seconds told became known: 1800.",
                "Ada: the share percent went from 50 to 83.",
                "Ada: the source went from live to manual.",
                "Ada: the status went from partial to present.",
                "Ada: the verdicts went from presence_missed to presence_reached.",
            ]
        )
        #expect(changes.allSatisfy { $0.events == [6] && $0.attendee == Self.ada })
        #expect(changes.map(\.figure).contains("seconds_present"))
    }

    @Test("tells of a row that came, and of a signature")
    func came() throws {
        let came = try Self.difference(from: 3, to: 4).changes
        #expect(came.map(\.sentence).contains("Boris came onto the sheet as partial."))
        #expect(came.first { $0.figure == nil }?.events == [4])
        let signed = try Self.difference(from: 6, to: 7).changes
        #expect(signed.map(\.figure) == ["signatures"])
        #expect(signed.first?.events == [7])
    }

    @Test("gives the taking back of a decision as the event behind it")
    func takenBack() throws {
        let log = (Self.events + [.decisionWithdrawn(Self.one.withdrawn("first"))]).recorded()
        func moment(_ count: Int) throws -> SheetDifference.Moment {
            let roll = Roll(replaying: log[..<count])
            let occurrence = try #require(roll.occurrence(OccurrenceID(sample: "one")))
            return try #require(SheetDifference.Moment(occurrence, in: roll))
        }
        let difference = SheetDifference(from: try moment(8), to: try moment(9), events: [log[8]])
        #expect(difference.changes.map(\.figure).contains("status"))
        #expect(difference.changes.allSatisfy { $0.events == [8] })
    }

    @Test("gives the run's own events where nothing was told of the attendee")
    func ended() throws {
        let changes = try Self.difference(from: 4, to: 5).changes
        let boris = changes.filter { $0.attendee == SampleParticipant.boris.subject(in: Self.run) }
        #expect(boris.map(\.figure).contains("last_leave"))
        #expect(boris.allSatisfy { $0.events == [5] })
        #expect(changes.first { $0.figure == "actual_end" }?.events == [5])
    }

    @Test("tells of a row that went, where two became one")
    func merged() throws {
        let signedIn = SampleParticipant(
            name: "Ada L.",
            connection: "laptop",
            zoomUser: "zoom-ada",
            email: "ada@example.org"
        )
        let log =
            (Self.events + [
                .personRegistered(.sample(.ada, name: "Ada Lovelace", email: "ada@example.org")),
                Self.run.joined(signedIn, .sample("09:40")),
                .participantsIdentified(Self.one.identified(Self.ada, as: .ada)),
            ]).recorded()
        func moment(_ count: Int) throws -> SheetDifference.Moment {
            let roll = Roll(replaying: log[..<count])
            let occurrence = try #require(roll.occurrence(OccurrenceID(sample: "one")))
            return try #require(SheetDifference.Moment(occurrence, in: roll))
        }
        let difference = SheetDifference(
            from: try moment(log.count - 1),
            to: try moment(log.count),
            events: [log[log.count - 1]]
        )
        #expect(difference.changes.allSatisfy { $0.events == [Int64(log.count - 1)] })
        #expect(
            difference.changes.map(\.sentence).contains {
                $0.contains("the corrections became known")
            }
        )
        #expect(difference.json.array?.count == difference.changes.count)
    }

    @Test("follows from the two sheets alone: each change undone gives the other way round")
    func backwards() throws {
        let log = Self.events.recorded()
        func moment(_ count: Int) throws -> SheetDifference.Moment {
            let roll = Roll(replaying: log[..<count])
            let occurrence = try #require(roll.occurrence(OccurrenceID(sample: "one")))
            return try #require(SheetDifference.Moment(occurrence, in: roll))
        }
        let (early, late) = (try moment(3), try moment(8))
        let there = SheetDifference(from: early, to: late, events: [])
        let back = SheetDifference(from: late, to: early, events: [])
        #expect(
            there.changes.compactMap(\.figure).sorted()
                == back.changes.compactMap(\.figure).sorted()
        )
        #expect(back.changes.map(\.sentence).contains("Boris is no longer on the sheet."))
    }
}
