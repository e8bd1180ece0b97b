import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("Alarms about an account")
struct AccountAlarmTests {
    private static let account = SampleMeeting.heights.account
    private static let run = Hour.run

    private static func alarms(
        at now: Instant,
        _ events: [AttendanceEvent],
        dates: [AlarmRule.PlannedDate] = [date]
    ) -> [AccountAlarm] {
        let history = events.recorded(from: .sample("06:00"))
        return AlarmRule.alarms(
            at: now,
            accounts: AccountRegister(replaying: history),
            watch: DeliveryWatch(replaying: history),
            dates: dates
        )
    }

    private static let date = AlarmRule.PlannedDate(
        account: account,
        meeting: SampleMeeting.heights.id,
        number: SampleMeeting.heights.number,
        window: TimeWindow(start: .sample("09:00"), end: .sample("10:00"))
    )

    private static let connected = AttendanceEvent.accountConnected(
        AccountConnected(
            account: account,
            label: "Academy",
            kind: .serverToServer,
            plan: .pro,
            at: .sample("06:00")
        )
    )

    private static func validated(_ at: Instant) -> AttendanceEvent {
        .endpointValidated(EndpointValidated(account: account, at: at))
    }

    private static func found(
        _ standing: SubscriptionFound.Standing,
        _ at: Instant
    ) -> AttendanceEvent {
        .subscriptionFound(SubscriptionFound(account: account, standing: standing, at: at))
    }

    private static let sound = [connected, validated(.sample("06:00"))]

    @Test(
        "are raised for a date that began and was not heard of, until it is over",
        arguments: [
            ("08:00", false), ("09:15", false), ("09:16", true), ("09:59", true), ("10:00", false),
        ]
    )
    func unheard(time: String, isAlarm: Bool) {
        let alarms = Self.alarms(at: .sample(time), Self.sound)
        #expect(alarms.map(\.kind) == (isAlarm ? [.nothingDelivered] : []))
        #expect(alarms.allSatisfy { $0.meeting == "85746065432" && $0.label == "Academy" })
    }

    @Test("are not raised for a date of which a run was delivered, even an early one")
    func heard() {
        var early = Self.run
        early.start = .sample("08:30")
        for run in [Self.run, early] {
            #expect(Self.alarms(at: .sample("09:30"), Self.sound + [run.started()]).isEmpty)
        }
        // A run of the day before is none of this date, and what a file tells was not delivered.
        var before = Self.run
        before.start = Instant.sample("09:00").advanced(bySeconds: -86_400)
        for run in [before, Self.run.told(by: .file)] {
            let alarms = Self.alarms(at: .sample("09:30"), Self.sound + [run.started()])
            #expect(alarms.map(\.kind).contains(.nothingDelivered))
        }
    }

    @Test("are raised when a run goes on long after its plan and nothing more is delivered")
    func silent() {
        let events = Self.sound + [Self.run.started()]
        // Everything was recorded by 06:00:02.
        #expect(Self.alarms(at: .sample("10:30"), events).isEmpty)
        let late = Self.alarms(at: .sample("10:31"), events)
        #expect(late.map(\.kind) == [.deliveriesStopped])
        let ended = events + [Self.run.ended(.sample("10:00"))]
        #expect(Self.alarms(at: .sample("10:31"), ended).isEmpty)
    }

    @Test("are not raised for an unplanned run before Zoom itself would have ended it")
    func unplanned() {
        let events = Self.sound + [Self.run.started()]
        let start = Instant.sample("09:00")
        let limit = start.advanced(bySeconds: DeliveryWatch.runSecondsMax)
        #expect(Self.alarms(at: limit, events, dates: []).isEmpty)
        let after = Self.alarms(at: limit.advanced(bySeconds: 1), events, dates: [])
        #expect(after.map(\.kind) == [.deliveriesStopped])
    }

    @Test("are raised when a validation is overdue, or none ever came")
    func validation() {
        let day: Int64 = 86_400
        let start = Instant.sample("06:00")
        let due = start.advanced(bySeconds: 84 * 3600)
        #expect(Self.alarms(at: due, [Self.connected], dates: []).isEmpty)
        let never = Self.alarms(at: due.advanced(bySeconds: 1), [Self.connected], dates: [])
        #expect(never.map(\.kind) == [.neverValidated])
        let overdue = Self.alarms(at: due.advanced(bySeconds: day), Self.sound, dates: [])
        #expect(overdue.map(\.kind) == [.validationOverdue])
        #expect(overdue.map(\.since) == [start])
        let again = Self.sound + [Self.validated(due)]
        #expect(Self.alarms(at: due.advanced(bySeconds: day), again, dates: []).isEmpty)
    }

    @Test(
        "are raised for what Zoom says of the subscription, until it is validated or found well",
        arguments: [
            (.missing, .subscriptionMissing), (.incomplete, .subscriptionIncomplete),
            (.failing, .validationFailed),
        ] as [(SubscriptionFound.Standing, AccountAlarm.Kind)]
    )
    func subscription(standing: SubscriptionFound.Standing, kind: AccountAlarm.Kind) {
        let events = Self.sound + [Self.found(standing, .sample("07:00"))]
        #expect(Self.alarms(at: .sample("08:00"), events).map(\.kind) == [kind])
        for settled in [Self.found(.valid, .sample("07:30")), Self.validated(.sample("07:30"))] {
            #expect(Self.alarms(at: .sample("08:00"), events + [settled]).isEmpty)
        }
    }

    @Test("are not raised for accounts that are not connected")
    func unconnected() {
        let removed = AttendanceEvent.accountRemoved(
            AccountRemoved(account: Self.account, at: .sample("07:00"))
        )
        let missing = Self.found(.missing, .sample("06:30"))
        #expect(Self.alarms(at: .sample("09:30"), Self.sound + [missing, removed]).isEmpty)
        #expect(Self.alarms(at: .sample("09:30"), []).isEmpty)
    }

    @Test("say what to do, each under a key of its own", arguments: AccountAlarm.Kind.allCases)
    func words(kind: AccountAlarm.Kind) {
        let alarm = AccountAlarm(
            account: "a",
            label: "Academy",
            kind: kind,
            since: .sample("09:00"),
            meeting: "123"
        )
        #expect(alarm.sentence.hasSuffix(".") && alarm.advice.hasSuffix("."))
        #expect(alarm.json["alarm"] == .string(kind.rawValue))
        #expect(kind.rawValue.allSatisfy { $0.isLowercase || $0 == "_" })
    }
}
