import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

/// Two are called Marc Dupont: the first comes, the second does not.
@Suite("Of two with one name, whoever does not come")
struct HomonymTests {
    private static let run = Hour.run
    private static let first = SampleParticipant(
        name: "Marc Dupont",
        connection: "a",
        registrant: "1"
    )
    private static let expected: [AttendanceEvent] = [
        Hour.planned,
        Hour.meeting.registered("Marc Dupont", registrant: "1", email: "marc@example.org"),
        Hour.meeting.registered("Marc Dupont", registrant: "2", email: "marc@example.com"),
        .personRegistered(.sample(.ada, name: "Marc Dupont", email: "marc@example.org")),
        .personRegistered(.sample(.boris, name: "Marc Dupont", email: "marc@example.com")),
        Hour.meeting.expects(.ada, .boris),
    ]
    private static let live: [AttendanceEvent] = [
        run.started(), run.joined(first, .sample("09:00")), run.left(first, .sample("09:55")),
        run.ended(.sample("10:00")),
    ]
    private static let report: [AttendanceEvent] = [
        run.reported(first, .sample("09:00"), .sample("09:55")), run.reportRead(rows: 1),
    ]
    private static let listed = Hour.meeting.listed(
        "Marc Dupont",
        from: .sample("09:00"),
        to: .sample("09:55")
    )
    /// As the report has it of a guest, and as it comes live.
    private static let stranger = SampleParticipant(name: "Marc Dupont", connection: "b")

    /// The rows of the two in every one of many orders.
    private static func rows(
        _ facts: [AttendanceEvent],
        seed: UInt64
    ) throws -> (first: AttendanceSheet.Row, second: AttendanceSheet.Row) {
        var generator = SeededGenerator(seed: seed)
        let sheet = try Roll(of: facts.shuffled(using: &generator)).sheet()
        let first = try #require(sheet.rows.first { $0.attendee == PersonID.ada.subject })
        let second = try #require(sheet.rows.first { $0.attendee == PersonID.boris.subject })
        return (first, second)
    }

    private static func expectNothing(of row: AttendanceSheet.Row, _ seed: UInt64) {
        #expect(row.secondsPresent == 0, "seed \(seed)")
        #expect(row.sharePercent == nil, "seed \(seed)")
        #expect(row.connections.isEmpty, "seed \(seed)")
        #expect(row.status == .absent || row.status == .unknown, "seed \(seed)")
    }

    @Test("is never credited by what came live", arguments: UInt64(0)..<60)
    func live(seed: UInt64) throws {
        let (first, second) = try Self.rows(Self.expected + Self.live, seed: seed)
        #expect(first.secondsPresent == 3300)
        #expect(first.status == .present)
        Self.expectNothing(of: second, seed)
        #expect(second.reasons == [.notComplete])
    }

    @Test("stands after whoever came, and of two who came the first before the second")
    func order() throws {
        let later = SampleParticipant(name: "Marc Dupont", connection: "a")
        let came = [
            Self.run.started(), Self.run.joined(later, .sample("09:20"), as: "8"),
            Self.run.joined(Self.stranger, .sample("09:00"), as: "7"),
            Self.run.ended(.sample("10:00")),
        ]
        let rows = try Roll(of: Self.expected + came).sheet().rows
        #expect(rows.map(\.name) == Array(repeating: "Marc Dupont", count: 4))
        #expect(rows.map(\.firstJoin) == [.sample("09:00"), .sample("09:20"), nil, nil])
        #expect(rows[2].attendee < rows[3].attendee)
    }

    @Test("is absent by the report, whatever the name", arguments: UInt64(0)..<60)
    func reported(seed: UInt64) throws {
        let ends = [Self.run.started(), Self.run.ended(.sample("10:00"))]
        for facts in [Self.live + Self.report, ends + Self.report] {
            let (first, second) = try Self.rows(Self.expected + facts, seed: seed)
            #expect(first.secondsPresent == 3300)
            Self.expectNothing(of: second, seed)
            #expect(second.status == .absent)
            #expect(second.reasons == [])
        }
    }

    @Test(
        "is never credited by a portal's file, and not absent beside one that tells more",
        arguments: 0..<60
    )
    func listed(seed: Int) throws {
        let facts = Self.expected + Self.live + Self.report + [Self.listed]
        let (first, second) = try Self.rows(facts, seed: UInt64(seed))
        #expect(first.secondsPresent == 3300)
        Self.expectNothing(of: second, UInt64(seed))
        // The row has the time at which the first is known to have been there.
        #expect(second.status == .absent)
        let other = Hour.meeting.listed(
            "Marc Dupont",
            line: 3,
            from: .sample("09:30"),
            to: .sample("09:55")
        )
        let beside = try Self.rows(facts + [other], seed: UInt64(seed))
        Self.expectNothing(of: beside.second, UInt64(seed))
        #expect(beside.second.reasons == [.listed])
        let ends = [Self.run.started(), Self.run.ended(.sample("10:00")), Self.listed]
        let alone = try Self.rows(Self.expected + ends, seed: UInt64(seed))
        Self.expectNothing(of: alone.first, UInt64(seed))
        Self.expectNothing(of: alone.second, UInt64(seed))
    }

    @Test("is never credited by a guest who shows it, live or reported", arguments: 0..<60)
    func guest(seed: Int) throws {
        let came = [
            Self.run.joined(Self.stranger, .sample("09:00"), as: "7"),
            Self.run.left(Self.stranger, .sample("09:55"), as: "7"),
        ]
        let told = [
            Self.run.reported(Self.stranger, .sample("09:00"), .sample("09:55"), as: "7"),
            Self.run.reportRead(rows: 1),
        ]
        let ends = [Self.run.started(), Self.run.ended(.sample("10:00"))]
        for facts in [came, told, came + told, came + told + [Self.listed]] {
            let rows = try Self.rows(Self.expected + ends + facts, seed: UInt64(seed))
            for row in [rows.first, rows.second] {
                Self.expectNothing(of: row, UInt64(seed))
                #expect(row.status == .unknown)
                #expect(row.reasons.contains(.unidentified))
            }
        }
    }
}
