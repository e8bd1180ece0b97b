public import Attendance
public import EventSourcing

/// A meeting of the samples, and what Zoom states about it.
public struct SampleMeeting: Sendable, Hashable {
    /// Zoom's number.
    public var number: String
    /// The topic.
    public var topic: String
    /// Meeting or webinar.
    public var kind: MeetingKind
    /// The account.
    public var account: String
    /// How its facts came.
    public var source: FactSource

    /// Names a meeting.
    public init(
        number: String,
        topic: String,
        kind: MeetingKind = .meeting,
        account: String = "account-1",
        source: FactSource = .live
    ) {
        self.number = number
        self.topic = topic
        self.kind = kind
        self.account = account
        self.source = source
    }

    /// A course day on ladders and ropes.
    public static let heights = SampleMeeting(number: "85746065432", topic: "Working at heights")
    /// A webinar on invoices.
    public static let invoices = SampleMeeting(
        number: "99200011122",
        topic: "Invoices",
        kind: .webinar
    )

    /// Its identifier.
    public var id: MeetingID { MeetingID("meeting-\(account)-\(number)") }

    /// The keyed hash of its host's Zoom user id.
    public static let hostIndex = BlindIndex("zoom-user-hana")

    /// The reference that its facts carry.
    public func reference(statedAt: Instant?) -> MeetingReference {
        MeetingReference(
            id: id,
            account: account,
            number: number,
            kind: kind,
            statedAt: statedAt,
            source: source
        )
    }

    /// What its facts tell about it.
    public func details(
        plannedSeconds: Int64? = nil,
        topic: String? = nil,
        zone: String? = "Europe/Paris"
    ) -> MeetingDetails {
        MeetingDetails(
            topic: Personal(topic ?? self.topic, about: SubjectID(id.text)),
            zone: zone,
            plannedSeconds: plannedSeconds,
            hostIndex: Self.hostIndex
        )
    }

    /// It was planned.
    public func planned(
        _ times: PlannedTime...,
        statedAt: Instant = .sample("08:00")
    ) -> AttendanceEvent {
        .meetingPlanned(
            MeetingPlanned(
                meeting: reference(statedAt: statedAt),
                details: details(),
                times: times
            )
        )
    }

    /// It was changed.
    public func changed(
        _ times: PlannedTime...,
        details: MeetingDetails = MeetingDetails(),
        statedAt: Instant?
    ) -> AttendanceEvent {
        .meetingChanged(
            MeetingChanged(
                meeting: reference(statedAt: statedAt),
                details: details,
                times: times
            )
        )
    }

    /// It was deleted or recovered.
    public func standing(
        _ change: MeetingStanding.Change,
        _ times: PlannedTime...,
        statedAt: Instant?
    ) -> AttendanceEvent {
        .meetingStanding(
            MeetingStanding(meeting: reference(statedAt: statedAt), change: change, times: times)
        )
    }

    /// Someone registered for it.
    public func registered(
        _ name: String,
        registrant: String,
        email: String? = nil,
        standing: RegistrationChanged.Standing = .approved,
        statedAt: Instant? = .sample("08:00")
    ) -> AttendanceEvent {
        let subject = SubjectID("registrant-\(registrant)")
        return .registrationChanged(
            RegistrationChanged(
                meeting: reference(statedAt: statedAt),
                registrant: subject,
                registrantIndex: BlindIndex("registrant-index-\(registrant)"),
                emailIndex: email.map(BlindIndex.init(sampleEmail:)),
                standing: standing,
                name: Personal(name, about: subject),
                email: email.map { Personal($0, about: subject) },
                joinLink: nil
            )
        )
    }

    /// People of the organisation are expected at it.
    public func expects(_ people: PersonID...) -> AttendanceEvent {
        .rosterExtended(RosterExtended(meeting: id, people: people))
    }

    /// People of the organisation are expected at it no longer.
    public func releases(_ people: PersonID..., from: Instant? = nil) -> AttendanceEvent {
        .rosterReduced(RosterReduced(meeting: id, from: from, people: people))
    }

    /// Somebody of the organisation planned an occurrence of it.
    public func scheduled(
        _ start: Instant,
        minutes: Int64,
        as name: String = "own",
        under pack: RulePack = .generic
    ) -> AttendanceEvent {
        .occurrenceScheduled(schedule(start, minutes: minutes, as: name, under: pack))
    }

    /// What somebody of the organisation plans.
    public func schedule(
        _ start: Instant,
        minutes: Int64,
        as name: String = "own",
        under pack: RulePack = .generic
    ) -> OccurrenceScheduled {
        var reference = reference(statedAt: nil)
        reference.source = .person
        let paris = ZoneRules(identifier: "Europe/Paris", initialOffsetSeconds: 3600)
        let wall = paris.wallTime(of: start)
        return OccurrenceScheduled(
            meeting: reference,
            occurrence: OccurrenceID(sample: name),
            time: ScheduledTime(
                wallStart: "\(wall.date.description)T\(wall.time)",
                zone: paris,
                zoneEdition: "2026a",
                window: TimeWindow(start: start, end: start.advanced(bySeconds: minutes * 60))
            ),
            pack: pack
        )
    }

    /// Somebody put a run to an occurrence, or back where its time says.
    public func placed(_ run: SampleRun, at occurrence: OccurrenceID?) -> AttendanceEvent {
        .instancePlaced(
            InstancePlaced(
                meeting: id,
                instance: run.id,
                occurrence: occurrence,
                reason: Personal("Began late", about: SubjectID(id.text))
            )
        )
    }

    /// A row of a file of the portal.
    public func listed(
        _ name: String,
        line: Int64 = 2,
        email: String? = nil,
        from joined: Instant? = nil,
        to left: Instant? = nil,
        isWaiting: Bool = false
    ) -> AttendanceEvent {
        let row = SubjectID("listed-\(line)")
        return .portalListed(
            PortalListed(
                meeting: reference(statedAt: nil),
                row: row,
                file: "file-1",
                line: line,
                name: Personal(name, about: row),
                email: email.map { Personal($0, about: row) },
                emailIndex: email.map(BlindIndex.init(sampleEmail:)),
                joined: joined,
                left: left,
                seconds: joined.flatMap { from in left.map { from.seconds(to: $0) } },
                isWaiting: isWaiting
            )
        )
    }

    /// A run of it.
    public func run(_ name: String = "one", start: Instant?) -> SampleRun {
        SampleRun(meeting: self, name: name, start: start)
    }
}

extension PlannedTime {
    /// A planned time of the samples.
    public static func sample(
        _ name: String,
        _ start: Instant,
        minutes: Int64?,
        isCancelled: Bool = false
    ) -> PlannedTime {
        PlannedTime(
            occurrence: OccurrenceID(sample: name),
            start: start,
            seconds: minutes.map { $0 * 60 },
            isCancelled: isCancelled
        )
    }
}

extension Instant {
    /// A time of the samples' day, 2026-03-09, in UTC: `09:00` or `09:00:17`.
    public static func sample(_ clock: String) -> Instant {
        Instant(stringLiteral: "2026-03-09T\(clock)\(clock.count == 5 ? ":00" : "")Z")
    }
}

extension OccurrenceID {
    /// A planned occurrence of the samples; like a real one, its identifier holds no hyphen.
    public init(sample name: String) { self.init("occurrence\(name)") }
}

extension BlindIndex {
    /// The keyed hash of an e-mail address of the samples.
    public init(sampleEmail address: String) { self.init("email-index-\(address)") }
}
