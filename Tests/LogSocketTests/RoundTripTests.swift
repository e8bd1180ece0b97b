import EventSourcing
import LogSocket
import Testing
import TestSupport

@Suite("What goes through the socket", .timeLimit(.minutes(30)))
struct RoundTripTests {
    private static let id = EventID(at: Instant(seconds: 5), random: (1, .max))

    @Test("leaves events as they were, open, sealed or erased", arguments: 0..<20)
    func events(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let events = (0..<40).map { Self.event(at: $0, &generator) }
        var limits = LogSocketLimits()
        limits.eventsPerReadMax = 7
        limits.partBytesMax = 900
        try await ServedLog.with(FixedLog(events), limits: limits) { served in
            let client = try await served.connect()
            let all = try await client.events(from: 0, limit: .max)
            #expect(all.map(\.plain) == events.map(\.plain))
            let some = try await client.events(from: 3, limit: 30)
            #expect(some.map(\.plain) == events[3..<33].map(\.plain))
            let stream = try await client.events(of: .ada)
            #expect(stream.map(\.plain) == events.filter { $0.stream == .ada }.map(\.plain))
        }
    }

    @Test("leaves a batch as it was, with all that goes with it")
    func batch() async throws {
        let log = FixedLog()
        let field = Personal("Zoë\u{0}\r\n\"", about: "zoe")
        let event = EncodedEvent(
            type: EventType("sample.happened", version: 3),
            payload: [0, 255],
            personal: [field]
        )
        let documents: [Document] = [
            Document(DocumentName(.delivery, "d1"), bytes: [], about: .anyone),
            Document(DocumentName(.signature, "d2"), bytes: [1], about: .one("zoe")),
            Document(DocumentName(.sheet, "d3"), bytes: [2], about: .several(["zoe", "ada"])),
            Document(DocumentName(.export, "d4"), bytes: [3], about: .several([])),
        ]
        let batch = AppendBatch(
            [
                StreamAppend(
                    to: .ada,
                    expecting: .exactly(.max),
                    events: [(event, Instant(microseconds: .min))]
                ),
                StreamAppend(to: .log, expecting: .noStream, events: []),
            ],
            conditions: [
                StreamCondition(.log, expecting: .any), StreamCondition(.ada, expecting: .noStream),
            ],
            documents: documents,
            idempotencyKey: IdempotencyKey(key: [0, 1], body: [255]),
            actor: "tester",
            metadata: ["": "Zoë", "b": ""],
            correlation: Self.id,
            causation: Self.id
        )
        try await ServedLog.with(log) { served in
            let client = try await served.connect()
            let receipt = try await client.append(batch)
            #expect(receipt == AppendReceipt(firstPosition: .max, count: 7, wasRepeated: true))
            #expect(try await client.size() == .max)
        }
        let appended = try #require(log.appended)
        #expect(appended.streams.map(\.stream) == [.ada, .log])
        #expect(appended.streams.map(\.expecting) == [.exactly(.max), .noStream])
        #expect(appended.streams.map { $0.events.map(\.event) } == [[event], []])
        #expect(appended.streams[0].events[0].occurredAt == Instant(microseconds: .min))
        #expect(appended.conditions == batch.conditions)
        #expect(appended.documents == documents)
        #expect(appended.idempotencyKey == batch.idempotencyKey)
        #expect(appended.actor == batch.actor)
        #expect(appended.metadata == batch.metadata)
        #expect(appended.correlation == Self.id)
        #expect(appended.causation == Self.id)
    }

    @Test("opens sealed fields page by page, and asks for no others")
    func disclosure() async throws {
        let sealed = (0..<25).map { number in
            let place = FieldPlace(position: Int64(number), index: number % 3)
            let mark = UInt64.max - UInt64(number)
            return Personal<String>(
                subject: "zoe",
                content: .sealed(SealedField(place: place, mark: mark))
            )
        }
        let known = sealed.indices.filter { $0 % 4 != 0 }
        let texts = known.map { (FieldPlace(position: Int64($0), index: $0 % 3), "text \($0)") }
        let log = FixedLog(texts: Dictionary(uniqueKeysWithValues: texts))
        var limits = LogSocketLimits()
        limits.fieldsPerRequestMax = 10
        try await ServedLog.with(log) { served in
            let client = try await served.connect(limits: limits)
            let others = [
                Personal("open", about: "ada"), Personal(subject: "boris", content: .erased),
            ]
            let disclosure = try await client.disclose(others + sealed)
            for (number, field) in sealed.enumerated() {
                let text = number % 4 == 0 ? nil : "text \(number)"
                #expect(disclosure.text(of: field) == text)
            }
            #expect(disclosure.count == known.count)
            #expect(log.fields == sealed)
            #expect(try await client.disclose(others) == .none)
        }
        #expect(log.fields == sealed)
    }

    @Test("leaves a checkpoint and a document as they were", arguments: [nil, [], [0, 10, 255]])
    func bytes(note: [UInt8]?) async throws {
        try await ServedLog.with(FixedLog(note: note)) { served in
            let client = try await served.connect()
            #expect(try await client.signCheckpoint() == note)
            let name = DocumentName(.sheet, "d/1")
            let document = try await client.document(name)
            #expect(document == Document(name, bytes: Array("sheet/d/1".utf8), about: .anyone))
        }
    }

    @Test(
        "leaves errors as they were",
        arguments: [
            EventLogError.Code.conflict, .idempotencyMismatch, .busy, .unknownOutcome, .closed,
            .held, .forked, .wrongKey, .damaged, .storage,
        ]
    )
    func errors(code: EventLogError.Code) async throws {
        let error = EventLogError(code, "why: \"\(code)\"")
        let fail: LogSocketServer.Command = { _ throws(EventLogError) in throw error }
        try await ServedLog.with(FixedLog(), commands: ["fail": fail]) { served in
            let client = try await served.connect()
            let thrown = await expectError(code) { _ = try await client.command("fail", [:]) }
            #expect(thrown == error)
            let erasure = await expectError(.damaged) {
                _ = try await client.erase(["zoe", "ada"], reason: "r", actor: "officer")
            }
            #expect(erasure?.reason == #"["ada", "zoe"], r, officer"#)
            let expiry = await expectError(.damaged) {
                let batch = AppendBatch([], actor: "officer")
                _ = try await client.expire(["zoe", "ada"], recording: batch)
            }
            #expect(expiry?.reason == #"["ada", "zoe"], 0"#)
        }
    }

    @Test("carries commands and their answers, and refuses those the server does not know")
    func commands() async throws {
        let echo: LogSocketServer.Command = { arguments in ["echo": arguments] }
        try await ServedLog.with(commands: ["echo": echo]) { served in
            let client = try await served.connect()
            let arguments: JSON = ["a": [1, .null, "Zoë"], "b": true]
            #expect(try await client.command("echo", arguments) == ["echo": arguments])
            #expect(try await client.command("echo", .null) == ["echo": .null])
            await expectError(.storage) { _ = try await client.command("other", [:]) }
            #expect(try await client.size() == 0)
        }
    }

    private static func event(
        at position: Int64,
        _ generator: inout SeededGenerator
    ) -> Recorded<EncodedEvent> {
        let personal = (0..<Int.random(in: 0...3, using: &generator)).map { index in
            let content: Personal<String>.Content =
                switch Int.random(in: 0...2, using: &generator) {
                case 0: .open("text \(generator.next())")
                case 1: .erased
                default:
                    .sealed(
                        SealedField(
                            place: FieldPlace(position: position, index: index),
                            mark: generator.next()
                        )
                    )
                }
            return Personal(subject: "zoe", content: content)
        }
        let payload = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
            UInt8.random(in: 0...255, using: &generator)
        }
        let type = EventType("sample.happened", version: Int.random(in: 1...9, using: &generator))
        let instant = Instant(microseconds: Int64(bitPattern: generator.next()))
        return Recorded(
            position: position,
            stream: Bool.random(using: &generator) ? .ada : .log,
            version: Int64.random(in: 0...9, using: &generator),
            id: EventID(at: Instant(seconds: 9), random: (7, generator.next())),
            event: EncodedEvent(type: type, payload: payload, personal: personal),
            recordedAt: instant,
            occurredAt: Instant(microseconds: Int64(bitPattern: generator.next())),
            actor: "tester",
            metadata: Bool.random(using: &generator) ? [:] : ["delivery": "\(generator.next())"],
            correlation: Bool.random(using: &generator) ? nil : id,
            causation: Bool.random(using: &generator) ? nil : id
        )
    }
}

extension Recorded<EncodedEvent> {
    /// Everything about it, for comparison.
    fileprivate var plain: [AnyHashable] {
        [
            position, stream, version, id, event, recordedAt, occurredAt, actor, metadata,
            correlation, causation,
        ]
    }
}
