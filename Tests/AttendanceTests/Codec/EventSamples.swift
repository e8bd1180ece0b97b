import Attendance
import EventSourcing
import TestSupport

/// One event of every kind with every field set, and one with as few as may be.
enum EventSamples {
    static let full =
        received + told + accounts + linking + planning + arrangements + decisions + log

    private static let received: [AttendanceEvent] = [
        .meetingPlanned(MeetingPlanned(meeting: meeting, details: details, times: times)),
        .meetingChanged(MeetingChanged(meeting: meeting, details: details, times: times)),
        .meetingStanding(
            MeetingStanding(meeting: meeting, change: .permanentlyDeleted, times: times)
        ),
        .registrationChanged(registration),
        .instanceStarted(InstanceStarted(instance: instance)),
        .instanceEnded(
            InstanceEnded(instance: instance, at: "2026-03-09T12:00:00Z", isPractice: true)
        ),
        .connectionJoined(
            ConnectionJoined(
                instance: instance,
                participant: participant,
                at: "2026-03-09T09:01:02Z"
            )
        ),
        .connectionLeft(
            ConnectionLeft(
                instance: instance,
                participant: participant,
                at: "2026-03-09T10:00:00Z",
                reason: Personal("left the meeting", about: participant.subject)
            )
        ),
        .participantSighted(
            ParticipantSighted(
                instance: instance,
                participant: participant,
                sighting: .enteredBreakoutRoom,
                at: "2026-03-09T09:30:00Z",
                object: "room-uuid=="
            )
        ),
        .deliveryKept(
            DeliveryKept(
                delivery: "d41d8cd9",
                eventName: "meeting.alert",
                reason: "not an event attendance needs",
                source: .live
            )
        ),
    ]

    private static let told: [AttendanceEvent] = [
        .participantReported(
            ParticipantReported(
                instance: instance,
                participant: participant,
                joined: "2026-03-09T09:01:02Z",
                left: "2026-03-09T10:00:00Z",
                isWaiting: true
            )
        ),
        .reportRead(ReportRead(instance: instance, rowCount: 17, isComplete: true)),
        SampleMeeting.heights.listed(
            "Zoë",
            email: "zoe@example.org",
            from: "2026-03-09T09:01:02Z",
            to: "2026-03-09T10:00:00Z",
            isWaiting: true
        ),
        .reportMissed(
            ReportMissed(
                instance: instance,
                reason: .tooOld,
                code: 12_702,
                at: "2026-03-10T09:00:00Z"
            )
        ),
        .runsListed(RunsListed(meeting: meeting, at: "2026-03-10T09:00:00Z", runCount: 3)),
        .receiverStarted(ReceiverStarted(at: "2026-03-09T06:00:00Z")),
        .receiverStopped(ReceiverStopped(at: "2026-03-09T18:00:00Z", isInferred: true)),
    ]

    private static let linking: [AttendanceEvent] = [
        .meetingLinked(
            MeetingLinked(
                meeting: SampleMeeting.heights.id,
                link: .course("FA-101", session: "spring", group: "2"),
                ground: .decision
            )
        ),
        .meetingDisowned(MeetingDisowned(meeting: SampleMeeting.heights.id, ground: .hosts)),
        .meetingExpired(
            MeetingExpired(
                meeting: SampleMeeting.heights.id,
                subjects: ["participant-1", "participant-2"],
                isWhole: true
            )
        ),
        .hostRuleSet(
            HostRuleSet(
                hosts: HostRuleSet.Hosts(account: "account-1", .host("host-1")),
                verdict: .notOurs,
                name: Personal("hr@example.org", about: "host-1")
            )
        ),
    ]

    private static let planning: [AttendanceEvent] = [
        .rulePackAdopted(RulePackAdopted(from: "2026-01-01T00:00:00Z", pack: pack)),
        .rosterReduced(
            RosterReduced(
                meeting: SampleMeeting.heights.id,
                occurrence: OccurrenceID(sample: "one"),
                from: "2026-03-09T09:00:00Z",
                people: [.boris, .ada],
                reason: Personal("Left the course", about: SubjectID("meeting-1"))
            )
        ),
        .occurrenceScheduled(scheduled),
        .occurrenceCancelled(
            OccurrenceCancelled(
                meeting: SampleMeeting.heights.id,
                occurrence: OccurrenceID(sample: "one"),
                reason: Personal("Trainer ill", about: SubjectID("meeting-1"))
            )
        ),
        SampleMeeting.heights.placed(
            SampleMeeting.heights.run(start: nil),
            at: OccurrenceID(sample: "one")
        ),
    ]

    static let pack = RulePack(
        name: "own",
        version: 2,
        title: "Our own",
        counting: .init(window: .actual, includesBreakoutRooms: false),
        membership: .init(
            marginBeforeSeconds: 900,
            marginAfterSeconds: 1800,
            chainGapSecondsMax: 600
        ),
        presence: .init(percentMin: 80, toleranceSeconds: 60),
        slots: .halfDay,
        signing: .init(leadSeconds: 300, graceSeconds: 900, late: .void),
        retention: .init(years: 5, basis: "Contract"),
        rules: [RuleReference("punctuality@1", ["tolerance_seconds": 600])],
        sources: [.init(title: "Contract", clause: "§ 7", isPrimary: true)]
    )

    private static let scheduled: OccurrenceScheduled = {
        var scheduled = SampleMeeting.heights.schedule(
            "2026-03-29T00:30:00Z",
            minutes: 120,
            under: pack
        )
        let change: Instant = "2026-03-29T01:00:00Z"
        scheduled.time.zone.transitions = [.init(at: change, offsetSeconds: 7200)]
        return scheduled
    }()

    private static let decisions: [AttendanceEvent] = [
        .organisationNamed(OrganisationNamed(name: "Nordlicht Schulungen \"e.V.\"")),
        .letterheadSet(
            LetterheadSet(
                logo: SHA256Digest(String(repeating: "5a", count: 32)),
                lines: ["Registered in Hamburg, HRB 1234", "VAT DE 812 345 678"]
            )
        ),
        .personRegistered(
            .sample(.ada, name: "Ada Lovelace", email: "ada@example.org", ownID: "E-17")
        ),
        .rosterExtended(
            RosterExtended(
                meeting: SampleMeeting.heights.id,
                occurrence: OccurrenceID(sample: "one"),
                as: .trainer,
                people: [.boris, .ada],
                reason: Personal("Stand in", about: SubjectID("meeting-1"))
            )
        ),
        .slotOpened(
            SampleOccurrence.morning.opened(
                reason: "Funding\trules – §5",
                joinLink: "https://zoom.example/j/1"
            )
        ),
        .signatureRequested(
            SampleOccurrence.morning.request(
                from: PersonID.ada.subject,
                opens: .sample("08:50"),
                room: "room"
            )
        ),
        .signingRoomOpened(SampleOccurrence.morning.room(.sharedDevice)),
        .signingRoomClosed(
            SigningRoomClosed(
                occurrence: SampleOccurrence.morning.id,
                tokenHash: .sample("room")
            )
        ),
        .signatureClaimed(SampleOccurrence.morning.claim(PersonID.ada.subject)),
        .signatureGiven(signature),
        .signatureRequestRevoked(
            SampleOccurrence.morning.revoked(
                SampleOccurrence.morning.request(from: PersonID.ada.subject)
            )
        ),
        .signatureDeclined(
            SampleOccurrence.morning.declined(by: PersonID.ada.subject, at: .sample("11:00"))
        ),
        .signatureWithdrawn(
            SampleOccurrence.morning.withdrawn(signature, at: .sample("11:30"))
        ),
        .sheetClosed(SampleOccurrence.morning.closed("first", revision: 2, logSize: 137)),
        .sheetExported(SampleOccurrence.morning.export(revision: 2)),
        .attendanceCorrected(
            SampleOccurrence.morning.corrected(
                PersonID.ada.subject,
                .notPresent,
                from: "09:30",
                to: "10:15"
            )
        ),
        .attendeeExcused(
            SampleOccurrence.morning.excused(PersonID.ada.subject, document: "certificate 17")
        ),
        .participantsIdentified(
            SampleOccurrence.morning.identified("participant-1", "participant-2", as: .ada)
        ),
        .decisionWithdrawn(SampleOccurrence.morning.withdrawn("first")),
    ]

    private static let log: [AttendanceEvent] = [
        .log(
            .subjectsErased(
                SubjectsErased(
                    subjects: [SubjectID("participant-1"), SubjectID("person-ada")],
                    reason: Personal("Asked for on 3 May", about: SubjectID("erasure-1"))
                )
            )
        ),
        .log(
            .payloadsRemoved(
                PayloadsRemoved(
                    positions: [3, 14],
                    reason: Personal("Retention ended", about: SubjectID("removal-1"))
                )
            )
        ),
        .log(.keyRotated(KeyRotated(verifierKey: "muster.log/1f+c74f20a3+ARpc2QcUPDhM"))),
        .log(
            .epochBegan(
                EpochBegan(number: 2, origin: "muster.log/1f/epoch/2", signedBefore: 812)
            )
        ),
    ]

    /// The same kinds with everything left out that may be missing.
    static let sparse = bare + sparseAccounts + sparseArrangements

    private static let bare: [AttendanceEvent] = [
        .meetingLinked(
            MeetingLinked(meeting: SampleMeeting.heights.id, link: .global, ground: .use)
        ),
        .hostRuleSet(
            HostRuleSet(
                hosts: HostRuleSet.Hosts(account: "account-1", .group("group-1")),
                verdict: nil
            )
        ),
        .meetingPlanned(MeetingPlanned(meeting: bareMeeting, details: MeetingDetails(), times: [])),
        .meetingChanged(MeetingChanged(meeting: bareMeeting, details: MeetingDetails(), times: [])),
        .meetingStanding(MeetingStanding(meeting: bareMeeting, change: .recovered, times: [])),
        .registrationChanged(
            RegistrationChanged(
                meeting: bareMeeting,
                registrant: SubjectID("registrant-1"),
                registrantIndex: BlindIndex("index-1"),
                emailIndex: nil,
                standing: .denied,
                name: nil,
                email: nil,
                joinLink: nil
            )
        ),
        .instanceStarted(InstanceStarted(instance: bareInstance)),
        .instanceEnded(InstanceEnded(instance: bareInstance, at: nil)),
        .connectionJoined(
            ConnectionJoined(instance: bareInstance, participant: bareParticipant, at: nil)
        ),
        .connectionLeft(
            ConnectionLeft(
                instance: bareInstance,
                participant: bareParticipant,
                at: nil,
                reason: nil
            )
        ),
        .participantSighted(
            ParticipantSighted(
                instance: bareInstance,
                participant: bareParticipant,
                sighting: .admitted,
                at: nil
            )
        ),
        .participantReported(
            ParticipantReported(
                instance: bareInstance,
                participant: bareParticipant,
                joined: nil,
                left: nil
            )
        ),
        .reportRead(ReportRead(instance: bareInstance, rowCount: 0, isComplete: false)),
        .reportMissed(
            ReportMissed(instance: bareInstance, reason: .empty, at: "2026-03-10T09:00:00Z")
        ),
        .runsListed(
            RunsListed(meeting: bareMeeting, at: "2026-03-10T09:00:00Z", runCount: nil)
        ),
        .portalListed(
            PortalListed(meeting: bareMeeting, row: SubjectID("r"), file: "f", line: 1)
        ),
        .receiverStopped(ReceiverStopped(at: "2026-03-09T18:00:00Z")),
        .rosterReduced(RosterReduced(meeting: SampleMeeting.heights.id, people: [])),
        SampleMeeting.heights.placed(SampleMeeting.heights.run(start: nil), at: nil),
        .deliveryKept(DeliveryKept(delivery: "d", eventName: nil, reason: "", source: .file)),
        .organisationNamed(OrganisationNamed(name: "")),
        .letterheadSet(LetterheadSet(lines: [""])),
        .personRegistered(.sample(.boris, name: "")),
        .rosterExtended(RosterExtended(meeting: SampleMeeting.heights.id, people: [])),
        .slotOpened(SampleOccurrence.morning.opened()),
    ]

    static let meeting = SampleMeeting.heights.reference(statedAt: "2026-03-01T08:00:00.123Z")

    static let instance = InstanceReference(
        id: InstanceID("instance-1"),
        uuid: "aB/c+d==",
        start: "2026-03-09T09:00:00Z",
        meeting: meeting,
        details: details
    )

    static let participant = Participant(
        subject: SubjectID("participant-1"),
        connectionUUID: "A23F0D5B-8B2A-AD73-36DF-000000000000",
        userID: "16778240",
        name: Personal("Zoë 😀", about: SubjectID("participant-1")),
        email: Personal(
            subject: SubjectID("participant-1"),
            content: .sealed(SealedField(place: FieldPlace(position: 4, index: 1), mark: 17))
        ),
        phone: Personal("+49301234", about: SubjectID("participant-1")),
        address: Personal(subject: SubjectID("participant-1"), content: .erased),
        registrantIndex: BlindIndex("registrant-index-1"),
        zoomUserIndex: BlindIndex("zoom-user-1"),
        emailIndex: BlindIndex("email-index-1"),
        ownIDIndex: BlindIndex("own-id-index-1"),
        nameIndex: BlindIndex("name-index-1"),
        addressIndex: BlindIndex("address-index-1")
    )

    private static let details = MeetingDetails(
        topic: Personal("Working at heights", about: SubjectID("meeting-1")),
        zone: "Europe/Paris",
        plannedSeconds: 10_800,
        hostIndex: BlindIndex("zoom-user-hana")
    )

    private static let times = [
        PlannedTime.sample("one", "2026-03-09T09:00:00Z", minutes: 180),
        .sample("two", "2026-03-10T09:00:00Z", minutes: nil, isCancelled: true),
    ]

    private static let registration = RegistrationChanged(
        meeting: meeting,
        registrant: SubjectID("registrant-1"),
        registrantIndex: BlindIndex("registrant-index-1"),
        emailIndex: BlindIndex("email-index-1"),
        standing: .approved,
        name: Personal("Zoë", about: SubjectID("registrant-1")),
        email: Personal("zoe@example.org", about: SubjectID("registrant-1")),
        joinLink: Personal("https://example.org/w/1?tk=2", about: SubjectID("registrant-1"))
    )

    private static let signature: SignatureGiven = {
        let signer = PersonID.ada.subject
        var signature = SampleOccurrence.morning.signature(of: signer, at: "2026-03-09T11:00:00.5Z")
        signature.evidence = SignatureEvidence(
            route: .typed,
            statement: "I attended “Working at heights”.",
            typedName: Personal("Ada", about: signer),
            address: Personal("203.0.113.10", about: signer),
            userAgent: Personal("Browser/1.0", about: signer)
        )
        return signature
    }()

    private static let bareMeeting = MeetingReference(
        id: MeetingID("meeting-1"),
        account: "account-1",
        number: "123456789",
        kind: .webinar,
        statedAt: nil,
        source: .file
    )
    private static let bareInstance = InstanceReference(
        id: InstanceID("instance-1"),
        uuid: "u",
        start: nil,
        meeting: bareMeeting,
        details: MeetingDetails()
    )
    private static let bareParticipant = Participant(
        subject: SubjectID("participant-1"),
        connectionUUID: nil,
        userID: nil
    )
}
