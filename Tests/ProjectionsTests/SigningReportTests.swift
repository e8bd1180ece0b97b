import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("Who has signed")
struct SigningReportTests {
    private static let run = Hour.run
    private static let one = SampleOccurrence.morning.named(OccurrenceID(sample: "one"))
    private static let ada = SampleParticipant.ada.subject(in: run)
    private static let came: [AttendanceEvent] = [
        Hour.planned, run.joined(.ada, .sample("09:00")), run.joined(.boris, .sample("09:00")),
    ]
    private static let asked =
        came + [
            .slotOpened(one.opened()), .signatureRequested(one.request(from: ada)),
        ]
    private static let signature = one.signature(of: ada, at: .sample("09:30"))

    private static func report(
        _ events: [AttendanceEvent],
        at clock: String = "10:00"
    ) throws -> SigningReport {
        let roll = Roll(of: events)
        let occurrence = try #require(roll.occurrences(of: Hour.meeting.id).first)
        return try #require(SigningReport(of: occurrence, in: roll, at: .sample(clock)))
    }

    @Test("has no line before signatures are asked for")
    func noSlot() throws {
        #expect(try Self.report(Self.came).lines == [])
        #expect(try Self.report(Self.came).slots == [])
    }

    @Test("has everyone once for each slot, and how far they are")
    func lines() throws {
        let report = try Self.report(Self.asked)
        #expect(report.slots == [Self.one.slot])
        #expect(report.lines.map(\.name) == ["Ada", "Boris"])
        #expect(report.lines.map(\.state) == [.asked, .notAsked])
        #expect(report.lines.map(\.expires) == [.sample("12:15"), nil])
        #expect(report.lines.map(\.attendee).first == Self.ada)
        #expect(report.lines.map(\.capacity) == [.attendee, .attendee])
    }

    @Test(
        "says that a link has ended from its last moment on",
        arguments: [("12:14:59", SigningReport.State.asked), ("12:15", .ended)]
    )
    func ended(clock: String, state: SigningReport.State) throws {
        #expect(try Self.report(Self.asked, at: clock).lines.first?.state == state)
    }

    @Test("says who signed, who will not, and whose signature or link was taken back")
    func states() throws {
        let declined = AttendanceEvent.signatureDeclined(
            Self.one.declined(by: Self.ada, at: .sample("09:20"))
        )
        let given = AttendanceEvent.signatureGiven(Self.signature)
        let revoked = AttendanceEvent.signatureRequestRevoked(
            Self.one.revoked(Self.one.request(from: Self.ada))
        )
        let withdrawn = AttendanceEvent.signatureWithdrawn(
            Self.one.withdrawn(Self.signature, at: .sample("09:40"))
        )
        let history: [(AttendanceEvent, SigningReport.State, Instant?, String?)] = [
            (declined, .declined, .sample("09:20"), "I was not there"),
            (given, .signed, .sample("09:30"), nil), (revoked, .signed, .sample("09:30"), nil),
            (withdrawn, .notAsked, nil, nil),
        ]
        var events = Self.asked
        for (event, state, at, reason) in history {
            events.append(event)
            let line = try #require(try Self.report(events).lines.first)
            #expect(line.state == state)
            #expect(line.at == at)
            #expect(line.reason == reason)
        }
    }

    @Test("follows a signer who turns out to be somebody known, in whatever capacity they signed")
    func identified() throws {
        let link = SampleParticipant(name: "x", connection: "a", registrant: "1")
        let events: [AttendanceEvent] = [
            Hour.planned, Self.run.joined(link, .sample("09:00")),
            .slotOpened(Self.one.opened()),
            .signatureGiven(Self.one.signature(of: "registrant-1", at: .sample("09:30"))),
            Hour.meeting.registered("Ada", registrant: "1", email: "ada@example.org"),
            .personRegistered(.sample(.ada, name: "Ada", email: "ada@example.org")),
        ]
        let line = try #require(try Self.report(events).lines.first)
        #expect(line.attendee == PersonID.ada.subject)
        #expect(line.slot == Self.one.slot.id)
        #expect(line.state == .signed)
        let trainer = Self.one.signature(of: "registrant-1", as: .trainer, at: .sample("09:30"))
        let countersigned = events.map { event -> AttendanceEvent in
            if case .signatureGiven = event { .signatureGiven(trainer) } else { event }
        }
        #expect(try Self.report(countersigned).lines.first?.state == .signed)
    }

    @Test("is told as JSON")
    func json() throws {
        let line = try Self.report(Self.asked + [.signatureGiven(Self.signature)]).json["slots"]?
            .array?.first?["lines"]?.array?.first
        let expected: JSON = [
            "attendee": .string(Self.ada.text), "name": "Ada",
            "capacity": "attendee", "state": "signed", "at": "2026-03-09T09:30:00Z",
            "reason": .null, "expires": .null,
        ]
        #expect(line == expected)
    }
}
