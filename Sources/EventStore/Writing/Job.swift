import EventSourcing

/// Work for the writer, and whoever waits for its COMMIT.
struct Job: Sendable {
    /// Does the work: perhaps twice, the first time being undone.
    let carryOut: @Sendable (LogConnection) throws -> Done
    /// Tells whoever waits that it was not done.
    let refuse: @Sendable (EventLogError) -> Void

    /// What came of it.
    struct Done: Sendable {
        /// Whether it was refused: then what it wrote is rolled back.
        let isRefused: Bool
        /// Tells whoever waits, after the COMMIT.
        let answer: @Sendable () -> Void
    }

    /// Makes a job of work.
    /// - Parameters:
    ///   - work: What to do.
    ///   - answer: Called once with the outcome: the work's own, or why it was not done.
    init<Value: Sendable>(
        _ work: @escaping @Sendable (LogConnection) throws -> Result<Value, EventLogError>,
        answer: @escaping @Sendable (Result<Value, EventLogError>) -> Void
    ) {
        carryOut = { log in
            let outcome = try work(log)
            return Done(isRefused: outcome.isFailure, answer: { answer(outcome) })
        }
        refuse = { answer(.failure($0)) }
    }
}

extension Result {
    fileprivate var isFailure: Bool {
        if case .failure = self { true } else { false }
    }
}
