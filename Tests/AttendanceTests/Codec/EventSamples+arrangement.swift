import Attendance
import EventSourcing
import TestSupport

extension EventSamples {
    private static let arrangement = ArrangementID("arrangement-1")

    private static let dates = [
        ArrangedDate(
            occurrence: OccurrenceID(sample: "one"),
            time: SampleMeeting.heights.schedule("2026-03-09T09:00:00Z", minutes: 60).time
        ),
        ArrangedDate(
            occurrence: OccurrenceID(sample: "two"),
            time: SampleMeeting.heights.schedule("2026-03-16T09:00:00Z", minutes: 60).time
        ),
    ]

    private static let settings = MeetingSettings(
        registration: .manual,
        scope: .chosen,
        recording: .cloud,
        allowsJoinBeforeHost: true,
        joinBeforeHostMinutes: 10,
        hasWaitingRoom: false,
        writesToRegistrants: false
    )

    private static let confirmed = [
        ConfirmedDate(
            occurrence: OccurrenceID(sample: "one"),
            zoomID: "1773046800000",
            start: "2026-03-09T09:00:00Z",
            end: "2026-03-09T10:00:00Z"
        )
    ]

    private static let people = [
        RegisteredPerson(
            person: .ada,
            emailIndex: BlindIndex("email-index-1"),
            dates: ["1773046800000"]
        )
    ]

    private static func personal(_ text: String) -> Personal<String> {
        Personal(text, about: arrangement.subject)
    }

    /// One of every kind that is wanted of Zoom, or became of it.
    static let arrangements: [AttendanceEvent] = [
        .arranged(
            MeetingArranged(
                arrangement: arrangement,
                account: "Acct",
                host: Personal("hana@example.org", about: PersonID.ada.subject),
                hostIndex: BlindIndex("email-index-hana"),
                kind: .webinar,
                link: .course("SST-7", session: "spring", group: "B"),
                topic: personal("Working at heights"),
                agenda: personal("Bring your harness"),
                form: .recurring(
                    RecurrenceRule(.monthlyInWeek(-1, onDay: 2), every: 2, count: 2)
                ),
                dates: dates,
                seconds: 3600,
                settings: settings,
                pack: pack
            )
        ),
        .takenOver(
            MeetingTakenOver(
                arrangement: arrangement,
                meeting: meeting,
                hostIndex: BlindIndex("zoom-user-hana"),
                link: .user(.ada),
                isSeries: true,
                settings: settings,
                dates: confirmed
            )
        ),
        .changed(
            ArrangementChanged(
                arrangement: arrangement,
                occurrence: OccurrenceID(sample: "one"),
                topic: personal("Ladders"),
                agenda: personal("Bring shoes"),
                rule: RecurrenceRule(.weekly(on: [2, 4]), count: 2),
                dates: dates,
                seconds: 5400,
                settings: settings
            )
        ),
        .cancelled(
            ArrangementCancelled(
                arrangement: arrangement,
                occurrence: OccurrenceID(sample: "one"),
                reason: personal("Trainer ill")
            )
        ),
        .endAsked(MeetingEndAsked(arrangement: arrangement, until: "2026-03-09T09:10:00Z")),
        .retried(ArrangementRetried(arrangement: arrangement)),
        .confirmed(
            ArrangementConfirmed(
                arrangement: arrangement,
                intent: 1,
                meeting: meeting,
                dates: confirmed
            )
        ),
        .refused(
            ArrangementRefused(arrangement: arrangement, intent: 1, reason: "HTTP 404, code 3001")
        ),
        .delayed(ArrangementDelayed(arrangement: arrangement, intent: 1, reason: "HTTP 503")),
        .registrantsAdded(RegistrantsAdded(arrangement: arrangement, people: people)),
        .registrantsRemoved(RegistrantsRemoved(arrangement: arrangement, people: people)),
        .registrantRefused(
            RegistrantRefused(
                arrangement: arrangement,
                person: .ada,
                emailIndex: BlindIndex("email-index-1"),
                reason: "HTTP 400, code 300"
            )
        ),
        .panelistsNamed(PanelistsNamed(arrangement: arrangement, people: [.ada])),
        .panelistsAdded(RegistrantsAdded(arrangement: arrangement, people: people)),
        .panelistsRemoved(RegistrantsRemoved(arrangement: arrangement, people: people)),
        .panelistRefused(
            RegistrantRefused(
                arrangement: arrangement,
                person: .ada,
                emailIndex: BlindIndex("email-index-1"),
                reason: "HTTP 400, code 300"
            )
        ),
    ].map(AttendanceEvent.arrangement)

    /// The same kinds with everything left out that may be missing, and the other forms.
    static let sparseArrangements: [AttendanceEvent] = [
        arranged(.once, dates: [dates[0]]),
        arranged(.unfixed),
        arranged(.instant, link: .course("SST-7", session: nil, group: nil)),
        arranged(.recurring(RecurrenceRule(.daily, every: 3, count: 2)), dates: dates),
        arranged(.recurring(RecurrenceRule(.monthly(onDay: 31), count: 2)), dates: dates),
        .takenOver(
            MeetingTakenOver(
                arrangement: arrangement,
                meeting: meeting,
                hostIndex: nil,
                link: .global,
                isSeries: false,
                settings: MeetingSettings(),
                dates: []
            )
        ),
        .changed(ArrangementChanged(arrangement: arrangement)),
        .cancelled(ArrangementCancelled(arrangement: arrangement, reason: personal("No"))),
        .confirmed(ArrangementConfirmed(arrangement: arrangement, intent: 0, meeting: nil)),
        .confirmed(
            ArrangementConfirmed(arrangement: arrangement, intent: 0, meeting: nil, dates: [])
        ),
        .refused(ArrangementRefused(arrangement: arrangement, intent: nil, reason: "No")),
        .panelistsNamed(PanelistsNamed(arrangement: arrangement, people: [])),
        .delayed(ArrangementDelayed(arrangement: arrangement, intent: nil, reason: "No")),
    ].map(AttendanceEvent.arrangement)

    private static func arranged(
        _ form: MeetingForm,
        dates: [ArrangedDate] = [],
        link: MeetingLink = .global
    ) -> ArrangementEvent {
        .arranged(
            MeetingArranged(
                arrangement: arrangement,
                account: "Acct",
                host: personal("hana"),
                hostIndex: BlindIndex("zoom-user-hana"),
                kind: .meeting,
                link: link,
                topic: personal("Working at heights"),
                form: form,
                dates: dates,
                seconds: 3600,
                settings: MeetingSettings(),
                pack: pack
            )
        )
    }
}
