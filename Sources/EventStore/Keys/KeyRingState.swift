import EventSourcing

/// What a ``KeyRing`` remembers.
struct KeyRingState: Sendable {
    /// Subjects whose assignment is in `events.db`.
    private(set) var stored: [SubjectID: Int64] = [:]
    /// Whether every assignment in `events.db` is in ``stored``.
    private(set) var knowsAll = false
    /// Subjects whose assignment is on its way there.
    private(set) var pending: [SubjectID: Int64] = [:]
    private(set) var keys: [Int64: SubjectKey] = [:]
    private(set) var fences: Set<SubjectID>
    /// Keys nobody has yet.
    var pool: KeyPool

    init(fences: Set<SubjectID>, pool: KeyPool) {
        self.fences = fences
        self.pool = pool
    }

    /// Takes over every assignment of the log.
    mutating func knowAll(_ assignments: [SubjectID: Int64]) {
        stored = assignments
        knowsAll = true
    }

    /// Notes that the log holds an assignment.
    mutating func note(_ subject: SubjectID, has id: Int64) {
        pending[subject] = nil
        if stored.count >= StoreLimits.cachedSubjectsMax {
            stored = [:]
            knowsAll = false
        }
        stored[subject] = id
    }

    /// The key somebody is about to have: another batch may have been first.
    mutating func assign(
        to subject: SubjectID,
        from store: KeyStore
    ) throws(EventLogError) -> Int64 {
        if let id = pending[subject] { return id }
        let key = SubjectKey(try pool.next(from: store))
        pending[subject] = key.id
        keep(key)
        return key.id
    }

    /// Holds a key in memory.
    mutating func keep(_ key: SubjectKey) {
        if keys.count >= StoreLimits.cachedKeysMax { keys = [:] }
        keys[key.id] = key
    }

    /// Fences subjects off, and forgets every key: some of them are to be destroyed.
    mutating func fence(_ subjects: some Sequence<SubjectID>) {
        fences.formUnion(subjects)
        for subject in subjects {
            stored[subject] = nil
            pending[subject] = nil
        }
        keys = [:]
    }

    /// Forgets an assignment that the log refused: somebody else's was first.
    mutating func forget(_ subject: SubjectID) { pending[subject] = nil }
}
