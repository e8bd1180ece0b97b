import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

/// A planned hour from 09:00, of whose run Zoom's API said afterwards that it lasted from 09:01 to 10:02.
@Suite("What Zoom's API says of a run")
struct AnsweredRunTests {
    private static let run = Hour.run
    private static let answered = Hour.meeting.run(start: .sample("09:01")).told(by: .api)
    private static let answer = [answered.started(), answered.ended(.sample("10:02"))]
    private static let told = [run.started(), run.ended(.sample("10:00"))]
    private static let around = [Hour.planned, run.joined(.ada, .sample("09:05"))]

    @Test("counts where no event told it")
    func fills() throws {
        let bare = Hour.meeting.run(start: nil)
        let facts = [Hour.planned, bare.joined(.ada, .sample("09:05"))] + Self.answer
        let line = try #require(try Roll(of: facts).sheet().instances.first)
        #expect(line.start == .sample("09:01"))
        #expect(line.end == .sample("10:02"))
        #expect(!line.endInferred)
        #expect(try Roll(of: facts).sheet() == Roll(of: facts.reversed()).sheet())
    }

    @Test("changes nothing that was told live, whether it comes before or after")
    func yields() throws {
        let live = try Roll(of: Self.around + Self.told).sheet()
        #expect(live.instances.first?.end == .sample("10:00"))
        for facts in [
            Self.around + Self.told + Self.answer, Self.answer + Self.around + Self.told,
            Self.around + Self.answer + Self.told,
        ] {
            #expect(try Roll(of: facts).sheet() == live)
        }
    }

    @Test("does not show that the run was followed live")
    func coversNothing() throws {
        let receiver = [AttendanceEvent].received("07:00", nil)
        let rita = Hour.meeting.registered("Rita", registrant: "1")
        let facts = receiver + Self.around + [rita, Self.run.started()]
        let sheet = try Roll(of: facts + [Self.answered.ended(.sample("10:02"))]).sheet()
        #expect(!sheet.isComplete)
        #expect(try sheet.row("Rita").status == .unknown)
        #expect(try Roll(of: facts + Self.told).sheet().isComplete)
    }

    @Test("that there is no report proves nothing, and changes no sheet")
    func missed() throws {
        let facts = Self.around + Self.told
        let missed = AttendanceEvent.reportMissed(
            ReportMissed(
                instance: Self.run.reference(statedAt: nil),
                reason: .empty,
                at: .sample("11:00")
            )
        )
        let listed = AttendanceEvent.runsListed(
            RunsListed(
                meeting: Hour.meeting.reference(statedAt: nil),
                at: .sample("11:00"),
                runCount: 1
            )
        )
        let roll = Roll(of: facts + [missed, listed])
        #expect(try roll.sheet() == Roll(of: facts).sheet())
        #expect(roll.presence.instances[Self.run.id]?.reportStanding == .missed(.empty))
        #expect(roll.directory.meetings[Hour.meeting.id]?.listedAt == .sample("11:00"))
    }

    @Test("a report that came after all is one")
    func after() {
        let missed = AttendanceEvent.reportMissed(
            ReportMissed(
                instance: Self.run.reference(statedAt: nil),
                reason: .notFound,
                at: .sample("11:00")
            )
        )
        let row = Self.run.reported(.ada, .sample("09:05"), .sample("10:00"))
        func standing(_ more: AttendanceEvent...) -> ReportStanding? {
            Roll(of: Self.around + Self.told + more).presence.instances[Self.run.id]?
                .reportStanding
        }
        #expect(standing() == .unread)
        #expect(standing(row, Self.run.reportRead(rows: 1, isComplete: false)) == .partial)
        #expect(standing(missed, row, Self.run.reportRead(rows: 1)) == .complete)
    }
}
