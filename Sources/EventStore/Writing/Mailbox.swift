import EventSourcing
import Foundation

/// Where jobs wait for the writer: bounded, first come, first served.
///
/// `@unchecked Sendable`: `waiting` and `closedBecause` are touched only with `condition` held.
final class Mailbox: @unchecked Sendable {
    private let condition = NSCondition()
    private var waiting: [Job] = []
    private var closedBecause: EventLogError?

    /// Waits until a piece of work is committed or refused.
    ///
    /// Work that was taken in is carried out even if the task that sent it is cancelled.
    /// - Parameter work: Runs on the writer's thread in a savepoint of its own.
    /// - Returns: what the work returned, after its COMMIT.
    /// - Throws: ``/EventSourcing/EventLogError``: the work's own refusal, or why it was not carried out.
    func deliver<Value: Sendable>(
        _ work: @escaping @Sendable (LogConnection) throws -> Result<Value, EventLogError>
    ) async throws(EventLogError) -> Value {
        typealias Outcome = Result<Value, EventLogError>
        let outcome = await withCheckedContinuation {
            (asking: CheckedContinuation<Outcome, Never>) in
            let job = Job(
                carryOut: { log in
                    let outcome = try work(log)
                    return Job.Done(
                        isRefused: outcome.isFailure,
                        answer: { asking.resume(returning: outcome) }
                    )
                },
                refuse: { asking.resume(returning: .failure($0)) }
            )
            if let refusal = enqueue(job) { job.refuse(refusal) }
        }
        return try outcome.get()
    }

    private func enqueue(_ job: Job) -> EventLogError? {
        condition.withLock {
            if let closedBecause { return closedBecause }
            guard waiting.count < StoreLimits.waitingJobsMax else {
                return EventLogError(.busy, "too many batches wait for the disk; try again")
            }
            waiting.append(job)
            condition.signal()
            return nil
        }
    }

    /// The next jobs, in order; empty once the mailbox is closed and nothing waits.
    func take() -> [Job] {
        condition.withLock {
            while waiting.isEmpty && closedBecause == nil { condition.wait() }
            let jobs = Array(waiting.prefix(StoreLimits.jobsPerCommitMax))
            waiting.removeFirst(jobs.count)
            return jobs
        }
    }

    /// Takes in nothing more, and refuses what waits: nothing may be acknowledged after a failed sync.
    func refuseAll(_ reason: EventLogError) {
        let refused = condition.withLock {
            closedBecause = reason
            defer { waiting.removeAll() }
            condition.broadcast()
            return waiting
        }
        for job in refused { job.refuse(reason) }
    }

    /// Takes in nothing more.
    ///
    /// What waits is still carried out.
    func close(_ reason: EventLogError) {
        condition.withLock {
            closedBecause = closedBecause ?? reason
            condition.broadcast()
        }
    }
}

/// Work for the writer, and whoever waits for its COMMIT.
struct Job: Sendable {
    /// Does the work.
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
}

extension Result {
    fileprivate var isFailure: Bool {
        if case .failure = self { true } else { false }
    }
}
