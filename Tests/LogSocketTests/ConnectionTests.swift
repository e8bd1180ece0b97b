import EventSourcing
import EventStore
import LogSocket
import Synchronization
import Testing
import TestSupport

@Suite("A connection to a served log", .timeLimit(.minutes(30)))
struct ConnectionTests {
    @Test("shows what another connection, and the server itself, append")
    func several() async throws {
        try await ServedLog.with { served in
            let first = try await served.connect()
            let second = try await served.connect()
            _ = try await first.append(.sample("1"))
            _ = try await second.append(.sample("2"))
            _ = try await served.log.append(.sample("3"))
            for log in [first, second] as [any EventLog] {
                let payloads = try await log.events(from: 0, limit: 9).map(\.event.payload)
                #expect(payloads == ["1", "2", "3"].map { Array($0.utf8) })
            }
            await first.close()
            await first.close()
            #expect(try await second.size() == 3)
            let error = await expectError(.closed) { _ = try await first.append(.sample("4")) }
            #expect(error?.reason.contains("nothing was sent") == true)
            await expectError(.closed) { _ = try await first.size() }
            #expect(try await second.size() == 3)
        }
    }

    @Test("that is lost in an append leaves the outcome open, and the same key closes it")
    func lost() async throws {
        let log = GatedLog()
        try await ServedLog.with(log) { served in
            let client = try await served.connect()
            let appending = Task { try await client.append(.sample("1", key: 1)) }
            let reading = Task { try await client.events(from: 0, limit: 1) }
            try await until { log.gate.waiting == 2 }
            await client.close()
            let error = await expectError(.unknownOutcome) { _ = try await appending.value }
            #expect(error?.reason.contains("try again with the same key") == true)
            await expectError(.storage) { _ = try await reading.value }
            log.gate.open()
            let receipt = try await served.connect().append(.sample("1", key: 1))
            #expect(receipt == AppendReceipt(firstPosition: 0, count: 1, wasRepeated: true))
            #expect(try await served.log.size() == 1)
        }
    }

    @Test("goes on when a task that waits is cancelled")
    func cancelled() async throws {
        let log = GatedLog()
        try await ServedLog.with(log) { served in
            let client = try await served.connect()
            let appending = Task { try await client.append(.sample("1", key: 1)) }
            let reading = Task { try await client.events(from: 0, limit: 1) }
            let waiting = Task { try await client.append(.sample("2", key: 2)) }
            try await until { log.gate.waiting == 3 }
            appending.cancel()
            reading.cancel()
            await expectError(.unknownOutcome) { _ = try await appending.value }
            await expectError(.storage) { _ = try await reading.value }
            #expect(try await client.size() == 2)
            log.gate.open()
            _ = try await waiting.value
            let again = try await client.append(.sample("1", key: 1))
            #expect(again.wasRepeated)
        }
    }

    @Test("sends nothing for a task that was cancelled before")
    func cancelledBefore() async throws {
        try await ServedLog.with { served in
            let client = try await served.connect()
            let asking = Task {
                while !Task.isCancelled { await Task.yield() }
                return try await client.append(.sample("1"))
            }
            asking.cancel()
            await expectError(.closed) { _ = try await asking.value }
            #expect(try await client.size() == 0)
        }
    }

    @Test("carries out so many requests at once and no more, and answers every one")
    func bounded() async throws {
        let gate = Gate()
        let running = Mutex((now: 0, most: 0))
        let wait: LogSocketServer.Command = { number in
            running.withLock { running in
                running.now += 1
                running.most = max(running.most, running.now)
            }
            await gate.pass()
            running.withLock { $0.now -= 1 }
            return number
        }
        var limits = LogSocketLimits()
        limits.requestsInFlightMax = 4
        try await ServedLog.with(commands: ["wait": wait], limits: limits) { served in
            let client = try await served.connect()
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number: Int64 in 0..<500 {
                    group.addTask {
                        let answer = try await client.command("wait", .integer(number))
                        return answer == .integer(number)
                    }
                }
                try await until { gate.waiting == 4 }
                // Others are served meanwhile.
                let other = try await served.connect()
                for _ in 0..<20 { #expect(try await other.size() == 0) }
                #expect(gate.waiting == 4)
                gate.open()
                for try await isItsOwn in group { #expect(isItsOwn) }
            }
            #expect(running.withLock { $0.most } == 4)
            #expect(running.withLock { $0.now } == 0)
        }
    }

    @Test("waits for its turn when too many are open")
    func connections() async throws {
        var limits = LogSocketLimits()
        limits.connectionsMax = 2
        try await ServedLog.with(limits: limits) { served in
            let clients = [try await served.connect(), try await served.connect()]
            async let third = served.connect()
            #expect(try await clients[1].size() == 0)
            await clients[0].close()
            #expect(try await third.size() == 0)
        }
    }

    @Test("refuses a frame that is too long for the server, and goes on")
    func longRequest() async throws {
        var limits = LogSocketLimits()
        limits.frameBytesMax = 1000
        try await ServedLog.with(limits: limits) { served in
            let client = try await served.connect()
            let long = String(repeating: "a", count: 1000)
            let error = await expectError(.storage) { _ = try await client.append(.sample(long)) }
            #expect(error?.reason.contains("1000 bytes") == true)
            _ = try await client.append(.sample("a"))
            #expect(try await client.size() == 1)
        }
    }

    @Test("refuses an answer that is too long for the client, sends others in parts, and goes on")
    func longAnswer() async throws {
        var limits = LogSocketLimits()
        limits.frameBytesMax = 1000
        try await ServedLog.with { served in
            for number in 0..<30 { _ = try await served.log.append(.sample("\(number)")) }
            let name = DocumentName(.export, "d1")
            let document = Document(name, bytes: .init(repeating: 1, count: 1000), about: .anyone)
            let batch = AppendBatch([], documents: [document], actor: "tester")
            _ = try await served.log.append(batch)
            let client = try await served.connect(limits: limits)
            let error = await expectError(.storage) { _ = try await client.document(name) }
            #expect(error?.reason.contains("1000 bytes") == true)
            #expect(try await client.events(from: 0, limit: 99).count == 30)
            #expect(try await client.events(of: .ada).count == 30)
            _ = try await served.log.append(.sample(String(repeating: "a", count: 1000)))
            await expectError(.storage) { _ = try await client.events(from: 29, limit: 9) }
            #expect(try await client.events(from: 29, limit: 1).count == 1)
            #expect(try await served.connect().document(name) == document)
        }
    }
}
