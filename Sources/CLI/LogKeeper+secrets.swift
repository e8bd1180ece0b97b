import EventSourcing
import EventStore
import LogSocket
import MeetingManagement

extension LogKeeper: SecretVault {
    func sealedSecrets() async throws(EventLogError) -> [String: [UInt8]] {
        switch self {
        case .own(let store): return try store.sealedSecrets()
        case .server(let socket):
            let answer = try await socket.command(SecretCommand.read, [:])
            return (answer["secrets"]?.object ?? [:]).compactMapValues {
                $0.string.flatMap { [UInt8](hexadecimal: $0) }
            }
        }
    }

    func seal(_ bytes: [UInt8], as name: String) async throws(EventLogError) {
        switch self {
        case .own(let store): try store.seal(bytes, as: name)
        case .server(let socket):
            _ = try await socket.command(
                SecretCommand.seal,
                ["name": .string(name), "secret": .string(bytes.hexadecimal)]
            )
        }
    }

    func destroySealed(_ name: String) async throws(EventLogError) {
        switch self {
        case .own(let store): try store.destroySealed(name)
        case .server(let socket):
            _ = try await socket.command(SecretCommand.destroy, ["name": .string(name)])
        }
    }

    private enum SecretCommand {
        static let read = "secrets"
        static let seal = "seal-secret"
        static let destroy = "destroy-secret"
    }

    /// What commands beside a server do to the secrets it keeps.
    /// - Parameters:
    ///   - store: Where they are.
    ///   - changed: Called after something changed.
    /// - Returns: the commands by name.
    static func secretCommands(
        _ store: EventStore,
        changed: @escaping @Sendable () async throws(EventLogError) -> Void
    ) -> [String: LogSocketServer.Command] {
        [
            SecretCommand.read: { (_) throws(EventLogError) in
                let secrets = try store.sealedSecrets()
                return ["secrets": .object(secrets.mapValues { .string($0.hexadecimal) })]
            },
            SecretCommand.seal: { (arguments) throws(EventLogError) in
                guard let name = arguments["name"]?.string,
                    let bytes = arguments["secret"]?.string.flatMap({ [UInt8](hexadecimal: $0) })
                else {
                    throw EventLogError(.damaged, "a secret to be kept needs a name and its bytes")
                }
                try store.seal(bytes, as: name)
                try await changed()
                return [:]
            },
            SecretCommand.destroy: { (arguments) throws(EventLogError) in
                guard let name = arguments["name"]?.string else {
                    throw EventLogError(.damaged, "a secret to be destroyed needs a name")
                }
                try store.destroySealed(name)
                try await changed()
                return [:]
            },
        ]
    }
}
