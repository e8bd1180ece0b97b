import Attendance
import EventSourcing
import TestSupport

/// What was wanted of a meeting at Zoom and what became of it, each kind with its sentence.
enum ArrangementTrail {
    private static let id = ArrangementID("arrangement-1")
    private static let heights = SampleMeeting.heights
    private static let planned = heights.schedule("2026-03-09T09:00:00Z", minutes: 60)
    private static let people = [
        RegisteredPerson(person: .ada, emailIndex: BlindIndex("email-index-1"), dates: [])
    ]

    private static func personal(_ text: String) -> Personal<String> {
        Personal(text, about: id.subject)
    }

    private static let arranged = MeetingArranged(
        arrangement: id,
        account: "Acct",
        host: personal("hana@example.org"),
        hostIndex: BlindIndex("email-index-hana"),
        kind: .meeting,
        link: .global,
        topic: personal("Working at heights"),
        form: .once,
        dates: [ArrangedDate(occurrence: OccurrenceID(sample: "one"), time: planned.time)],
        seconds: 3600,
        settings: MeetingSettings(),
        pack: planned.pack
    )

    /// In the order of a log.
    static let told = events.map {
        (event: AttendanceEvent.arrangement($0.event), sentence: $0.sentence)
    }

    private static let events: [(event: ArrangementEvent, sentence: String)] = [
        (
            .arranged(arranged),
            "A meeting was to be made at Zoom, 2026-03-09T09:00:00Z, under \(planned.pack.id)."
        ),
        (
            .takenOver(
                MeetingTakenOver(
                    arrangement: id,
                    meeting: heights.reference(statedAt: nil),
                    hostIndex: nil,
                    link: .global,
                    isSeries: false,
                    settings: MeetingSettings(),
                    dates: []
                )
            ),
            "The meeting was taken over from Zoom."
        ),
        (
            .delayed(ArrangementDelayed(arrangement: id, intent: 0, reason: "HTTP 503")),
            "What was wanted of the meeting has to wait: HTTP 503."
        ),
        (
            .refused(ArrangementRefused(arrangement: id, intent: 0, reason: "code 3001")),
            "Zoom refused what was wanted of the meeting: code 3001."
        ),
        (
            .retried(ArrangementRetried(arrangement: id)),
            "What Zoom had refused was to be tried again."
        ),
        (
            .confirmed(
                ArrangementConfirmed(
                    arrangement: id,
                    intent: 0,
                    meeting: heights.reference(statedAt: nil)
                )
            ),
            "Zoom did what was wanted of the meeting (no. 0)."
        ),
        (
            .changed(ArrangementChanged(arrangement: id, topic: personal("Ladders"))),
            "The meeting was to be changed at Zoom."
        ),
        (
            .cancelled(ArrangementCancelled(arrangement: id, reason: personal("Trainer ill"))),
            "The meeting was to be cancelled at Zoom: Trainer ill."
        ),
        (
            .endAsked(MeetingEndAsked(arrangement: id, until: "2026-03-09T09:10:00Z")),
            "The meeting was to be ended at Zoom."
        ),
        (
            .registrantsAdded(RegistrantsAdded(arrangement: id, people: people)),
            "1 of the roster were registered at Zoom."
        ),
        (
            .registrantsRemoved(RegistrantsRemoved(arrangement: id, people: people)),
            "1 no longer of the roster had their registration cancelled at Zoom."
        ),
        (
            .registrantRefused(
                RegistrantRefused(
                    arrangement: id,
                    person: .ada,
                    emailIndex: BlindIndex("email-index-1"),
                    reason: "code 300"
                )
            ),
            "Zoom does not register somebody: code 300."
        ),
        (
            .panelistsNamed(PanelistsNamed(arrangement: id, people: [.ada])),
            "1 were to be the panelists of the webinar."
        ),
        (
            .panelistsAdded(RegistrantsAdded(arrangement: id, people: people)),
            "1 were made panelists at Zoom."
        ),
        (
            .panelistsRemoved(RegistrantsRemoved(arrangement: id, people: people)),
            "1 are panelists at Zoom no longer."
        ),
        (
            .panelistRefused(
                RegistrantRefused(
                    arrangement: id,
                    person: .ada,
                    emailIndex: BlindIndex("email-index-1"),
                    reason: "code 300"
                )
            ),
            "Zoom does not take somebody as a panelist: code 300."
        ),
    ]
}
