import Attendance
import EventSourcing
import EventStore
import MeetingManagement
import Projections
import Synchronization
import TestSupport
import Testing

@Suite("A course that signs at once")
struct SigningAtOnceTests {
    private let zoom = WebhookSample()
    private let slot = Slot(
        id: SlotID("whole"),
        window: TimeWindow(start: "2026-03-09T11:00:00Z", end: "2026-03-09T12:30:00Z")
    )

    @Test("has everybody's signature taken, and no decision taken twice")
    func everybody() async throws {
        let log = InterposedLog(over: MemoryEventLog(now: { TestDesk.now }))
        let test = try TestDesk(over: log)
        try await test.take(
            [zoom.started()]
                + (0..<50).map {
                    zoom.joined(
                        "P\($0)",
                        at: "2026-03-09T09:02:00Z",
                        connection: "\($0)",
                        user: "\($0)"
                    )
                }
        )
        let id = try await test.sheet().occurrence.id
        let links = try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
        #expect(links.count == 50)
        let appends = Mutex(0)
        log.interpose { _ in
            appends.withLock { $0 += 1 }
            // Time enough for all others to read what was decided so far.
            try? await Task.sleep(for: .milliseconds(5))
        }
        await withTaskGroup(of: Void.self) { group in
            for (number, link) in links.enumerated() {
                group.addTask {
                    await #expect(throws: Never.self) {
                        _ = try await test.desk.sign(
                            withToken: link.token,
                            png: TestPNG.signature(number)
                        ) {
                            SignatureEvidence(route: .drawn, statement: $0.statement(in: .english))
                        }
                    }
                }
            }
        }
        #expect(appends.withLock { $0 } == 50)
        #expect(try await test.desk.signing(of: id).lines.count { $0.state == .signed } == 50)
    }

    @Test("beside other processes that are faster again and again, is told to try later")
    func busy() async throws {
        let base = MemoryEventLog(now: { TestDesk.now })
        let log = InterposedLog(over: base)
        let test = try TestDesk(over: log)
        try await test.take([
            zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A", user: "1"),
        ])
        let id = try await test.sheet().occurrence.id
        let links = try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
        log.interpose { _ throws(EventLogError) in throw EventLogError(.conflict, "others") }
        let failure = await #expect(throws: DeskFailure.self) {
            _ = try await test.desk.sign(
                withToken: try #require(links.first).token,
                png: TestPNG.signature()
            ) { SignatureEvidence(route: .drawn, statement: $0.statement(in: .english)) }
        }
        guard case .log(let error) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(error.code == .conflict)
        // The turn was given back.
        log.interpose(nil)
        _ = try await test.desk.sign(
            withToken: try #require(links.first).token,
            png: TestPNG.signature()
        ) { SignatureEvidence(route: .drawn, statement: $0.statement(in: .english)) }
    }
}
