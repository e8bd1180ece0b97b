import EventSourcing

/// What is still to happen, the earliest first; at one time, in the order it was noted.
struct Agenda<Item: Sendable>: Sendable {
    private struct Entry {
        var time: Instant
        var sequence: Int
        var item: Item

        func isAfter(_ other: Entry) -> Bool {
            (time, sequence) > (other.time, other.sequence)
        }
    }

    // The latest first, so that the next is taken from the end.
    private var entries: [Entry] = []
    private var noted = 0

    /// How much is to happen.
    var count: Int { entries.count }

    /// When the next is due.
    var nextTime: Instant? { entries.last?.time }

    /// Notes something for a time.
    mutating func note(_ item: Item, at time: Instant) {
        noted += 1
        let entry = Entry(time: time, sequence: noted, item: item)
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].isAfter(entry) { low = middle + 1 } else { high = middle }
        }
        entries.insert(entry, at: low)
    }

    /// Takes the next, if it is due by a time.
    mutating func take(dueBy limit: Instant) -> (time: Instant, item: Item)? {
        guard let entry = entries.last, entry.time <= limit else { return nil }
        entries.removeLast()
        return (entry.time, entry.item)
    }
}
