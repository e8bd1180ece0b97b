import Logging
import MeetingManagement
import ServiceLifecycle

/// Goes every so often through the meetings that nobody linked: some are linked by rules, personal data of
/// the others expires.
struct UnlinkedClock: Service {
    let sweep: UnlinkedSweep
    let periodSeconds: Int
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await sweep.sweep { [logger] note in
                    logger.log(level: note.isTrouble ? .warning : .info, "\(note)")
                }
                try? await Task.sleep(for: .seconds(periodSeconds))
            }
        }
    }
}
