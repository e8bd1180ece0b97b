import EventSourcing
import Logging
import MeetingManagement
import ServiceLifecycle

/// Empties the outbox whenever the log was given something, and when what waits is due again.
struct OutboxRounds: NamedService {
    let outbox: Outbox
    let desk: Desk
    let logger: Logger
    var pause = Pause.real

    /// How long at most until it looks again, in seconds, and how long at least between two looks.
    private static let pauseSeconds: ClosedRange<Int64> = 1...60

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await wait(after: await round())
            }
        }
    }

    private func round() async -> OutboxProgress? {
        do {
            let progress = try await outbox.empty()
            guard progress.done + progress.refused > 0 else { return progress }
            logger.info(
                "the outbox was emptied",
                metadata: [
                    "done": "\(progress.done)", "refused": "\(progress.refused)",
                    "waiting": "\(progress.waiting)",
                ]
            )
            return progress
        } catch {
            // What is wanted stays wanted, and is looked at again.
            logger.error("the outbox is not emptied", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    private func wait(after progress: OutboxProgress?) async {
        // However busy the log is, not more often than this.
        try? await pause.wait(.seconds(Self.pauseSeconds.lowerBound))
        guard let progress else {
            try? await pause.wait(.seconds(Self.pauseSeconds.upperBound))
            return
        }
        let due = progress.nextAt.map { desk.edges.now().seconds(to: $0) }
        let seconds = min(max(due ?? .max, 0), Self.pauseSeconds.upperBound)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = try? await desk.log.grown(past: progress.logSize) }
            group.addTask { try? await pause.wait(.seconds(seconds)) }
            await group.next()
            group.cancelAll()
        }
    }
}
