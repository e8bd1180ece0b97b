import Attendance
import EventSourcing
import TestSupport
import Testing

private typealias Rules = Specification<ArrangementDecider>

@Suite("What may be wanted of a meeting at Zoom")
struct ArrangementDeciderTests {
    private static let id = ArrangementID("arrangement-1")
    private static let before: Instant = "2026-03-01T08:00:00Z"

    private static func date(_ start: Instant, as name: String) -> ArrangedDate {
        ArrangedDate(
            occurrence: OccurrenceID(sample: name),
            time: SampleMeeting.heights.schedule(start, minutes: 60).time
        )
    }

    private static let one = date("2026-03-09T09:00:00Z", as: "one")
    private static let two = date("2026-03-16T09:00:00Z", as: "two")

    private static func wanted(
        _ change: (inout MeetingArranged) -> Void = { _ in }
    ) -> MeetingArranged {
        var arranged = MeetingArranged(
            arrangement: id,
            account: "Acct",
            host: Personal("hana@example.org", about: id.subject),
            hostIndex: BlindIndex("hana"),
            kind: .meeting,
            link: .global,
            topic: Personal("Heights", about: id.subject),
            form: .once,
            dates: [one],
            seconds: 3600,
            settings: MeetingSettings(registration: .automatic),
            pack: .generic
        )
        change(&arranged)
        return arranged
    }

    private static func event(_ event: ArrangementEvent) -> AttendanceEvent { .arrangement(event) }

    private static let arranged = event(.arranged(wanted()))
    private static let series = event(
        .arranged(
            wanted {
                $0.form = .recurring(RecurrenceRule(.weekly(on: [2]), count: 2))
                $0.dates = [one, two]
            }
        )
    )

    private static let confirmed = event(
        .confirmed(
            ArrangementConfirmed(
                arrangement: id,
                intent: 0,
                meeting: SampleMeeting.heights.reference(statedAt: nil)
            )
        )
    )

    private func arrange(_ change: (inout MeetingArranged) -> Void) -> Outcome<ArrangementDecider> {
        Rules.given().when(.arrange(Self.wanted(change), now: Self.before))
    }

    @Test("happens, is ignored when repeated, and is rejected under the same id otherwise")
    func arranging() {
        let command = ArrangementCommand.arrange(Self.wanted(), now: Self.before)
        #expect(Rules.given().when(command) == .happens([Self.arranged]))
        #expect(Rules.given(Self.arranged).when(command) == .isIgnored)
        let other = Self.wanted { $0.seconds = 7200 }
        #expect(
            Rules.given(Self.arranged).when(.arrange(other, now: Self.before))
                == .isRejected(.alreadyArranged)
        )
    }

    @Test("is rejected where Zoom would refuse it")
    func refusals() {
        #expect(
            arrange { $0.topic = Personal("  ", about: Self.id.subject) }
                == .isRejected(.topicLength)
        )
        let long = String(repeating: "a", count: 201)
        #expect(
            arrange { $0.topic = Personal(long, about: Self.id.subject) }
                == .isRejected(.topicLength)
        )
        let agenda = String(repeating: "a", count: 1961)
        #expect(
            arrange { $0.agenda = Personal(agenda, about: Self.id.subject) }
                == .isRejected(.agendaTooLong)
        )
        for seconds: Int64 in [0, 59, 90, 86_460] {
            #expect(arrange { $0.seconds = seconds } == .isRejected(.lengthImpossible))
        }
        #expect(
            arrange {
                $0.settings.hasWaitingRoom = true
                $0.settings.allowsJoinBeforeHost = true
            } == .isRejected(.waitingRoomAgainstJoining)
        )
        #expect(
            arrange { $0.settings.joinBeforeHostMinutes = 7 } == .isRejected(.joiningMinutes)
        )
        #expect(
            arrange {
                $0.kind = .webinar
                $0.settings.hasWaitingRoom = true
            } == .isRejected(.notForWebinars)
        )
        #expect(
            arrange {
                $0.kind = .webinar
                $0.form = .instant
                $0.dates = []
            } == .isRejected(.notForWebinars)
        )
        #expect(arrange { $0.settings.scope = .chosen } == .isRejected(.scopeWithoutSeries))
    }

    @Test("has the dates of its form, to come and apart")
    func dates() {
        #expect(arrange { $0.dates = [] } == .isRejected(.datesNotOfForm))
        #expect(arrange { $0.dates = [Self.one, Self.two] } == .isRejected(.datesNotOfForm))
        #expect(arrange { $0.form = .unfixed } == .isRejected(.datesNotOfForm))
        let start = Self.one.time.window.start
        #expect(
            Rules.given().when(.arrange(Self.wanted(), now: start)) == .isRejected(.hasBegun(start))
        )
        let weekly = RecurrenceRule(.weekly(on: [2]), count: 2)
        #expect(
            arrange {
                $0.form = .recurring(weekly)
                $0.dates = [Self.one]
            } == .isRejected(.datesNotOfForm)
        )
        #expect(
            arrange {
                $0.form = .recurring(RecurrenceRule(.weekly(on: [3]), count: 2))
                $0.dates = [Self.one, Self.two]
            } == .isRejected(.firstDateNotOfRule)
        )
        #expect(
            arrange {
                $0.form = .recurring(RecurrenceRule(.daily, count: 61))
                $0.dates = [Self.one]
            } == .isRejected(.rule("a series has 1 to 60 dates"))
        )
        let endless = Self.wanted {
            $0.form = .recurring(RecurrenceRule(.daily, count: 2))
            var long = Self.one
            long.time.window.end = long.time.window.start.advanced(bySeconds: 86_400)
            var next = Self.date("2026-03-10T08:00:00Z", as: "two")
            next.time.window.end = next.time.window.start.advanced(bySeconds: 86_400)
            $0.dates = [long, next]
        }
        #expect(
            Rules.given().when(.arrange(endless, now: Self.before)) == .isRejected(.overlap)
        )
    }

    @Test("keeps of a change only what differs, and ignores one that changes nothing")
    func differences() {
        let change = ArrangementChanged(
            arrangement: Self.id,
            topic: Personal("Heights", about: Self.id.subject),
            dates: [Self.one],
            seconds: 3600,
            settings: MeetingSettings(registration: .automatic)
        )
        #expect(
            Rules.given(Self.arranged).when(.change(change, now: Self.before)) == .isIgnored
        )
        var more = change
        more.settings.recording = .cloud
        let kept = ArrangementChanged(
            arrangement: Self.id,
            settings: MeetingSettings(recording: .cloud)
        )
        #expect(
            Rules.given(Self.arranged).when(.change(more, now: Self.before))
                == .happens([Self.event(.changed(kept))])
        )
        #expect(
            Rules.given(Self.arranged, Self.event(.changed(kept)))
                .when(.change(more, now: Self.before)) == .isIgnored
        )
    }

    @Test("changes of one date its time alone, and only of one to come")
    func oneDate() {
        let later = Self.date("2026-03-17T09:00:00Z", as: "two")
        let change = ArrangementChanged(
            arrangement: Self.id,
            occurrence: later.occurrence,
            dates: [later]
        )
        #expect(
            Rules.given(Self.series).when(.change(change, now: Self.before))
                == .happens([Self.event(.changed(change))])
        )
        var more = change
        more.topic = Personal("Ladders", about: Self.id.subject)
        #expect(
            Rules.given(Self.series).when(.change(more, now: Self.before))
                == .isRejected(.onlyTimeOfDate)
        )
        let start = Self.two.time.window.start
        #expect(
            Rules.given(Self.series).when(.change(change, now: start))
                == .isRejected(.hasBegun(start))
        )
        var unknown = change
        unknown.occurrence = OccurrenceID(sample: "none")
        #expect(
            Rules.given(Self.series).when(.change(unknown, now: Self.before))
                == .isRejected(.dateUnknown(OccurrenceID(sample: "none")))
        )
        let onto = ArrangementChanged(
            arrangement: Self.id,
            occurrence: Self.two.occurrence,
            dates: [Self.date("2026-03-09T09:30:00Z", as: "two")]
        )
        #expect(
            Rules.given(Self.series).when(.change(onto, now: Self.before))
                == .isRejected(.overlap)
        )
    }

    @Test("gives a series that was taken over no other start without its rule")
    func ruleUnknown() {
        let taken = MeetingTakenOver(
            arrangement: Self.id,
            meeting: SampleMeeting.heights.reference(statedAt: nil),
            hostIndex: nil,
            link: .global,
            isSeries: true,
            settings: MeetingSettings(),
            dates: [
                ConfirmedDate(
                    occurrence: Self.two.occurrence,
                    zoomID: "1",
                    start: "2026-03-16T09:00:00Z",
                    end: "2026-03-16T10:00:00Z"
                )
            ]
        )
        let dates = [Self.date("2026-03-17T09:00:00Z", as: "two")]
        let all = ArrangementChanged(arrangement: Self.id, dates: dates)
        #expect(
            Rules.given([Self.event(.takenOver(taken))]).when(.change(all, now: Self.before))
                == .isRejected(.ruleUnknown)
        )
        let one = ArrangementChanged(
            arrangement: Self.id,
            occurrence: Self.two.occurrence,
            dates: dates
        )
        #expect(
            Rules.given([Self.event(.takenOver(taken))]).when(.change(one, now: Self.before))
                == .happens([Self.event(.changed(one))])
        )
    }

    @Test("keeps the rule of a series that has begun")
    func begun() {
        let rule = RecurrenceRule(.weekly(on: [2]), count: 2)
        let change = ArrangementChanged(
            arrangement: Self.id,
            rule: rule,
            dates: [
                Self.date("2026-03-23T09:00:00Z", as: "one"),
                Self.date("2026-03-30T09:00:00Z", as: "two"),
            ]
        )
        #expect(
            Rules.given(Self.series).when(.change(change, now: Self.before))
                == .happens([Self.event(.changed(change))])
        )
        #expect(
            Rules.given(Self.series).when(.change(change, now: "2026-03-10T00:00:00Z"))
                == .isRejected(.seriesHasBegun)
        )
    }

    @Test("is cancelled once, and takes no change then")
    func cancelled() {
        let cancel = ArrangementCancelled(
            arrangement: Self.id,
            reason: Personal("Ill", about: Self.id.subject)
        )
        let gone = Self.event(.cancelled(cancel))
        #expect(
            Rules.given(Self.arranged).when(.cancel(cancel, now: Self.before)) == .happens([gone])
        )
        #expect(
            Rules.given(Self.arranged, gone).when(.cancel(cancel, now: Self.before)) == .isIgnored
        )
        let change = ArrangementChanged(arrangement: Self.id, seconds: 7200)
        #expect(
            Rules.given(Self.arranged, gone).when(.change(change, now: Self.before))
                == .isRejected(.isCancelled)
        )
        #expect(
            Rules.given().when(.cancel(cancel, now: Self.before)) == .isRejected(.unknown)
        )
    }

    @Test("names the panelists of a webinar that is held, once and as a whole")
    func panelists() {
        func name(_ people: PersonID...) -> ArrangementCommand {
            .namePanelists(PanelistsNamed(arrangement: Self.id, people: people))
        }
        func named(_ people: PersonID...) -> AttendanceEvent {
            Self.event(.panelistsNamed(PanelistsNamed(arrangement: Self.id, people: people)))
        }
        let webinar = Self.event(.arranged(Self.wanted { $0.kind = .webinar }))
        #expect(Rules.given().when(name(.ada)) == .isRejected(.unknown))
        #expect(Rules.given(Self.arranged).when(name(.ada)) == .isRejected(.panelistsOfMeeting))
        #expect(Rules.given(webinar).when(name()) == .isIgnored)
        #expect(Rules.given(webinar).when(name(.ada)) == .happens([named(.ada)]))
        #expect(Rules.given(webinar, named(.ada)).when(name(.ada)) == .isIgnored)
        #expect(Rules.given(webinar, named(.ada)).when(name()) == .happens([named()]))
        let cancelled = Self.event(
            .cancelled(
                ArrangementCancelled(
                    arrangement: Self.id,
                    reason: Personal("No", about: Self.id.subject)
                )
            )
        )
        #expect(Rules.given(webinar, cancelled).when(name(.ada)) == .isRejected(.isCancelled))
    }

    @Test("ends only what is at Zoom, and retries only what was refused")
    func endAndRetry() {
        let end = MeetingEndAsked(arrangement: Self.id, until: "2026-03-09T09:10:00Z")
        #expect(Rules.given(Self.arranged).when(.end(end)) == .isRejected(.notAtZoom))
        #expect(
            Rules.given(Self.arranged, Self.confirmed).when(.end(end))
                == .happens([Self.event(.endAsked(end))])
        )
        let retry = ArrangementRetried(arrangement: Self.id)
        #expect(Rules.given(Self.arranged).when(.retry(retry)) == .isIgnored)
        let refused = Self.event(
            .refused(ArrangementRefused(arrangement: Self.id, intent: 0, reason: "No"))
        )
        #expect(
            Rules.given(Self.arranged, refused).when(.retry(retry))
                == .happens([Self.event(.retried(retry))])
        )
    }
}

@Suite("An arrangement")
struct ArrangementTests {
    private static let id = ArrangementID("arrangement-1")

    private func fold(_ events: ArrangementEvent...) -> Arrangement {
        var arrangement = Arrangement()
        for event in events { arrangement.evolve(with: event) }
        return arrangement
    }

    private static let arranged = EventSamples.arrangements.compactMap {
        (event) -> MeetingArranged? in
        if case .arrangement(.arranged(let arranged)) = event { arranged } else { nil }
    }[0]

    private static func confirm(_ intent: Int64, made: Bool = true) -> ArrangementEvent {
        .confirmed(
            ArrangementConfirmed(
                arrangement: id,
                intent: intent,
                meeting: made ? SampleMeeting.heights.reference(statedAt: nil) : nil
            )
        )
    }

    private static let withdrawn = ArrangementEvent.cancelled(
        ArrangementCancelled(arrangement: id, reason: Personal("No", about: id.subject))
    )

    private static let renamed = ArrangementEvent.changed(
        ArrangementChanged(arrangement: id, topic: Personal("Ladders", about: id.subject))
    )

    @Test("is done in the order in which it was wanted")
    func order() {
        #expect(fold(.arranged(Self.arranged)).next?.step == .create)
        let changed = fold(.arranged(Self.arranged), Self.renamed)
        #expect(changed.next?.number == 0)
        #expect(fold(.arranged(Self.arranged), Self.renamed, Self.confirm(0)).next?.number == 1)
        let done = fold(
            .arranged(Self.arranged),
            Self.renamed,
            Self.confirm(0),
            Self.confirm(1)
        )
        #expect(done.next == nil)
    }

    @Test("that could not be made waits for nothing else, until it is to be tried again")
    func refused() {
        let refused = ArrangementEvent.refused(
            ArrangementRefused(arrangement: Self.id, intent: 0, reason: "No")
        )
        #expect(fold(.arranged(Self.arranged), Self.renamed, refused).next == nil)
        let retried = ArrangementEvent.retried(ArrangementRetried(arrangement: Self.id))
        #expect(fold(.arranged(Self.arranged), Self.renamed, refused, retried).next?.number == 0)
    }

    @Test("that is cancelled as a whole is looked for before, and drops what else was wanted")
    func withdrawn() {
        let early = fold(.arranged(Self.arranged), Self.renamed, Self.withdrawn)
        #expect(early.next?.step == .create && early.withdrawal?.number == 2)
        let made = fold(.arranged(Self.arranged), Self.renamed, Self.confirm(0), Self.withdrawn)
        #expect(made.next?.number == 2)
        let never = fold(
            .arranged(Self.arranged),
            Self.renamed,
            Self.withdrawn,
            Self.confirm(2, made: false)
        )
        #expect(never.next == nil)
        #expect(never.intents.map(\.standing) == [.dropped, .dropped, .done])
    }

    @Test("takes the first outcome of what is wanted, and no other")
    func outcomes() {
        let late = ArrangementEvent.refused(
            ArrangementRefused(arrangement: Self.id, intent: 0, reason: "No")
        )
        let arrangement = fold(.arranged(Self.arranged), Self.confirm(0), late)
        #expect(arrangement.intents.map(\.standing) == [.done])
    }
}
