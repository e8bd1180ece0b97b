public import EventSourcing

/// Where secrets are kept, each under a name.
///
/// The names are in clear, and say whose they are; the secrets are encrypted under the master key.
public protocol SecretVault: Sendable {
    /// Every secret by its name.
    /// - Throws: ``/EventSourcing/EventLogError``.
    func sealedSecrets() async throws(EventLogError) -> [String: [UInt8]]

    /// Keeps a secret in place of the one of that name; returns when it is durable.
    /// - Throws: ``/EventSourcing/EventLogError``.
    func seal(_ bytes: [UInt8], as name: String) async throws(EventLogError)

    /// Destroys the secret of a name; without one nothing happens.
    /// - Throws: ``/EventSourcing/EventLogError``.
    func destroySealed(_ name: String) async throws(EventLogError)
}
