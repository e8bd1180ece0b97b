import EventSourcing
import Projections
@testable import Server
import TestSupport
import Testing

@Suite("Alarms that were told")
struct AlarmLedgerTests {
    private static func alarm(
        _ kind: AccountAlarm.Kind,
        since: Instant = "2026-03-09T09:00:00Z",
        meeting: String? = nil
    ) -> AccountAlarm {
        AccountAlarm(account: "a", label: "Academy", kind: kind, since: since, meeting: meeting)
    }

    @Test("begin once and end once, though the moment they tell of moves")
    func once() {
        var ledger = AlarmLedger()
        let first = Self.alarm(.deliveriesStopped, meeting: "1")
        let moved = Self.alarm(.deliveriesStopped, since: "2026-03-09T09:30:00Z", meeting: "1")
        let other = Self.alarm(.deliveriesStopped, meeting: "2")
        var step = ledger.take([first])
        #expect(step.begun == [first] && step.ended.isEmpty)
        step = ledger.take([moved])
        #expect(step.begun.isEmpty && step.ended.isEmpty)
        step = ledger.take([moved, other])
        #expect(step.begun == [other] && step.ended.isEmpty)
        step = ledger.take([other])
        #expect(step.begun.isEmpty && step.ended == [moved])
        step = ledger.take([])
        #expect(step.begun.isEmpty && step.ended == [other])
        step = ledger.take([first])
        #expect(step.begun == [first] && step.ended.isEmpty)
    }
}
