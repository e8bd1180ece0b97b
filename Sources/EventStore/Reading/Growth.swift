import EventSourcing

/// Where those wait who want to know when the log has grown.
///
/// Whoever appends notes it; nobody asks the disk until there is something to read.
final class Growth: Sendable {
    private struct State {
        var generation: UInt64 = 0
        var lastID: UInt64 = 0
        var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var isClosed = false
    }

    private let state = Locked(State())

    /// Notes that something was added.
    func note() {
        wake { $0.generation &+= 1 }
    }

    /// Lets everybody go who waits, for ever.
    func close() {
        wake { $0.isClosed = true }
    }

    private func wake(_ change: (inout State) -> Void) {
        let waiting = state.withLock { state in
            change(&state)
            defer { state.waiting = [:] }
            return state.waiting
        }
        for one in waiting.values { one.resume() }
    }

    /// Asks anew whenever something was added, until there is an answer.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `closed` when the log is closed or the task is cancelled.
    func wait<Answer>(
        for answer: () async throws(EventLogError) -> Answer?
    ) async throws(EventLogError) -> Answer {
        while true {
            // Noted before asking: what is added after it ends the wait.
            let seen = state.withLock { $0.generation }
            if let answer = try await answer() { return answer }
            await next(after: seen)
            guard !Task.isCancelled else {
                throw EventLogError(.closed, "the task that waited for the log was cancelled")
            }
            guard !state.withLock({ $0.isClosed }) else {
                throw EventLogError(.closed, "the log was closed")
            }
        }
    }

    private func next(after seen: UInt64) async {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { (waiting: CheckedContinuation<Void, Never>) in
                let isOver = state.withLock { state in
                    // Cancelled before there was anything to take away.
                    let isOver = state.generation != seen || state.isClosed || Task.isCancelled
                    if !isOver { state.waiting[id] = waiting }
                    return isOver
                }
                if isOver { waiting.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: id) }?.resume()
        }
    }
}
