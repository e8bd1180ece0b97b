import EventSourcing

/// What a ``KeyRing`` remembers.
struct KeyRingState: Sendable {
    /// Whose a key is.
    struct Assignment: Sendable {
        /// The key's number.
        var key: Int64
        /// Whether `events.db` says so already; else that is on its way there.
        var isStored: Bool
    }

    private var assignments: [SubjectID: Assignment] = [:]
    /// How many of them are on their way.
    private var pending = 0
    /// Whether every assignment in `events.db` is among them.
    private(set) var knowsAll = false
    private(set) var keys: [Int64: SubjectKey] = [:]
    private(set) var fences: Set<SubjectID>
    /// Keys that expired while the log was open: nothing is sealed or opened under them any more.
    private(set) var expired: Set<Int64> = []
    /// Keys nobody has yet.
    var pool: KeyPool

    init(fences: Set<SubjectID>, pool: KeyPool) {
        self.fences = fences
        self.pool = pool
    }

    /// Takes over every assignment of the log.
    mutating func knowAll(_ stored: [SubjectID: Int64]) {
        assignments = stored.mapValues { Assignment(key: $0, isStored: true) }
        knowsAll = true
    }

    /// Whose key is known, stored or on its way.
    func assignment(of subject: SubjectID) -> Assignment? { assignments[subject] }

    /// Notes that the log holds an assignment.
    mutating func note(_ subject: SubjectID, has id: Int64) {
        guard !expired.contains(id) else { return }
        if assignments.count - pending >= StoreLimits.cachedSubjectsMax {
            assignments = assignments.filter { !$0.value.isStored }
            knowsAll = false
        }
        set(Assignment(key: id, isStored: true), for: subject)
    }

    /// Gives a subject a key that nobody has.
    mutating func assign(
        to subject: SubjectID,
        from store: KeyStore
    ) throws(EventLogError) -> Assignment {
        let key = SubjectKey(try pool.next(from: store))
        let assignment = Assignment(key: key.id, isStored: false)
        set(assignment, for: subject)
        keep(key)
        return assignment
    }

    private mutating func set(_ assignment: Assignment?, for subject: SubjectID) {
        if assignment?.isStored == false { pending += 1 }
        if assignments.updateOrRemove(subject, to: assignment)?.isStored == false { pending -= 1 }
    }

    /// Holds a key in memory.
    mutating func keep(_ key: SubjectKey) {
        guard !expired.contains(key.id) else { return }
        if keys.count >= StoreLimits.cachedKeysMax { keys = [:] }
        keys[key.id] = key
    }

    /// Fences subjects off, and forgets every key: some of them are to be destroyed.
    /// - Returns: those that were not fenced off before.
    mutating func fence(_ subjects: Set<SubjectID>) -> Set<SubjectID> {
        let new = subjects.subtracting(fences)
        fences.formUnion(subjects)
        for subject in subjects { set(nil, for: subject) }
        keys = [:]
        return new
    }

    /// Takes back fences of an erasure that was refused.
    mutating func unfence(_ subjects: Set<SubjectID>) {
        fences.subtract(subjects)
        // Their assignments were forgotten: they are no newcomers.
        knowsAll = false
    }

    /// Lets keys go for good; whoever had one is a newcomer again.
    mutating func expire(_ ids: Set<Int64>, of subjects: Set<SubjectID>) {
        expired.formUnion(ids)
        for id in ids { keys[id] = nil }
        for subject in subjects {
            if let key = assignments[subject]?.key, ids.contains(key) { set(nil, for: subject) }
        }
    }

    /// Forgets an assignment that the log refused: somebody else's was first.
    mutating func forget(_ subject: SubjectID) {
        if assignments[subject]?.isStored == false { set(nil, for: subject) }
    }
}

extension Dictionary {
    /// Sets or removes a value.
    /// - Returns: the one before.
    fileprivate mutating func updateOrRemove(_ key: Key, to value: Value?) -> Value? {
        if let value { updateValue(value, forKey: key) } else { removeValue(forKey: key) }
    }
}
