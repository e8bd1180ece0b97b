import Logging
import MeetingManagement
import ServiceLifecycle

/// Looks every so often whether the time has come to ask somebody to sign, and keeps the links made to be
/// handed out.
struct SigningClock: NamedService {
    let desk: Desk
    let tray: LinkTray
    let periodSeconds: Int
    let logger: Logger
    var pause = Pause.real

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await ask()
                try? await pause.wait(.seconds(periodSeconds))
            }
        }
    }

    private func ask() async {
        do {
            try await desk.askWhereDue { occurrence, links in
                tray.keep(links, at: desk.edges.now())
                logger.info(
                    "asked to sign",
                    metadata: ["occurrence": "\(occurrence)", "links": "\(links.count)"]
                )
            } noting: { occurrence, failure in
                // What is due stays due, and is looked at again.
                logger.error(
                    "nobody is asked to sign",
                    metadata: ["occurrence": "\(occurrence)", "reason": "\(failure)"]
                )
            }
        } catch {
            logger.error("nobody is asked to sign", metadata: ["reason": "\(error)"])
        }
    }
}
