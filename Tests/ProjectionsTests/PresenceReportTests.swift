import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("Who is present")
struct PresenceReportTests {
    private static let run = Hour.run

    /// Hana from 09:00, Ada 09:10 to 09:30 and again from 09:40, Boris from 09:20 without a leave.
    private static let roll = Hour.held(
        run.joined(.hana, .sample("09:00")),
        run.left(.hana, .sample("10:00")),
        run.joined(.ada, .sample("09:10"), as: "1"),
        run.left(.ada, .sample("09:30"), as: "1"),
        run.joined(.ada, .sample("09:40"), as: "2"),
        run.left(.ada, .sample("09:50"), as: "2"),
        run.joined(.boris, .sample("09:20")),
        run.left(.guest("Ghost"), .sample("09:45")),
        run.sighted(.guest("Waiting"), .enteredWaitingRoom, .sample("09:01"))
    )

    private static func present(_ clock: String, in roll: Roll = roll) throws -> String {
        let report = try #require(roll.presence(in: Hour.meeting.id, at: .sample(clock)))
        #expect(report.at == .sample(clock))
        let names = report.present.map { line in
            "\(line.name) \(line.since.map { CivilTime($0).hourAndMinute } ?? "?")"
        }
        return (report.isRunning ? "" : "not running") + names.joined(separator: ", ")
    }

    @Test(
        "at a moment is whoever joined and has not left",
        arguments: [
            ("08:59:59", "not running"),
            ("09:00", "Hana 09:00"),
            ("09:10", "Ada 09:10, Hana 09:00"),
            ("09:25", "Ada 09:10, Boris 09:20, Hana 09:00"),
            ("09:30", "Boris 09:20, Hana 09:00"),
            ("09:40", "Ada 09:40, Boris 09:20, Hana 09:00"),
            ("09:49:59", "Ada 09:40, Boris 09:20, Hana 09:00"),
            ("09:50", "Boris 09:20, Hana 09:00"),
            ("09:59:59", "Boris 09:20, Hana 09:00"),
            ("10:00", "not running"),
        ]
    )
    func moments(clock: String, expected: String) throws {
        #expect(try Self.present(clock) == expected)
    }

    @Test("is as far as is known now: a late fact changes the past")
    func lateFact() throws {
        let before = Hour.running(Self.run.joined(.ada, .sample("09:10")))
        #expect(try Self.present("09:30", in: before) == "Ada 09:10")
        let after = Hour.running(
            Self.run.joined(.ada, .sample("09:10")),
            Self.run.left(.ada, .sample("09:20"))
        )
        #expect(try Self.present("09:30", in: after) == "")
    }

    @Test("says trainer or attendee, and the row of the sheet")
    func roles() throws {
        let report = try #require(Self.roll.presence(in: Hour.meeting.id, at: .sample("09:25")))
        #expect(report.present.map(\.role) == [.attendee, .attendee, .trainer])
        #expect(
            report.present.map(\.attendee) == [
                SampleParticipant.ada.subject(in: Self.run),
                SampleParticipant.boris.subject(in: Self.run),
                SampleParticipant.hana.subject(in: Self.run),
            ]
        )
        #expect(report.number == "85746065432")
        #expect(report.topic == "Working at heights")
    }

    @Test("counts somebody with two devices once, from the first")
    func devices() throws {
        let rita = SampleParticipant(name: "Rita", connection: "a", registrant: "1")
        let roll = Hour.running(
            Self.run.joined(rita.on(connection: "b"), .sample("09:20"), as: "2"),
            Self.run.joined(rita, .sample("09:10"), as: "1")
        )
        #expect(try Self.present("09:30", in: roll) == "Rita 09:10")
        #expect(try Self.present("09:15", in: roll) == "Rita 09:10")
    }

    @Test("is nobody between two runs, and nobody of another occurrence")
    func runs() throws {
        let second = Hour.meeting.run("two", start: .sample("09:30"))
        let evening = Hour.meeting.run("evening", start: .sample("19:00"))
        let roll = Roll(of: [
            Hour.planned,
            Self.run.joined(.ada, .sample("09:00")), Self.run.ended(.sample("09:20")),
            second.joined(.boris, .sample("09:31")), second.ended(.sample("10:00")),
            evening.joined(.guest("Eve"), .sample("19:05")),
        ])
        #expect(try Self.present("09:10", in: roll) == "Ada 09:00")
        #expect(try Self.present("09:25", in: roll) == "not running")
        #expect(try Self.present("09:40", in: roll) == "Boris 09:31")
        #expect(try Self.present("19:10", in: roll) == "Eve 19:05")
    }

    @Test("of an unknown meeting is no answer")
    func unknown() {
        #expect(Self.roll.presence(in: MeetingID("meeting-nowhere"), at: .sample("09:00")) == nil)
    }

    @Test("reads as JSON")
    func json() throws {
        let roll = Hour.running(Self.run.joined(.ada, .sample("09:10")))
        let report = try #require(roll.presence(in: Hour.meeting.id, at: .sample("09:30")))
        #expect(
            report.json.canonicalText == #"{"at":"2026-03-09T09:30:00Z","meeting":{"number":"#
                + #""85746065432","topic":"Working at heights"},"present":[{"attendee":"#
                + #""participant-one-ada","name":"Ada","role":"attendee","since":"#
                + #""2026-03-09T09:10:00Z"}],"running":true}"#
        )
    }
}
