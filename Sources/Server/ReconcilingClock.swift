import Logging
import MeetingManagement
import ServiceLifecycle

/// Looks every so often what is to be asked of Zoom: reports of runs that have ended, and runs of which
/// nothing came.
struct ReconcilingClock: NamedService {
    let reconciler: Reconciler
    let periodSeconds: Int
    let logger: Logger
    var pause = Pause.real

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await reconciler.look { [logger] note in
                    logger.log(level: note.isTrouble ? .warning : .info, "\(note)")
                }
                try? await pause.wait(.seconds(periodSeconds))
            }
        }
    }
}
