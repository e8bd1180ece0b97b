import Attendance
import EventSourcing
import Projections
import TestSupport
import Testing

@testable import MeetingManagement

/// A meeting planned from 09:00 to 10:00.
@Suite("When runs are listed")
struct ListingNeedTests {
    private static let meeting = SampleMeeting.heights
    private static let run = meeting.run(start: .sample("09:00"))
    private static let planned = meeting.planned(
        .sample("one", .sample("09:00"), minutes: 60)
    )

    private static func need(
        _ events: [AttendanceEvent],
        at now: Instant = .sample("12:00")
    ) -> ListingNeed? {
        Roll(replaying: ([planned] + events).recorded())
            .listingNeed(of: meeting.id, at: now)
    }

    private static let held = [run.started(), run.ended(.sample("10:00"))]

    private static func receiver(_ times: String...) -> [AttendanceEvent] {
        times.enumerated().map { place, time in
            place % 2 == 0
                ? .receiverStarted(ReceiverStarted(at: .sample(time)))
                : .receiverStopped(ReceiverStopped(at: .sample(time)))
        }
    }

    private static func listed(_ time: String) -> AttendanceEvent {
        .runsListed(
            RunsListed(
                meeting: meeting.reference(statedAt: nil),
                at: .sample(time),
                runCount: 0
            )
        )
    }

    @Test("a planned time without a run, or with little of one, is asked about when it is over")
    func idle() {
        #expect(Self.need([])?.due == .sample("10:15"))
        #expect(Self.need(Self.held) == nil)
        #expect(Self.need([Self.run.started()]) == nil)
        let short = [Self.run.started(), Self.run.ended(.sample("09:20"))]
        #expect(Self.need(short)?.due == .sample("10:15"))
        #expect(Self.need([Self.run.started(), Self.run.ended(.sample("09:50"))]) == nil)
    }

    @Test("a time in which the receiver was away is asked about when it is back and the time over")
    func gaps() {
        let around = Self.held + Self.receiver("08:00", "09:10", "09:20")
        #expect(Self.need(around)?.due == .sample("10:15"))
        #expect(Self.need(around)?.since == .sample("08:00"))
        let long = Self.held + Self.receiver("08:00", "09:10", "11:00")
        #expect(Self.need(long)?.due == .sample("11:00"))
        #expect(Self.need(Self.held + Self.receiver("08:00", "09:10")) != nil)
        #expect(Self.need(Self.held + Self.receiver("06:00", "07:00", "08:00")) == nil)
    }

    @Test("a time in which the subscription was lost is asked about when it is there again")
    func unsubscribed() {
        let account = Self.meeting.reference(statedAt: nil).account
        func validated(_ time: String) -> AttendanceEvent {
            .endpointValidated(EndpointValidated(account: account, at: .sample(time)))
        }
        let lost = AttendanceEvent.subscriptionFound(
            SubscriptionFound(account: account, standing: .missing, at: .sample("09:40"))
        )
        let before = Self.held + [validated("08:00")]
        #expect(Self.need(before) == nil)
        #expect(Self.need(before + [lost]) == nil)
        #expect(Self.need(before + [lost, validated("11:00")])?.due == .sample("11:00"))
        #expect(Self.need(before + [validated("08:30")]) == nil)
    }

    @Test("what was asked after that is not asked again")
    func listed() {
        #expect(Self.need([Self.listed("10:16")]) == nil)
        #expect(Self.need([Self.listed("10:14")]) != nil)
        let away = Self.held + Self.receiver("08:00", "09:10", "11:00")
        #expect(Self.need(away + [Self.listed("10:30")]) != nil)
        #expect(Self.need(away + [Self.listed("11:01")]) == nil)
    }
}
