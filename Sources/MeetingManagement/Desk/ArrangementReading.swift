public import Attendance
public import EventSourcing
public import Projections

/// An arrangement as it is shown, with its topic opened.
public struct ArrangementReading: Sendable, Hashable {
    /// The arrangement.
    public let entry: ArrangementRegister.Entry
    /// The topic; `nil` where it was erased, or none is known here.
    public let topic: String?

    /// Its id.
    public var id: String { entry.arrangement.id?.text ?? "" }
    /// The meeting's number, once Zoom has given it one.
    public var number: String? { entry.arrangement.meeting?.number }

    /// How it stands, in a word.
    public var state: String {
        let arrangement = entry.arrangement
        if arrangement.intents.contains(where: { $0.standing.refusal != nil }) { return "refused" }
        if arrangement.next != nil { return "waiting" }
        return arrangement.isCancelled ? "cancelled" : "confirmed"
    }

    /// A date of it.
    public struct Date: Sendable, Hashable {
        /// The occurrence.
        public var occurrence: OccurrenceID
        /// From the start to the end.
        public var window: TimeWindow
        /// Whether Zoom has it so.
        public var isConfirmed: Bool
        /// Whether it is not to be held.
        public var isCancelled: Bool
    }

    /// Its dates, as they are wanted; those Zoom has besides come with them.
    public var dates: [Date] {
        let arrangement = entry.arrangement
        let atZoom = Dictionary(
            arrangement.confirmedDates.map { ($0.occurrence, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let wanted = arrangement.dates.map { date in
            Date(
                occurrence: date.occurrence,
                window: date.time.window,
                isConfirmed: atZoom[date.occurrence]?.start == date.time.window.start,
                isCancelled: isCancelled(date.occurrence)
            )
        }
        let known = Set(wanted.map(\.occurrence))
        let others = arrangement.confirmedDates.filter { !known.contains($0.occurrence) }.map {
            Date(
                occurrence: $0.occurrence,
                window: TimeWindow(start: $0.start, end: $0.end),
                isConfirmed: true,
                isCancelled: isCancelled($0.occurrence)
            )
        }
        return (wanted + others).sorted {
            ($0.window.start, $0.occurrence) < ($1.window.start, $1.occurrence)
        }
    }

    private func isCancelled(_ occurrence: OccurrenceID) -> Bool {
        entry.arrangement.isCancelled || entry.arrangement.cancelledDates.contains(occurrence)
    }

    /// The arrangement as the command lists it.
    public var json: JSON {
        let arrangement = entry.arrangement
        return [
            "id": .string(id),
            "number": .optional(number),
            "meeting": .optional(arrangement.meeting?.id.text),
            "account": .optional(arrangement.account),
            "kind": .string(arrangement.kind.rawValue),
            "topic": .optional(topic),
            "state": .string(state),
            "dates": .array(
                dates.map {
                    [
                        "occurrence": .string($0.occurrence.text),
                        "start": .time($0.window.start),
                        "end": .time($0.window.end),
                        "confirmed": .bool($0.isConfirmed),
                        "cancelled": .bool($0.isCancelled),
                    ]
                }
            ),
            "registered": .integer(Int64(arrangement.registered.count)),
            "settings": arrangement.settings.json,
            "panelists": .array((arrangement.panelists ?? []).map { .string($0.text) }),
        ]
    }
}

/// Something that waits in the outbox, or that Zoom refused.
public struct OutboxLine: Sendable, Hashable {
    /// The arrangement.
    public var arrangement: ArrangementID
    /// The meeting's number, once Zoom has given it one.
    public var number: String?
    /// What is wanted.
    public var what: String
    /// Since when.
    public var since: Instant
    /// Who wanted it.
    public var by: Actor
    /// Whether Zoom refused it for good.
    public var isRefused: Bool
    /// What came in between, or why it was refused.
    public var reason: String?

    /// What there is to do about it.
    public var advice: String {
        isRefused
            ? "see to the reason, then muster meeting outbox retry \(arrangement)"
            : "nothing: it is tried again by itself; muster meeting outbox run tries at once"
    }

    /// The line as the command lists it.
    public var json: JSON {
        [
            "arrangement": .string(arrangement.text),
            "number": .optional(number),
            "what": .string(what),
            "since": .time(since),
            "by": .string(by.text),
            "state": .string(isRefused ? "refused" : "waiting"),
            "reason": .optional(reason),
            "advice": .string(advice),
        ]
    }
}

extension Desk {
    /// An arrangement as it is shown.
    /// - Throws: ``DeskFailure`` when the log failed.
    public func reading(
        of entry: ArrangementRegister.Entry
    ) async throws(DeskFailure) -> ArrangementReading {
        let topic = entry.arrangement.topic
        let disclosure = try await asking { () async throws(EventLogError) in
            try await log.disclose([topic].compactMap { $0 }.filter(\.isSealed))
        }
        return ArrangementReading(
            entry: entry,
            topic: topic.flatMap(disclosure.text(of:))
        )
    }

    /// Every arrangement, the latest last.
    /// - Throws: ``DeskFailure`` when the log failed.
    public func arrangementList() async throws(DeskFailure) -> [ArrangementReading] {
        var readings: [ArrangementReading] = []
        let entries = try await arrangements().entries.values
        for entry in entries.sorted(by: { $0.since < $1.since }) {
            readings.append(try await reading(of: entry))
        }
        return readings
    }

    /// What waits to be done at Zoom, and what Zoom refused.
    /// - Throws: ``DeskFailure`` when the log failed.
    public func outbox() async throws(DeskFailure) -> [OutboxLine] {
        let entries = try await arrangements().entries.sorted { $0.value.since < $1.value.since }
        var lines: [OutboxLine] = []
        for (id, entry) in entries {
            lines += entry.intentLines(of: id)
            if let line = try await registrantsLine(of: id, entry) { lines.append(line) }
            if let line = try await panelistsLine(of: id, entry) { lines.append(line) }
            lines += entry.refusedPeopleLines(of: id)
        }
        return lines
    }

    private func registrantsLine(
        of id: ArrangementID,
        _ entry: ArrangementRegister.Entry
    ) async throws(DeskFailure) -> OutboxLine? {
        let arrangement = entry.arrangement
        let now = edges.now()
        let isOver =
            (arrangement.confirmedDates.map(\.end).max() ?? now.advanced(bySeconds: 1)) <= now
        guard let meeting = arrangement.meeting, arrangement.hasRegistration,
            !arrangement.isCancelled, !isOver
        else { return nil }
        let due = try await asking { () async throws(EventLogError) in
            try await projections.roll(of: meeting.id).registrantsDue(for: arrangement, at: now)
        }
        guard !due.isNothing else { return nil }
        return entry.peopleLine(
            of: id,
            "registrants",
            [
                (due.added.count, "to register"), (due.approved.count, "to approve"),
                (due.removed.count + due.gone.count, "to cancel"),
            ]
        )
    }

    private func panelistsLine(
        of id: ArrangementID,
        _ entry: ArrangementRegister.Entry
    ) async throws(DeskFailure) -> OutboxLine? {
        guard entry.arrangement.panelists != nil else { return nil }
        let due = try await asking { () async throws(EventLogError) in
            try await panelistsDue(for: entry.arrangement)
        }
        guard !due.isNothing else { return nil }
        return entry.peopleLine(
            of: id,
            "panelists",
            [(due.added.count, "to add"), (due.removed.count, "to remove")]
        )
    }
}

extension ArrangementRegister.Entry {
    fileprivate func intentLines(of id: ArrangementID) -> [OutboxLine] {
        arrangement.intents.compactMap { intent in
            let refusal = intent.standing.refusal
            guard intent.isOpen || refusal != nil, let place = Int(exactly: intent.number),
                askedAt.indices.contains(place), askedBy.indices.contains(place)
            else { return nil }
            return OutboxLine(
                arrangement: id,
                number: arrangement.meeting?.number,
                what: intent.step.words,
                since: askedAt[place],
                by: askedBy[place],
                isRefused: refusal != nil,
                reason: refusal ?? intent.standing.delay
            )
        }
    }

    /// What is still to be done for the people of a meeting.
    fileprivate func peopleLine(
        of id: ArrangementID,
        _ who: String,
        _ counts: [(count: Int, what: String)]
    ) -> OutboxLine {
        let what = counts.filter { $0.count > 0 }.map { "\($0.count) \($0.what)" }
        return OutboxLine(
            arrangement: id,
            number: arrangement.meeting?.number,
            what: "\(who): \(what.joined(separator: ", "))",
            since: troubledAt ?? since,
            by: .muster,
            isRefused: arrangement.registrants.refusal != nil,
            reason: arrangement.registrants.refusal ?? arrangement.registrants.delay
        )
    }

    fileprivate func refusedPeopleLines(of id: ArrangementID) -> [OutboxLine] {
        let registrants = arrangement.refusedRegistrants.values.map { ("register", $0) }
        let panelists = arrangement.refusedPanelists.values.map { ("make a panelist of", $0) }
        return (registrants + panelists).sorted { $0.1.person < $1.1.person }.map { what, refused in
            OutboxLine(
                arrangement: id,
                number: arrangement.meeting?.number,
                what: "\(what) \(refused.person)",
                since: troubledAt ?? since,
                by: .muster,
                isRefused: true,
                reason: refused.reason
            )
        }
    }
}

extension Arrangement.Step {
    /// What is wanted, in words.
    fileprivate var words: String {
        switch self {
        case .create: "create the meeting"
        case .change(let change): change.occurrence == nil ? "change the meeting" : "move a date"
        case .cancel(let cancelled):
            cancelled.occurrence == nil ? "cancel the meeting" : "cancel a date"
        case .end: "end what runs"
        }
    }
}
