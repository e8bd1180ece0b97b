public import Attendance
public import EventSourcing
import Projections

/// A meeting that nobody linked, and until when its personal data is kept.
public struct UnlinkedMeeting: Sendable, Hashable {
    /// The meeting.
    public var meeting: MeetingID
    /// The number at Zoom.
    public var number: String
    /// The account's id at Zoom.
    public var account: String
    /// The topic last stated, as far as it has not expired.
    public var topic: String?
    /// Whether it was said to be none of the organisation's.
    public var isDisowned: Bool
    /// When the first of its personal data expires; `nil` where nothing is left.
    public var firstExpiry: Instant?
    /// When the last of it expires.
    public var lastExpiry: Instant?

    /// The meeting as JSON.
    public var json: JSON {
        [
            "account": .string(account),
            "first_expiry": .time(firstExpiry),
            "id": .string(meeting.text),
            "last_expiry": .time(lastExpiry),
            "none_of_ours": .bool(isDisowned),
            "number": .string(number),
            "topic": .optional(topic),
        ]
    }
}

extension ProjectionRunner {
    /// The meetings of which Zoom told something since they were linked, or since everything of them
    /// expired; some of them may be linked.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    func meetingsToldOf() async throws(EventLogError) -> Set<MeetingID> {
        try await current()
        let term = MeetingIndex.term(.unlinked, MeetingIndex.told)
        return Set(try await index.values(of: [term]).map { MeetingID($0) })
    }

    /// What is kept of a meeting that nobody linked.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    func unlinkedData(
        of record: MeetingRecord
    ) async throws(EventLogError) -> UnlinkedData {
        let streams =
            [.meeting(record.id), .link(record.id)]
            + record.instances.map { StreamName.instance($0) }
        let query = EventQuery(
            .streams(Dictionary(uniqueKeysWithValues: streams.map { ($0, 0) })),
            limit: .max
        )
        var data = UnlinkedData()
        var reader = PayloadReader()
        for recorded in try await log.events(query) {
            data.evolve(with: try recorded.decoded(by: &reader))
        }
        return data
    }
}

extension Desk {
    /// The meetings that nobody linked, those first whose personal data expires first.
    /// - Throws: ``DeskFailure`` when the log failed.
    public func unlinkedMeetings() async throws(DeskFailure) -> [UnlinkedMeeting] {
        let told = try await asking { () async throws(EventLogError) in
            try await projections.meetingsToldOf()
        }
        var meetings: [UnlinkedMeeting] = []
        for meeting in told {
            let roll = try await roll(showing: meeting)
            let link = roll.link(of: meeting)
            guard !link.isLinked, let record = roll.directory.meetings[meeting] else { continue }
            let data = try await asking { () async throws(EventLogError) in
                try await projections.unlinkedData(of: record)
            }
            meetings.append(
                UnlinkedMeeting(
                    meeting: meeting,
                    number: record.number,
                    account: record.account,
                    topic: roll.topic(of: record),
                    isDisowned: link != .open,
                    firstExpiry: data.firstExpiry,
                    lastExpiry: data.lastExpiry
                )
            )
        }
        return meetings.sorted { ($0.order, $0.number) < ($1.order, $1.number) }
    }
}

extension UnlinkedMeeting {
    /// Those of which nothing is left come last.
    fileprivate var order: Int64 { firstExpiry?.microseconds ?? .max }
}
