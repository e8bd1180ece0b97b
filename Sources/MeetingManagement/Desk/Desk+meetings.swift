public import Attendance
public import EventSourcing
public import Projections

/// A meeting with the sheets of its dates.
public struct MeetingReading: Sendable {
    /// The meeting.
    public let record: MeetingRecord
    /// What is known of it, its personal fields opened.
    public let roll: Roll
    /// The sheets, by time.
    public let sheets: [SheetReading]

    /// The topic last stated.
    public var topic: String? { roll.topic(of: record) }

    /// Where it stands among the meetings.
    public var place: MeetingPlace { MeetingPlace(number: record.number, meeting: record.id) }

    /// Whether it is the organisation's: personal data of others is kept for a while only.
    public var isLinked: Bool { roll.link(of: record.id).isLinked }

    /// The meeting as the API and the command list it.
    public var json: JSON {
        [
            "id": .string(record.id.text),
            "number": .string(record.number),
            "topic": .optional(topic),
            "kind": .string(record.kind.rawValue),
            "zone": .optional(record.zone),
            "linked": .bool(isLinked),
            "occurrences": .array(sheets.map(Self.line)),
        ]
    }

    private static func line(_ reading: SheetReading) -> JSON {
        let occurrence = reading.content.occurrence
        return [
            "id": .string(occurrence.id.text),
            "planned_start": .time(occurrence.planned?.start),
            "planned_end": .time(occurrence.planned?.end),
            "actual_start": .time(occurrence.actualStart),
            "actual_end": .time(occurrence.actualEnd),
            "state": .string(reading.provenance.state.rawValue),
            "revision": .integer(Int64(reading.provenance.revision)),
            "rows": .integer(Int64(reading.content.rows.count)),
        ]
    }
}

/// Who was connected, with whose meeting it was.
public struct PresenceReading: Sendable, Hashable {
    /// Who was connected.
    public let report: PresenceReport
    /// The meeting.
    public let meeting: MeetingID
    /// The training provider's name; empty until it is given.
    public let organisation: String
}

/// Some of the meetings, by number.
public struct MeetingList: Sendable {
    /// The meetings.
    public var meetings: [MeetingReading]
    /// Where to go on; `nil` when these are the last.
    public var next: MeetingPlace?

    /// Lists meetings.
    public init(meetings: [MeetingReading] = [], next: MeetingPlace? = nil) {
        self.meetings = meetings
        self.next = next
    }

    /// `{"meetings": […], "next": "…"}`, without `next` at the end.
    public var json: JSON {
        var members: [String: JSON] = ["meetings": .array(meetings.map(\.json))]
        if let next { members["next"] = .string(next.text) }
        return .object(members)
    }
}

extension Desk {
    /// The meetings by number, page by page.
    /// - Parameters:
    ///   - last: Where the page before ended; `nil` begins with the first.
    ///   - limit: The most to return.
    /// - Returns: the page.
    /// - Throws: ``DeskFailure`` when the log failed.
    public func meetings(
        after last: MeetingPlace? = nil,
        limit: Int
    ) async throws(DeskFailure) -> MeetingList {
        let places = try await asking { () async throws(EventLogError) in
            // One more than asked for tells whether there is more.
            try await projections.meetings(after: last, limit: limit + 1)
        }
        var list = MeetingList()
        for place in places.prefix(limit) {
            guard let (record, roll) = try await record(of: place.meeting) else { continue }
            list.meetings.append(try await reading(of: record, in: roll))
        }
        if places.count > limit { list.next = places.prefix(limit).last }
        return list
    }

    /// A meeting by its id, or by its number where only one has it.
    /// - Throws: ``DeskFailure`` when there is none, or several have the number.
    public func meeting(named name: String) async throws(DeskFailure) -> MeetingReading {
        let (record, roll) = try await record(named: name)
        return try await reading(of: record, in: roll)
    }

    /// Who was connected to a meeting at one moment, as far as was known at another.
    /// - Parameters:
    ///   - name: The meeting's id or number.
    ///   - instant: When they were connected.
    ///   - moment: As known when; `nil` means now.
    /// - Returns: who was, with the meeting and the training provider as they were known.
    /// - Throws: ``DeskFailure`` when there is no such meeting, or several have the number.
    public func presence(
        inMeeting name: String,
        at instant: Instant,
        knownAt moment: KnownAt? = nil
    ) async throws(DeskFailure) -> PresenceReading {
        var (record, roll) = try await record(named: name)
        if let moment { roll = try await self.roll(showing: record.id, knownAt: moment) }
        guard let report = roll.presence(in: record.id, at: instant) else { throw .unknownThen }
        return PresenceReading(
            report: report,
            meeting: record.id,
            organisation: roll.organisation
        )
    }

    /// The training provider's name; empty until it is given.
    /// - Throws: ``DeskFailure`` when the log failed.
    public func organisation() async throws(DeskFailure) -> String {
        try await asking { () async throws(EventLogError) in
            let query = EventQuery(.streams([.organisation: 0]), limit: .max)
            var reader = PayloadReader()
            var roll = Roll()
            for recorded in try await log.events(query) {
                roll.evolve(with: try recorded.decoded(by: &reader))
            }
            return roll.organisation
        }
    }

    /// A meeting's record with what is known of it.
    private func record(
        named name: String
    ) async throws(DeskFailure) -> (MeetingRecord, Roll) {
        if let found = try await record(of: MeetingID(name)) { return found }
        let numbered = try await asking { () async throws(EventLogError) in
            try await projections.meetings(numbered: name)
        }
        guard let first = numbered.first else { throw .meetingUnknown }
        guard numbered.count == 1 else { throw .meetingAmbiguous }
        guard let found = try await record(of: first) else { throw .meetingUnknown }
        return found
    }

    private func record(
        of meeting: MeetingID
    ) async throws(DeskFailure) -> (MeetingRecord, Roll)? {
        let roll = try await roll(showing: meeting)
        return roll.directory.meetings[meeting].map { ($0, roll) }
    }

    private func reading(
        of record: MeetingRecord,
        in roll: Roll
    ) async throws(DeskFailure) -> MeetingReading {
        var sheets: [SheetReading] = []
        for occurrence in roll.occurrences(of: record.id) {
            if let reading = try await reading(of: occurrence, in: roll) { sheets.append(reading) }
        }
        return MeetingReading(record: record, roll: roll, sheets: sheets)
    }
}
