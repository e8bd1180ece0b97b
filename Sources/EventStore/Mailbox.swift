import EventSourcing
import Foundation

/// Where batches wait for the writer: bounded, first come, first served.
///
/// `@unchecked Sendable`: `waiting` and `closedBecause` are touched only with `condition` held.
final class Mailbox: @unchecked Sendable {
    typealias Reply = Result<AppendReceipt, EventLogError>

    /// A batch and whoever waits for its COMMIT.
    struct Letter: Sendable {
        let batch: AppendBatch
        let answer: CheckedContinuation<Reply, Never>
    }

    private let condition = NSCondition()
    private var waiting: [Letter] = []
    private var closedBecause: EventLogError?

    /// Waits until a batch is committed or refused.
    ///
    /// A batch that was taken in is carried out even if the task that sent it is cancelled.
    func deliver(_ batch: AppendBatch) async throws(EventLogError) -> AppendReceipt {
        let reply = await withCheckedContinuation { (answer: CheckedContinuation<Reply, Never>) in
            if let refusal = enqueue(Letter(batch: batch, answer: answer)) {
                answer.resume(returning: .failure(refusal))
            }
        }
        return try reply.get()
    }

    private func enqueue(_ letter: Letter) -> EventLogError? {
        condition.withLock {
            if let closedBecause { return closedBecause }
            guard waiting.count < StoreLimits.waitingBatchesMax else {
                return EventLogError(.busy, "too many batches wait for the disk; try again")
            }
            waiting.append(letter)
            condition.signal()
            return nil
        }
    }

    /// The next batches, in order; empty once the mailbox is closed and nothing waits.
    func take() -> [Letter] {
        condition.withLock {
            while waiting.isEmpty && closedBecause == nil { condition.wait() }
            let letters = Array(waiting.prefix(StoreLimits.batchesPerCommitMax))
            waiting.removeFirst(letters.count)
            return letters
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
        for letter in refused { letter.answer.resume(returning: .failure(reason)) }
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
