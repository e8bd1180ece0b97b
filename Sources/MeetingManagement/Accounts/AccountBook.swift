public import EventSourcing
public import ZoomAPI

/// The secrets of the organisation's accounts as this process knows them, and who speaks by them.
///
/// They are kept in a ``SecretVault``; whatever changes there through this book, or is read from there by
/// ``load()``, counts at once for what verifies deliveries and for the clients.
public actor AccountBook {
    /// What verifies deliveries.
    public nonisolated let webhooks: WebhookSecrets
    private let vault: any SecretVault
    private let now: @Sendable () -> Instant
    private let transport: @Sendable () -> any ZoomTransport
    private var known: [String: AccountKeys] = [:]
    private var isLoaded: Bool { lastRead > 0 }
    private var readCount = 0
    private var lastRead = 0
    private var clients: ZoomClients?

    /// Opens a book over a vault.
    /// - Parameters:
    ///   - vault: Where the secrets are kept.
    ///   - webhooks: What verifies deliveries.
    ///   - now: The wall clock.
    ///   - transport: Gives what carries requests to Zoom, once somebody speaks to it.
    public init(
        _ vault: any SecretVault,
        webhooks: WebhookSecrets,
        now: @escaping @Sendable () -> Instant,
        transport: @escaping @Sendable () -> any ZoomTransport = { HTTPTransport.shared }
    ) {
        self.vault = vault
        self.webhooks = webhooks
        self.now = now
        self.transport = transport
    }

    /// Reads every account's secrets anew.
    /// - Throws: ``/EventSourcing/EventLogError`` when they cannot be read, `damaged` when one cannot be understood.
    public func load() async throws(EventLogError) {
        readCount += 1
        let number = readCount
        var read: [String: AccountKeys] = [:]
        for (name, bytes) in try await vault.sealedSecrets() where name.hasPrefix(Self.prefix) {
            guard let keys = AccountKeys(sealedForm: bytes) else {
                throw EventLogError(
                    .damaged,
                    "keys.db: the secrets of an account cannot be understood; a later version of "
                        + "muster may have kept them"
                )
            }
            read[keys.account] = keys
        }
        // Two readings at once may come back in either order: the one that began last knows most.
        guard lastRead < number else { return }
        lastRead = number
        let before = known
        known = read
        let rotations = read.values.sorted { $0.account < $1.account }
            .compactMap { keys in keys.webhook?.rotation(of: keys.account) }
        webhooks.replace(by: rotations, at: now())
        await renew(before)
    }

    /// The secrets of an account, by Zoom's id of it; `nil` where none are kept.
    /// - Throws: ``/EventSourcing/EventLogError``.
    public func keys(of account: String) async throws(EventLogError) -> AccountKeys? {
        try await loadOnce()
        return known[account]
    }

    /// Keeps the secrets of an account in place of those before.
    /// - Throws: ``/EventSourcing/EventLogError``.
    public func keep(_ keys: AccountKeys) async throws(EventLogError) {
        try await vault.seal(keys.sealedForm, as: Self.name(of: keys.account))
        try await load()
    }

    /// The accounts below an account, by Zoom's ids of them.
    func accounts(below master: String) async throws(EventLogError) -> [String] {
        try await loadOnce()
        return known.values.filter { $0.access.master == master }.map(\.account).sorted()
    }

    /// Destroys the secrets of an account.
    /// - Throws: ``/EventSourcing/EventLogError``.
    public func destroy(_ account: String) async throws(EventLogError) {
        try await vault.destroySealed(Self.name(of: account))
        try await load()
    }

    /// Whether another account's deliveries are signed with a secret: then it could not tell whose they
    /// are.
    func isUsed(_ secret: ZoomSecret, besides account: String) async throws(EventLogError) -> Bool {
        try await loadOnce()
        return known.values.contains { keys in
            guard keys.account != account, let webhook = keys.webhook else { return false }
            return webhook.current == secret || webhook.former.contains { $0.secret == secret }
        }
    }

    /// Who speaks to Zoom for each account, the same for as long as this book is open.
    /// - Throws: ``/EventSourcing/EventLogError`` when the secrets cannot be read.
    public func zoomClients() async throws(EventLogError) -> ZoomClients {
        if let clients { return clients }
        try await loadOnce()
        if let clients { return clients }
        var own = known.compactMapValues { client($0) }
        for keys in known.values {
            guard let master = keys.access.master.flatMap({ own[$0] }) else { continue }
            own[keys.account] = master.client(ofSubAccount: keys.account, label: keys.label)
        }
        let made = ZoomClients(own)
        clients = made
        return made
    }

    private static let prefix = "account "

    private static func name(of account: String) -> String {
        prefix + Array(account.utf8).hexadecimal
    }

    private func loadOnce() async throws(EventLogError) {
        if !isLoaded { try await load() }
    }

    /// Replaces the clients of accounts that changed, and of those below them: the others keep their
    /// pace.
    private func renew(_ before: [String: AccountKeys]) async {
        guard let clients else { return }
        for account in before.keys where known[account] == nil {
            await clients.disconnect(account)
        }
        var renewed: Set<String> = []
        for (account, keys) in known where before[account]?.zoomAccount != keys.zoomAccount {
            guard let client = client(keys) else { continue }
            await clients.connect(account, through: client)
            renewed.insert(account)
        }
        for (account, keys) in known {
            guard let master = keys.access.master,
                renewed.contains(master) || before[account] != keys
            else { continue }
            if let client = await clients.client(of: master) {
                let below = client.client(ofSubAccount: account, label: keys.label)
                await clients.connect(account, through: below)
            } else {
                await clients.disconnect(account)
            }
        }
    }

    private func client(_ keys: AccountKeys) -> ZoomClient? {
        guard let account = keys.zoomAccount else { return nil }
        return ZoomClient(account: account, edges: .live(now: now, transport: transport()))
    }
}
