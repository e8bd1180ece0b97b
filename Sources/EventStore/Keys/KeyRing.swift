import EventSourcing
import Foundation
import GRDB

/// Which key is whose, while the log is open.
///
/// Assignments are stored with the first events that need them, in the same transaction; the keys
/// themselves were made before. Nothing here outlives a fence: whoever was erased gets no key again.
final class KeyRing: Sendable {
    private let store: KeyStore
    private let pool: DatabasePool
    private let state: Locked<KeyRingState>

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
                            ifnull((SELECT max(key) FROM document), 0),
                            ifnull((SELECT max(key) FROM destroyed_key), 0))
                        """
                ) ?? 0
            }
        }
        let keys = KeyPool(unused: try store.keyNumbers(after: used), used: used)
        self.store = store
        self.pool = pool
        self.state = Locked(KeyRingState(fences: fences, pool: keys))
    }

    /// Makes keys where there are none to give, and learns whose key is which: while everybody fits
    /// into memory, whoever is unknown there is a newcomer.
    func prepareToAppend() throws(EventLogError) {
        let assignments = try attempt("read which keys are used") {
            try pool.read { try Self.assignments(in: $0) }
        }
        try state.withLock { (state) throws(EventLogError) in
            try state.pool.fillIfEmpty(store)
            if let assignments { state.knowAll(assignments) }
        }
    }

    /// What a batch needs in order to be sealed.
    struct Keys: Sendable {
        /// By subject; whoever was erased has none.
        var bySubject: [SubjectID: SubjectKey] = [:]
        /// Assignments that the log does not hold yet.
        var assignments: [(subject: SubjectID, key: Int64)] = []
    }

    /// The keys of subjects, some of which may be named more than once, assigning one to whoever has
    /// none yet.
    func keys(of subjects: [SubjectID]) throws(EventLogError) -> Keys {
        var keys = Keys()
        var unknown: [SubjectID] = []
        var unread: [SubjectID: Int64] = [:]
        let toMake = try state.withLock { (state) throws(EventLogError) in
            for subject in subjects where keys.bySubject[subject] == nil {
                guard !state.fences.contains(subject) else { continue }
                if let known = state.assignment(of: subject) {
                    note(known, of: subject, state, &keys, &unread)
                } else if state.knowsAll {
                    let new = try state.assign(to: subject, from: store)
                    note(new, of: subject, state, &keys, &unread)
                } else {
                    unknown.append(subject)
                }
            }
            return state.pool.numbersToMake()
        }
        if let toMake { makeAhead(toMake) }
        if !unknown.isEmpty {
            let stored = try assigned(to: unknown)
            try state.withLock { (state) throws(EventLogError) in
                for subject in unknown where keys.bySubject[subject] == nil {
                    guard !state.fences.contains(subject) else { continue }
                    // What was read may be older than what has expired since: `note` knows.
                    if let id = stored[subject] { state.note(subject, has: id) }
                    let known = state.assignment(of: subject)
                    let assignment =
                        if let known { known } else { try state.assign(to: subject, from: store) }
                    note(assignment, of: subject, state, &keys, &unread)
                }
            }
        }
        if !unread.isEmpty {
            let byID = try self.keys(unread.values)
            for (subject, id) in unread {
                // Destroyed since: whoever it was is fenced off by now, or what was known of them expired.
                guard let key = byID[id] else {
                    guard !hasExpired(id) else { return try self.keys(of: subjects) }
                    guard isFenced(subject) else { throw .missingKey(id) }
                    continue
                }
                keys.bySubject[subject] = key
            }
        }
        return keys
    }

    private func note(
        _ assignment: KeyRingState.Assignment,
        of subject: SubjectID,
        _ state: KeyRingState,
        _ keys: inout Keys,
        _ unread: inout [SubjectID: Int64]
    ) {
        if let key = state.keys[assignment.key] {
            keys.bySubject[subject] = key
        } else {
            unread[subject] = assignment.key
        }
        // Another batch may be about to store it, and may fail.
        if !assignment.isStored { keys.assignments.append((subject, assignment.key)) }
    }

    /// Makes keys before they are needed, while others go on.
    ///
    /// Where that fails, whoever needs a key and finds none makes some, and learns why it cannot.
    private func makeAhead(_ numbers: ClosedRange<Int64>) {
        DispatchQueue.global(qos: .utility).async { [self] in
            let made = try? store.make(numbers)
            state.withLock { $0.pool.add(made) }
        }
    }

    /// A new key that belongs to no subject: that of one document.
    func documentKey() throws(EventLogError) -> SubjectKey {
        let key = try state.withLock { (state) throws(EventLogError) in
            try state.pool.next(from: store)
        }
        return SubjectKey(key)
    }

    /// Keys by their numbers; those destroyed are missing.
    func keys(_ ids: some Collection<Int64>) throws(EventLogError) -> [Int64: SubjectKey] {
        var found = state.withLock { state in
            ids.reduce(into: [:]) { found, id in found[id] = state.keys[id] }
        }
        let missing = Set(ids.filter { found[$0] == nil })
        guard !missing.isEmpty else { return found }
        let read = try store.keys(missing).map(SubjectKey.init)
        return state.withLock { state in
            for key in read where !state.expired.contains(key.id) {
                state.keep(key)
                found[key.id] = key
            }
            return found
        }
    }

    /// Notes that the log holds assignments now.
    func noteStored(_ assignments: [(subject: SubjectID, key: Int64)]) {
        guard !assignments.isEmpty else { return }
        state.withLock { state in
            for (subject, id) in assignments { state.note(subject, has: id) }
        }
    }

    /// Whether somebody was erased.
    func isFenced(_ subject: SubjectID) -> Bool {
        state.withLock { $0.fences.contains(subject) }
    }

    /// Forgets an assignment that the log refused: somebody else's was first.
    func forget(_ subject: SubjectID) { state.withLock { $0.forget(subject) } }

    /// Fences subjects off, and forgets every key: some of them are to be destroyed.
    /// - Returns: those that were not fenced off before.
    @discardableResult
    func fence(_ subjects: Set<SubjectID>) -> Set<SubjectID> {
        state.withLock { $0.fence(subjects) }
    }

    /// Lets keys go for good; whoever had one gets another with what comes of them next.
    func expire(_ ids: Set<Int64>, of subjects: Set<SubjectID>) {
        state.withLock { $0.expire(ids, of: subjects) }
    }

    /// Whether a key expired while the log was open.
    func hasExpired(_ id: Int64) -> Bool { state.withLock { $0.expired.contains(id) } }

    /// Whether one of some keys expired while the log was open.
    func hasExpired(anyOf keys: [SubjectID: SubjectKey]) -> Bool {
        state.withLock { state in
            !state.expired.isEmpty && keys.values.contains { state.expired.contains($0.id) }
        }
    }

    /// Takes back fences of an erasure that was refused.
    func unfence(_ subjects: Set<SubjectID>) { state.withLock { $0.unfence(subjects) } }

    /// Every assignment of the log; `nil` when there are more than are held in memory.
    private static func assignments(in db: Database) throws -> [SubjectID: Int64]? {
        let statement = try PreparedStatement("SELECT subject, key FROM subject LIMIT ?", in: db)
        statement.bind(Int64(StoreLimits.cachedSubjectsMax + 1), at: 1)
        var assignments: [SubjectID: Int64] = [:]
        while try statement.step() {
            assignments[SubjectID(statement.text(0))] = statement.integer(1)
        }
        return assignments.count > StoreLimits.cachedSubjectsMax ? nil : assignments
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

extension EventLogError {
    /// A key is missing that nobody had destroyed.
    static func missingKey(_ id: Int64) -> EventLogError {
        EventLogError(
            .damaged,
            "keys.db lacks key \(id), though nobody erased it; restore the latest backup of the keys"
        )
    }
}
