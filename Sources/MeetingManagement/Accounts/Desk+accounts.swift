public import Attendance
public import EventSourcing
public import ZoomAPI

extension Desk {
    /// Connects an account, or replaces what is known of it; doing so twice changes nothing.
    ///
    /// The secrets are durable before the log says that it is connected, so that what it says is so. A
    /// webhook secret that differs from the one kept replaces it, and the former goes on for a day.
    /// - Parameters:
    ///   - keys: The account with its secrets; without webhook or SDK secrets those that are kept stay.
    ///   - book: Where the secrets are kept.
    ///   - actor: Who connects it.
    /// - Returns: whether anything changed.
    /// - Throws: ``AccountFailure``.
    @discardableResult
    public func connect(
        _ keys: AccountKeys,
        in book: AccountBook,
        actor: Actor
    ) async throws(AccountFailure) -> Bool {
        try keys.check()
        let now = edges.now()
        let kept = try await logged { () async throws(EventLogError) in
            try await book.keys(of: keys.account)
        }
        var new = keys
        new.webhook = kept?.webhook ?? keys.webhook
        new.sdk = keys.sdk ?? kept?.sdk
        try await check(new.access, of: keys.account, in: book)
        var commands: [AccountCommand] = [.connect(keys.connected(at: now))]
        func changed(_ secret: AccountSecretChanged.Secret, formerUntil: Instant? = nil) {
            commands.append(
                .changeSecret(
                    AccountSecretChanged(
                        account: keys.account,
                        secret: secret,
                        formerUntil: formerUntil,
                        at: now
                    )
                )
            )
        }
        if let kept {
            if kept.access != new.access { changed(.credentials) }
            if let wanted = keys.webhook?.current, kept.webhook != nil,
                let end = new.webhook?.replace(by: wanted, at: now)
            {
                changed(.webhook, formerUntil: end)
            } else if kept.webhook != new.webhook {
                changed(.webhook)
            }
            if kept.sdk != new.sdk { changed(.sdk) }
        }
        try await refuseShared(new.webhook?.current, of: keys.account, in: book)
        if new != kept {
            try await logged { [new] () async throws(EventLogError) in try await book.keep(new) }
        }
        return try await decide(commands, about: keys.account, actor: actor)
    }

    /// Replaces the secret that an account's deliveries are signed with; the one before goes on for a while.
    /// - Parameters:
    ///   - account: Zoom's id of the account.
    ///   - secret: The new secret.
    ///   - overlapSeconds: How long the one before goes on.
    ///   - book: Where the secrets are kept.
    ///   - actor: Who replaces it.
    /// - Returns: until when the one before goes on; `nil` where there was none, or it is the same.
    /// - Throws: ``AccountFailure``.
    @discardableResult
    public func replaceWebhookSecret(
        of account: String,
        by secret: ZoomSecret,
        overlapSeconds: Int64 = WebhookLimits.overlapSeconds,
        in book: AccountBook,
        actor: Actor
    ) async throws(AccountFailure) -> Instant? {
        let now = edges.now()
        var formerUntil: Instant?
        try await refuseShared(secret, of: account, in: book)
        try await change(account, .webhook, in: book, actor: actor, at: now) { keys in
            guard var webhook = keys.webhook else {
                keys.webhook = WebhookKeys(secret)
                return nil
            }
            formerUntil = webhook.replace(by: secret, at: now, overlapSeconds: overlapSeconds)
            keys.webhook = webhook
            return formerUntil
        }
        return formerUntil
    }

    /// Replaces the secret that an account's tokens are granted for.
    /// - Throws: ``AccountFailure``.
    public func replaceCredentials(
        of account: String,
        by secret: ZoomSecret,
        in book: AccountBook,
        actor: Actor
    ) async throws(AccountFailure) {
        let kept = try await logged { () async throws(EventLogError) in
            try await book.keys(of: account)
        }
        if let master = kept?.access.master { throw .ofMaster(master) }
        try await change(account, .credentials, in: book, actor: actor, at: edges.now()) { keys in
            switch keys.access {
            case .own(.serverToServer(let id, let clientID, _)):
                keys.access = .own(
                    .serverToServer(accountID: id, clientID: clientID, clientSecret: secret)
                )
            case .own(.jwtApplication(let apiKey, _)):
                keys.access = .own(.jwtApplication(apiKey: apiKey, apiSecret: secret))
            case .throughMaster: break
            }
            return nil
        }
    }

    /// Replaces what admits browsers to an account's meetings.
    /// - Throws: ``AccountFailure``.
    public func replaceSDK(
        of account: String,
        by sdk: AccountKeys.SDK,
        in book: AccountBook,
        actor: Actor
    ) async throws(AccountFailure) {
        try await change(account, .sdk, in: book, actor: actor, at: edges.now()) { keys in
            keys.sdk = sdk
            return nil
        }
    }

    /// Sets how people come into an account's meetings of which nothing else is said, in place of what was
    /// set before.
    /// - Returns: whether anything changed.
    /// - Throws: ``AccountFailure``, `unknown` where it is not connected, `settings` where they contradict
    ///   each other.
    @discardableResult
    public func setDefaults(
        of account: String,
        to settings: MeetingSettings,
        actor: Actor
    ) async throws(AccountFailure) -> Bool {
        let set = AccountDefaultsSet(account: account, settings: settings, at: edges.now())
        return try await decide([.setDefaults(set)], about: account, actor: actor)
    }

    /// Removes an account: its secrets are destroyed, and then the log says so.
    /// - Throws: ``AccountFailure``, `unknown` where it is not connected.
    public func removeAccount(
        _ account: String,
        in book: AccountBook,
        actor: Actor
    ) async throws(AccountFailure) {
        let (state, _) = try await ruled { () async throws(DecisionFailure<AccountRejection>) in
            try await load(AccountDecider.self, .account(account))
        }
        guard state.connected != nil else { throw .unknown }
        let below = try await accounts(below: account, in: book)
        guard below.isEmpty else { throw .speaksForOthers(below) }
        try await logged { () async throws(EventLogError) in try await book.destroy(account) }
        let removed = AccountRemoved(account: account, at: edges.now())
        try await decide([.remove(removed)], about: account, actor: actor)
    }

    /// Notes that Zoom validated an account's endpoint, and was answered; the same body notes it once.
    /// - Throws: ``/EventSourcing/EventLogError`` when it could not be stored.
    public func endpointValidated(
        of account: String,
        by body: [UInt8],
        at now: Instant
    ) async throws(EventLogError) {
        let event = AttendanceEvent.endpointValidated(EndpointValidated(account: account, at: now))
        let identity = Array("validation \(account) \(key.deliveryName(body))".utf8)
        let append = StreamAppend(
            to: event.stream,
            expecting: .any,
            events: [(AttendanceCodec.encode(event), now)]
        )
        // Whoever recorded it and sends it again makes no subscription valid.
        let batch = AppendBatch(
            [append],
            idempotencyKey: IdempotencyKey(key: identity, body: identity),
            actor: .zoom
        )
        _ = try await log.append(batch)
    }

    /// Notes how Zoom says an account's subscription stands; the same again notes nothing.
    /// - Throws: ``AccountFailure``.
    func note(_ found: SubscriptionFound, actor: Actor) async throws(AccountFailure) {
        try await decide([.find(found)], about: found.account, actor: actor)
    }

    private func change(
        _ account: String,
        _ secret: AccountSecretChanged.Secret,
        in book: AccountBook,
        actor: Actor,
        at now: Instant,
        _ change: (inout AccountKeys) -> Instant?
    ) async throws(AccountFailure) {
        let kept = try await logged { () async throws(EventLogError) in
            try await book.keys(of: account)
        }
        guard let kept else { throw .noSecrets }
        var keys = kept
        let formerUntil = change(&keys)
        guard keys != kept else { return }
        try await logged { [keys] () async throws(EventLogError) in try await book.keep(keys) }
        let changed = AccountSecretChanged(
            account: account,
            secret: secret,
            formerUntil: formerUntil,
            at: now
        )
        try await decide([.changeSecret(changed)], about: account, actor: actor)
    }

    /// Refuses a master that cannot speak for an account, and one that is itself spoken for.
    private func check(
        _ access: AccountAccess,
        of account: String,
        in book: AccountBook
    ) async throws(AccountFailure) {
        guard let master = access.master else { return }
        let above = try await logged { () async throws(EventLogError) in
            try await book.keys(of: master)
        }
        guard above?.access.credentials != nil, master != account else { throw .masterUnknown }
        let below = try await accounts(below: account, in: book)
        guard below.isEmpty else { throw .speaksForOthers(below) }
    }

    private func accounts(
        below master: String,
        in book: AccountBook
    ) async throws(AccountFailure) -> [String] {
        try await logged { () async throws(EventLogError) in
            try await book.accounts(below: master)
        }
    }

    private func refuseShared(
        _ secret: ZoomSecret?,
        of account: String,
        in book: AccountBook
    ) async throws(AccountFailure) {
        guard let secret else { return }
        let isUsed = try await logged { () async throws(EventLogError) in
            try await book.isUsed(secret, besides: account)
        }
        if isUsed { throw .secretInUse }
    }

    @discardableResult
    private func decide(
        _ commands: [AccountCommand],
        about account: String,
        actor: Actor
    ) async throws(AccountFailure) -> Bool {
        let events = try await ruled { () async throws(DecisionFailure<AccountRejection>) in
            try await decide(
                [(.account(account), commands)],
                by: AccountDecider.self,
                actor: actor
            )
        }
        return !events.isEmpty
    }

    private func logged<Answer>(
        _ body: () async throws(EventLogError) -> Answer
    ) async throws(AccountFailure) -> Answer {
        do { return try await body() } catch { throw .log(error) }
    }

    private func ruled<Answer>(
        _ body: () async throws(DecisionFailure<AccountRejection>) -> Answer
    ) async throws(AccountFailure) -> Answer {
        do {
            return try await body()
        } catch {
            switch error {
            case .rejected(.unknown): throw .unknown
            case .rejected(.settings(let rejection)): throw .settings(rejection)
            case .log(let error): throw .log(error)
            }
        }
    }
}
