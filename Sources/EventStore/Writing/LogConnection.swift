import EventSourcing
import Foundation
import GRDB

/// The writer's connection: compiled statements, and where the log ends.
///
/// `@unchecked Sendable`: it is used by whoever has the turn (``Mailbox``), inside GRDB's writer queue.
final class LogConnection: @unchecked Sendable {
    let db: Database
    var head: LogHead
    /// The head as it was last committed: what may be signed.
    private(set) var committed: LogHead
    let now: @Sendable () -> Instant
    let statements: Statements
    /// Where streams end, as far as it is remembered.
    var streams: [StreamName: StreamEnd] = [:]

    /// A stream's row, and the version of its last event.
    struct StreamEnd {
        var row: Int64
        var version: Int64?
    }

    init(
        _ db: Database,
        head: LogHead,
        now: @escaping @Sendable () -> Instant
    ) throws {
        self.db = db
        self.head = head
        self.committed = head
        self.now = now
        self.statements = try Statements(db)
    }

    /// Commits jobs together.
    /// - Returns: why the log must stop; `nil` when all is well, though jobs may have been refused.
    func commit(_ jobs: [Job]) -> EventLogError? {
        let before = head
        var answers: [@Sendable () -> Void] = []
        do {
            try statements.begin.run()
            for job in jobs { answers.append(try carryOut(job)) }
        } catch {
            try? statements.rollback.run()
            forget(since: before)
            let refusal = EventLogError(.storage, "cannot append, nothing was changed: \(error)")
            for job in jobs { job.refuse(refusal) }
            return nil
        }
        do {
            try statements.commit.run()
        } catch {
            let failure = EventLogError(
                .unknownOutcome,
                "a COMMIT failed, its outcome is unknown; "
                    + "restart muster and try again with the same key: \(error)"
            )
            if db.isInsideTransaction { try? statements.rollback.run() }
            for job in jobs { job.refuse(failure) }
            return failure
        }
        committed = head
        for answer in answers { answer() }
        return nil
    }

    private func carryOut(_ job: Job) throws -> @Sendable () -> Void {
        let before = head
        try statements.savepoint.run()
        do {
            let done = try job.carryOut(self)
            if done.isRefused {
                try rollBack(to: before)
            } else {
                try statements.release.run()
            }
            return done.answer
        } catch let failure as SQLiteFailure where failure.isOfOneRow {
            // A row that cannot be is the fault of this job alone.
            try rollBack(to: before)
            return {
                job.refuse(
                    EventLogError(.storage, "cannot append, nothing was changed: \(failure)")
                )
            }
        }
    }

    private func rollBack(to before: LogHead) throws {
        try statements.rollbackToSavepoint.run()
        try statements.release.run()
        forget(since: before)
    }

    private func forget(since before: LogHead) {
        head = before
        streams = [:]
    }
}

extension SQLiteFailure {
    /// Whether it is a constraint on one row, and not a failure of the file (SQLITE_CONSTRAINT).
    fileprivate var isOfOneRow: Bool { code & 0xFF == 19 }
}
