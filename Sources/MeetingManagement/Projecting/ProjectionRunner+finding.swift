public import Attendance
public import EventSourcing
public import Projections

/// A meeting's place in the list of all: by number, then by id.
public struct MeetingPlace: Sendable, Hashable {
    /// The number at Zoom.
    public var number: String
    /// The meeting.
    public var meeting: MeetingID

    /// Names a place.
    public init(number: String, meeting: MeetingID) {
        self.number = number
        self.meeting = meeting
    }

    /// Reads ``text``; `nil` for anything else.
    public init?(_ text: String) {
        guard let hyphen = text.firstIndex(of: "-") else { return nil }
        self.init(
            number: String(text[..<hyphen]),
            meeting: MeetingID(String(text[text.index(after: hyphen)...]))
        )
    }

    /// `NUMBER-MEETING`.
    public var text: String { "\(number)-\(meeting)" }
}

/// An occurrence whose sheet lacks signatures that were asked for.
public struct UnsignedOccurrence: Sendable, Hashable {
    /// The occurrence, by the name it had.
    public var occurrence: OccurrenceID
    /// How many are missing.
    public var missing: Int
}

extension ProjectionRunner {
    /// The meetings by number.
    /// - Parameters:
    ///   - last: The place after which to begin; `nil` begins with the first.
    ///   - limit: The most to return.
    /// - Returns: their places.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func meetings(
        after last: MeetingPlace? = nil,
        limit: Int
    ) async throws(EventLogError) -> [MeetingPlace] {
        try await current()
        let entry = last.map {
            IndexEntry(MeetingIndex.term(.number, $0.number), $0.meeting.text)
        }
        let field = MeetingIndex.Field.number.rawValue
        return try await index.entries(in: field, after: entry, limit: limit).map {
            MeetingPlace(number: $0.term.text, meeting: MeetingID($0.value))
        }
    }

    /// The occurrences of which signatures were asked for and are not given, with how many, by id.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func unsigned() async throws(EventLogError) -> [UnsignedOccurrence] {
        try await current()
        let field = MeetingIndex.Field.unsigned.rawValue
        var unsigned: [UnsignedOccurrence] = []
        var last: IndexEntry?
        repeat {
            let page = try await index.entries(in: field, after: last, limit: 10_000)
            for entry in page {
                if unsigned.last?.occurrence.text == entry.term.text {
                    unsigned[unsigned.count - 1].missing += 1
                } else {
                    let occurrence = OccurrenceID(entry.term.text)
                    unsigned.append(UnsignedOccurrence(occurrence: occurrence, missing: 1))
                }
            }
            last = page.count == 10_000 ? page.last : nil
        } while last != nil
        return unsigned
    }

    /// The meetings that have a number, by id: Zoom reuses numbers, and two accounts may see the same
    /// one.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func meetings(numbered number: String) async throws(EventLogError) -> [MeetingID] {
        try await look(.number, number).map { MeetingID($0) }.sorted()
    }

    /// The meeting an occurrence is one of, by the name it has or had.
    ///
    /// Of several meetings that claim one run, always the same.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func meeting(
        of occurrence: OccurrenceID
    ) async throws(EventLogError) -> MeetingID? {
        if let claim = try await look(.run, occurrence.text).min() { return MeetingID(claim) }
        return try await look(.plan, occurrence.plan.text).min().map { MeetingID($0) }
    }

    /// The occurrence that a signing link asks to sign.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func occurrence(
        withTokenHash hash: SHA256Digest
    ) async throws(EventLogError) -> OccurrenceID? {
        try await look(.token, hash.text).min().map { OccurrenceID($0) }
    }

    /// The planned occurrences of which a slot opens for signing on one of some days, in UTC; also those
    /// that were planned otherwise since.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func occurrences(
        openingOn days: [CivilDate]
    ) async throws(EventLogError) -> Set<OccurrenceID> {
        try await current()
        let terms = Set(days.map { MeetingIndex.term(.opening, $0.description) })
        return Set(try await index.values(of: terms).map { OccurrenceID($0) })
    }

    /// The meetings that may know something of somebody: where they themselves, or an address they ever
    /// had, was told of.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func meetings(
        knowing subjects: Set<SubjectID>
    ) async throws(EventLogError) -> Set<MeetingID> {
        try await current()
        func terms(_ field: MeetingIndex.Field, _ texts: some Sequence<String>) -> Set<IndexTerm> {
            Set(texts.map { MeetingIndex.term(field, $0) })
        }
        let names = subjects.map(\.text)
        let addresses = try await index.values(of: terms(.addressOf, names))
        let meetings = try await index.values(
            of: terms(.subject, names).union(terms(.address, addresses))
        )
        return Set(meetings.map { MeetingID($0) })
    }

    /// Whether somebody is known to the organisation.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func knows(_ person: PersonID) async throws(EventLogError) -> Bool {
        let query = EventQuery(.streams([.person(person): 0]), limit: 1)
        return try await !log.events(query).isEmpty
    }

    /// The organisation and everyone it knows, their personal fields sealed.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func people() async throws(EventLogError) -> Roll {
        let horizon = try await current()
        var reader = PayloadReader()
        var roll = Roll()
        var query = EventQuery(
            .category(StreamName.person(PersonID("")).category),
            positions: 0..<horizon.size,
            limit: Self.pageEventsMax
        )
        while true {
            let page = try await log.events(query)
            for recorded in page { roll.evolve(with: try recorded.decoded(by: &reader)) }
            guard page.count == query.limit, let last = page.last?.position else { break }
            query = query.following(0, upTo: last)
        }
        roll.reach(horizon)
        return roll
    }

    /// Every event that tells of a meeting, in the order of the log, as far as a roll of it reaches.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func events(
        of meeting: MeetingID,
        knownBy roll: Roll
    ) async throws(EventLogError) -> [Recorded<AttendanceEvent>] {
        let streams = try await streams(tellingOf: meeting, in: roll)
        let query = EventQuery(
            .streams(Dictionary(uniqueKeysWithValues: streams.map { ($0, 0) })),
            positions: 0..<roll.horizon.size,
            limit: .max
        )
        var reader = PayloadReader()
        var events: [Recorded<AttendanceEvent>] = []
        for recorded in try await log.events(query) {
            events.append(try recorded.decoded(by: &reader))
        }
        return events
    }

    /// The last day, in UTC, on which something of an account was delivered as it happened.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    func lastDeliveryDay(of account: String) async throws(EventLogError) -> CivilDate? {
        try await look(.delivered, account).max().flatMap { CivilDate($0) }
    }

    private func look(
        _ field: MeetingIndex.Field,
        _ text: String
    ) async throws(EventLogError) -> Set<String> {
        try await current()
        return try await index.values(of: [MeetingIndex.term(field, text)])
    }
}
