import Attendance
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

    /// The meeting as the API and the command list it.
    public var json: JSON {
        [
            "id": .string(record.id.text),
            "number": .string(record.number),
            "topic": .optional(topic),
            "kind": .string(record.kind.rawValue),
            "zone": .optional(record.zone),
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
            if let reading = try await meeting(place.meeting) { list.meetings.append(reading) }
        }
        if places.count > limit { list.next = places.prefix(limit).last }
        return list
    }

    /// A meeting by its id, or by its number where only one has it.
    /// - Throws: ``DeskFailure`` when there is none, or several have the number.
    public func meeting(named name: String) async throws(DeskFailure) -> MeetingReading {
        if let reading = try await meeting(MeetingID(name)) { return reading }
        let numbered = try await asking { () async throws(EventLogError) in
            try await projections.meetings(numbered: name)
        }
        guard let first = numbered.first else { throw .meetingUnknown }
        guard numbered.count == 1 else { throw .meetingAmbiguous }
        guard let reading = try await meeting(first) else { throw .meetingUnknown }
        return reading
    }

    /// Who was connected to a meeting at one moment, as far as was known at another.
    /// - Parameters:
    ///   - name: The meeting's id or number.
    ///   - instant: When they were connected.
    ///   - moment: As known when; `nil` means now.
    /// - Returns: who was, and the meeting as it was known.
    /// - Throws: ``DeskFailure`` when there is no such meeting, or several have the number.
    public func presence(
        inMeeting name: String,
        at instant: Instant,
        knownAt moment: KnownAt? = nil
    ) async throws(DeskFailure) -> (report: PresenceReport, meeting: MeetingReading) {
        var meeting = try await meeting(named: name)
        if let moment {
            let then = try await roll(showing: meeting.record.id, knownAt: moment)
            guard let known = try await self.meeting(meeting.record.id, in: then) else {
                throw .unknownThen
            }
            meeting = known
        }
        guard let report = meeting.roll.presence(in: meeting.record.id, at: instant) else {
            throw .meetingUnknown
        }
        return (report, meeting)
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

    private func meeting(_ id: MeetingID) async throws(DeskFailure) -> MeetingReading? {
        try await meeting(id, in: try await roll(showing: id))
    }

    private func meeting(
        _ id: MeetingID,
        in roll: Roll
    ) async throws(DeskFailure) -> MeetingReading? {
        guard let record = roll.directory.meetings[id] else { return nil }
        var sheets: [SheetReading] = []
        for occurrence in roll.occurrences(of: id) {
            if let reading = try await reading(of: occurrence, in: roll) { sheets.append(reading) }
        }
        return MeetingReading(record: record, roll: roll, sheets: sheets)
    }
}
