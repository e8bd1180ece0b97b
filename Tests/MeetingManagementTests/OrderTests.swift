import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing

@Suite("The order of arrival does not matter (I-3)")
struct OrderTests {
    static func bodies() throws -> [[UInt8]] {
        try Checkout.lines(of: Checkout.courseDay).map { try RecordedDelivery(line: $0).body }
    }

    /// The sheet of the course day after deliveries in some order, with people's decisions last.
    static func content(after bodies: [[UInt8]]) async throws -> [UInt8] {
        let test = try TestDesk()
        try await test.take(bodies)
        let meeting = try await test.meeting().record
        let roster = String(decoding: try Checkout.bytes(of: Checkout.roster), as: UTF8.self)
        let people = try await test.desk.importPeople(csv: roster, actor: Actor("test"))
        // People's ids are random; what must not change is everything else.
        try await test.desk.extendRoster(of: meeting.id, with: people.people, actor: Actor("test"))
        var sheet = try await test.sheet()
        for index in sheet.rows.indices where sheet.rows[index].person != nil {
            let name = sheet.rows[index].ownID ?? ""
            sheet.rows[index].person = PersonID(name)
            sheet.rows[index].attendee = SubjectID(name)
        }
        return sheet.json.canonicalBytes()
    }

    static let expected = Task { try await content(after: bodies()) }

    @Test("shuffled and doubled deliveries give the same sheet, byte for byte", arguments: 0..<100)
    func shuffled(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let bodies = try Self.bodies()
        let shuffled = (bodies + bodies).shuffled(using: &generator)
        let content = try await Self.content(after: shuffled)
        #expect(content == (try await Self.expected.value), "seed \(seed)")
    }

    @Test("the course day has everyone on its sheet")
    func everyone() async throws {
        let json = try JSON(parsing: try await Self.expected.value)
        let rows = try #require(json["rows"]?.array)
        #expect(rows.count == 18)
        let statuses = Dictionary(grouping: rows) { $0["status"]?.string ?? "" }
            .mapValues(\.count)
        #expect(statuses == ["present": 13, "partial": 3, "unknown": 2])
    }
}
