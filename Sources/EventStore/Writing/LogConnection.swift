import EventSourcing
import Foundation
import GRDB

/// The writer's connection: compiled statements, and where the log ends.
///
/// `@unchecked Sendable`: it is used by whoever has the turn (``Mailbox``), inside GRDB's writer queue.
final class LogConnection: @unchecked Sendable {
    let db: Database
    var head: LogHead
    /// The head before the first of several jobs; a copy of it is made for them alone.
    private var before: LogHead?
    let now: @Sendable () -> Instant
    let statements: Statements
    /// How many events are found by their streams without looking through the last of the log.
    private var settled: Int64
    /// Where streams end, as far as it is remembered.
    var streams: [StreamName: StreamEnd] = [:]

    /// The head as it was last committed, as far as a job may ask that has not appended itself: what may
    /// be signed.
    var committed: LogHead { before ?? head }

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
        self.now = now
        self.statements = try Statements(db)
        self.settled = try Self.settled(db)
    }

    /// What is told to whoever waits for a job, after the COMMIT.
    private typealias Answer = @Sendable () -> Void

    /// Commits jobs together.
    /// - Returns: why the log must stop; `nil` when all is well, though jobs may have been refused.
    func commit(_ jobs: [Job]) -> EventLogError? {
        before = jobs.count > 1 ? head : nil
        defer { before = nil }
        let answers: [Answer]
        do {
            answers = try carryOutTogether(jobs) ?? carryOutEachAlone(jobs)
            try settleStreams()
        } catch {
            let refusal = EventLogError.refusal(error)
            for job in jobs { job.refuse(refusal) }
            return readAgain()
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
        for answer in answers { answer() }
        return nil
    }

    /// Carries out jobs one after the other, without savepoints: nearly always none has anything to be
    /// undone, since a job is refused before it writes.
    /// - Returns: `nil`, with everything undone, where one job must be undone without the others.
    private func carryOutTogether(_ jobs: [Job]) throws -> [Answer]? {
        try statements.begin.run()
        var answers: [Answer] = []
        for job in jobs {
            let changes = db.totalChangesCount
            let done = try job.carryOut(self)
            answers.append(done.answer)
            if !done.isRefused || db.totalChangesCount == changes { continue }
            try statements.rollback.run()
            (head, streams) = (try LogHead(db), [:])
            return nil
        }
        return answers
    }

    /// Carries out jobs, each in a savepoint: what a refused one wrote is undone.
    private func carryOutEachAlone(_ jobs: [Job]) throws -> [Answer] {
        try statements.begin.run()
        var answers: [Answer] = []
        for job in jobs {
            try statements.savepoint.run()
            let done = try job.carryOut(self)
            answers.append(done.answer)
            if done.isRefused {
                try statements.rollbackToSavepoint.run()
                (head, streams) = (try LogHead(db), [:])
            }
            try statements.release.run()
        }
        return answers
    }

    private static func settled(_ db: Database) throws -> Int64 {
        guard let size = try Int64.fetchOne(db, sql: "SELECT size FROM stream_cursor") else {
            throw EventLogError(.damaged, "how many events are filed by stream is not said")
        }
        return size
    }

    /// Files the last events under their streams, in the order of those, once there are many of them.
    private func settleStreams() throws {
        guard head.size - settled >= StoreLimits.unsettledEventsMax else { return }
        statements.settleStreams.bind(settled, at: 1)
        try statements.settleStreams.run()
        statements.moveStreamCursor.bind(head.size, at: 1)
        try statements.moveStreamCursor.run()
        settled = head.size
    }

    /// Undoes a transaction that was not carried out, and finds out again where the log ends.
    /// - Returns: why the log must stop, where that cannot be found out either.
    private func readAgain() -> EventLogError? {
        do {
            if db.isInsideTransaction { try statements.rollback.run() }
            (head, streams) = (try LogHead(db), [:])
            settled = try Self.settled(db)
            return nil
        } catch {
            return EventLogError(
                .storage,
                "cannot undo what was not appended; mend the disk, then start muster again: \(error)"
            )
        }
    }
}
