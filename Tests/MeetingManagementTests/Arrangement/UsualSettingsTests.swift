import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing
import ZoomAPI

@Suite("How people come into a meeting of which nothing is said")
struct UsualSettingsTests {
    private func office(_ defaults: MeetingSettings) async throws -> SubAccountTests.Office {
        let office = try SubAccountTests.Office()
        try await office.connect(try office.master())
        try await office.test.desk.setDefaults(
            of: SimulatedAccount.id,
            to: defaults,
            actor: "admin"
        )
        return office
    }

    private func settings(
        _ wanted: MeetingSettings = MeetingSettings(),
        _ kind: MeetingKind = .meeting,
        _ time: TimeDraft = .unfixed,
        in office: SubAccountTests.Office,
        at account: String = SimulatedAccount.id
    ) async throws -> MeetingSettings {
        try await office.test.desk.settings(wanted, of: kind, time, at: account)
    }

    @Test("is what is usual, but nobody registers for what begins now")
    func usual() async throws {
        let office = try await office(MeetingSettings())
        #expect(try await settings(in: office) == .usual)
        let now = try await settings(MeetingSettings(), .meeting, .instant, in: office)
        #expect(now.registration == MeetingSettings.Registration.none)
    }

    @Test("is what is set for the account, but for what is said, and for that account alone")
    func set() async throws {
        let office = try await office(
            MeetingSettings(registration: MeetingSettings.Registration.none, recording: .cloud)
        )
        let set = try await settings(in: office)
        #expect(set.registration == MeetingSettings.Registration.none)
        #expect(set.recording == .cloud)
        #expect(set.writesToRegistrants == true)
        let said = try await settings(MeetingSettings(recording: .local), in: office)
        #expect(said.recording == .local)
        #expect(try await settings(in: office, at: "Another") == .usual)
    }

    @Test("leaves out of what is set whatever is not for webinars, or against what is said")
    func fitting() async throws {
        let waiting = try await office(MeetingSettings(scope: .each, hasWaitingRoom: true))
        #expect(try await settings(in: waiting).hasWaitingRoom == true)
        #expect(try await settings(in: waiting).scope == nil)
        #expect(try await settings(MeetingSettings(), .webinar, in: waiting).hasWaitingRoom == nil)
        let joining = MeetingSettings(allowsJoinBeforeHost: true, joinBeforeHostMinutes: 5)
        #expect(try await settings(joining, in: waiting).hasWaitingRoom == nil)
        let early = try await office(joining)
        let admitted = try await settings(MeetingSettings(hasWaitingRoom: true), in: early)
        #expect(admitted.allowsJoinBeforeHost == nil)
        #expect(admitted.joinBeforeHostMinutes == nil)
    }

    @Test("has no reminders of webinars sent by Zoom")
    func reminders() async throws {
        let test = try TestArranging()
        let draft = try test.draft(.once(try test.time("2026-03-09")), .webinar)
        let entry = try await test.desk.arrange(draft, actor: TestArranging.actor)
        try await test.drain()
        let id = try #require(entry.arrangement.id)
        let number = try #require(try await test.arrangement(id).meeting).number
        let there = test.account.act("GET", "/webinars/\(number)").json["settings"]
        let reminder = there?["attendees_and_panelists_reminder_email_notification"]
        #expect(reminder?["enable"] == false)
    }
}
