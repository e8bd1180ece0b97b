import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

/// A meeting with two dates; what is told of one explains nothing of the other.
@Suite("The events behind a figure")
struct ExplanationScopeTests {
    private static let run = Hour.run
    private static let one = SampleOccurrence.morning.named(OccurrenceID(sample: "one"))
    private static let two = SampleOccurrence.morning.named(OccurrenceID(sample: "two"))
    private static let registered = Hour.meeting.registered("Rita", registrant: "1")
    private static let rita: SubjectID = "registrant-1"

    private static func events(
        behind figure: SheetExplanation.Figure,
        of attendee: SubjectID,
        in events: [AttendanceEvent]
    ) throws -> [Int64] {
        let log = events.recorded()
        let roll = Roll(replaying: log)
        let occurrence = try #require(roll.occurrence(OccurrenceID(sample: "one")))
        let explanation = SheetExplanation(
            of: attendee,
            at: occurrence,
            in: roll,
            events: log,
            figures: [figure]
        )
        return try #require(explanation?.entries.first).events
    }

    @Test("are none of another date's")
    func otherDate() throws {
        let ada = PersonID.ada.subject
        let events: [AttendanceEvent] = [
            Hour.meeting.planned(
                .sample("one", .sample("09:00"), minutes: 60),
                .sample("two", .sample("14:00"), minutes: 60)
            ),
            .personRegistered(.sample(.ada, name: "Ada")), Hour.meeting.expects(.ada),
            .attendanceCorrected(Self.two.corrected(ada, .present, from: "14:00", to: "15:00")),
            .slotOpened(Self.two.opened()),
            .signatureGiven(Self.two.signature(of: ada, at: .sample("14:30"))),
        ]
        #expect(try Self.events(behind: .time, of: ada, in: events) == [0])
        #expect(try Self.events(behind: .signatures, of: ada, in: events) == [])
    }

    @Test("are the excuse and the plan, where a verdict rests on them")
    func excused() throws {
        let events: [AttendanceEvent] = [
            Hour.planned, Self.registered, Self.run.started(), Self.run.ended(.sample("10:00")),
            Self.run.reportRead(rows: 1), .attendeeExcused(Self.one.excused(Self.rita)),
        ]
        let row = try Roll(of: events).sheet().row("Rita")
        #expect(row.verdicts.map(\.finding) == ["presence_excused"])
        let behind = try Self.events(behind: .verdicts, of: Self.rita, in: events)
        #expect(behind.contains(0) && behind.contains(5))
    }

    @Test("are the rows of a file that keep somebody unknown")
    func listed() throws {
        let events: [AttendanceEvent] = [
            Hour.planned, Self.registered, Self.run.started(), Self.run.ended(.sample("10:00")),
            Self.run.reportRead(rows: 1),
            Hour.meeting.listed("Rita", from: .sample("09:00"), to: .sample("10:00")),
        ]
        #expect(try Roll(of: events).sheet().row("Rita").reasons == [.listed])
        #expect(try Self.events(behind: .status, of: Self.rita, in: events).contains(5))
    }
}
