import EventSourcing
import Logging
import MeetingManagement
import Projections
import ServiceLifecycle

/// Looks every so often whether something is wrong with how an account is heard, and says so once when it
/// begins and once when it ends.
struct AccountClock: NamedService {
    let watch: AccountWatch
    let periodSeconds: Int
    let logger: Logger
    var pause = Pause.real

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var ledger = AlarmLedger()
            while !Task.isCancelled {
                await look(&ledger)
                try? await pause.wait(.seconds(periodSeconds))
            }
        }
    }

    private func look(_ ledger: inout AlarmLedger) async {
        let alarms: [AccountAlarm]
        do {
            alarms = try await watch.accounts().flatMap(\.alarms)
        } catch {
            logger.error("accounts are not watched", metadata: ["reason": "\(error)"])
            return
        }
        let (begun, ended) = ledger.take(alarms)
        for alarm in begun {
            logger.error(
                "alarm",
                metadata: Self.metadata(alarm).merging([
                    "sentence": "\(alarm.sentence)", "advice": "\(alarm.advice)",
                ]) { first, _ in first }
            )
        }
        for alarm in ended { logger.notice("alarm is over", metadata: Self.metadata(alarm)) }
    }

    private static func metadata(_ alarm: AccountAlarm) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "alarm": "\(alarm.kind.rawValue)", "account": "\(alarm.label)",
        ]
        if let meeting = alarm.meeting { metadata["meeting"] = "\(meeting)" }
        return metadata
    }
}
