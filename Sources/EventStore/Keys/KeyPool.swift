import Crypto
import EventSourcing

/// Keys made ahead of their use, durably, so that a newcomer costs no sync of their own.
struct KeyPool: Sendable {
    /// The numbers of keys that are still wrapped, the next one last.
    private var wrapped: [Int64]
    /// Keys to hand out at once, the next one last.
    private var ready: [StoredKey] = []
    /// The greatest number ever given to a key.
    private var last: Int64
    private var isBeingFilled = false

    /// Takes up a pool.
    /// - Parameters:
    ///   - unused: The numbers of the keys made and not used yet, in order.
    ///   - used: The greatest number the log uses. A `keys.db` older than the log lacks keys the log
    ///     used: their numbers are not used again.
    init(unused: [Int64], used: Int64) {
        wrapped = unused.reversed()
        last = max(unused.last ?? 0, used)
    }

    /// The next key that was never used.
    mutating func next(from store: KeyStore) throws(EventLogError) -> StoredKey {
        if let key = ready.popLast() { return key }
        try fillIfEmpty(store)
        if ready.isEmpty {
            let ids = wrapped.suffix(StoreLimits.keysUnwrappedAtOnce)
            ready = try store.keys(ids)
            wrapped.removeLast(ids.count)
        }
        guard let key = ready.popLast() else {
            throw EventLogError(.damaged, "keys.db: keys made ahead are missing; restore a backup")
        }
        return key
    }

    /// Makes keys when none is left.
    mutating func fillIfEmpty(_ store: KeyStore) throws(EventLogError) {
        guard ready.isEmpty, wrapped.isEmpty else { return }
        ready = try store.make(nextNumbers()).reversed()
    }

    /// The numbers of keys that are to be made while there still are some: for whoever asks first.
    mutating func numbersToMake() -> ClosedRange<Int64>? {
        let left = ready.count + wrapped.count
        guard left < StoreLimits.keysMadeAtOnce / 2, !isBeingFilled else { return nil }
        isBeingFilled = true
        return nextNumbers()
    }

    /// Takes in what was made of ``numbersToMake()``; `nil` where that failed.
    mutating func add(_ made: [StoredKey]?) {
        isBeingFilled = false
        guard let made else { return }
        // Keys are given in the order of their numbers: whoever opens the log next takes those below
        // the greatest one in use for used.
        if wrapped.isEmpty {
            ready.insert(contentsOf: made.reversed(), at: 0)
        } else {
            wrapped.insert(contentsOf: made.reversed().map(\.id), at: 0)
        }
    }

    private mutating func nextNumbers() -> ClosedRange<Int64> {
        let first = last + 1
        last += Int64(StoreLimits.keysMadeAtOnce)
        return first...last
    }
}

/// A key of `keys.db`, unwrapped.
struct StoredKey: Sendable {
    /// Its number.
    var id: Int64
    var key: SymmetricKey
}
