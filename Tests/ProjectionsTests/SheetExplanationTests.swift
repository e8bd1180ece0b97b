import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("The explanation of a row (I-8)")
struct SheetExplanationTests {
    private static let run = Hour.run
    private static let one = SampleOccurrence.morning.named(OccurrenceID(sample: "one"))
    private static let ada = SampleParticipant(
        name: "Ada",
        connection: "ada",
        zoomUser: "ada",
        email: "ada@example.org"
    )
    /// Each line begins with its position.
    private static let history: [AttendanceEvent] = [
        /* 0 */ .organisationNamed(OrganisationNamed(name: "Nordlicht")),
        /* 1 */ Hour.planned,
        /* 2 */ .personRegistered(.sample(.ada, name: "Ada Lovelace", email: "ada@example.org")),
        /* 3 */ .personRegistered(.sample(.boris, name: "Boris Berg")),
        /* 4 */ Hour.meeting.expects(.ada, .boris),
        /* 5 */ Hour.meeting.registered("Rita", registrant: "1"),
        /* 6 */ .receiverStarted(ReceiverStarted(at: .sample("08:00"))),
        /* 7 */ run.started(),
        /* 8 */ run.sighted(ada, .enteredWaitingRoom, .sample("08:59")),
        /* 9 */ run.joined(ada, .sample("09:00"), as: "1"),
        /* 10 */ run.joined(.guest("Boris B."), .sample("09:05"), as: "2"),
        /* 11 */ run.sighted(ada, .enteredBreakoutRoom, .sample("09:10")),
        /* 12 */ run.left(ada, .sample("09:50"), as: "1"),
        /* 13 */ run.ended(.sample("10:00")),
        /* 14 */ run.reported(ada, .sample("09:00"), .sample("09:50"), as: "1"),
        /* 15 */ run.reportRead(rows: 1),
        /* 16 */ .slotOpened(one.opened()),
        /* 17 */ .signatureRequested(one.request(from: PersonID.ada.subject)),
        /* 18 */ .signatureGiven(one.signature(of: PersonID.ada.subject, at: .sample("09:30"))),
        /* 19 */ .attendanceCorrected(
            one.corrected(PersonID.ada.subject, .present, from: "09:50", to: "09:55")
        ),
        /* 20 */ .adopted(.named("house"), from: .sample("00:00")),
        /* 21 */ .attendeeExcused(one.excused("registrant-1")),
    ]

    private static func explanation(
        of attendee: SubjectID,
        in history: [AttendanceEvent] = history,
        _ figures: [SheetExplanation.Figure] = SheetExplanation.Figure.allCases
    ) throws -> SheetExplanation {
        let events = history.recorded()
        let roll = Roll(replaying: events)
        let occurrence = try #require(roll.occurrence(OccurrenceID(sample: "one")))
        return try #require(
            SheetExplanation(
                of: attendee,
                at: occurrence,
                in: roll,
                events: events,
                figures: figures
            )
        )
    }

    private static func positions(
        of attendee: SubjectID,
        _ figure: SheetExplanation.Figure
    ) throws -> [Int64] {
        try #require(try explanation(of: attendee, [figure]).entries.first).events
    }

    @Test("names the events behind a person's figures, and no others")
    func person() throws {
        let ada = PersonID.ada.subject
        #expect(try Self.positions(of: ada, .identity) == [2, 4, 8, 9, 11, 14])
        #expect(try Self.positions(of: ada, .time) == [1, 7, 9, 11, 12, 13, 14, 19])
        #expect(try Self.positions(of: ada, .punctuality) == [1, 7, 9, 11, 12, 13, 14, 19])
        #expect(
            try Self.positions(of: ada, .status)
                == [1, 4, 6, 7, 8, 9, 11, 12, 13, 14, 15, 18, 19]
        )
        #expect(try Self.positions(of: ada, .signatures) == [16, 17, 18])
    }

    @Test("names the rules and what they looked at behind verdicts, and nobody else's events")
    func verdicts() throws {
        let positions = Set(try Self.positions(of: PersonID.ada.subject, .verdicts))
        #expect(positions.isSuperset(of: [9, 12, 14, 16, 18, 19, 20]))
        #expect(positions.isDisjoint(with: [0, 3, 5, 10, 21]))
    }

    @Test("names what is known of whoever did not come, or is not known")
    func others() throws {
        #expect(try Self.positions(of: "registrant-1", .identity) == [5])
        #expect(try Self.positions(of: "registrant-1", .time) == [1, 7, 13])
        #expect(
            try Self.positions(of: "registrant-1", .status) == [1, 5, 6, 7, 13, 15, 21]
        )
        #expect(try Self.positions(of: "registrant-1", .signatures) == [16])
        let guest = SampleParticipant.guest("Boris B.").subject(in: Self.run)
        #expect(try Self.positions(of: guest, .identity) == [10])
        #expect(try Self.positions(of: guest, .time) == [1, 7, 10, 13])
        #expect(try Self.positions(of: PersonID.boris.subject, .identity) == [3, 4])
    }

    @Test("leaves out the runs of other occurrences")
    func otherRun() throws {
        let other = Hour.meeting.run("other", start: .sample("20:00"))
        let events =
            Self.history + [
                other.started(), other.joined(Self.ada, .sample("20:00")),
                other.ended(.sample("21:00")), other.reportRead(rows: 1),
            ]
        for figure in SheetExplanation.Figure.allCases {
            let entry = try Self.explanation(of: PersonID.ada.subject, in: events, [figure])
            let before = try Self.positions(of: PersonID.ada.subject, figure)
            #expect(entry.entries.first?.events == before, "\(figure)")
        }
    }

    @Test("says each figure with the rule behind it")
    func sentences() throws {
        let explanation = try Self.explanation(of: PersonID.ada.subject)
        #expect(explanation.name == "Ada Lovelace")
        #expect(explanation.entries.map(\.figure) == SheetExplanation.Figure.allCases)
        #expect(
            explanation.entries.map(\.sentences) == [
                [
                    "A person the organisation knows.",
                    "Their address is one that Zoom or a registration vouches for.",
                    "They were signed in at Zoom.",
                ],
                ["present: there for 91 % of the time, and house@3 asks for 75 %."],
                [
                    "Connected from 2026-03-09T09:00:00Z to 2026-03-09T09:50:00Z, from the live "
                        + "facts; Zoom's report agrees.",
                    "zoom stated present of 2026-03-09T09:50:00Z to 2026-03-09T09:55:00Z.",
                    "3300 s count: 2026-03-09T09:00:00Z to 2026-03-09T09:55:00Z, the union of all "
                        + "stays as corrected within 2026-03-09T09:00:00Z to "
                        + "2026-03-09T10:00:00Z, the planned time (house@3).",
                ],
                [
                    "They came 0 s after the time that counts began.",
                    "They left 300 s before it ended.",
                ],
                [
                    "Signed for morning as attendee at 2026-03-09T09:30:00Z, picture "
                        + "6c6f6f700000…."
                ],
                ["minimum-presence@1: met. Present for 91 % of the time; 75 % required."],
            ]
        )
    }

    @Test("says why nobody can tell, and whom somebody unidentified may be by the name")
    func open() throws {
        let rita = try Self.explanation(of: "registrant-1", [.status, .punctuality, .signatures])
        #expect(
            rita.entries.map(\.sentences) == [
                [
                    "unknown: it can be shown neither that they were there nor that they were not.",
                    "Somebody who was connected is not identified, and may be they.",
                ],
                ["It is not known when they came.", "It is not known when they left."],
                ["They signed nothing."],
            ]
        )
        let guest = SampleParticipant.guest("Boris B.").subject(in: Self.run)
        #expect(
            try Self.explanation(of: guest, [.identity]).entries.map(\.sentences) == [
                [
                    "Nobody who is known: no connection is tied to a person or a registration.",
                    "By the name alone it may be Boris Berg (90 % alike); muster identify states "
                        + "it.",
                ]
            ]
        )
    }

    @Test("is of rows of the sheet only")
    func nobody() throws {
        let events = Self.history.recorded()
        let roll = Roll(replaying: events)
        let occurrence = try #require(roll.occurrence(OccurrenceID(sample: "one")))
        for subject: SubjectID in ["nobody", "participant-one-ada"] {
            #expect(
                SheetExplanation(of: subject, at: occurrence, in: roll, events: events) == nil
            )
        }
    }

    @Test("is written as JSON, figure by figure")
    func json() throws {
        let explanation = try Self.explanation(of: "registrant-1", [.identity])
        #expect(
            explanation.json == [
                "name": "Rita",
                "figures": [
                    [
                        "figure": "identity", "sentences": ["Somebody who is expected."],
                        "events": [5],
                    ]
                ],
            ]
        )
    }
}
