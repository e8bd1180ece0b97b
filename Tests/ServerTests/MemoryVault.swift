import EventSourcing
import MeetingManagement

/// Secrets in memory.
actor MemoryVault: SecretVault {
    private var secrets: [String: [UInt8]] = [:]

    func sealedSecrets() async throws(EventLogError) -> [String: [UInt8]] { secrets }

    func seal(_ bytes: [UInt8], as name: String) async throws(EventLogError) {
        secrets[name] = bytes
    }

    func destroySealed(_ name: String) async throws(EventLogError) { secrets[name] = nil }
}
