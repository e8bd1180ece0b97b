import EventSourcing
import Foundation
import GRDB

/// The one writer: what waits during one COMMIT is committed together in the next, and each job is
/// refused or undone without the others.
///
/// A job that finds nobody writing and nobody waiting is committed by its own thread, which would
/// only sleep until another had done it: of two threads handing each other every commit, the waking
/// costs more than the writing. As soon as jobs meet, a thread of the writer's own commits them, so
/// that at most one of the pool's threads ever waits for the disk.
final class Writer: Sendable {
    private let pool: DatabasePool
    private let mailbox: Mailbox
    private let onFailure: @Sendable (EventLogError) -> Void
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
        let mailbox = try attempt("start to write") {
            let head = try pool.read { try LogHead($0) }
            // The connection is GRDB's own for as long as the pool lives.
            return try pool.writeWithoutTransaction { db in
                Mailbox(for: try LogConnection(db, head: head, now: now))
            }
        }
        let (life, end) = AsyncStream.makeStream(of: Never.self)
        self.pool = pool
        self.mailbox = mailbox
        self.onFailure = onFailure
        self.life = life
        let thread = Thread {
            while let turn = mailbox.nextTurn() {
                Self.commit(turn, in: pool, for: mailbox, onFailure)
            }
            // After a failure nothing is known of the file: no more is written to it, not even in
            // closing.
            if !mailbox.hasFailed {
                // What is committed is safe in the WAL, too: the next process copies it back.
                try? WriteAheadLog.settle(pool)
                lock.release()
            }
            end.finish()
        }
        thread.name = "muster.writer"
        thread.start()
    }

    deinit { mailbox.close(EventLogError(.closed, "the log was closed")) }

    /// Has work done on the writer's connection: all of it stands, or none.
    ///
    /// It may be done twice, the first time being undone, when another's must be undone beside it.
    /// Work that was taken in is carried out even if the task that sent it is cancelled.
    /// - Returns: what the work returned, after its COMMIT.
    /// - Throws: ``/EventSourcing/EventLogError``: the work's own refusal, or why it was not carried out.
    func perform<Value: Sendable>(
        _ work: @escaping @Sendable (LogConnection) throws -> Result<Value, EventLogError>
    ) async throws(EventLogError) -> Value {
        typealias Outcome = Result<Value, EventLogError>
        let outcome = await withCheckedContinuation {
            (asking: CheckedContinuation<Outcome, Never>) in
            let job = Job(work) { asking.resume(returning: $0) }
            switch mailbox.deliver(job) {
            case .waits: break
            case .refused(let reason): job.refuse(reason)
            case .begins(let turn): Self.commit(turn, in: pool, for: mailbox, onFailure)
            }
        }
        return try outcome.get()
    }

    /// Commits what waits, then closes the file and lets the directory go.
    func close() async {
        mailbox.close(EventLogError(.closed, "the log was closed"))
        for await _ in life {}
    }

    private static func commit(
        _ turn: consuming Mailbox.Turn,
        in pool: DatabasePool,
        for mailbox: Mailbox,
        _ onFailure: @Sendable (EventLogError) -> Void
    ) {
        let failure = pool.writeWithoutTransaction { _ in turn.log.commit(turn.jobs) }
        if let failure {
            mailbox.fail(failure)
            onFailure(failure)
        } else {
            mailbox.end(turn)
        }
    }
}
