import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("Who is who")
struct IdentityTests {
    private static let run = Hour.run
    private static let meeting = Hour.meeting
    private static let knownAda = AttendanceEvent.personRegistered(
        .sample(.ada, name: "Ada Lovelace", email: "ada@example.org", ownID: "E-17")
    )

    private static func join(_ participants: SampleParticipant...) -> [AttendanceEvent] {
        participants.map { run.joined($0, .sample("09:00"), as: $0.connection) }
    }

    @Test("is told by the registrant id, on any connection")
    func registrant() throws {
        let link = SampleParticipant(name: "iPad", connection: "a", registrant: "1")
        var named = link.on(connection: "b")
        named.name = "Rita M."
        let events = [
            Hour.planned,
            Self.meeting.registered("Rita", registrant: "1", email: "rita@example.org"),
        ]
        let row = try Roll(of: events + Self.join(link, named)).sheet().row("Rita")
        #expect(row.connections.count == 2)
        #expect(row.evidence == [.registrant])
        #expect(row.email == "rita@example.org")
        #expect(row.attendee == SubjectID("registrant-1"))
        #expect(row.person == nil)
    }

    @Test("is told by the Zoom user id, on any connection")
    func zoomUser() throws {
        let desk = SampleParticipant(name: "Zed", connection: "a", zoomUser: "zed")
        let sheet = try Roll(of: [Hour.planned] + Self.join(desk, desk.on(connection: "b"))).sheet()
        #expect(try sheet.row("Zed").connections.count == 2)
        #expect(try sheet.row("Zed").evidence == [.zoomUser])
    }

    @Test("is told by the customer key, which an application gives as the person's own id")
    func customerKey() throws {
        let guest = SampleParticipant(name: "A.", connection: "a", customerKey: "E-17")
        let other = SampleParticipant(name: "A.", connection: "b", customerKey: "E-18")
        let events = [Hour.planned, Self.knownAda] + Self.join(guest, other)
        let sheet = try Roll(of: events).sheet()
        let row = try sheet.row("Ada Lovelace")
        #expect(row.person == .ada)
        #expect(row.evidence == [.customerKey])
        #expect(row.connections.count == 1)
        // One that is nobody's own id ties the connections it was given to, and no person.
        let again = SampleParticipant(name: "A.", connection: "c", customerKey: "E-18")
        let twice = try Roll(of: events + Self.join(again)).sheet()
        #expect(try twice.row("A.").connections.count == 2)
        #expect(try twice.row("A.").person == nil)
    }

    @Test("is told by the address of whoever is signed in")
    func vouchedAddress() throws {
        let signedIn = SampleParticipant(
            name: "ada's laptop",
            connection: "a",
            zoomUser: "ada",
            email: "ada@example.org"
        )
        let events = [Hour.planned, Self.knownAda, Self.meeting.expects(.ada)]
        let row = try Roll(of: events + Self.join(signedIn)).sheet().row("Ada Lovelace")
        #expect(row.person == .ada)
        #expect(row.ownID == "E-17")
        #expect(row.email == "ada@example.org")
        #expect(row.attendee == PersonID.ada.subject)
        #expect(row.evidence == [.email, .zoomUser])
        #expect(row.connections.count == 1)
        #expect(try Roll(of: events).sheet().row("Ada Lovelace").connections.isEmpty)
    }

    @Test(
        "is told by the address of a registration made an hour before, whose link went there",
        arguments: [("07:59:59", true), ("08:00", true), ("08:00:01", false), ("09:05", false)]
    )
    func registrationAddress(clock: String, isTold: Bool) throws {
        let registered = Self.meeting.registered(
            "A. L.",
            registrant: "1",
            email: "ada@example.org",
            statedAt: .sample(clock)
        )
        let link = SampleParticipant(name: "x", connection: "a", registrant: "1")
        let roll = Roll(of: [Hour.planned, Self.knownAda, registered] + Self.join(link))
        let row = try #require(try roll.sheet().rows.first)
        #expect(try roll.sheet().rows.count == 1)
        #expect(row.name == (isTold ? "Ada Lovelace" : "A. L."))
        #expect(row.person == (isTold ? .ada : nil))
        #expect(row.connections.count == 1)
    }

    @Test("is not told by the address Zoom shows of a registrant who is not signed in")
    func registrantAddress() throws {
        let registrant = SampleParticipant(
            name: "Rita",
            connection: "a",
            registrant: "9",
            email: "ada@example.org"
        )
        let events = [Hour.planned, Self.knownAda, Self.meeting.expects(.ada)]
        let sheet = try Roll(of: events + Self.join(registrant)).sheet()
        #expect(sheet.names == ["Ada Lovelace", "Rita"])
        #expect(try sheet.row("Rita").evidence == [.registrant])
    }

    @Test("is not told by the address of a guest who is not signed in (I-7)")
    func guestAddress() throws {
        let guest = SampleParticipant(name: "Guest", connection: "a", email: "ada@example.org")
        let events = [Hour.planned, Self.knownAda, Self.meeting.expects(.ada)]
        let sheet = try Roll(of: events + Self.join(guest)).sheet()
        #expect(sheet.names == ["Ada Lovelace", "Guest"])
        #expect(try sheet.row("Ada Lovelace").connections.isEmpty)
        #expect(try sheet.row("Guest").person == nil)
        #expect(try sheet.row("Guest").evidence == [])
        #expect(try sheet.row("Guest").email == "ada@example.org")
    }

    @Test("is never told by a name alone (I-7)")
    func names() throws {
        let twin = SampleParticipant.guest("Ada Lovelace", connection: "b")
        let events = [
            Hour.planned, Self.knownAda, Self.meeting.expects(.ada),
            Self.meeting.registered("Ada Lovelace", registrant: "1"),
        ]
        let guests = Self.join(.guest("Ada Lovelace", connection: "a"), twin)
        let rows = try Roll(of: events + guests).sheet().rows
        #expect(rows.map(\.name) == [String](repeating: "Ada Lovelace", count: 4))
        #expect(rows.map(\.attendee) == rows.map(\.attendee).sorted())
        #expect(rows.map(\.connections.count).sorted() == [0, 0, 1, 1])
    }

    @Test("is nobody's where two people have one address")
    func sharedAddress() throws {
        let boris = AttendanceEvent.personRegistered(
            .sample(.boris, name: "Boris", email: "ada@example.org")
        )
        let signedIn = SampleParticipant(
            name: "Shared",
            connection: "a",
            zoomUser: "s",
            email: "ada@example.org"
        )
        let events = [Hour.planned, Self.knownAda, boris, Self.meeting.expects(.ada, .boris)]
        let sheet = try Roll(of: events + Self.join(signedIn)).sheet()
        #expect(sheet.names == ["Ada Lovelace", "Boris", "Shared"])
        #expect(try sheet.row("Shared").person == nil)
    }

    @Test("stays told by an address somebody had before")
    func earlierAddress() throws {
        let signedIn = SampleParticipant(
            name: "x",
            connection: "a",
            zoomUser: "ada",
            email: "ada@example.org"
        )
        let moved = AttendanceEvent.personRegistered(
            .sample(.ada, name: "Ada Lovelace", email: "ada@example.com")
        )
        let roll = Roll(of: [Hour.planned, Self.knownAda, moved] + Self.join(signedIn))
        #expect(try roll.sheet().row("Ada Lovelace").person == .ada)
        #expect(try roll.sheet().row("Ada Lovelace").email == "ada@example.com")
    }

    @Test("keeps two people two, though one used the other's link (I-7)")
    func sharedLink() throws {
        let boris = AttendanceEvent.personRegistered(
            .sample(.boris, name: "Boris", email: "boris@example.org")
        )
        let adaWithHisLink = SampleParticipant(
            name: "Ada",
            connection: "a",
            registrant: "2",
            zoomUser: "ada",
            email: "ada@example.org"
        )
        let events = [
            Hour.planned, Self.knownAda, boris, Self.meeting.expects(.ada, .boris),
            Self.meeting.registered("Boris", registrant: "2", email: "boris@example.org"),
        ]
        let sheet = try Roll(of: events + Self.join(adaWithHisLink)).sheet()
        #expect(sheet.names == ["Ada Lovelace", "Boris"])
        #expect(try sheet.row("Ada Lovelace").connections.count == 1)
        #expect(try sheet.row("Ada Lovelace").evidence == [.email, .sharedLink, .zoomUser])
        #expect(try sheet.row("Boris").connections.isEmpty)
    }

    @Test("keeps two apart whom one link let in under two Zoom users")
    func passedOn() throws {
        let first = SampleParticipant(name: "A", connection: "a", registrant: "2", zoomUser: "a")
        let second = SampleParticipant(name: "B", connection: "b", registrant: "2", zoomUser: "b")
        let sheet = try Roll(of: [Hour.planned] + Self.join(first, second)).sheet()
        #expect(sheet.names == ["A", "B"])
        #expect(try sheet.row("A").evidence == [.sharedLink, .zoomUser])
    }

    @Test("shows a trainer where the host is signed in, and nowhere else")
    func trainer() throws {
        let signedIn = SampleParticipant(name: "Zed", connection: "z", zoomUser: "zed")
        let joins = Self.join(.hana, .ada, .guest("Hana", connection: "fake"), signedIn)
        let rows = try Roll(of: [Hour.planned] + joins).sheet().rows
        #expect(rows.map(\.name) == ["Ada", "Hana", "Hana", "Zed"])
        let trainers = rows.filter { $0.role == .trainer }
        #expect(trainers.map(\.attendee) == [SampleParticipant.hana.subject(in: Self.run)])
    }

    @Test("prefers the organisation's name to the registrant's, and that to the one shown")
    func bestName() throws {
        var link = SampleParticipant(name: "zoom name", connection: "a", registrant: "1")
        let registered = Self.meeting.registered("Registered Name", registrant: "1")
        #expect(try Roll(of: [Hour.planned] + Self.join(link)).sheet().names == ["zoom name"])
        #expect(
            try Roll(of: [Hour.planned, registered] + Self.join(link)).sheet().names
                == ["Registered Name"]
        )
        link.name = nil
        #expect(try Roll(of: [Hour.planned] + Self.join(link)).sheet().names == [""])
    }

    @Test("shows the name shown last on a connection, whatever arrives first")
    func lastName() throws {
        var renamed = SampleParticipant.ada
        renamed.name = "Ada (she/her)"
        let events = [
            Self.run.joined(.ada, .sample("09:00")), Self.run.left(renamed, .sample("09:30")),
        ]
        for events in [events, events.reversed()] {
            #expect(try Roll(of: [Hour.planned] + events).sheet().names == ["Ada (she/her)"])
        }
    }

    @Test("shows placeholders where a name is erased")
    func erased() throws {
        let erased = Personal<String>(subject: PersonID.ada.subject, content: .erased)
        var person = PersonRegistered.sample(.ada, name: "", email: "a@example.org", ownID: "E-1")
        person.name = erased
        person.email = erased
        person.ownID = erased
        let roll = Roll(of: [Hour.planned, .personRegistered(person), Self.meeting.expects(.ada)])
        let row = try roll.sheet().row("[erased]")
        #expect(row.email == "[erased]")
        #expect(row.ownID == "[erased]")
        #expect(row.person == .ada)
    }
}
