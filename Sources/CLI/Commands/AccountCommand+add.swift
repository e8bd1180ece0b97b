import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import ZoomAPI

extension AccountCommand {
    /// The command `muster account add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Connects an account, or replaces what is known of it.",
            discussion: """
                \(SecretInput.help)

                Example: muster account add --data /var/lib/muster --account-id lmkFTIUfQ6mL8dSBmbDMEA \
                --client-id OAb0CdEfGhIjKlMnOpQrSt --label Academy

                An account below another at Zoom needs no app and no secret of its own: with --master the \
                app of that account speaks for it, and delivers what happens in it.

                Example: muster account add --data /var/lib/muster --account-id 3vt4l7wAQbGCk9WLqTrlgA \
                --master lmkFTIUfQ6mL8dSBmbDMEA --label Annex
                """
        )

        @OptionGroup var data: DataDirectory
        @OptionGroup var actor: ActorOption
        @OptionGroup var secrets: SecretInput

        @Option(help: ArgumentHelp("Zoom's id of the account.", valueName: "ID"))
        var accountID: String

        @Option(help: ArgumentHelp("The app's client id; with --jwt its API key.", valueName: "ID"))
        var clientID: String?

        @Option(
            help: ArgumentHelp(
                "The account above it, which is connected already, by Zoom's id.",
                valueName: "ID"
            )
        )
        var master: String?

        @Option(help: "What people call it. Default: Zoom's id.")
        var label: String?

        @Option(help: "What the account has bought: free, pro or business.")
        var plan: AccountPlan = .pro

        @Flag(help: "The app is of the kind JWT, for installations that still take them.")
        var jwt = false

        @Option(help: ArgumentHelp("The Meeting SDK key.", valueName: "KEY"))
        var sdkKey: String?

        @Option(
            help: ArgumentHelp("Where calls go, where that is not Zoom itself.", valueName: "URL")
        )
        var api: String?

        @Option(
            help: ArgumentHelp(
                "Where tokens are granted, where that is not Zoom itself.",
                valueName: "URL"
            )
        )
        var authorisation: String?

        func validate() throws {
            guard (clientID == nil) != (master == nil) else {
                throw ValidationError("give --client-id, or --master for an account below another")
            }
            let isOwn = jwt || sdkKey != nil || api != nil || authorisation != nil
            guard master == nil || !isOwn else {
                throw ValidationError(
                    "--jwt, --sdk-key, --api and --authorisation go with an app of its own"
                )
            }
        }

        func run() async throws {
            guard let keys = try keys() else { return }
            let open = try await data.open()
            let isNew = try await open.desk.connect(
                keys,
                in: open.accounts,
                actor: actor.value
            )
            let hasWebhook = try await open.accounts.keys(of: accountID)?.webhook != nil
            await open.close()
            Output.line(
                (isNew ? "The account \(keys.label) is connected." : "Nothing changed.")
                    .withoutControls
            )
            if !hasWebhook, master == nil {
                Output.note(
                    "No webhook secret was given: deliveries of this account are not received. Give it "
                        + "with muster account rotate-secret."
                )
            }
            Output.note("See with muster account check whether it works.")
        }

        /// The account with its secrets; `nil` where none was given.
        private func keys() throws -> AccountKeys? {
            if let master {
                return AccountKeys(
                    account: accountID,
                    label: label ?? accountID,
                    plan: plan,
                    access: .throughMaster(master)
                )
            }
            let own: SecretName = jwt ? .apiSecret : .clientSecret
            let required = sdkKey == nil ? [own] : [own, .sdkSecret]
            let given = try secrets.read(required, optional: [.webhookSecret])
            guard let secret = given[own], let clientID else { return nil }
            return AccountKeys(
                account: accountID,
                label: label ?? accountID,
                plan: plan,
                authorisation: authorisation,
                api: api,
                credentials: jwt
                    ? .jwtApplication(apiKey: clientID, apiSecret: secret)
                    : .serverToServer(
                        accountID: accountID,
                        clientID: clientID,
                        clientSecret: secret
                    ),
                webhook: given[.webhookSecret].map { WebhookKeys($0) },
                sdk: sdkKey.flatMap { key in
                    given[.sdkSecret].map { AccountKeys.SDK(key: key, secret: $0) }
                }
            )
        }
    }

    /// The command `muster account rotate-secret`.
    struct RotateSecret: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replaces a secret of an account.",
            discussion: """
                The former webhook secret goes on beside the new one for 24 hours, so that it does not \
                matter whether it is replaced at Zoom or here first; --at-once ends it.

                \(SecretInput.help)

                Example: muster account rotate-secret --data /var/lib/muster Academy
                """
        )

        /// Which secret.
        enum Kind: String, ExpressibleByArgument, CaseIterable {
            case webhook, client, sdk
        }

        @OptionGroup var data: DataDirectory
        @OptionGroup var actor: ActorOption
        @OptionGroup var secrets: SecretInput

        @Argument(
            help: ArgumentHelp("The account, by Zoom's id or its label.", valueName: "ACCOUNT")
        )
        var account: String

        @Option(help: "Which secret: webhook, client (a JWT app's API secret too) or sdk.")
        var kind: Kind = .webhook

        @Option(help: ArgumentHelp("The Meeting SDK key, with --kind sdk.", valueName: "KEY"))
        var sdkKey: String?

        @Flag(help: "The former webhook secret ends now, as after it was given away.")
        var atOnce = false

        func validate() throws {
            guard kind != .sdk || sdkKey != nil else {
                throw ValidationError("--kind sdk needs --sdk-key")
            }
            guard !atOnce || kind == .webhook else {
                throw ValidationError("--at-once goes with --kind webhook")
            }
        }

        func run() async throws {
            let open = try await data.openExisting()
            let reading = try await AccountWatch(open.desk).account(named: account)
            let id = reading.connected.account
            let desk = open.desk
            switch kind {
            case .webhook:
                let secret = try one(.webhookSecret)
                let end = try await desk.replaceWebhookSecret(
                    of: id,
                    by: secret,
                    overlapSeconds: atOnce ? 0 : WebhookLimits.overlapSeconds,
                    in: open.accounts,
                    actor: actor.value
                )
                let until = end.map { atOnce ? "" : " The former one verifies until \($0)." } ?? ""
                Output.line("The webhook secret is replaced.\(until)")
            case .client:
                let name: SecretName =
                    reading.connected.kind == .jwtApplication ? .apiSecret : .clientSecret
                try await desk.replaceCredentials(
                    of: id,
                    by: try one(name),
                    in: open.accounts,
                    actor: actor.value
                )
                Output.line("The app's secret is replaced.")
            case .sdk:
                let sdk = AccountKeys.SDK(key: sdkKey ?? "", secret: try one(.sdkSecret))
                try await desk.replaceSDK(
                    of: id,
                    by: sdk,
                    in: open.accounts,
                    actor: actor.value
                )
                Output.line("The SDK secret is replaced.")
            }
            await open.close()
        }

        private func one(_ name: SecretName) throws -> ZoomSecret {
            guard let secret = try secrets.read([name])[name] else {
                throw CommandFailure("there is no \(name.rawValue)")
            }
            return secret
        }
    }
}
