import EventSourcing
import Synchronization

/// Lets decisions about one stream come one after the other.
///
/// Each reads what was decided and appends on condition that nothing came in between; were many at it at
/// once, as when a whole course signs, all but one would have read in vain, again and again. Other
/// processes are not in the line: against them the condition remains.
final class DecisionTurns: Sendable {
    /// Who waits at each stream where somebody has the turn.
    private let waiting = Mutex<[StreamName: [CheckedContinuation<Void, Never>]]>([:])

    /// Does something while nobody else has the turn at some streams.
    func taking<Value, Failure: Error>(
        _ streams: [StreamName],
        _ body: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        // In one order, so that no two wait for each other.
        let streams = Set(streams).sorted {
            ($0.category, $0.identifier) < ($1.category, $1.identifier)
        }
        for stream in streams { await enter(stream) }
        defer { for stream in streams { leave(stream) } }
        return try await body()
    }

    private func enter(_ stream: StreamName) async {
        await withCheckedContinuation { turn in
            let isFree = waiting.withLock { waiting in
                guard waiting[stream] != nil else {
                    waiting[stream] = []
                    return true
                }
                waiting[stream]?.append(turn)
                return false
            }
            if isFree { turn.resume() }
        }
    }

    private func leave(_ stream: StreamName) {
        let next = waiting.withLock { waiting -> CheckedContinuation<Void, Never>? in
            guard waiting[stream]?.isEmpty == false else {
                waiting[stream] = nil
                return nil
            }
            return waiting[stream]?.removeFirst()
        }
        next?.resume()
    }
}
