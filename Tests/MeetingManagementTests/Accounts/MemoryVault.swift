import EventSourcing
import MeetingManagement
import Synchronization

/// Secrets in memory.
final class MemoryVault: SecretVault {
    private let secrets = Mutex<[String: [UInt8]]>([:])

    func sealedSecrets() async throws(EventLogError) -> [String: [UInt8]] {
        secrets.withLock { $0 }
    }

    func seal(_ bytes: [UInt8], as name: String) async throws(EventLogError) {
        secrets.withLock { $0[name] = bytes }
    }

    func destroySealed(_ name: String) async throws(EventLogError) {
        secrets.withLock { $0[name] = nil }
    }
}
