import Attendance
import EventSourcing
import ZoomAPI

/// Who is in which group of an account, as Zoom lists its users.
struct HostGroups: Sendable {
    /// How long a list holds, in seconds.
    private static let secondsMax: Int64 = 3600

    private let clients: ZoomClients
    private let key: OrganisationKey
    /// The hosts in each group, by account and by Zoom's id of the group.
    private(set) var known: [String: [String: Set<BlindIndex>]] = [:]
    private var askedAt: [String: Instant] = [:]

    init(clients: ZoomClients, key: OrganisationKey) {
        self.clients = clients
        self.key = key
    }

    /// Whether it is known who is in the groups of an account, or no rule is about them.
    func isKnown(_ account: String, under rules: HostRules) -> Bool {
        known[account] != nil || !rules.accountsWithGroups.contains(account)
    }

    /// Asks Zoom where that is due.
    /// - Returns: the accounts of which nothing is to be had.
    mutating func look(_ accounts: Set<String>, at now: Instant) async -> [UnlinkedNote] {
        var failures: [UnlinkedNote] = []
        for account in accounts.sorted() {
            if let asked = askedAt[account], now < asked.advanced(bySeconds: Self.secondsMax) {
                continue
            }
            askedAt[account] = now
            guard let client = await clients.client(of: account) else {
                failures.append(.groupsUnknown(account: account, nil))
                continue
            }
            do {
                known[account] = try await groups(of: account, through: client)
            } catch {
                // Who was in them an hour ago mostly is still.
                failures.append(.groupsUnknown(account: account, error))
            }
        }
        return failures
    }

    private func groups(
        of account: String,
        through client: ZoomClient
    ) async throws(ZoomFailure) -> [String: Set<BlindIndex>] {
        let identifiers = ZoomIdentifiers(key: key, account: account)
        var groups: [String: Set<BlindIndex>] = [:]
        for user in try await client.all(of: UserCalls.list()) {
            for group in user.groups {
                groups[group, default: []].insert(identifiers.zoomUserIndex(user.id))
            }
        }
        return groups
    }
}
