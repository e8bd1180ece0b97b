import EventSourcing
import Foundation
import GRDB
import Synchronization

/// Which key is whose, while the log is open.
///
/// Assignments are stored with the first events that need them, in the same transaction; the keys
/// themselves were made before. Nothing here outlives a fence: whoever was erased gets no key again.
final class KeyRing: Sendable {
    fileprivate struct State {
        /// Subjects whose assignment is in `events.db`.
        var stored: [SubjectID: Int64] = [:]
        /// Subjects whose assignment is on its way there.
        var pending: [SubjectID: Int64] = [:]
        var keys: [Int64: SubjectKey] = [:]
        var fences: Set<SubjectID> = []
        /// The numbers of keys made ahead, the next one last.
        var unused: [Int64]
        /// The greatest number ever given to a key.
        var last: Int64
    }

    private let store: KeyStore
    private let pool: DatabasePool
    private let state: Mutex<State>

    /// Reads where the pool of keys stands, and who was erased.
    init(
        store: KeyStore,
        pool: DatabasePool,
        fences: Set<SubjectID>
    ) throws(EventLogError) {
        let used = try attempt("read which keys are used") {
            try pool.read { db in
                try Int64.fetchOne(
                    db,
                    sql: """
                        SELECT max(ifnull((SELECT max(key) FROM subject), 0),
                            ifnull((SELECT max(key) FROM document), 0))
                        """
                ) ?? 0
            }
        }
        let unused = try store.keys(after: used)
        self.store = store
        self.pool = pool
        // A keys.db older than the log lacks keys the log used: their numbers are not used again.
        self.state = Mutex(
            State(fences: fences, unused: unused.reversed(), last: max(unused.last ?? 0, used))
        )
    }

    /// What a batch needs in order to be sealed.
    struct Keys: Sendable {
        /// By subject; whoever was erased has none.
        var bySubject: [SubjectID: SubjectKey] = [:]
        /// Assignments that the log does not hold yet.
        var assignments: [SubjectID: Int64] = [:]
    }

    /// The keys of subjects, assigning one to whoever has none yet.
    func keys(of subjects: Set<SubjectID>) throws(EventLogError) -> Keys {
        var ids: [SubjectID: Int64] = [:]
        var unknown: [SubjectID] = []
        var keys = Keys()
        state.withLock { state in
            for subject in subjects where !state.fences.contains(subject) {
                if let id = state.stored[subject] {
                    ids[subject] = id
                } else if let id = state.pending[subject] {
                    ids[subject] = id
                    keys.assignments[subject] = id
                } else {
                    unknown.append(subject)
                }
            }
        }
        if !unknown.isEmpty {
            let known = try assigned(to: unknown)
            try state.withLock { (state) throws(EventLogError) in
                for subject in unknown where !state.fences.contains(subject) {
                    if let id = known[subject] ?? state.stored[subject] {
                        state.note(subject, has: id)
                        ids[subject] = id
                    } else {
                        let id = try state.pendingKey(of: subject, from: store)
                        ids[subject] = id
                        keys.assignments[subject] = id
                    }
                }
            }
        }
        let byID = try self.keys(ids.values)
        for (subject, id) in ids { keys.bySubject[subject] = byID[id] }
        return keys
    }

    /// A new key that belongs to no subject: that of one document.
    func documentKey() throws(EventLogError) -> SubjectKey {
        let id = try state.withLock { (state) throws(EventLogError) in try state.next(from: store) }
        guard let key = try keys([id])[id] else {
            throw EventLogError(.damaged, "keys.db: key \(id) is missing")
        }
        return key
    }

    /// Keys by their numbers; those destroyed are missing.
    func keys(_ ids: some Collection<Int64>) throws(EventLogError) -> [Int64: SubjectKey] {
        var found = state.withLock { state in
            ids.reduce(into: [:]) { found, id in found[id] = state.keys[id] }
        }
        let missing = Set(ids.filter { found[$0] == nil })
        guard !missing.isEmpty else { return found }
        let read = try store.keys(missing)
        state.withLock { state in
            if state.keys.count > StoreLimits.cachedKeysMax { state.keys = [:] }
            for key in read { state.keys[key.id] = key }
        }
        for key in read { found[key.id] = key }
        return found
    }

    /// Notes that the log holds assignments now.
    func noteStored(_ assignments: [SubjectID: Int64]) {
        guard !assignments.isEmpty else { return }
        state.withLock { state in
            for (subject, id) in assignments {
                state.pending[subject] = nil
                state.note(subject, has: id)
            }
        }
    }

    /// Whether somebody was erased.
    func isFenced(_ subject: SubjectID) -> Bool {
        state.withLock { $0.fences.contains(subject) }
    }

    /// Fences subjects off, and forgets every key: some of them are to be destroyed.
    func fence(_ subjects: some Sequence<SubjectID>) {
        state.withLock { state in
            state.fences.formUnion(subjects)
            for subject in subjects {
                state.stored[subject] = nil
                state.pending[subject] = nil
            }
            state.keys = [:]
        }
    }

    private func assigned(to subjects: [SubjectID]) throws(EventLogError) -> [SubjectID: Int64] {
        try attempt("read which keys are used") {
            try pool.read { db in
                let statement = try db.cachedStatement(
                    sql: "SELECT key FROM subject WHERE subject = ?"
                )
                return try subjects.reduce(into: [:]) { known, subject in
                    known[subject] = try Int64.fetchOne(statement, arguments: [subject.text])
                }
            }
        }
    }
}

extension KeyRing.State {
    mutating func note(_ subject: SubjectID, has id: Int64) {
        if stored.count > StoreLimits.cachedKeysMax { stored = [:] }
        stored[subject] = id
    }

    /// The key somebody is about to have: another batch may have been first.
    mutating func pendingKey(
        of subject: SubjectID,
        from store: KeyStore
    ) throws(EventLogError) -> Int64 {
        if let id = pending[subject] { return id }
        let id = try next(from: store)
        pending[subject] = id
        return id
    }

    /// The next key that was never used, filling the pool when it is empty.
    mutating func next(from store: KeyStore) throws(EventLogError) -> Int64 {
        if let id = unused.popLast() { return id }
        let made = (last + 1)...(last + StoreLimits.keysMadeAtOnce)
        try store.fill(made)
        last = made.upperBound
        unused = made.dropFirst().reversed()
        return made.lowerBound
    }
}
