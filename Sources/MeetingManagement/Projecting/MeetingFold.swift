import Attendance
import EventSourcing
import Projections

/// One meeting, folded from the streams that tell of it, and how far each of them was read.
struct MeetingFold: Sendable {
    let meeting: MeetingID
    private(set) var roll = Roll()
    /// How many events it rests on.
    private(set) var eventCount = 0
    private var versions: [StreamName: Int64] = [:]

    init(_ meeting: MeetingID) { self.meeting = meeting }

    /// The first version of each stream that was not read yet.
    func unread(_ streams: Set<StreamName>) -> [StreamName: Int64] {
        Dictionary(uniqueKeysWithValues: streams.map { ($0, versions[$0] ?? 0) })
    }

    /// Takes in the next event of a stream.
    mutating func take(_ recorded: Recorded<AttendanceEvent>) {
        roll.evolve(with: recorded)
        versions[recorded.stream] = recorded.version + 1
        eventCount += 1
    }

    /// Notes that there is no more to be read up to a horizon.
    mutating func reach(_ horizon: Horizon) { roll.reach(horizon) }
}

/// The meetings asked for lately, so that the next question folds only what came since.
struct FoldCache {
    private var folds: [MeetingID: (fold: MeetingFold, use: UInt64)] = [:]
    private var lastUse: UInt64 = 0
    private var eventCount = 0
    private let eventsMax: Int

    /// Keeps folds of so many events together, and at least one.
    init(eventsMax: Int) { self.eventsMax = eventsMax }

    /// Hands out a meeting as it was last folded, so that it can grow in place.
    mutating func take(_ meeting: MeetingID) -> MeetingFold? {
        guard let kept = folds.removeValue(forKey: meeting) else { return nil }
        eventCount -= kept.fold.eventCount
        return kept.fold
    }

    /// Keeps a meeting, and lets go of what was not asked for the longest time.
    mutating func keep(_ fold: MeetingFold) {
        lastUse += 1
        eventCount += fold.eventCount
        folds[fold.meeting] = (fold, lastUse)
        while eventCount > eventsMax, folds.count > 1,
            let oldest = folds.min(by: { $0.value.use < $1.value.use })
        {
            _ = take(oldest.key)
        }
    }
}
