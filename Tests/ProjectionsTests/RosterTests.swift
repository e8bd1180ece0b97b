import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

/// A series of three mornings' hours: 09:00, 11:00 and 13:00.
@Suite("The roster of a sheet")
struct RosterTests {
    private static let meeting = SampleMeeting.heights
    private static let series: [AttendanceEvent] = [
        meeting.planned(
            .sample("one", .sample("09:00"), minutes: 60),
            .sample("two", .sample("11:00"), minutes: 60),
            .sample("three", .sample("13:00"), minutes: 60)
        ),
        .personRegistered(.sample(.ada, name: "Ada")),
        .personRegistered(.sample(.boris, name: "Boris")),
    ]

    /// The rows of the three sheets.
    private static func rows(_ decisions: AttendanceEvent...) throws -> [[String]] {
        let roll = Roll(of: series + decisions)
        return try ["one", "two", "three"].map { try roll.sheet($0).names }
    }

    private static func extended(
        _ people: PersonID...,
        at occurrence: String? = nil,
        as role: AttendeeRole = .attendee
    ) -> AttendanceEvent {
        .rosterExtended(
            RosterExtended(
                meeting: meeting.id,
                occurrence: occurrence.map { OccurrenceID(sample: $0) },
                as: role,
                people: people
            )
        )
    }

    private static func reduced(_ people: PersonID..., at occurrence: String) -> AttendanceEvent {
        .rosterReduced(
            RosterReduced(
                meeting: meeting.id,
                occurrence: OccurrenceID(sample: occurrence),
                people: people
            )
        )
    }

    @Test("names whoever is expected at every occurrence, or at one")
    func expected() throws {
        #expect(try Self.rows() == [[], [], []])
        #expect(
            try Self.rows(Self.extended(.ada), Self.extended(.boris, at: "two"))
                == [["Ada"], ["Ada", "Boris"], ["Ada"]]
        )
    }

    @Test("keeps whoever is released from a time on where it began before")
    func released() throws {
        let ada = Self.extended(.ada, .boris)
        for (from, expected) in [
            ("09:00:01", [1, 0, 0]), ("11:00", [1, 0, 0]), ("11:00:01", [1, 1, 0]),
            ("13:00:01", [1, 1, 1]), ("09:00", [0, 0, 0]),
        ] {
            let rows = try Self.rows(ada, Self.meeting.releases(.ada, from: .sample(from)))
            #expect(
                rows == expected.map { $0 == 1 ? ["Ada", "Boris"] : ["Boris"] },
                "from \(from)"
            )
        }
        #expect(try Self.rows(ada, Self.meeting.releases(.ada, .boris)) == [[], [], []])
    }

    @Test("leaves out whoever is released at that occurrence alone")
    func releasedAtOne() throws {
        #expect(
            try Self.rows(Self.extended(.ada, .boris), Self.reduced(.ada, at: "two"))
                == [["Ada", "Boris"], ["Boris"], ["Ada", "Boris"]]
        )
    }

    @Test("follows the last that was decided")
    func last() throws {
        #expect(
            try Self.rows(
                Self.extended(.ada),
                Self.meeting.releases(.ada, from: .sample("11:00")),
                Self.extended(.ada, at: "three")
            ) == [["Ada"], [], ["Ada"]]
        )
        #expect(
            try Self.rows(Self.reduced(.ada, at: "two"), Self.extended(.ada))
                == [["Ada"], ["Ada"], ["Ada"]]
        )
    }

    @Test("asks of a release when an occurrence that nobody planned began")
    func unplanned() throws {
        let run = Self.meeting.run("late", start: .sample("20:00"))
        for (from, names) in [("20:00:01", ["Ada"]), ("20:00", [])] {
            let roll = Roll(of: [
                Self.series[1], Self.extended(.ada), run.started(),
                Self.meeting.releases(.ada, from: .sample(from)),
            ])
            #expect(try roll.sheet(of: run).names == names)
        }
    }

    @Test("names at what came beside the plans only whoever is expected there by name")
    func extra() throws {
        let run = Self.meeting.run("late", start: .sample("20:00"))
        let named = RosterExtended(
            meeting: Self.meeting.id,
            occurrence: run.occurrence,
            people: [.boris]
        )
        let facts = Self.series + [Self.extended(.ada), run.started()]
        #expect(try Roll(of: facts).sheet(of: run).names == [])
        #expect(try Roll(of: facts + [.rosterExtended(named)]).sheet(of: run).names == ["Boris"])
    }

    @Test("says of nobody who is expected and unseen that they were there")
    func unseen() throws {
        let roll = Roll(of: Self.series + [Self.extended(.ada)])
        let row = try roll.sheet("two").row("Ada")
        #expect(row.status == .notSeenYet)
        #expect(row.person == .ada)
        #expect(row.secondsPresent == 0)
        #expect(row.sharePercent == nil)
    }

    @Test("makes a trainer's row of whoever is expected as one, and only there")
    func trainer() throws {
        let roll = Roll(
            of: Self.series + [
                Self.extended(.ada, .boris), Self.extended(.ada, at: "two", as: .trainer),
            ]
        )
        #expect(try roll.sheet("one").rows.map(\.role) == [.attendee, .attendee])
        #expect(try roll.sheet("two").row("Ada").role == .trainer)
        #expect(try roll.sheet("two").row("Boris").role == .attendee)
        let back = Roll(
            of: Self.series + [
                Self.extended(.ada, as: .trainer), Self.extended(.ada),
            ]
        )
        #expect(try back.sheet("two").row("Ada").role == .attendee)
    }

    @Test("knows an occurrence by every name it had")
    func names() throws {
        let run = Self.meeting.run("one", start: .sample("09:00"))
        let named = RosterExtended(
            meeting: Self.meeting.id,
            occurrence: run.occurrence,
            people: [.ada]
        )
        let roll = Roll(of: Self.series + [run.started(), .rosterExtended(named)])
        #expect(try roll.sheet("one").names == ["Ada"])
        #expect(try roll.sheet("two").names == [])
        let own = Self.meeting.scheduled(.sample("11:00"), minutes: 45)
        let agreed = Roll(of: Self.series + [Self.extended(.ada, at: "two"), own])
        #expect(try agreed.sheet("own").names == ["Ada"])
        #expect(try agreed.sheet("three").names == [])
    }
}
