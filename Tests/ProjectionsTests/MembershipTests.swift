import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("A run belongs")
struct MembershipTests {
    private static let meeting = SampleMeeting.heights
    private static let hour = Hour.time

    /// Which occurrences there are, each with its runs.
    private static func occurrences(_ events: AttendanceEvent...) -> [String] {
        Roll(of: events).occurrences(of: meeting.id).map { occurrence in
            let runs = occurrence.instances.map { $0.text.split(separator: "-")[2] }
            let name = occurrence.planned == nil ? "unplanned" : occurrence.id.text.dropFirst(10)
            return "\(name): \(runs.joined(separator: " "))"
        }
    }

    @Test(
        "to a planned occurrence from an hour before its start until an hour after its end",
        arguments: [
            ("08:00", true), ("07:59:59", false), ("09:00", true), ("10:00", true),
            ("10:59:59", true), ("11:00", false),
        ]
    )
    func margins(start: String, isMember: Bool) {
        let run = Self.meeting.run("a", start: .sample(start))
        let roll = Roll(of: [Hour.planned, run.started()])
        let occurrence = roll.occurrences(of: Self.meeting.id).first { $0.instances == [run.id] }
        #expect(occurrence?.id == (isMember ? OccurrenceID(sample: "one") : run.occurrence))
        #expect((occurrence?.planned != nil) == isMember)
    }

    @Test("to the margins that its rule pack sets")
    func pack() {
        var pack = RulePack.generic
        pack.membership.marginBeforeSeconds = 60
        let run = Self.meeting.run("a", start: .sample("08:58"))
        let roll = Roll(of: [Hour.planned, run.started()])
        #expect(roll.occurrences(of: Self.meeting.id).count == 1)
        let adopted = RulePackAdopted(from: .sample("00:00"), pack: pack)
        let strict = Roll(of: [.rulePackAdopted(adopted), Hour.planned, run.started()])
        #expect(strict.occurrences(of: Self.meeting.id).count == 2)
        let later = RulePackAdopted(from: .sample("09:00:01"), pack: pack)
        let lenient = Roll(of: [.rulePackAdopted(later), Hour.planned, run.started()])
        #expect(lenient.occurrences(of: Self.meeting.id).count == 1)
    }

    @Test(
        "to the occurrence whose start is nearest, the first of two as near",
        arguments: [
            ("09:59", "one: a|two: "), ("10:00", "one: a|two: "), ("10:01", "one: |two: a"),
            ("10:59", "one: |two: a"),
        ]
    )
    func nearest(start: String, expected: String) {
        let planned = Self.meeting.planned(
            Self.hour,
            .sample("two", .sample("11:00"), minutes: 60)
        )
        let run = Self.meeting.run("a", start: .sample(start))
        #expect(Self.occurrences(planned, run.started()).joined(separator: "|") == expected)
    }

    @Test("with another to one occurrence when the host dropped out")
    func hostDrop() throws {
        let first = Self.meeting.run("a", start: .sample("09:00"))
        let second = Self.meeting.run("b", start: .sample("09:25"))
        let rita = SampleParticipant(name: "Rita", connection: "r1", registrant: "1")
        let roll = Roll(of: [
            Hour.planned, Self.meeting.registered("Rita", registrant: "1"),
            second.joined(rita.on(connection: "r2"), .sample("09:26")),
            second.ended(.sample("09:58")),
            first.joined(rita, .sample("09:01")), first.ended(.sample("09:21")),
        ])
        #expect(roll.occurrences(of: Self.meeting.id).map(\.instances) == [[first.id, second.id]])
        let sheet = try roll.sheet()
        #expect(sheet.instances.map(\.uuid) == ["uuid-a==", "uuid-b=="])
        #expect(sheet.occurrence.actualStart == .sample("09:00"))
        #expect(sheet.occurrence.actualEnd == .sample("09:58"))
        #expect(try sheet.row("Rita").stays == ["09:01-09:21*", "09:26-09:58*"])
        #expect(try sheet.row("Rita").secondsPresent == 52 * 60)
    }

    @Test(
        "to the unplanned run before it when an hour or less lies between",
        arguments: [("11:00", ["unplanned: a b"]), ("11:00:01", ["unplanned: a", "unplanned: b"])]
    )
    func chain(start: String, expected: [String]) {
        let first = Self.meeting.run("a", start: .sample("09:00"))
        let second = Self.meeting.run("b", start: .sample(start))
        #expect(Self.occurrences(second.started(), first.ended(.sample("10:00"))) == expected)
        #expect(Self.occurrences(first.ended(.sample("10:00")), second.started()) == expected)
    }

    @Test(
        "to a chain by the latest end in it, and to the last moment known where an end is missing"
    )
    func chainReach() {
        let long = Self.meeting.run("a", start: .sample("09:00"))
        let short = Self.meeting.run("b", start: .sample("09:10"))
        let late = Self.meeting.run("c", start: .sample("12:30"))
        let later = Self.meeting.run("d", start: .sample("14:00"))
        let lines = Self.occurrences(
            long.ended(.sample("12:00")),
            short.ended(.sample("09:20")),
            late.joined(.ada, .sample("13:05")),
            later.started()
        )
        #expect(lines == ["unplanned: a b c d"])
    }

    @Test("to nothing when it was only a practice session")
    func practice() throws {
        let practice = Self.meeting.run("p", start: .sample("08:45"))
        let roll = Roll(of: [
            Hour.planned, practice.started(), practice.joined(.ada, .sample("08:46")),
            practice.ended(.sample("08:55"), isPractice: true),
            Hour.run.joined(.boris, .sample("09:00")), Hour.run.ended(.sample("10:00")),
        ])
        let sheet = try roll.sheet()
        #expect(sheet.names == ["Boris"])
        #expect(sheet.instances.map(\.uuid) == ["uuid-one=="])
        #expect(sheet.occurrence.actualStart == .sample("09:00"))
        #expect(roll.occurrence(practice.occurrence) == nil)
        #expect(roll.presence(in: Self.meeting.id, at: .sample("08:50"))?.isRunning == false)
    }

    @Test("to a cancelled occurrence only where there is no other, which it then is no more")
    func cancelled() {
        let run = Self.meeting.run("a", start: .sample("09:05"))
        let off = PlannedTime.sample("one", .sample("09:00"), minutes: 60, isCancelled: true)
        let other = PlannedTime.sample("two", .sample("10:00"), minutes: 60)
        #expect(
            Self.occurrences(Self.meeting.planned(off, other), run.started()) == [
                "one: ", "two: a",
            ]
        )
        let roll = Roll(of: [Self.meeting.planned(off), run.started()])
        #expect(roll.occurrences(of: Self.meeting.id).map(\.instances) == [[run.id]])
        #expect(roll.occurrences(of: Self.meeting.id).map(\.isCancelled) == [false])
        let unheld = Roll(of: [Self.meeting.planned(off)])
        #expect(unheld.occurrences(of: Self.meeting.id).map(\.isCancelled) == [true])
        let deleted = Self.meeting.standing(.deleted, statedAt: .sample("08:30"))
        let deletedPlan = Roll(of: [Hour.planned, deleted])
        #expect(deletedPlan.occurrences(of: Self.meeting.id).map(\.isCancelled) == [true])
    }

    @Test("to its occurrence still when the meeting is deleted after it was held")
    func deletedAfterwards() throws {
        let roll = Roll(of: [
            Hour.planned, Hour.run.joined(.ada, .sample("09:00")), Hour.run.ended(.sample("10:00")),
            Self.meeting.standing(.deleted, statedAt: .sample("18:00")),
        ])
        #expect(roll.occurrences(of: Self.meeting.id).map(\.instances) == [[Hour.run.id]])
        #expect(try roll.sheet().names == ["Ada"])
    }

    @Test("to an occurrence that any of its runs names")
    func names() throws {
        let first = Self.meeting.run("a", start: .sample("09:00"))
        let second = Self.meeting.run("b", start: .sample("09:20"))
        let roll = Roll(of: [Hour.planned, first.started(), second.started()])
        let planned = try #require(roll.occurrence(OccurrenceID(sample: "one")))
        #expect(roll.occurrence(first.occurrence) == planned)
        #expect(roll.occurrence(second.occurrence) == planned)
        #expect(
            roll.names(of: planned)
                == [OccurrenceID(sample: "one"), first.occurrence, second.occurrence]
        )
        #expect(roll.occurrence(OccurrenceID(sample: "nowhere")) == nil)
        #expect(roll.occurrences(of: MeetingID("meeting-nowhere")).isEmpty)
        #expect(roll.sheet(of: OccurrenceID(sample: "nowhere")) == nil)
    }

    @Test("to its own meeting only, though another account uses the number")
    func accounts() throws {
        var other = Self.meeting
        other.account = "account-2"
        let run = other.run("x", start: .sample("09:00"))
        let roll = Roll(of: [Hour.planned, run.started()])
        #expect(roll.occurrences(of: Self.meeting.id).flatMap(\.instances).isEmpty)
        #expect(roll.occurrences(of: other.id).flatMap(\.instances) == [run.id])
        #expect(
            roll.directory.meetings.values.filter { $0.number == Self.meeting.number }.count == 2
        )
    }
}
