import Attendance
import EventSourcing
import EventStore
import MeetingManagement
import Projections
import Synchronization
import TestSupport
import Testing

@Suite("Importing people")
struct PeopleTests {
    let actor = Actor("test")

    @Test("a header in any order and case names the columns; importing twice changes nothing")
    func twice() async throws {
        let test = try TestDesk()
        let csv = "Own ID;E-Mail;Name\nA-1;ada@example.org;Ada Lovelace\nA-2;;\"Hopper; Grace\"\n"
        let first = try await test.desk.importPeople(csv: csv, actor: actor)
        let second = try await test.desk.importPeople(csv: "\u{FEFF}" + csv, actor: actor)
        #expect((first.added, first.changed, first.unchanged) == (2, 0, 0))
        #expect((second.added, second.changed, second.unchanged) == (0, 0, 2))
        #expect(first.people == second.people)
        let people = try await test.desk.projections.people().people.people
        #expect(Set(people.values.compactMap(\.name.value)) == ["Ada Lovelace", "Hopper; Grace"])
    }

    @Test("somebody is known again by own id, else by address without regard to case")
    func knownAgain() async throws {
        let test = try TestDesk()
        let first = try await test.desk.importPeople(
            csv: "name,email\nAda,ada@example.org\n",
            actor: actor
        )
        let second = try await test.desk.importPeople(
            csv: "name,email,own id\nAda King, ADA@example.org ,A-1\n",
            actor: actor
        )
        let third = try await test.desk.importPeople(
            csv: "name,email,own id\nAda King,other@example.org,A-1\n",
            actor: actor
        )
        #expect((second.added, second.changed) == (0, 1))
        #expect((third.added, third.changed) == (0, 1))
        #expect(first.people == third.people)
    }

    @Test("two people who share an address stay two when their own ids differ")
    func sharedAddress() async throws {
        let test = try TestDesk()
        let result = try await test.desk.importPeople(
            csv: "name,email,own id\nAda,office@example.org,A-1\nGrace,office@example.org,A-2\n",
            actor: actor
        )
        #expect(result.added == 2)
        #expect(Set(result.people).count == 2)
    }

    @Test("a row that cannot be used is refused with its line, the rest is imported")
    func badRows() async throws {
        let test = try TestDesk()
        let result = try await test.desk.importPeople(
            csv: "name,email\n,x@example.org\nAda,ada@example.org\nGrace,\n",
            actor: actor
        )
        #expect(result.added == 1)
        #expect(result.refused.map(\.number) == [2, 4])
    }

    @Test(
        "a file that is no roster is refused whole",
        arguments: ["", "email\na@b.c\n", "name\nAda\n", "name,email\n\"Ada,a@b.c\nB,b@c.d\n"]
    )
    func noRoster(csv: String) async throws {
        let test = try TestDesk()
        await #expect(throws: RosterRefusal.self) {
            try await test.desk.importPeople(csv: csv, actor: actor)
        }
        #expect(try await test.log.size() == 0)
    }

    @Test("an own id that stands twice in a file is refused the second time")
    func twiceInOneFile() async throws {
        let test = try TestDesk()
        let result = try await test.desk.importPeople(
            csv: "name,own id\nAda,A-1\nGrace,A-1\n",
            actor: actor
        )
        #expect(result.added == 1)
        #expect(result.refused.map(\.number) == [3])
    }

    @Test("many are recorded together; whoever stands twice in a file is as the later line says")
    func together() async throws {
        let log = InterposedLog(over: MemoryEventLog(now: { TestDesk.now }))
        let appends = Mutex(0)
        log.interpose { (_) throws(EventLogError) in appends.withLock { $0 += 1 } }
        let test = try TestDesk(over: log)
        let rows = (1...1200).map { "Nr\($0),p\($0)@example.org\n" }
        let again = ["Ada,p1200@example.org\n", "Ada King,p1200@example.org\n"]
        let csv = "name,email\n" + (rows + again).joined()
        let result = try await test.desk.importPeople(csv: csv, actor: actor)
        #expect((result.added, result.changed, result.unchanged) == (1200, 2, 0))
        #expect(result.people.count == 1202)
        #expect(Set(result.people).count == 1200)
        // Five hundred at a time, and each of the later lines alone.
        #expect(appends.withLock { $0 } == 5)
        let last = try #require(result.people.last)
        let people = try await test.desk.projections.people().people.people
        #expect(people[last]?.name.value == "Ada King")
    }
}
