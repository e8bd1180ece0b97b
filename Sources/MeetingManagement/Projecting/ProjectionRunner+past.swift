public import Attendance
public import EventSourcing
public import Projections

/// A moment in the life of the log: what was known then is everything recorded up to it.
public enum KnownAt: Sendable, Hashable {
    /// With the event at a position as the last.
    case position(Int64)
    /// With the last event recorded at or before a time.
    case time(Instant)

    /// Reads a position, or a time (RFC 3339); `nil` for anything else.
    public init?(_ text: String) {
        if let position = Int64(text), position >= 0 {
            self = .position(position)
        } else if let time = Instant(text) {
            self = .time(time)
        } else {
            return nil
        }
    }
}

extension ProjectionRunner {
    /// How far the log was known at a moment; of one to come, how far it is known now.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func horizon(at moment: KnownAt) async throws(EventLogError) -> Horizon {
        let now = try await current()
        let size =
            switch moment {
            case .position(let position): position < now.size ? position + 1 : now.size
            case .time(let time): try await size(recordedBy: time, of: now.size)
            }
        guard size > 0 else { return .start }
        return Horizon(size: size, knownAt: try await event(at: size - 1).recordedAt)
    }

    /// Everything that was known of a meeting then, its personal fields sealed.
    ///
    /// It is folded anew from the streams that tell of the meeting, as far as they had come.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func roll(
        of meeting: MeetingID,
        knownTo horizon: Horizon
    ) async throws(EventLogError) -> Roll {
        try await current()
        var fold = MeetingFold(meeting)
        try await complete(&fold, to: horizon)
        return fold.roll
    }

    /// How many events were recorded by a time: they are recorded one after the other.
    func size(
        recordedBy time: Instant,
        of all: Int64
    ) async throws(EventLogError) -> Int64 {
        var range = 0..<all
        while !range.isEmpty {
            let middle = range.lowerBound + (range.upperBound - range.lowerBound) / 2
            let isKnown = try await event(at: middle).recordedAt <= time
            range = isKnown ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound
    }

    private func event(
        at position: Int64
    ) async throws(EventLogError) -> Recorded<EncodedEvent> {
        guard let event = try await log.events(from: position, limit: 1).first,
            event.position == position
        else { throw EventLogError(.damaged, "the log has no event at position \(position)") }
        return event
    }
}
