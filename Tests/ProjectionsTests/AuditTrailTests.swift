import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("The audit trail of a meeting")
struct AuditTrailTests {
    private static let meeting = SampleMeeting.heights
    private static let run = Hour.run
    private static let occurrence = SampleOccurrence.morning.named(OccurrenceID(sample: "one"))
    private static let ada = SampleParticipant.ada.subject(in: run)

    /// Every kind of event that concerns a meeting, with its sentence.
    private static let told = facts + ArrangementTrail.told

    private static let facts: [(event: AttendanceEvent, sentence: String)] = [
        (Hour.planned, "The meeting was planned for 2026-03-09T09:00:00Z."),
        (meeting.planned(statedAt: .sample("07:59")), "The meeting was planned for no fixed time."),
        (
            meeting.changed(Hour.time, statedAt: .sample("08:10")),
            "The meeting was moved to 2026-03-09T09:00:00Z."
        ),
        (meeting.changed(statedAt: .sample("08:11")), "The meeting was changed."),
        (
            meeting.standing(.permanentlyDeleted, statedAt: .sample("08:12")),
            "The meeting was permanently deleted at Zoom."
        ),
        (
            meeting.standing(.recovered, statedAt: .sample("08:13")),
            "The meeting was recovered at Zoom."
        ),
        (
            meeting.registered("Rita", registrant: "1", standing: .cancelled),
            "Rita's registration is cancelled."
        ),
        (run.started(), "Run uuid-one== started."),
        (run.joined(.ada, .sample("09:01")), "Ada joined."),
        (run.left(.ada, .sample("09:30")), "Ada left."),
        (
            run.left(.boris, .sample("09:31"), reason: "got disconnected"),
            "Boris left: got disconnected."
        ),
        (
            run.sighted(.ada, .enteredWaitingRoom, .sample("08:59")),
            "Ada entered waiting room."
        ),
        (run.ended(.sample("10:00")), "Run uuid-one== ended."),
        (
            run.reported(.ada, .sample("09:01"), .sample("09:30")),
            "Zoom's report lists Ada."
        ),
        (
            run.reported(.boris, .sample("09:01"), nil, as: "9", isWaiting: true),
            "Zoom's report lists Boris in the waiting room."
        ),
        (run.reportRead(rows: 2), "Zoom's report of run uuid-one== was read: 2 rows."),
        (
            run.reportRead(rows: 1, isComplete: false),
            "Zoom's report of run uuid-one== was read: 1 rows, not all of it."
        ),
        (
            .reportMissed(
                ReportMissed(
                    instance: run.reference(statedAt: nil),
                    reason: .refused,
                    code: 300,
                    at: .sample("11:00")
                )
            ),
            "Zoom gave no report of run uuid-one==: it refused (its number 300)."
        ),
        (
            .meetingLinked(
                MeetingLinked(
                    meeting: meeting.id,
                    link: .course("FA-101", session: "spring", group: nil),
                    ground: .decision
                )
            ),
            "The meeting was linked to course FA-101, session spring: somebody decided so."
        ),
        (
            .meetingDisowned(MeetingDisowned(meeting: meeting.id, ground: .hosts)),
            "The meeting was said to be none of ours: a rule about its hosts says so."
        ),
        (
            .meetingExpired(
                MeetingExpired(meeting: meeting.id, subjects: ["guest-1"], isWhole: false)
            ),
            "Nobody had linked the meeting: personal data of 1 in it expired."
        ),
        (
            .runsListed(
                RunsListed(
                    meeting: meeting.reference(statedAt: nil),
                    at: .sample("11:00"),
                    runCount: 2
                )
            ),
            "Zoom was asked which runs there were, and listed 2."
        ),
        (meeting.listed("Cleo"), "A file of Zoom's portal lists Cleo in line 2."),
        (meeting.releases(.boris), "1 fewer expected."),
        (
            meeting.scheduled(.sample("15:00"), minutes: 60),
            "2026-03-09T15:00:00Z to 2026-03-09T16:00:00Z was planned under generic@3."
        ),
        (
            .occurrenceCancelled(
                OccurrenceCancelled(
                    meeting: meeting.id,
                    occurrence: OccurrenceID(sample: "own"),
                    reason: Personal("Ill", about: SubjectID(meeting.id.text))
                )
            ),
            "A planned date was cancelled: Ill."
        ),
        (
            meeting.placed(run, at: OccurrenceID(sample: "one")),
            "A run was put to another date: Began late."
        ),
        (
            meeting.placed(run, at: nil),
            "A run was put back where its time says: Began late."
        ),
        (meeting.expects(.ada, .boris), "2 more expected."),
        (
            .slotOpened(occurrence.opened()),
            "Signatures were asked for morning, 2026-03-09T09:00:00Z to 2026-03-09T12:00:00Z."
        ),
        (.signatureRequested(occurrence.request(from: ada)), "Ada was asked to sign for morning."),
        (
            .signingRoomOpened(occurrence.room()),
            "Those who are together could sign for morning on devices of their own, once confirmed."
        ),
        (
            .signingRoomClosed(
                SigningRoomClosed(occurrence: occurrence.id, tokenHash: .sample("room"))
            ),
            "Those who are together could sign no longer by their common link."
        ),
        (
            .signatureClaimed(occurrence.claim(ada)),
            "Somebody picked the name of Ada to sign for morning, with code 4821."
        ),
        (
            .signatureGiven(occurrence.signature(of: ada, at: .sample("09:40"))),
            "Ada signed for morning."
        ),
        (
            .signatureRequestRevoked(occurrence.revoked(occurrence.request(from: ada))),
            "The link by which Ada could sign for morning was made void."
        ),
        (
            .signatureDeclined(occurrence.declined(by: ada, at: .sample("09:40"))),
            "Ada would not sign for morning: I was not there."
        ),
        (
            .signatureWithdrawn(
                occurrence.withdrawn(
                    occurrence.signature(of: ada, at: .sample("09:40")),
                    at: .sample("09:50")
                )
            ),
            "The signature of Ada for morning was taken back: signed for another."
        ),
        (
            .signatureWithdrawn(
                occurrence.withdrawn(
                    occurrence.signature(of: ada, at: .sample("09:40")),
                    at: .sample("09:50"),
                    reason: nil
                )
            ),
            "Ada signed for morning anew."
        ),
        (
            .signatureGiven(occurrence.signature(of: ada, as: .trainer, at: .sample("09:41"))),
            "Ada countersigned morning."
        ),
        (
            .sheetClosed(occurrence.closed("content", revision: 1)),
            "Revision 1 of the sheet was closed."
        ),
        (
            .sheetExported(occurrence.export(revision: 1)),
            "Revision 1 was exported as application/pdf."
        ),
        (
            .attendanceCorrected(
                occurrence.corrected(ada, .notPresent, from: "09:10", to: "09:20")
            ),
            "Ada was stated to have been not present from 2026-03-09T09:10:00Z "
                + "to 2026-03-09T09:20:00Z: Seen in the room."
        ),
        (.attendeeExcused(occurrence.excused(ada)), "Ada was excused: Ill."),
        (
            .participantsIdentified(occurrence.identified(ada, as: nil)),
            "Ada was told apart: Recognised by voice."
        ),
        (
            .decisionWithdrawn(occurrence.withdrawn("excuse")),
            "Decision decision-excuse was taken back: Mixed up."
        ),
    ]

    /// What does not concern it.
    private static let untold: [AttendanceEvent] = [
        .organisationNamed(OrganisationNamed(name: "Nordlicht")),
        .personRegistered(.sample(.ada, name: "Ada")),
        .deliveryKept(
            DeliveryKept(delivery: "d", eventName: nil, reason: "unknown", source: .live)
        ),
        SampleMeeting.invoices.planned(),
        SampleMeeting.invoices.run(start: .sample("09:00")).joined(.ada, .sample("09:00")),
        SampleMeeting.invoices.expects(.ada),
        .slotOpened(SampleOccurrence.morning.opened()),
    ]

    private static func trail(of events: [AttendanceEvent]) -> AuditTrail {
        let log = events.recorded()
        return AuditTrail(of: meeting.id, in: log, knowing: Roll(replaying: log))
    }

    @Test("puts every kind of event in a sentence, in the order of the log")
    func sentences() {
        let entries = Self.trail(of: Self.told.map(\.event)).entries
        #expect(entries.map(\.sentence) == Self.told.map(\.sentence))
        #expect(entries.map(\.position) == (0..<Int64(Self.told.count)).map { $0 })
    }

    @Test("speaks of every kind there is but of those that concern no meeting")
    func kinds() {
        let kinds = Set(Self.trail(of: Self.told.map(\.event)).entries.map(\.type))
        let others: Set = [
            EventType("organisation.named"), EventType("organisation.letterhead_set"),
            EventType("person.registered"),
            EventType("delivery.kept"), EventType("epoch.began"), EventType("key.rotated"),
            EventType("payloads.removed"), EventType("subjects.erased"),
            EventType("receiver.started"), EventType("receiver.stopped"),
            EventType("rulepack.adopted"),
            EventType("account.connected"), EventType("account.secret_changed"),
            EventType("account.removed"), EventType("account.endpoint_validated"),
            EventType("account.subscription_found"), EventType("account.defaults_set"),
            EventType("hosts.ruled"),
        ]
        #expect(kinds.union(others) == Set(AttendanceCodec.types))
        #expect(kinds.isDisjoint(with: others))
    }

    @Test("leaves out what concerns others, and keeps the positions of the log")
    func others() {
        let events = Self.untold + [Hour.planned] + Self.untold + [Self.run.started()]
        let positions = Self.trail(of: events).entries.map(\.position)
        #expect(positions == [Int64(Self.untold.count), Int64(Self.untold.count * 2 + 1)])
    }

    @Test("says when it happened, when it was recorded, and by whom")
    func entry() throws {
        var log = [Hour.planned].recorded()
        log[0].occurredAt = .sample("06:59")
        log[0].actor = "cli:operator"
        let entry = try #require(
            AuditTrail(of: Self.meeting.id, in: log, knowing: Roll(replaying: log)).entries.first
        )
        #expect(entry.occurredAt == .sample("06:59"))
        #expect(entry.recordedAt == .sample("07:00"))
        #expect(entry.actor == "cli:operator")
        #expect(entry.type == EventType("meeting.planned"))
    }

    @Test("names whoever is nameless, erased or on the telephone by what is known")
    func nameless() {
        let nobody = SampleParticipant(name: nil, connection: "x")
        var caller = Self.run.joined(nobody, .sample("09:02"), as: "2")
        if case .connectionJoined(var fact) = caller {
            fact.participant.phone = Personal("+49301234", about: fact.participant.subject)
            caller = .connectionJoined(fact)
        }
        var erased = Self.run.left(nobody, .sample("09:03"), as: "3")
        if case .connectionLeft(var fact) = erased {
            fact.participant.name = Personal(subject: fact.participant.subject, content: .erased)
            erased = .connectionLeft(fact)
        }
        let entries = Self.trail(of: [
            Self.run.joined(nobody, .sample("09:01")), caller, erased,
            .signatureRequested(Self.occurrence.request(from: SubjectID("nobody"))), Hour.planned,
        ]).entries
        #expect(
            entries.map(\.sentence).dropLast() == [
                "Someone joined.", "+49301234 joined.", "[erased] left.",
                "Someone was asked to sign for morning.",
            ]
        )
    }

    @Test("holds decisions made under the name of a run")
    func runNames() {
        let early = Self.occurrence.named(Self.run.occurrence)
        let entries = Self.trail(of: [
            Self.run.started(), .slotOpened(early.opened()), Hour.planned,
        ]).entries
        #expect(entries.count == 3)
    }

    @Test("reads as JSON")
    func json() {
        #expect(
            Self.trail(of: [Self.run.started()]).json.canonicalText
                == #"[{"actor":"zoom","occurred_at":"2026-03-09T07:00:00Z","position":0,"#
                + #""recorded_at":"2026-03-09T07:00:00Z","sentence":"Run uuid-one== started.","#
                + #""type":"instance.started@1"}]"#
        )
    }
}
