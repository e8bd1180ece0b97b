import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

/// Rita is expected and does not come; only what the receiver tells of itself differs.
@Suite("Who does not come")
struct CoverageTests {
    private static let run = Hour.run
    private static let held: [AttendanceEvent] = [
        Hour.planned, Hour.meeting.registered("Rita", registrant: "1"), run.started(),
        run.joined(.hana, .sample("08:59")), run.ended(.sample("10:00")),
    ]

    private static func sheet(_ receiver: [AttendanceEvent]) throws -> AttendanceSheet {
        let sheet = try Roll(of: receiver + held).sheet()
        let late = try Roll(of: held + receiver).sheet()
        #expect(sheet == late)
        return sheet
    }

    @Test(
        "is absent where the receiver ran all the while",
        arguments: [
            ["08:00", nil], ["09:00", "10:00"], ["07:00", "08:00", "08:30", nil],
            ["08:00", "10:00", "10:10", "11:00"],
        ] as [[String?]]
    )
    func covered(times: [String?]) throws {
        let sheet = try Self.sheet(Self.events(times))
        #expect(sheet.isComplete)
        #expect(try sheet.row("Rita").status == .absent)
        #expect(try sheet.row("Rita").reasons == [])
    }

    @Test(
        "is unknown where it was down however short, began too late or ended too early",
        arguments: [
            [], ["08:00", "09:30", "09:30:01", nil], ["08:00", "09:30", "09:30", nil],
            ["08:00", "08:50", "09:10", nil], ["08:00", "09:50", "10:10", "11:00"],
            ["08:00", "09:30", "09:50:01", nil], ["08:00", "09:30", "09:51", nil],
            ["09:00:01", nil], ["08:00", "09:59:59"], ["08:00", "08:39:59", "09:00", "09:59"],
            ["07:00", "08:00", "10:30", nil], ["08:00", "08:30", "09:10", nil],
        ] as [[String?]]
    )
    func uncovered(times: [String?]) throws {
        let sheet = try Self.sheet(Self.events(times))
        #expect(!sheet.isComplete)
        #expect(try sheet.row("Rita").status == .unknown)
        #expect(try sheet.row("Rita").reasons == [.notComplete])
    }

    @Test("is unknown where nothing that came live shows that deliveries were taken")
    func noLiveFact() throws {
        let ended = Self.run.ended(.sample("10:00"))
        let filed = Self.run.told(by: .file)
        let receiver = [AttendanceEvent].received("08:00", nil)
        let others = Array(Self.held.prefix(2)) + receiver + [Self.run.started()]
        for events in [
            [ended], [filed.joined(.hana, .sample("09:00")), ended],
            [Self.run.joined(.hana, .sample("09:00")), filed.ended(.sample("10:00"))],
            [
                Self.run.joined(.hana, .sample("09:00")),
                Self.run.left(.ada, .sample("09:30"), as: "7"), ended,
            ],
        ] {
            let sheet = try Roll(of: others + events).sheet()
            #expect(!sheet.isComplete)
            #expect(try sheet.row("Rita").status == .unknown)
            #expect(try sheet.row("Rita").reasons.first == .notComplete)
        }
    }

    @Test("is absent by a complete report with rows, whatever the receiver did")
    func reported() throws {
        let row = Self.run.reported(.hana, .sample("08:59"), .sample("10:00"))
        let read = Self.run.reportRead(rows: 1)
        #expect(try Roll(of: Self.held + [row, read]).sheet().row("Rita").status == .absent)
        for unread in [
            Self.run.reportRead(rows: 1, isComplete: false), Self.run.reportRead(rows: 0),
        ] {
            let unknown = try Roll(of: Self.held + [row, unread]).sheet().row("Rita")
            #expect(unknown.status == .unknown)
            #expect(unknown.reasons == [.notComplete])
        }
    }

    @Test("is unknown while another run of the occurrence is not covered")
    func severalRuns() throws {
        let again = Hour.meeting.run("two", start: .sample("10:05"))
        let events =
            Self.held + [
                again.started(), again.joined(.hana, .sample("10:05")),
                again.ended(.sample("10:30")),
            ]
        let first = [AttendanceEvent].received("08:00", "10:02")
        #expect(try Roll(of: events + first).sheet().row("Rita").status == .unknown)
        let both = [AttendanceEvent].received("08:00", "10:02", "10:05", nil)
        #expect(try Roll(of: events + both).sheet().row("Rita").status == .absent)
        let report = [
            again.reported(.hana, .sample("10:05"), .sample("10:30")),
            again.reportRead(rows: 1),
        ]
        #expect(try Roll(of: events + first + report).sheet().row("Rita").status == .absent)
    }

    private static func events(_ times: [String?]) -> [AttendanceEvent] {
        times.enumerated().flatMap { place, time -> [AttendanceEvent] in
            guard let time else { return [] }
            return place % 2 == 0 ? .received(time) : .received(nil, time)
        }
    }
}
