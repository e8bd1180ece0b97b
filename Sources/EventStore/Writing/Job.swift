import EventSourcing
import GRDB

/// Work for the writer, and whoever waits for its COMMIT.
struct Job: Sendable {
    /// Does the work: perhaps twice, the first time being undone.
    ///
    /// What it throws is a failure of the file, which concerns every job beside it.
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
            let outcome = try Self.outcome { try work(log) }
            return Done(isRefused: outcome.isFailure, answer: { answer(outcome) })
        }
        refuse = { answer(.failure($0)) }
    }

    /// What comes of work; what it fails by itself is its own refusal.
    private static func outcome<Value>(
        of work: () throws -> Result<Value, EventLogError>
    ) throws -> Result<Value, EventLogError> {
        do {
            return try work()
        } catch let error as EventLogError {
            return .failure(error)
        } catch let error as SQLiteFailure where !error.isOfOneRow {
            throw error
        } catch let error as DatabaseError where error.resultCode != .SQLITE_CONSTRAINT {
            throw error
        } catch {
            return .failure(.refusal(error))
        }
    }
}

extension EventLogError {
    /// Nothing was appended, for a reason of SQLite's or of the file's.
    static func refusal(_ error: any Error) -> EventLogError {
        EventLogError(.storage, "cannot append, nothing was changed: \(error)")
    }
}

extension SQLiteFailure {
    /// Whether it is a constraint on one row, and not a failure of the file (SQLITE_CONSTRAINT).
    fileprivate var isOfOneRow: Bool { code & 0xFF == 19 }
}

extension Result {
    fileprivate var isFailure: Bool {
        if case .failure = self { true } else { false }
    }
}
