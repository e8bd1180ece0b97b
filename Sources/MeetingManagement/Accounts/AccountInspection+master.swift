import Attendance
import ZoomAPI

// An account without an app of its own: its master's app speaks for it, and delivers what happens in it.

extension AccountInspection {
    /// Whether the master's app may act for it, and delivers its events.
    func asSubAccount() async -> [Finding] {
        guard let client, let master else { return [] }
        return [await isReached(by: client)] + (await masterScopes(client))
            + [await isDelivered(by: master)]
    }

    private func isReached(by client: ZoomClient) async -> Finding {
        do {
            let users = try await client.all(of: UserCalls.list())
            return Finding(
                .good,
                "sub_account",
                "The master's app acts for it, and sees its users: \(users.count)."
            )
        } catch {
            return Finding(
                .wrong,
                "sub_account_refused",
                "The master's app cannot act for it: \(error.reason).",
                advice:
                    "See that the account is below its master at Zoom, and that the master's app "
                    + "has the scopes that end in :master."
            )
        }
    }

    private func masterScopes(_ client: ZoomClient) async -> [Finding] {
        guard let granted = try? await client.scopes(), !granted.isEmpty else { return [] }
        let ofMaster = granted.filter { $0.hasSuffix(":master") }
        let missing = ZoomScope.missing(for: NeededOperations.always, in: ofMaster)
            .map { $0.hasSuffix(":admin") ? $0.dropLast("admin".count) + "master" : $0 }
        guard !missing.isEmpty else {
            return [Finding(.good, "scopes", "The app has every scope that is needed.")]
        }
        return [
            Finding(
                .wrong,
                "scopes_missing",
                "The master's app lacks scopes: \(missing.joined(separator: ", ")).",
                advice: "Add them to the app at Zoom's marketplace."
            )
        ]
    }

    private func isDelivered(by master: ZoomClient) async -> Finding {
        let id = account.connected.account
        do {
            let found = try await master.all(of: SubscriptionCalls.list(of: id))
            guard found.isEmpty else {
                return Finding(
                    .good,
                    "subscription",
                    "A subscription of the master's app delivers its events."
                )
            }
            return Finding(
                .note,
                "subscription_untold",
                "No subscription that was made over Zoom's API delivers its events; one made at Zoom's "
                    + "marketplace may.",
                advice: "See that the subscription of the master's app is for its sub-accounts too."
            )
        } catch {
            return Finding(
                .note,
                "subscription_untold",
                "Zoom does not tell of the subscription: \(error.reason)."
            )
        }
    }
}
