import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("The status of an attendee")
struct StatusTests {
    private static let run = Hour.run
    private static let expected = Hour.meeting.registered("Rita", registrant: "1")

    @Test(
        "follows from the share, rounded down",
        arguments: [
            ("09:45", 75, AttendanceStatus.present), ("09:44:59", 74, .partial),
            ("09:00:01", 0, .partial), ("09:59:59", 99, .present), ("10:00", 100, .present),
        ]
    )
    func share(left: String, percent: Int, status: AttendanceStatus) throws {
        let roll = Hour.held(
            Self.run.joined(.ada, .sample("09:00")),
            Self.run.left(.ada, .sample(left))
        )
        let row = try roll.sheet().row("Ada")
        #expect(row.sharePercent == percent)
        #expect(row.status == status)
    }

    @Test("follows the rule pack it is judged by")
    func pack() throws {
        var strict = RulePack.generic
        strict.presence.percentMin = 90
        strict.version = 7
        let roll = Hour.held(
            Self.run.joined(.ada, .sample("09:00")),
            Self.run.left(.ada, .sample("09:50"))
        )
        let sheet = try #require(roll.sheet(of: OccurrenceID(sample: "one"), under: strict))
        #expect(sheet.rulePack == "generic@7")
        #expect(try sheet.row("Ada").status == .partial)
        #expect(try roll.sheet().rulePack == "generic@3")
        #expect(try roll.sheet().row("Ada").status == .present)
    }

    @Test("counts no second before the planned start or after the planned end")
    func longer() throws {
        let roll = Roll(of: [
            Hour.planned,
            Hour.meeting.run("one", start: .sample("08:40")).joined(.ada, .sample("08:45")),
            Self.run.ended(.sample("11:00")),
        ])
        let row = try roll.sheet().row("Ada")
        #expect(row.secondsPresent == 3600)
        #expect(row.sharePercent == 100)
    }

    @Test("of someone expected and unseen is not seen yet, and unknown once all is over")
    func unseen() throws {
        #expect(
            try Roll(of: [Hour.planned, Self.expected]).sheet().row("Rita").status == .notSeenYet
        )
        #expect(try Hour.running(Self.expected).sheet().row("Rita").status == .notSeenYet)
        let over = try Hour.held(Self.expected).sheet().row("Rita")
        #expect(over.status == .unknown)
        #expect(over.secondsPresent == 0)
        #expect(over.stays.isEmpty)
        let again = Hour.meeting.run("two", start: .sample("10:05"))
        let resumed = Roll(of: [
            Hour.planned, Self.expected, Self.run.ended(.sample("10:00")), again.started(),
        ])
        #expect(try resumed.sheet().row("Rita").status == .notSeenYet)
    }

    @Test(
        "is never absent while nothing proves that Zoom told everything (I-6)",
        arguments: UInt64(0)..<50
    )
    func neverAbsent(seed: UInt64) throws {
        let log = RandomLog(seed: seed)
        let roll = Roll(of: log.facts + log.decisions)
        for occurrence in roll.occurrences(of: SampleMeeting.invoices.id) {
            for row in try #require(roll.sheet(of: occurrence.id)).rows {
                #expect(row.status != .absent)
                if row.stays.isEmpty { #expect([.unknown, .notSeenYet].contains(row.status)) }
            }
        }
    }

    @Test("is given to whoever is expected, came or signed, and to nobody else")
    func rows() throws {
        let roll = Hour.held(
            Hour.meeting.registered("Approved", registrant: "1"),
            Hour.meeting.registered("Pending", registrant: "2", standing: .pending),
            Hour.meeting.registered("Cancelled", registrant: "3", standing: .cancelled),
            Hour.meeting.registered("Denied", registrant: "4", standing: .denied),
            Hour.meeting.registered("Came", registrant: "5", standing: .cancelled),
            .personRegistered(.sample(.ada, name: "Ada")),
            .personRegistered(.sample(.boris, name: "Boris")),
            Hour.meeting.expects(.ada),
            Self.run.joined(
                SampleParticipant(name: "x", connection: "x", registrant: "5"),
                .sample("09:00")
            )
        )
        #expect(try roll.sheet().names == ["Ada", "Approved", "Came"])
    }

    @Test("stands in rows by name, whatever its case, then by attendee")
    func order() throws {
        let names = ["boris", "Ada", "ada", "Zoë", "adam"]
        let joins = names.enumerated().map { index, name in
            Self.run.joined(
                .guest(name, connection: "\(9 - index)"),
                .sample("09:00"),
                as: "\(index)"
            )
        }
        let roll = Roll(of: [Hour.planned] + joins)
        #expect(try roll.sheet().names == ["ada", "Ada", "adam", "boris", "Zoë"])
    }
}
