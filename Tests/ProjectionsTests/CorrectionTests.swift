import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

/// The hour from 09:00, in which Ada was connected from 09:00 to 09:30.
@Suite("A corrected row")
struct CorrectionTests {
    private static let run = Hour.run
    private static let one = SampleOccurrence.morning.named(OccurrenceID(sample: "one"))
    private static let ada = SampleParticipant.ada.subject(in: run)

    private static func held(_ decisions: AttendanceEvent...) -> Roll {
        Roll(
            of: [
                Hour.planned, run.started(), run.joined(.ada, .sample("09:00")),
                run.left(.ada, .sample("09:30")), run.ended(.sample("10:00")),
            ] + decisions
        )
    }

    private static func stated(
        _ statement: AttendanceCorrected.Statement,
        _ from: String,
        _ to: String,
        _ decision: String = "first"
    ) -> AttendanceEvent {
        .attendanceCorrected(
            one.corrected(ada, statement, from: from, to: to, decision: decision)
        )
    }

    @Test("counts what somebody stated, and still says what Zoom told")
    func present() throws {
        let row = try Self.held(Self.stated(.present, "09:20", "09:50")).sheet().row("Ada")
        #expect(row.secondsPresent == 3000)
        #expect(row.secondsTold == 1800)
        #expect(row.sharePercent == 83)
        #expect(row.status == .present)
        #expect(row.firstJoin == .sample("09:00"))
        #expect(row.lastLeave == .sample("09:50"))
        #expect(row.stays == ["09:00-09:30"])
        let line = try #require(row.corrections.first)
        #expect(row.corrections.count == 1)
        #expect(line.kind == .present)
        #expect(line.window == TimeWindow(start: .sample("09:20"), end: .sample("09:50")))
        #expect(line.reason == "Seen in the room")
        #expect(line.withdrawn == nil)
        #expect(!row.isExcused)
    }

    @Test("holds, of several statements about one moment, to the last")
    func last() throws {
        let denied = Self.stated(.notPresent, "09:10", "09:40", "second")
        let affirmed = Self.stated(.present, "09:00", "10:00")
        #expect(try Self.held(affirmed, denied).sheet().row("Ada").secondsPresent == 1800)
        #expect(try Self.held(denied, affirmed).sheet().row("Ada").secondsPresent == 3600)
    }

    @Test("counts nothing outside the planned time, whoever states it")
    func clipped() throws {
        let row = try Self.held(Self.stated(.present, "08:00", "11:00")).sheet().row("Ada")
        #expect(row.secondsPresent == 3600)
        #expect(row.sharePercent == 100)
    }

    @Test("is absent when somebody states that of the whole time, and not of a part")
    func denied() throws {
        let whole = try Self.held(Self.stated(.notPresent, "08:55", "10:00")).sheet().row("Ada")
        #expect(whole.status == .absent)
        #expect(whole.secondsPresent == 0)
        #expect(whole.firstJoin == nil)
        #expect(whole.stays == ["09:00-09:30"])
        let part = try Self.held(Self.stated(.notPresent, "09:00", "09:30")).sheet().row("Ada")
        #expect(part.status == .partial)
        #expect(part.sharePercent == 0)
    }

    @Test("stays unknown where nobody saw them, and only a part is denied")
    func unseen() throws {
        let rita = Hour.meeting.registered("Rita", registrant: "1")
        let subject = try #require(try Hour.held(rita).sheet().rows.first?.attendee)
        let part = Self.one.corrected(subject, .notPresent, from: "09:00", to: "09:30")
        #expect(
            try Hour.held(rita, .attendanceCorrected(part)).sheet().row("Rita").status == .unknown
        )
        let whole = Self.one.corrected(subject, .notPresent, from: "09:00", to: "10:00")
        #expect(
            try Hour.held(rita, .attendanceCorrected(whole)).sheet().row("Rita").status == .absent
        )
        let there = Self.one.corrected(subject, .present, from: "09:00", to: "09:50")
        let row = try Hour.held(rita, .attendanceCorrected(there)).sheet().row("Rita")
        #expect(row.status == .present)
        #expect(row.stays.isEmpty)
    }

    @Test("is not seen by a statement that a later one takes away")
    func overridden() throws {
        let rita = Hour.meeting.registered("Rita", registrant: "1")
        let subject = try #require(try Hour.held(rita).sheet().rows.first?.attendee)
        func stated(_ statement: AttendanceCorrected.Statement) -> AttendanceEvent {
            .attendanceCorrected(Self.one.corrected(subject, statement, from: "09:00", to: "09:30"))
        }
        let row = try Hour.held(rita, stated(.present), stated(.notPresent)).sheet().row("Rita")
        #expect(row.status == .unknown)
        #expect(row.sharePercent == nil)
    }

    @Test("counts no longer than a run that nobody planned")
    func unplanned() throws {
        let roll = Roll(of: [
            Self.run.started(), Self.run.joined(.ada, .sample("09:00")),
            Self.run.left(.ada, .sample("09:30")), Self.run.ended(.sample("10:00")),
            .attendanceCorrected(
                SampleOccurrence.morning.named(Self.run.occurrence)
                    .corrected(Self.ada, .present, from: "08:00", to: "18:00")
            ),
        ])
        #expect(try roll.sheet(of: Self.run).row("Ada").secondsPresent == 3600)
    }

    @Test("is not unknown for what Zoom left out, where people stated all of it")
    func wholeStated() throws {
        let facts = [
            Hour.planned, Self.run.started(), Self.run.left(.ada, .sample("09:20")),
            Self.run.ended(.sample("10:00")),
        ]
        #expect(try Roll(of: facts).sheet().row("Ada").status == .unknown)
        let stated = [
            Self.stated(.present, "09:00", "09:30"), Self.stated(.notPresent, "09:30", "10:00"),
        ]
        #expect(try Roll(of: facts + stated).sheet().row("Ada").status == .partial)
    }

    @Test("keeps the order of the log, whatever the clock showed")
    func clocks() throws {
        var log = [
            Hour.planned, Self.stated(.present, "09:00", "10:00"),
            Self.stated(.notPresent, "09:00", "10:00"),
        ].recorded()
        log[1].occurredAt = .sample("10:05")
        log[2].occurredAt = .sample("10:00")
        let row = try #require(try Roll(replaying: log).sheet().rows.first)
        #expect(row.secondsPresent == 0)
        #expect(row.corrections.map(\.kind) == [.present, .notPresent])
    }

    @Test("is as before when the decision is taken back, and says both")
    func withdrawn() throws {
        let row = try Self.held(
            Self.stated(.present, "09:20", "09:50"),
            .decisionWithdrawn(Self.one.withdrawn("first"))
        ).sheet().row("Ada")
        let untouched = try Self.held().sheet().row("Ada")
        #expect(row.secondsPresent == untouched.secondsPresent)
        #expect(row.secondsTold == nil)
        #expect(row.status == untouched.status)
        #expect(row.corrections.first?.withdrawn?.reason == "Mixed up")
        #expect(row.correctionsInForce.isEmpty)
    }

    @Test("says who decided, and when")
    func author() throws {
        var log = [Hour.planned, Self.stated(.present, "09:00", "09:50")].recorded()
        log[1].actor = "cli:trainer"
        log[1].occurredAt = .sample("10:05")
        let row = try #require(try Roll(replaying: log).sheet().rows.first)
        #expect(row.corrections.first?.by == "cli:trainer")
        #expect(row.corrections.first?.at == .sample("10:05"))
    }

    @Test("is excused beside its status, with the proof")
    func excused() throws {
        let excuse = Self.one.excused(Self.ada, document: "certificate 17")
        let row = try Self.held(.attendeeExcused(excuse)).sheet().row("Ada")
        #expect(row.isExcused)
        #expect(row.status == .partial)
        #expect(row.secondsTold == nil)
        #expect(row.corrections.first?.document == "certificate 17")
        #expect(row.corrections.first?.window == nil)
    }

    @Test("follows the attendee when they are known by a stronger name later")
    func identified() throws {
        let signedIn = SampleParticipant(
            name: "Ada",
            connection: "signed-in",
            zoomUser: "zoom-ada",
            email: "ada@example.org"
        )
        let facts = [Hour.planned, Self.run.joined(signedIn, .sample("09:00"))]
        let correction = AttendanceEvent.attendanceCorrected(
            Self.one.corrected(
                signedIn.subject(in: Self.run),
                .present,
                from: "09:00",
                to: "09:50"
            )
        )
        let known = AttendanceEvent.personRegistered(
            .sample(.ada, name: "Ada Lovelace", email: "ada@example.org")
        )
        let row = try Roll(of: facts + [correction, known]).sheet().row("Ada Lovelace")
        #expect(row.attendee == PersonID.ada.subject)
        #expect(row.corrections.count == 1)
        #expect(row.secondsPresent == 3000)
    }
}
