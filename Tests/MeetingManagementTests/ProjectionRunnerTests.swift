import Attendance
import EventSourcing
import EventStore
import MeetingManagement
import Projections
import TestSupport
import Testing

@Suite("Folding one meeting from the streams that tell of it")
struct ProjectionRunnerTests {
    /// Two meetings of other accounts under one number: their runs have the same ids, so that each
    /// claims the other's.
    private static let meetings: [SampleMeeting] = [
        .invoices, .heights,
        SampleMeeting(number: SampleMeeting.invoices.number, topic: "Other", account: "account-2"),
    ]

    @Test("gives what the whole log gives, however it grew", arguments: Seeds.usually(25))
    func sameSheets(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        var history: [AttendanceEvent] = []
        for (index, meeting) in Self.meetings.enumerated() {
            let log = RandomLog(seed: seed * 3 + UInt64(index), of: meeting)
            history += log.facts.disordered(with: log.decisions, using: &generator)
        }
        // Meeting by meeting, with some of the others' facts in between.
        let moved = history.indices.filter { _ in .random(in: 0..<5, using: &generator) == 0 }
        for place in moved {
            history.swapAt(place, history.indices.randomElement(using: &generator)!)
        }
        let log = MemoryEventLog { TestDesk.now }
        let runner = ProjectionRunner(log: log, index: MemoryEventIndex())
        var rest = history[...]
        while !rest.isEmpty {
            let page = rest.prefix(.random(in: 1...120, using: &generator))
            rest = rest.dropFirst(page.count)
            try await log.append(page)
            let whole = Roll(
                replaying: try await log.events(from: 0, limit: .max).map { recorded in
                    try recorded.map(AttendanceCodec.decode)
                }
            )
            for meeting in Self.meetings.map(\.id) where .random(using: &generator) {
                let one = try await runner.roll(of: meeting)
                #expect(one.horizon == whole.horizon)
                #expect(one.occurrences(of: meeting) == whole.occurrences(of: meeting))
                for occurrence in whole.occurrences(of: meeting) {
                    #expect(
                        one.sheet(of: occurrence) == whole.sheet(of: occurrence),
                        "seed \(seed), \(whole.horizon.size) events, \(occurrence.id)"
                    )
                    #expect(one.decisions(about: occurrence) == whole.decisions(about: occurrence))
                    #expect(try await runner.meeting(of: occurrence.id) == meeting)
                }
                await Task.yield()
            }
        }
        let places = try await runner.meetings(limit: 9)
        #expect(Set(places.map(\.meeting)) == Set(Self.meetings.map(\.id)))
    }

    @Test("makes an index anew that is of another log")
    func otherLog() async throws {
        let index = MemoryEventIndex()
        let first = MemoryEventLog { TestDesk.now }
        try await first.append([SampleMeeting.invoices.planned()])
        _ = try await ProjectionRunner(log: first, index: index).current()
        let second = MemoryEventLog { TestDesk.now }
        try await second.append([SampleMeeting.heights.planned(), SampleMeeting.heights.planned()])
        let runner = ProjectionRunner(log: second, index: index)
        #expect(try await runner.meetings(limit: 9).map(\.meeting) == [SampleMeeting.heights.id])
    }

    @Test("leaves an event out that it cannot read, names it, and goes on")
    func deadLetters() async throws {
        let log = MemoryEventLog { TestDesk.now }
        try await log.append([SampleMeeting.invoices.planned()])
        let later = EncodedEvent(type: EventType("meeting.blessed"), payload: Array("{}".utf8))
        _ = try await log.append(
            AppendBatch(
                [StreamAppend(to: .deliveries, expecting: .any, events: [(later, TestDesk.now)])],
                actor: "test"
            )
        )
        try await log.append([SampleMeeting.heights.planned()])
        let index = MemoryEventIndex()
        let runner = ProjectionRunner(log: log, index: index)
        #expect(try await runner.meetings(limit: 9).count == 2)
        #expect(try await index.deadLetters().map(\.position) == [1])
        let letters = try await runner.rebuild { _, _ in }
        #expect(letters.map(\.position) == [1])
        #expect(try #require(letters.first).reason.contains("meeting.blessed"))
    }

    @Test("goes on answering while its index is made anew, and loses nothing that comes meanwhile")
    func rebuilding() async throws {
        let log = MemoryEventLog { TestDesk.now }
        let runner = ProjectionRunner(log: log, index: MemoryEventIndex())
        let meetings = (0..<300).map { SampleMeeting(number: "\(10_000 + $0)", topic: "T") }
        try await log.append(meetings[..<100].map { $0.planned() })
        async let letters = runner.rebuild { _, _ in }
        for meeting in meetings[100...] {
            try await log.append([meeting.planned()])
            #expect(try await runner.meetings(numbered: meeting.number) == [meeting.id])
        }
        #expect(try await letters.isEmpty)
        let places = try await runner.meetings(limit: 999)
        #expect(places.map(\.number) == meetings.map(\.number))
    }

    @Test("lists meetings page by page, by number and id")
    func pages() async throws {
        let test = try TestDesk()
        for meeting in Self.meetings.reversed() { try await test.log.append([meeting.planned()]) }
        var numbers: [String] = []
        var next: MeetingPlace?
        repeat {
            let page = try await test.desk.meetings(after: next, limit: 2)
            #expect(page.meetings.count <= 2)
            numbers += page.meetings.map(\.place.text)
            next = page.next
            #expect(next.flatMap { MeetingPlace($0.text) } == next)
        } while next != nil
        let all = Self.meetings.map { MeetingPlace(number: $0.number, meeting: $0.id) }
        #expect(numbers == all.map(\.text).sorted())
    }

    @Test("follows the log until its task ends")
    func follows() async throws {
        let log = MemoryEventLog { TestDesk.now }
        let index = MemoryEventIndex()
        let runner = ProjectionRunner(log: log, index: index)
        let following = Task { try await runner.follow() }
        for count in 1...20 {
            try await log.append([SampleMeeting.invoices.planned()])
            while try await index.cursor().position < Int64(count) { await Task.yield() }
        }
        following.cancel()
        await #expect(throws: EventLogError.self) { try await following.value }
    }
}

extension EventLog {
    /// Appends events to their streams.
    func append(_ events: some Collection<AttendanceEvent>) async throws {
        for event in events {
            let batch = AppendBatch(
                [
                    StreamAppend(
                        to: event.stream,
                        expecting: .any,
                        events: [(AttendanceCodec.encode(event), TestDesk.now)]
                    )
                ],
                actor: "test"
            )
            _ = try await append(batch)
        }
    }
}
