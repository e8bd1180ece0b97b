import EventSourcing
import Foundation
import GRDB

/// The one writer: a thread of its own that takes every job queued during the last COMMIT and commits
/// them together, each in a savepoint of its own.
final class Writer: Sendable {
    private let mailbox = Mailbox()
    /// Ends when the thread has.
    private let life: AsyncStream<Never>

    /// Starts the thread.
    ///
    /// It holds the directory's lock until it has stopped.
    init(
        pool: DatabasePool,
        lock: DirectoryLock,
        now: @escaping @Sendable () -> Instant,
        onFailure: @escaping @Sendable (EventLogError) -> Void
    ) throws(EventLogError) {
        let head = try attempt("read the log's head") { try pool.read { try LogHead($0) } }
        let (life, end) = AsyncStream.makeStream(of: Never.self)
        self.life = life
        let thread = Thread { [mailbox] in
            if let failure = Self.work(off: mailbox, into: pool, from: head, now: now) {
                // Nothing is known of the file: no more is written to it, not even in closing.
                mailbox.refuseAll(failure)
                onFailure(failure)
            } else {
                Self.settle(pool)
                lock.release()
            }
            end.finish()
        }
        thread.name = "muster.writer"
        thread.start()
    }

    deinit { mailbox.close(EventLogError(.closed, "the log was closed")) }

    /// Has work done on the writer's thread; returns after its COMMIT.
    func perform<Value: Sendable>(
        _ work: @escaping @Sendable (LogConnection) throws -> Result<Value, EventLogError>
    ) async throws(EventLogError) -> Value {
        try await mailbox.deliver(work)
    }

    /// Commits what waits, then closes the file and lets the directory go.
    func close() async {
        mailbox.close(EventLogError(.closed, "the log was closed"))
        for await _ in life {}
    }

    private static func work(
        off mailbox: Mailbox,
        into pool: DatabasePool,
        from head: LogHead,
        now: @escaping @Sendable () -> Instant
    ) -> EventLogError? {
        do {
            // The connection is GRDB's own for as long as the pool lives.
            let log = try pool.writeWithoutTransaction { db in
                try LogConnection(db, head: head, now: now)
            }
            while case let jobs = mailbox.take(), !jobs.isEmpty {
                let failure = pool.writeWithoutTransaction { _ in log.commit(jobs) }
                if let failure { return failure }
            }
            return nil
        } catch {
            return EventLogError(.storage, "cannot start to write: \(error)")
        }
    }

    /// Copies the WAL back, so that `events.db` is whole by itself, and closes it.
    private static func settle(_ pool: DatabasePool) {
        try? pool.writeWithoutTransaction { db in
            _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try? pool.close()
    }
}
