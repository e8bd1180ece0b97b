import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

/// Ada is there from 09:00 to 09:50, Boris from 09:30 on, and one only by the report from 09:10.
@Suite("The past of a roll")
struct PastTests {
    private static let run = Hour.run
    private static let one = SampleOccurrence.morning.named(OccurrenceID(sample: "one"))
    private static let history: [AttendanceEvent] = [
        Hour.planned, Hour.meeting.registered("Rita", registrant: "1"),
        run.started(), run.joined(.ada, .sample("09:00"), as: "1"),
        run.joined(.boris, .sample("09:30"), as: "2"), run.left(.ada, .sample("09:50"), as: "1"),
        run.ended(.sample("10:00")),
        run.reported(.ada, .sample("09:00"), .sample("09:50"), as: "1"),
        run.reported(.guest("Late row"), .sample("09:10"), .sample("09:40"), as: "3"),
    ]

    private static func sheet(
        at clock: String,
        _ others: AttendanceEvent...
    ) throws -> AttendanceSheet {
        let events = (history + others).recorded()
        let past = Roll(replaying: events).at(.sample(clock), events: events)
        return try past.sheet()
    }

    @Test("holds nobody before they came")
    func before() throws {
        let sheet = try Self.sheet(at: "08:59:59")
        #expect(sheet.names == ["Rita"])
        #expect(try sheet.row("Rita").status == .notSeenYet)
        #expect(sheet.occurrence.planned?.start == .sample("09:00"))
        #expect(sheet.occurrence.actualStart == nil)
    }

    @Test("holds whoever was there then, with the time up to then")
    func during() throws {
        let sheet = try Self.sheet(at: "09:30")
        #expect(sheet.names == ["Ada", "Boris", "Late row", "Rita"])
        #expect(sheet.occurrence.actualEnd == nil)
        #expect(!sheet.isComplete)
        let ada = try sheet.row("Ada")
        #expect(ada.stays == ["09:00-?"])
        #expect(ada.secondsPresent == 1800)
        #expect(ada.lastLeave == nil)
        #expect(try sheet.row("Boris").secondsPresent == 0)
        #expect(try sheet.row("Late row").stays == ["09:10-?"])
        #expect(try sheet.row("Late row").secondsPresent == 1200)
        #expect(try sheet.row("Rita").status == .notSeenYet)
    }

    @Test("counts up to a moment at which nothing happened")
    func between() throws {
        #expect(try Self.sheet(at: "09:17:23").row("Ada").secondsPresent == 1043)
        #expect(try Self.sheet(at: "09:55").row("Ada").secondsPresent == 3000)
        #expect(try Self.sheet(at: "09:55").row("Ada").stays == ["09:00-09:50"])
        #expect(try Self.sheet(at: "09:55").row("Boris").secondsPresent == 1500)
    }

    @Test("includes what happened at that very moment")
    func edge() throws {
        #expect(try Self.sheet(at: "09:29:59").names == ["Ada", "Late row", "Rita"])
        #expect(try Self.sheet(at: "09:49:59").row("Ada").stays == ["09:00-?"])
        #expect(try Self.sheet(at: "09:50").row("Ada").stays == ["09:00-09:50"])
        #expect(try Self.sheet(at: "09:59:59").occurrence.actualEnd == nil)
        #expect(try Self.sheet(at: "10:00").occurrence.actualEnd == .sample("10:00"))
    }

    @Test("is what is known now once all is over")
    func after() throws {
        let now = try Roll(of: Self.history).sheet()
        #expect(try Self.sheet(at: "10:00") == now)
        #expect(try Self.sheet(at: "23:00") == now)
        #expect(try now.row("Rita").status == .unknown)
        let read = Self.run.reportRead(rows: 3)
        let known = try Roll(of: Self.history + [read]).sheet()
        #expect(known.isComplete)
        #expect(try Self.sheet(at: "10:00", read) == known)
    }

    @Test("holds plans, expectations and identities whenever they were stated")
    func timeless() throws {
        let known: [AttendanceEvent] = [
            .personRegistered(.sample(.ada, name: "Ada Lovelace")),
            .participantsIdentified(
                Self.one.identified(SampleParticipant.ada.subject(in: Self.run), as: .ada)
            ),
        ]
        let sheet = try Self.sheet(at: "09:10", known[0], known[1])
        #expect(try sheet.row("Ada Lovelace").secondsPresent == 600)
        let expected = try Self.sheet(at: "09:10", known[0], Hour.meeting.expects(.ada))
        #expect(try expected.row("Ada Lovelace").status == .notSeenYet)
    }

    @Test("holds statements about time only as far as they reach back")
    func corrections() throws {
        let correction = AttendanceEvent.attendanceCorrected(
            Self.one.corrected("registrant-1", .present, from: "09:20", to: "09:40")
        )
        #expect(try Self.sheet(at: "09:20", correction).row("Rita").corrections == [])
        let row = try Self.sheet(at: "09:30", correction).row("Rita")
        #expect(
            row.corrections.map(\.window)
                == [TimeWindow(start: .sample("09:20"), end: .sample("09:30"))]
        )
        let later = try Self.sheet(at: "10:00", correction).row("Rita")
        #expect(later.secondsPresent == 1200)
    }

    @Test("holds signatures and rows of files from their moment on, and no closed revision")
    func signatures() throws {
        let signed: [AttendanceEvent] = [
            .slotOpened(Self.one.opened()),
            .signatureGiven(Self.one.signature(of: "registrant-1", at: .sample("09:30"))),
        ]
        for (clock, count) in [("09:29:59", 0), ("09:30", 1)] {
            let sheet = try Self.sheet(at: clock, signed[0], signed[1])
            #expect(try sheet.row("Rita").signatures.count == count)
            #expect(sheet.occurrence.slots == [Self.one.slot])
        }
        let listed = Hour.meeting.listed("Zoe", from: .sample("09:30"), to: .sample("09:40"))
        #expect(try Self.sheet(at: "09:29:59", listed).listed == [])
        #expect(try Self.sheet(at: "09:30", listed).listed.count == 1)
        let closed = AttendanceEvent.sheetClosed(Self.one.closed("a", revision: 1))
        #expect(closed.told(upTo: .sample("23:00")) == nil)
    }

    @Test("keeps how far it is known, and what was opened to show it")
    func horizon() {
        let events = Self.history.recorded()
        let roll = Roll(replaying: events)
        let past = roll.at(.sample("09:10"), events: events)
        #expect(past.horizon == roll.horizon)
    }

    @Test("holds none of what came to be later, though a report was read since")
    func later() throws {
        let later = Hour.meeting.run("two", start: .sample("10:30"))
        let log = [
            Hour.planned, Hour.meeting.registered("Rita", registrant: "1"), Hour.run.started(),
            Hour.run.joined(.hana, .sample("09:00")), Hour.run.ended(.sample("10:00")),
            Hour.run.reported(.hana, .sample("09:00"), .sample("10:00")),
            Hour.run.reportRead(rows: 1), later.joined(.ada, nil),
        ].recorded()
        let past = try Roll(replaying: log).at(.sample("09:30"), events: log).sheet()
        #expect(past.occurrence.actualEnd == nil)
        #expect(past.instances.count == 1)
        #expect(try past.row("Rita").status == .notSeenYet)
        #expect(past.names.contains("Ada") == false)
    }
}
