import EventSourcing
import Foundation
import GRDB

/// The one writer: a thread of its own that takes every batch queued during the last COMMIT and
/// commits them together, each in a SAVEPOINT of its own.
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
            var head = head
            while case let letters = mailbox.take(), !letters.isEmpty {
                if let failure = Self.commit(letters, to: pool, head: &head, now: now) {
                    // Nothing is known of the file: no more is written to it, not even in closing.
                    mailbox.refuseAll(failure)
                    onFailure(failure)
                    end.finish()
                    return
                }
            }
            Self.settle(pool)
            lock.release()
            end.finish()
        }
        thread.name = "muster.writer"
        thread.start()
    }

    deinit { mailbox.close(EventLogError(.closed, "the log was closed")) }

    func append(_ batch: AppendBatch) async throws(EventLogError) -> AppendReceipt {
        try await mailbox.deliver(batch)
    }

    /// Commits what waits, then closes the file and lets the directory go.
    func close() async {
        mailbox.close(EventLogError(.closed, "the log was closed"))
        for await _ in life {}
    }

    private static func commit(
        _ letters: [Mailbox.Letter],
        to pool: DatabasePool,
        head: inout LogHead,
        now: @Sendable () -> Instant
    ) -> EventLogError? {
        var replies: [Mailbox.Reply] = []
        do {
            head = try pool.writeWithoutTransaction { [head] db in
                var next = head
                try db.run("BEGIN IMMEDIATE")
                do {
                    for letter in letters {
                        replies.append(try next.append(letter.batch, to: db, now: now))
                    }
                } catch {
                    try? db.run("ROLLBACK")
                    throw Failure.before(error)
                }
                do {
                    try db.run("COMMIT")
                } catch {
                    if db.isInsideTransaction { try? db.run("ROLLBACK") }
                    throw Failure.commit(error)
                }
                return next
            }
        } catch {
            let failure = refusal(for: error)
            for letter in letters { letter.answer.resume(returning: .failure(failure)) }
            return failure.code == .unknownOutcome ? failure : nil
        }
        for (letter, reply) in zip(letters, replies) { letter.answer.resume(returning: reply) }
        return nil
    }

    /// Copies the WAL back, so that `events.db` is whole by itself, and closes it.
    private static func settle(_ pool: DatabasePool) {
        try? pool.writeWithoutTransaction { db in
            _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try? pool.close()
    }

    private enum Failure: Error {
        case before(any Error)
        case commit(any Error)
    }

    private static func refusal(for error: any Error) -> EventLogError {
        switch error {
        case Failure.commit(let cause):
            EventLogError(
                .unknownOutcome,
                "a COMMIT failed, its outcome is unknown; "
                    + "restart muster and try again with the same key: \(cause)"
            )
        case Failure.before(let cause):
            EventLogError(.storage, "cannot append, nothing was changed: \(cause)")
        default:
            EventLogError(.storage, "cannot append, nothing was changed: \(error)")
        }
    }
}
