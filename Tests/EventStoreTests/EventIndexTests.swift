import EventSourcing
import EventStore
import Foundation
import GRDB
import TestSupport
import Testing

@Suite("An index in read.db")
struct EventIndexTests {
    private static func open(
        _ directory: TemporaryDirectory,
        version: Int = 1
    ) throws
        -> StoredEventIndex
    {
        try StoredEventIndex(in: directory.url, projection: "sample", version: version)
    }

    /// What some events in a row add: each its own number under `n`, and under `all`.
    private static func page(_ positions: Range<Int64>, failing: Set<Int64> = []) -> IndexPage {
        let events = positions.map { position in
            Recorded(
                position: position,
                stream: .ada,
                version: position,
                id: EventID(at: Instant(seconds: position), random: (1, UInt64(position))),
                event: EncodedEvent.sample("\(position)"),
                recordedAt: Instant(seconds: position),
                occurredAt: Instant(seconds: position),
                actor: "tester"
            )
        }
        return IndexPage(events) { (recorded) throws(PayloadError) in
            guard !failing.contains(recorded.position) else {
                throw PayloadError(type: recorded.event.type, reason: "it fails")
            }
            let text = "\(recorded.position % 7)"
            // Every question is open until the fifth event after it.
            return IndexChange(
                adding: [
                    IndexEntry(IndexTerm("n", text), "\(recorded.position)"),
                    IndexEntry(IndexTerm("all", "all"), text),
                    IndexEntry(IndexTerm("open", text), "\(recorded.position)"),
                ],
                settling: [
                    IndexEntry(
                        IndexTerm("open", "\((recorded.position + 2) % 7)"),
                        "\(recorded.position - 5)"
                    )
                ]
            )
        }
    }

    private static func check(_ index: any EventIndex, holds count: Int64) async throws {
        #expect(try await index.cursor().position == count)
        #expect(try await index.cursor().lastEvent == page(0..<count).cursor.lastEvent)
        let sixes = try await index.values(of: [IndexTerm("n", "6")])
        let expected = (0..<count).filter { $0 % 7 == 6 }.map { "\($0)" }
        #expect(sixes == Set(expected))
        #expect(try await index.values(of: [IndexTerm("n", "7")]).isEmpty)
        // What is settled is found neither by its term nor in its field.
        let last = max(0, count - 5)..<count
        for number in 0..<Int64(7) {
            let open = try await index.values(of: [IndexTerm("open", "\(number)")])
            #expect(open == Set(last.filter { $0 % 7 == number }.map { "\($0)" }))
        }
        var open: [IndexEntry] = []
        while case let more = try await index.entries(in: "open", after: open.last, limit: 2),
            !more.isEmpty
        {
            open += more
        }
        #expect(Set(open.map(\.value)) == Set(last.map { "\($0)" }))
        var entries: [IndexEntry] = []
        while case let more = try await index.entries(in: "n", after: entries.last, limit: 4),
            !more.isEmpty
        {
            entries += more
        }
        #expect(entries.count == Int(count))
        #expect(Set(entries).count == entries.count)
        let keys: [[String]] = entries.map { [$0.term.text, $0.value] }
        let sorted = keys.sorted { $0.lexicographicallyPrecedes($1) }
        #expect(keys == sorted)
    }

    @Test("finds what was added, written or not, in order")
    func finding() async throws {
        let directory = try TemporaryDirectory()
        for index in [try Self.open(directory), MemoryEventIndex()] as [any EventIndex] {
            for start in stride(from: Int64(0), to: 45_000, by: 15_000) {
                try await index.add(Self.page(start..<(start + 15_000)))
            }
            // Some of it is written by now, some is not.
            #expect(try await index.values(of: [IndexTerm("all", "all")]).count == 7)
            #expect(try await index.values(of: [IndexTerm("n", "3")]).count == 6429)
            #expect(try await index.cursor().position == 45_000)
        }
        for index in [MemoryEventIndex()] {
            try await index.add(Self.page(0..<40))
            try await Self.check(index, holds: 40)
        }
        withExtendedLifetime(directory) {}
    }

    @Test("is found again after it was closed; what a crash loses is added again")
    func reopening() async throws {
        let directory = try TemporaryDirectory()
        var index = try Self.open(directory)
        try await index.add(Self.page(0..<50, failing: [3]))
        await index.close()
        // Not closed: nothing of it is written.
        index = try Self.open(directory)
        try await index.add(Self.page(50..<60))
        index = try Self.open(directory)
        #expect(try await index.cursor().position == 50)
        #expect(
            try await index.deadLetters() == [
                DeadLetter(position: 3, reason: "sample.happened@1: it fails")
            ]
        )
        try await index.add(Self.page(50..<80))
        #expect(try await index.values(of: [IndexTerm("n", "3")]).contains("73"))
        withExtendedLifetime(directory) {}
    }

    @Test("takes nothing that leaves a gap or comes twice")
    func gaps() async throws {
        let directory = try TemporaryDirectory()
        let index = try Self.open(directory)
        try await index.add(Self.page(0..<5))
        for range in [0..<5, 6..<8, 4..<6] as [Range<Int64>] {
            await expectError(.conflict) { try await index.add(Self.page(range)) }
        }
        try await Self.check(index, holds: 5)
        withExtendedLifetime(directory) {}
    }

    @Test("under a new version is made beside the old one, which answers until it takes over")
    func versions() async throws {
        let directory = try TemporaryDirectory()
        let old = try Self.open(directory)
        try await old.add(Self.page(0..<30))
        try await old.takeOver()
        let new = try Self.open(directory, version: 2)
        #expect(try await new.cursor() == .start)
        try await new.add(Self.page(0..<20))
        await new.close()
        func reading(_ version: Int) -> StoredEventIndex {
            StoredEventIndex(reading: directory.url, projection: "sample", version: version)
        }
        try await Self.check(reading(1), holds: 30)
        #expect(try await reading(2).cursor() == .start)
        // Going on where it was left.
        let again = try Self.open(directory, version: 2)
        #expect(try await again.cursor().position == 20)
        try await again.add(Self.page(20..<40))
        try await again.takeOver()
        try await Self.check(reading(2), holds: 40)
        #expect(try await reading(1).cursor() == .start)
        withExtendedLifetime(directory) {}
    }

    @Test("is followed by a successor without ever being away")
    func successor() async throws {
        let directory = try TemporaryDirectory()
        let index = try Self.open(directory)
        try await index.add(Self.page(0..<30))
        try await index.takeOver()
        let next = try await index.successor()
        #expect(try await next.cursor() == .start)
        try await Self.check(index, holds: 30)
        try await next.add(Self.page(0..<35))
        try await next.takeOver()
        try await Self.check(next, holds: 35)
        try await Self.check(try Self.open(directory), holds: 35)
        withExtendedLifetime(directory) {}
    }

    @Test("beside the process that writes it takes in what is new for itself alone")
    func reading() async throws {
        let directory = try TemporaryDirectory()
        let index = try Self.open(directory)
        try await index.add(Self.page(0..<10))
        try await index.takeOver()
        let reader = StoredEventIndex(reading: directory.url, projection: "sample", version: 1)
        try await reader.add(Self.page(10..<20))
        try await Self.check(reader, holds: 20)
        await reader.close()
        try await Self.check(index, holds: 10)
        withExtendedLifetime(directory) {}
    }

    @Test("whose file is no database is made anew, since it may always be")
    func damaged() async throws {
        let directory = try TemporaryDirectory()
        let file = directory.url.appendingPathComponent("read.db")
        try Data(repeating: 7, count: 10_000).write(to: file)
        let reader = StoredEventIndex(reading: directory.url, projection: "sample", version: 1)
        #expect(try await reader.cursor() == .start)
        let index = try Self.open(directory)
        try await index.add(Self.page(0..<10))
        try await Self.check(index, holds: 10)
        withExtendedLifetime(directory) {}
    }
}
