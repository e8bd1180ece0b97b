import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

/// Rita registered; two connections use her personal link.
@Suite("A personal link that two used")
struct SharedLinkTests {
    private static let run = Hour.run
    private static let registered = Hour.meeting.registered("Rita", registrant: "1")
    private static let first = SampleParticipant(name: "Rita", connection: "a", registrant: "1")
    private static let second = SampleParticipant(name: "Karl", connection: "b", registrant: "1")

    /// One from 09:00 to 09:40, the other from a time to 10:00.
    private static func sheet(
        _ names: (String?, String?),
        _ addresses: (String?, String?),
        secondFrom: String = "09:30",
        firstLeaves: Bool = true
    ) throws -> AttendanceSheet {
        var events = [
            Hour.planned, registered, run.started(),
            run.joined(first, .sample("09:00"), as: "1")
                .showing(name: names.0, address: addresses.0),
            run.joined(second, .sample(secondFrom), as: "2")
                .showing(name: names.1, address: addresses.1),
            run.left(second, .sample("10:00"), as: "2"), run.ended(.sample("10:00")),
        ]
        if firstLeaves { events.append(run.left(first, .sample("09:40"), as: "1")) }
        let sheet = try Roll(of: events).sheet()
        #expect(try Roll(of: events.reversed()).sheet() == sheet)
        return sheet
    }

    @Test("at one time under different names from different places ties neither to her")
    func suspected() throws {
        let sheet = try Self.sheet(("rita", "karl"), ("home", "work"))
        #expect(sheet.names == ["Karl", "Rita", "Rita"])
        for row in sheet.rows where row.attendee != "registrant-1" {
            #expect(row.evidence == [.sharedLink])
            #expect(row.connections.count == 1)
        }
        let rita = try #require(sheet.rows.first { $0.attendee == "registrant-1" })
        #expect(rita.connections.isEmpty)
        #expect(rita.secondsPresent == 0)
        #expect(rita.status == .unknown)
        #expect(rita.reasons == [.notComplete, .unidentified])
        let karl = try sheet.row("Karl")
        #expect(karl.secondsPresent == 1800)
        #expect(karl.proposals == [])
    }

    @Test("while the first never told that they left is suspected too")
    func noLeave() throws {
        let sheet = try Self.sheet(
            ("rita", "karl"),
            ("home", "work"),
            secondFrom: "09:50",
            firstLeaves: false
        )
        #expect(sheet.rows.count == 3)
    }

    @Test("one after the other is hers", arguments: ["09:40", "09:40:01", "09:50"])
    func apart(from: String) throws {
        let sheet = try Self.sheet(("rita", "karl"), ("home", "work"), secondFrom: from)
        let row = try #require(sheet.rows.first)
        #expect(sheet.rows.count == 1)
        #expect(row.attendee == "registrant-1")
        #expect(row.evidence == [.registrant])
        #expect(row.connections.count == 2)
    }

    @Test("for one second at once is suspected")
    func oneSecond() throws {
        let sheet = try Self.sheet(("rita", "karl"), ("home", "work"), secondFrom: "09:39:59")
        #expect(sheet.rows.count == 3)
    }

    @Test("under one name, from one place, or where either is not known, is one person's devices")
    func alike() throws {
        for (names, addresses) in [
            (("rita", "rita"), ("home", "work")), (("rita", "karl"), ("home", "home")),
            (("rita", "rita"), ("home", "home")), (("rita", nil), ("home", "work")),
            (("rita", "karl"), (nil, "work")), ((nil, nil), (nil, nil)),
        ] as [((String?, String?), (String?, String?))] {
            let sheet = try Self.sheet(names, addresses)
            #expect(sheet.names == ["Rita"], "\(names) \(addresses)")
            let row = try sheet.row("Rita")
            #expect(row.secondsPresent == 3600)
            #expect(row.evidence == [.registrant])
        }
    }

    @Test("is hers again for the connection that somebody states to be hers")
    func stated() throws {
        let decided = AttendanceEvent.participantsIdentified(
            SampleOccurrence.morning.named(OccurrenceID(sample: "one"))
                .identified(Self.second.subject(in: Self.run), as: nil)
        )
        let roll = Hour.held(
            Self.registered,
            Self.run.joined(Self.first, .sample("09:00"), as: "1")
                .showing(name: "rita", address: "home"),
            Self.run.joined(Self.second, .sample("09:30"), as: "2")
                .showing(name: "karl", address: "work"),
            decided
        )
        #expect(try roll.sheet().row("Karl").evidence == [.decision])
        #expect(try roll.sheet().names.filter { $0 == "Karl" }.count == 1)
    }
}
