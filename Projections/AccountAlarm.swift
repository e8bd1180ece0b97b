public import Attendance
public import EventSourcing

/// Something that is wrong with how an account is heard, as a value.
public struct AccountAlarm: Sendable, Hashable {
    /// What is wrong; the text is its message key.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A planned date began, and nothing of it was delivered.
        case nothingDelivered = "nothing_delivered"
        /// A run should be over, and nothing of the account was delivered for long.
        case deliveriesStopped = "deliveries_stopped"
        /// The endpoint was never validated since the account was connected.
        case neverValidated = "never_validated"
        /// The last validation of the endpoint is too long ago.
        case validationOverdue = "validation_overdue"
        /// Zoom says that its last validation of the endpoint failed.
        case validationFailed = "validation_failed"
        /// Zoom says that there is no subscription.
        case subscriptionMissing = "subscription_missing"
        /// Zoom says that the subscription lacks events.
        case subscriptionIncomplete = "subscription_incomplete"
    }

    /// Zoom's id of the account.
    public var account: String
    /// What people call it.
    public var label: String
    /// What is wrong.
    public var kind: Kind
    /// Since when, or when that of which it is about began.
    public var since: Instant
    /// The number of the meeting it is about, where it is about one.
    public var meeting: String?

    /// Creates an alarm.
    public init(
        account: String,
        label: String,
        kind: Kind,
        since: Instant,
        meeting: String? = nil
    ) {
        self.account = account
        self.label = label
        self.kind = kind
        self.since = since
        self.meeting = meeting
    }

    /// The alarm as JSON.
    public var json: JSON {
        [
            "account": .string(account),
            "label": .string(label),
            "alarm": .string(kind.rawValue),
            "since": .time(since),
            "meeting": .optional(meeting),
            "sentence": .string(sentence),
            "advice": .string(advice),
        ]
    }

    /// What is wrong, in English.
    public var sentence: String {
        let of = meeting.map { " of meeting \($0)" } ?? ""
        return switch kind {
        case .nothingDelivered:
            "The date\(of) began at \(since), and nothing of it was delivered."
        case .deliveriesStopped:
            "A run\(of) should be over, and nothing was delivered since \(since)."
        case .neverValidated:
            "Zoom has not validated the endpoint since the account was connected at \(since)."
        case .validationOverdue:
            "Zoom last validated the endpoint at \(since), more than 72 hours ago."
        case .validationFailed:
            "Zoom said at \(since) that its last validation of the endpoint failed."
        case .subscriptionMissing:
            "Zoom said at \(since) that the app has no event subscription."
        case .subscriptionIncomplete:
            "Zoom said at \(since) that the subscription lacks events that attendance needs."
        }
    }

    /// What to do, in English.
    public var advice: String {
        switch kind {
        case .nothingDelivered:
            "If it is held: see with muster account check whether Zoom delivers, and read its report "
                + "afterwards."
        case .deliveriesStopped:
            "See with muster account check whether Zoom delivers; read the report of what was missed."
        case .neverValidated, .validationOverdue:
            "Open the app's event subscription at Zoom's marketplace, press Validate and save; see that "
                + "the endpoint is reached from outside."
        case .validationFailed:
            "See that the endpoint is reached from outside and that the secret token here is the app's "
                + "(muster account rotate-secret); then press Validate at Zoom's marketplace."
        case .subscriptionMissing:
            "Add an event subscription to the app at Zoom's marketplace, with the endpoint "
                + "…/zoom/webhooks."
        case .subscriptionIncomplete:
            "Add the missing events to the subscription at Zoom's marketplace; muster account check "
                + "names them."
        }
    }
}

/// When to raise an alarm.
public enum AlarmRule {
    /// How long after a planned start something of it must have been delivered, in seconds.
    public static let startSecondsMax: Int64 = 15 * 60
    /// How long after its planned end a run may go on before its silence is doubted, in seconds.
    public static let overrunSecondsMax: Int64 = 30 * 60
    /// How long an account may say nothing then, in seconds.
    public static let silenceSecondsMax: Int64 = 60 * 60
    /// How long before its planned start a run may be begun, in seconds.
    static let earlySeconds: Int64 = 60 * 60

    /// A planned date of a connected account.
    public struct PlannedDate: Sendable, Hashable {
        /// Zoom's id of the account.
        public var account: String
        /// The meeting.
        public var meeting: MeetingID
        /// The meeting's number at Zoom.
        public var number: String
        /// When it is to be.
        public var window: TimeWindow

        /// Names a date.
        public init(account: String, meeting: MeetingID, number: String, window: TimeWindow) {
            self.account = account
            self.meeting = meeting
            self.number = number
            self.window = window
        }
    }

    /// The alarms that hold at a moment, of accounts that are connected, in order.
    /// - Parameters:
    ///   - now: The moment.
    ///   - accounts: What is known of the accounts.
    ///   - watch: What was delivered in the last days.
    ///   - dates: The dates planned around the moment that are not cancelled.
    /// - Returns: the alarms.
    public static func alarms(
        at now: Instant,
        accounts: AccountRegister,
        watch: DeliveryWatch,
        dates: [PlannedDate]
    ) -> [AccountAlarm] {
        let alarms = accounts.accounts.flatMap { id, record -> [AccountAlarm] in
            guard let connected = record.connected, let since = record.since else { return [] }
            func alarm(
                _ kind: AccountAlarm.Kind,
                _ since: Instant,
                _ meeting: String? = nil
            ) -> AccountAlarm {
                AccountAlarm(
                    account: id,
                    label: connected.label,
                    kind: kind,
                    since: since,
                    meeting: meeting
                )
            }
            var alarms: [AccountAlarm] = []
            // A sub-account is heard by its master's subscription.
            if connected.master == nil,
                let (kind, since) = subscription(of: record, since: since, at: now)
            {
                alarms.append(alarm(kind, since))
            }
            let own = dates.filter { $0.account == id }
            for date in own where isUnheard(date, at: now, watch) {
                alarms.append(alarm(.nothingDelivered, date.window.start, date.number))
            }
            let last = watch.lastDeliveries[id]
            if let last, last.seconds(to: now) > silenceSecondsMax {
                for run in watch.going where run.account == id && isOverdue(run, own, at: now) {
                    alarms.append(alarm(.deliveriesStopped, last, run.number))
                }
            }
            return alarms
        }
        return Set(alarms).sorted {
            ($0.account, $0.kind.rawValue, $0.since, $0.meeting ?? "")
                < ($1.account, $1.kind.rawValue, $1.since, $1.meeting ?? "")
        }
    }

    private static func subscription(
        of record: AccountRecord,
        since: Instant,
        at now: Instant
    ) -> (AccountAlarm.Kind, Instant)? {
        switch record.standing?.standing {
        case .missing: return (.subscriptionMissing, record.standing?.at ?? now)
        case .incomplete: return (.subscriptionIncomplete, record.standing?.at ?? now)
        case .failing: return (.validationFailed, record.standing?.at ?? now)
        case .valid, nil: break
        }
        if let validated = record.subscription.lastValidation {
            return EndpointRule.end(after: validated) < now ? (.validationOverdue, validated) : nil
        }
        return EndpointRule.end(after: since) < now ? (.neverValidated, since) : nil
    }

    /// A date that should have been heard of, and while it should go on.
    private static func isUnheard(
        _ date: PlannedDate,
        at now: Instant,
        _ watch: DeliveryWatch
    ) -> Bool {
        guard date.window.start.seconds(to: now) > startSecondsMax, now < date.window.end else {
            return false
        }
        let around = TimeWindow(
            start: date.window.start.advanced(bySeconds: -earlySeconds),
            end: date.window.end
        )
        return !watch.sawRun(of: date.meeting, startingIn: around)
    }

    /// A run that its plan says is over by far; of one without a plan, one that Zoom would have ended.
    ///
    /// While a lecture goes on nothing may be delivered for hours, and nothing is wrong.
    private static func isOverdue(
        _ run: DeliveryWatch.Run,
        _ dates: [PlannedDate],
        at now: Instant
    ) -> Bool {
        let ends = dates.filter {
            $0.meeting == run.meeting
                && $0.window.start.advanced(bySeconds: -earlySeconds) <= run.start
                && run.start < $0.window.end
        }.map(\.window.end)
        guard let end = ends.max() else {
            return run.start.seconds(to: now) > DeliveryWatch.runSecondsMax
        }
        return end.seconds(to: now) > overrunSecondsMax
    }
}
