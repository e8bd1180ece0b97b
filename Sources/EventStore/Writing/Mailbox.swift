import EventSourcing
import Foundation

/// Where jobs wait for the writer: bounded, first come, first served.
///
/// It hands out the writer's connection to one at a time. `@unchecked Sendable`: its variables are
/// touched only with `condition` held.
final class Mailbox: @unchecked Sendable {
    private let condition = NSCondition()
    /// The writer's connection while nobody writes.
    private var idle: LogConnection?
    private var waiting: [Job] = []
    /// Whether the last COMMIT was for one job, and no other came meanwhile.
    private var isQuiet = true
    private var closedBecause: EventLogError?
    private var failed = false

    init(for log: LogConnection) { idle = log }

    /// The connection, and what is to be committed with it.
    ///
    /// Whoever has it gives it back, and keeps nothing: the connection's statements must go before its
    /// file is closed.
    struct Turn: ~Copyable {
        let log: LogConnection
        let jobs: [Job]
    }

    /// What became of a job.
    enum Delivery: ~Copyable {
        /// It waits for whoever has the next turn.
        case waits
        /// It is the turn of whoever delivered it.
        case begins(Turn)
        /// It was not taken in.
        case refused(EventLogError)
    }

    /// Takes in a job.
    func deliver(_ job: Job) -> Delivery {
        condition.lock()
        defer { condition.unlock() }
        if let closedBecause { return .refused(closedBecause) }
        guard waiting.count < StoreLimits.waitingJobsMax else {
            return .refused(EventLogError(.busy, "too many batches wait for the disk; try again"))
        }
        waiting.append(job)
        if isQuiet, let turn = begin() { return .begins(turn) }
        if idle != nil { condition.signal() }
        return .waits
    }

    /// Waits for the next turn of the writer's thread; `nil` once the mailbox is closed and nothing
    /// waits.
    func nextTurn() -> Turn? {
        condition.lock()
        defer { condition.unlock() }
        while !failed {
            if let turn = begin() { return turn }
            if closedBecause != nil, idle != nil {
                // The connection goes before its file is closed.
                idle = nil
                return nil
            }
            condition.wait()
        }
        return nil
    }

    /// Gives the connection back after a COMMIT.
    func end(_ turn: consuming Turn) {
        condition.lock()
        defer { condition.unlock() }
        isQuiet = turn.jobs.count == 1 && waiting.isEmpty
        idle = turn.log
        if !waiting.isEmpty || closedBecause != nil { condition.signal() }
    }

    /// Takes in nothing more, and refuses what waits: nothing may be acknowledged after a failed sync.
    func fail(_ reason: EventLogError) {
        let refused = condition.withLock {
            closedBecause = reason
            failed = true
            defer { waiting.removeAll() }
            condition.signal()
            return waiting
        }
        for job in refused { job.refuse(reason) }
    }

    /// Whether a COMMIT failed.
    var hasFailed: Bool { condition.withLock { failed } }

    /// Takes in nothing more.
    ///
    /// What waits is still carried out.
    func close(_ reason: EventLogError) {
        condition.withLock {
            closedBecause = closedBecause ?? reason
            condition.signal()
        }
    }

    /// The turn of the next jobs, in order; `nil` while somebody has it, or nothing waits.
    private func begin() -> Turn? {
        guard let log = idle, !waiting.isEmpty else { return nil }
        let jobs = Array(waiting.prefix(StoreLimits.jobsPerCommitMax))
        waiting.removeFirst(jobs.count)
        idle = nil
        return Turn(log: log, jobs: jobs)
    }
}
