import Attendance
import EventSourcing
import MeetingManagement
import Projections
import Synchronization
import TestSupport
import Testing
import ZoomAPI

@Suite("The turns of the outbox")
struct OutboxTurnsTests {
    private func rename(
        _ id: ArrangementID,
        to topic: String,
        in test: TestArranging
    ) async throws {
        var draft = ArrangementChangeDraft()
        draft.topic = topic
        try await test.desk.change(id.text, to: draft, actor: TestArranging.actor)
    }

    @Test("come round: whoever has much to be done keeps nobody of the account waiting")
    func fair() async throws {
        let test = try TestArranging()
        let draft = try test.draft(.once(try test.time("2026-03-09")))
        let busy = (1...4).map { ArrangementID("busy \($0)") }
        for id in busy {
            _ = try await test.desk.arrange(draft, as: id, actor: TestArranging.actor)
            for number in 1...6 { try await rename(id, to: "No. \(number)", in: test) }
        }
        let last = ArrangementID("waiting")
        _ = try await test.desk.arrange(draft, as: last, actor: TestArranging.actor)
        try await test.drain()
        let query = EventQuery(.category(StreamName.arrangements), limit: .max)
        let confirmed = try await test.log.events(query).compactMap { recorded -> ArrangementID? in
            let event = try recorded.map { try AttendanceCodec.decode($0) }.event
            guard case .arrangement(.confirmed(let confirmed)) = event else { return nil }
            return confirmed.arrangement
        }
        #expect(confirmed.count == 29)
        let place = try #require(confirmed.firstIndex(of: last))
        #expect(place < 12, "\(place)")
    }

    @Test("wait for no account whose Zoom is silent")
    func silent() async throws {
        let test = try TestArranging()
        let account = test.account
        let silent = SilentTransport {
            let listed = account.act("GET", "/users/\(SimulatedAccount.host)/meetings").json
            return listed["meetings"]?.array?.first?["topic"]?.string == "Ladders"
        }
        let clients = test.account.clients()
        let other = try #require(test.account.client(over: silent))
        await clients.connect("silent", through: other)
        let outbox = Outbox(desk: test.desk, clients: clients)
        try await test.arrangeOnce { $0.account = "silent" }
        let id = try await test.arrangeOnce()
        try await rename(id, to: "Ladders", in: test)
        _ = try await outbox.empty()
        #expect(silent.wasSeen)
        #expect(try await test.arrangement(id).next == nil)
    }

    @Test("come at once for what somebody wants now, whatever waits")
    func wanted() async throws {
        let test = try TestArranging()
        // The list in which it is looked for, and then its creation.
        test.account.disturb { $0 == 1 ? .answerLost : nil }
        let id = try await test.arrangeOnce()
        #expect(try await test.outbox.empty().waiting == 1)
        #expect(try await test.outbox.empty().done == 0)
        try await test.desk.cancelArrangement(id.text, reason: "No", actor: TestArranging.actor)
        let now = test.account.now
        let progress = try await test.outbox.empty()
        #expect(progress.waiting == 0)
        #expect(now.seconds(to: test.account.now) < 10)
        #expect(test.meetingsAtZoom().isEmpty)
        #expect(try await test.desk.outbox().isEmpty)
    }

    @Test("make a meeting that was moved while Zoom was away, though its first time is over")
    func moved() async throws {
        let test = try TestArranging()
        test.account.disturb { _ in .unreachable }
        let draft = try test.draft(.once(try test.time("2026-03-01", hour: 12)))
        let entry = try await test.desk.arrange(draft, actor: TestArranging.actor)
        let id = try #require(entry.arrangement.id)
        #expect(try await test.outbox.empty().waiting == 1)
        var change = ArrangementChangeDraft()
        change.start = try test.time("2026-03-09")
        try await test.desk.change(id.text, to: change, actor: TestArranging.actor)
        test.account.pass(seconds: 5 * 3600)
        test.account.disturb { _ in nil }
        try await test.drain()
        #expect(try await test.desk.outbox().isEmpty)
        let made = test.meetingsAtZoom()
        #expect(made.map { $0["start_time"]?.string } == ["2026-03-09T09:00:00Z"])
        #expect(try await test.meeting(of: id).sheets.count == 1)
    }

    @Test("make one meeting, though Zoom does not show at once what it made")
    func notYetShown() async throws {
        let test = try TestArranging()
        // The second time it is found by its mark.
        test.account.disturb { [2, 4].contains($0) ? .notFound : nil }
        let id = try await test.arrangeOnce()
        try await test.drain()
        #expect(test.meetingsAtZoom().count == 1)
        #expect(try await test.arrangement(id).isMade)
        #expect(try await test.desk.outbox().isEmpty)
    }
}

/// A Zoom that answers nothing until something has happened elsewhere, or for a while at most.
private final class SilentTransport: ZoomTransport {
    private let hasHappened: @Sendable () -> Bool
    private let isSeen = Mutex(false)

    init(until hasHappened: @escaping @Sendable () -> Bool) { self.hasHappened = hasHappened }

    var wasSeen: Bool { isSeen.withLock { $0 } }

    func exchange(
        _ request: ZoomHTTPRequest,
        receive: (ZoomHTTPPart) async throws(ZoomTransportFault) -> Void
    ) async throws(ZoomTransportFault) {
        for _ in 0..<1000 where !wasSeen {
            if hasHappened() { isSeen.withLock { $0 = true } }
            try? await Task.sleep(for: .milliseconds(2))
        }
        throw .notReached
    }
}
