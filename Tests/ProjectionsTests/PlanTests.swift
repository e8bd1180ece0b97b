import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("A plan")
struct PlanTests {
    private static let meeting = SampleMeeting.heights

    private static func record(_ events: [AttendanceEvent]) throws -> MeetingRecord {
        try #require(Roll(of: events).directory.meetings[meeting.id])
    }

    /// The occurrences as texts: `one 09:00-10:00`, with `x` where cancelled.
    ///
    /// Each order of the events gives the same.
    private static func plans(
        _ events: AttendanceEvent...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> [String] {
        let texts = try [events, events.reversed()].map { events in
            try Roll(of: events).occurrences(of: meeting.id).map { occurrence in
                let planned = try #require(occurrence.planned)
                let start = CivilTime(planned.start).hourAndMinute
                let end = CivilTime(planned.end).hourAndMinute
                let name = occurrence.id.text.dropFirst("occurrence".count)
                return "\(name) \(start)-\(end)\(occurrence.isCancelled ? " x" : "")"
            }
        }
        #expect(texts[0] == texts[1], sourceLocation: sourceLocation)
        return texts[0]
    }

    @Test("names its occurrences by time")
    func series() throws {
        let planned = Self.meeting.planned(
            .sample("late", .sample("14:00"), minutes: 30),
            .sample("early", .sample("09:00"), minutes: 90)
        )
        #expect(try Self.plans(planned) == ["early 09:00-10:30", "late 14:00-14:30"])
    }

    @Test("takes its length from the meeting where it names none")
    func length() throws {
        let planned = AttendanceEvent.meetingPlanned(
            MeetingPlanned(
                meeting: Self.meeting.reference(statedAt: .sample("08:00")),
                details: Self.meeting.details(plannedSeconds: 5400),
                times: [
                    .sample("one", .sample("09:00"), minutes: nil),
                    .sample("two", .sample("14:00"), minutes: 15),
                ]
            )
        )
        #expect(try Self.plans(planned) == ["one 09:00-10:30", "two 14:00-14:15"])
    }

    @Test("takes its length from any fact that tells the meeting's, where no plan does")
    func lengthOfRun() throws {
        var reference = Hour.run.reference(statedAt: .sample("09:00"))
        reference.details.plannedSeconds = 5400
        let roll = Roll(of: [
            Self.meeting.planned(.sample("one", .sample("09:00"), minutes: nil)),
            .instanceStarted(InstanceStarted(instance: reference)),
        ])
        #expect(try roll.sheet().occurrence.planned?.end == .sample("10:30"))
    }

    @Test("that is moved keeps its name")
    func moved() throws {
        let unnamed = PlannedTime.sample("unnamed", .sample("14:00"), minutes: 45)
        let changed = Self.meeting.changed(unnamed, statedAt: .sample("08:30"))
        #expect(try Self.plans(Hour.planned, changed) == ["one 14:00-14:45"])
        let run = Self.meeting.run("a", start: .sample("14:02"))
        let roll = Roll(of: [Hour.planned, changed, run.started()])
        #expect(roll.occurrences(of: Self.meeting.id).map(\.instances) == [[run.id]])
        #expect(try roll.sheet().occurrence.planned?.start == .sample("14:00"))
    }

    @Test("that is moved twice is where it was moved last, whatever arrives first")
    func movedTwice() throws {
        let first = PlannedTime.sample("x", .sample("14:00"), minutes: 60)
        let second = PlannedTime.sample("y", .sample("11:00"), minutes: 60)
        #expect(
            try Self.plans(
                Self.meeting.changed(second, statedAt: .sample("08:40")),
                Hour.planned,
                Self.meeting.changed(first, statedAt: .sample("08:30"))
            ) == ["one 11:00-12:00"]
        )
    }

    @Test("whose length alone is changed keeps its start")
    func longer() throws {
        let changed = Self.meeting.changed(
            details: MeetingDetails(plannedSeconds: 7200),
            statedAt: .sample("08:30")
        )
        #expect(try Self.plans(Hour.planned, changed) == ["one 09:00-11:00"])
    }

    @Test("of a series is moved by its own name")
    func seriesMoved() throws {
        let planned = Self.meeting.planned(
            Hour.time,
            .sample("two", .sample("14:00"), minutes: 60)
        )
        let changed = Self.meeting.changed(
            .sample("two", .sample("15:00"), minutes: 60),
            statedAt: .sample("08:30")
        )
        #expect(try Self.plans(planned, changed) == ["one 09:00-10:00", "two 15:00-16:00"])
    }

    @Test("is not moved by a later plan under the same number, nor by changes of that")
    func numberReuse() throws {
        let later = Self.meeting.planned(
            .sample("two", .sample("14:00"), minutes: 60),
            statedAt: .sample("11:00")
        )
        #expect(try Self.plans(Hour.planned, later) == ["one 09:00-10:00", "two 14:00-15:00"])
        let moved = Self.meeting.changed(
            .sample("unnamed", .sample("15:00"), minutes: 30),
            statedAt: .sample("11:30")
        )
        #expect(
            try Self.plans(Hour.planned, later, moved) == ["one 09:00-10:00", "two 15:00-15:30"]
        )
        let longer = Self.meeting.changed(
            details: MeetingDetails(plannedSeconds: 7200),
            statedAt: .sample("11:30")
        )
        #expect(
            try Self.plans(Hour.planned, later, longer) == ["one 09:00-10:00", "two 14:00-16:00"]
        )
        let before = Self.meeting.changed(
            .sample("unnamed", .sample("09:30"), minutes: 60),
            statedAt: .sample("08:30")
        )
        #expect(
            try Self.plans(Hour.planned, later, before) == ["one 09:30-10:30", "two 14:00-15:00"]
        )
    }

    @Test("is not cancelled by a deletion from before it, under the same number")
    func deletedBefore() throws {
        let deleted = Self.meeting.standing(.deleted, statedAt: .sample("08:30"))
        let later = Self.meeting.planned(
            .sample("two", .sample("14:00"), minutes: 60),
            statedAt: .sample("11:00")
        )
        #expect(
            try Self.plans(Hour.planned, deleted, later) == [
                "one 09:00-10:00 x", "two 14:00-15:00",
            ]
        )
    }

    @Test("is cancelled with its meeting or by its own time, until it is recovered")
    func standing() throws {
        let planned = Self.meeting.planned(
            Hour.time,
            .sample("two", .sample("14:00"), minutes: 60)
        )
        let all = Self.meeting.standing(.deleted, statedAt: .sample("08:30"))
        #expect(try Self.plans(planned, all) == ["one 09:00-10:00 x", "two 14:00-15:00 x"])
        let one = Self.meeting.standing(.permanentlyDeleted, Hour.time, statedAt: .sample("08:30"))
        #expect(try Self.plans(planned, one) == ["one 09:00-10:00 x", "two 14:00-15:00"])
        let back = Self.meeting.standing(.recovered, statedAt: .sample("08:40"))
        #expect(try Self.plans(planned, all, back) == ["one 09:00-10:00", "two 14:00-15:00"])
        let early = Self.meeting.standing(.recovered, statedAt: .sample("08:20"))
        #expect(try Self.plans(planned, all, early) == ["one 09:00-10:00 x", "two 14:00-15:00 x"])
    }

    @Test("that is moved after it ran stays where it ran, and the other time is another date")
    func movedAfterwards() throws {
        let events = [
            Hour.planned, Hour.run.joined(.ada, .sample("09:00")), Hour.run.ended(.sample("10:00")),
            Self.meeting.changed(
                .sample("unnamed", .sample("15:00"), minutes: 30),
                statedAt: .sample("11:00")
            ),
        ]
        for events in [events, events.reversed()] {
            let roll = Roll(of: events)
            let occurrences = roll.occurrences(of: Self.meeting.id)
            #expect(
                occurrences.map(\.planned?.start.description) == [
                    "2026-03-09T09:00:00Z", "2026-03-09T15:00:00Z",
                ]
            )
            #expect(occurrences.map(\.instances) == [[Hour.run.id], []])
            #expect(occurrences[0].id == OccurrenceID(sample: "one"))
            #expect(try roll.sheet().names == ["Ada"])
            #expect(roll.occurrence(occurrences[1].id) == occurrences[1])
        }
    }

    @Test("that ran is neither lengthened nor cancelled afterwards")
    func changedAfterwards() throws {
        let roll = Roll(of: [
            Hour.planned, Hour.run.joined(.ada, .sample("09:00")), Hour.run.ended(.sample("10:00")),
            Self.meeting.changed(
                details: MeetingDetails(plannedSeconds: 14_400),
                statedAt: .sample("11:00")
            ),
            Self.meeting.changed(
                .sample("one", .sample("09:00"), minutes: 60, isCancelled: true),
                statedAt: .sample("12:00")
            ),
        ])
        #expect(try roll.sheet().row("Ada").sharePercent == 100)
        #expect(roll.occurrences(of: Self.meeting.id).map(\.isCancelled) == [false])
    }

    @Test("of which only a change is known is what the change says")
    func changeOnly() throws {
        let changed = Self.meeting.changed(Hour.time, statedAt: .sample("08:30"))
        #expect(try Self.plans(changed) == ["one 09:00-10:00"])
        let empty = Self.meeting.changed(
            details: MeetingDetails(plannedSeconds: 60),
            statedAt: .sample("08:30")
        )
        #expect(try Self.plans(empty).isEmpty)
        #expect(try Self.record([empty]).plannedSeconds == 60)
    }

    @Test("is followed by what was stated last of topic, zone and kind")
    func details() throws {
        var webinar = Self.meeting
        webinar.kind = .webinar
        let events = [
            Self.meeting.changed(
                details: Self.meeting.details(topic: "Ladders", zone: "Europe/Rome"),
                statedAt: .sample("08:45")
            ),
            webinar.changed(details: MeetingDetails(topic: nil), statedAt: .sample("08:50")),
            Hour.planned,
            Self.meeting.changed(
                details: Self.meeting.details(topic: "Ropes"),
                statedAt: .sample("08:40")
            ),
            Self.meeting.changed(details: Self.meeting.details(topic: "Undated"), statedAt: nil),
        ]
        for events in [events, events.reversed()] {
            let sheet = try Roll(of: events).sheet()
            #expect(sheet.meeting.topic == "Ladders")
            #expect(sheet.meeting.kind == .webinar)
            #expect(sheet.meeting.number == "85746065432")
            #expect(sheet.occurrence.zone == "Europe/Rome")
        }
    }

    @Test("whose length is beyond reason stops no fold")
    func endless() async {
        await #expect(processExitsWith: .success) {
            for seconds in [Int64.max, 10_000_000_000_000_000, .min] {
                let endless = PlannedTime(
                    occurrence: OccurrenceID(sample: "one"),
                    start: .sample("09:00"),
                    seconds: seconds
                )
                _ = try Roll(of: [SampleMeeting.heights.planned(endless)]).sheet()
            }
        }
    }

    @Test("shows a placeholder where its topic is erased or not opened")
    func placeholders() throws {
        for (content, shown): (Personal<String>.Content, String) in [
            (.erased, "[erased]"), (.open("Knots"), "Knots"),
            (.sealed(SealedField(place: FieldPlace(position: 3, index: 0), mark: 9)), "[erased]"),
        ] {
            let topic = Personal(subject: SubjectID("meeting-1"), content: content)
            let changed = Self.meeting.changed(
                details: MeetingDetails(topic: topic),
                statedAt: .sample("08:30")
            )
            #expect(try Roll(of: [Hour.planned, changed]).sheet().meeting.topic == shown)
        }
    }
}
