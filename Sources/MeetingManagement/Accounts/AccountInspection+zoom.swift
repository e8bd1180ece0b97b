import Attendance
import EventSourcing
import Projections
import ZoomAPI

// What Zoom tells of an account when it is asked.

extension AccountInspection {
    func token() async -> Finding {
        guard let client else {
            return Finding(
                .wrong,
                "no_credentials",
                "The secrets of this account are not kept here.",
                advice: "Give them again with muster account add."
            )
        }
        do {
            _ = try await client.scopes()
            return Finding(.good, "token", "Zoom grants a token.")
        } catch {
            return Finding(.wrong, "no_token", "No token is to be had.", advice: error.sentence)
        }
    }

    func scopes(_ client: ZoomClient) async -> [Finding] {
        guard let clientID = keys?.clientID, let granted = try? await client.scopes() else {
            return []
        }
        // A Zoom that names none tells nothing of them.
        guard !granted.isEmpty else {
            return [Finding(.note, "scopes_untold", "Zoom does not say which scopes the app has.")]
        }
        let missing = ZoomScope.missing(for: NeededOperations.always, in: granted)
        let useful: [String] =
            days.map {
                let operations = NeededOperations.subscriptions(ofApp: clientID, during: $0)
                return ZoomScope.missing(for: operations, in: granted)
            } ?? []
        var findings: [Finding] = []
        if missing.isEmpty {
            findings.append(Finding(.good, "scopes", "The app has every scope that is needed."))
        } else {
            findings.append(
                Finding(
                    .wrong,
                    "scopes_missing",
                    "The app lacks scopes: \(missing.joined(separator: ", ")).",
                    advice: "Add them to the app at Zoom's marketplace."
                )
            )
        }
        if !useful.isEmpty {
            findings.append(
                Finding(
                    .note,
                    "scopes_useful",
                    "With \(useful.joined(separator: ", ")) Muster could say more of the subscription.",
                    advice: "Add them to the app at Zoom's marketplace, should it offer them."
                )
            )
        }
        return findings
    }

    func subscription(
        _ client: ZoomClient
    ) async -> (findings: [Finding], found: SubscriptionFound?) {
        let subscriptions: [ZoomSubscription]
        do {
            subscriptions = try await client.all(of: SubscriptionCalls.list())
        } catch {
            return (
                [
                    Finding(
                        .note,
                        "subscription_untold",
                        "Zoom does not tell of the subscription: \(error.reason)."
                    )
                ], nil
            )
        }
        let id = account.connected.account
        guard !subscriptions.isEmpty else { return noSubscription }
        let needed = Set(NeededEvents.ofPresence)
        // Several may share the work of one endpoint. The simulated Zoom takes * for every event.
        let gaps = Dictionary(grouping: subscriptions) { $0.address ?? "" }.values.map { group in
            let events = Set(group.flatMap(\.events))
            return events.contains("*") ? [] : needed.subtracting(events)
        }
        let lacking = gaps.min { $0.count < $1.count } ?? needed
        guard lacking.isEmpty else {
            let names = lacking.sorted()
            return (
                [
                    Finding(
                        .wrong,
                        AccountAlarm.Kind.subscriptionIncomplete.rawValue,
                        "The subscription lacks \(names.joined(separator: ", ")).",
                        advice: "Add these events to the subscription at Zoom's marketplace."
                    )
                ],
                SubscriptionFound(account: id, standing: .incomplete, lacking: names, at: now)
            )
        }
        return (
            [Finding(.good, "subscription", "The subscription has every event that is needed.")],
            SubscriptionFound(account: id, standing: .valid, at: now)
        )
    }

    /// What it says that Zoom lists none.
    ///
    /// It lists those that were made by its API, and of those made on the app's page nothing
    /// (``SubscriptionCalls``). Whoever is delivered to is subscribed.
    private var noSubscription: (findings: [Finding], found: SubscriptionFound?) {
        let signs = [account.lastDelivery, account.record.subscription.lastValidation]
        if let last = signs.compactMap({ $0 }).max(), now <= EndpointRule.end(after: last) {
            let sentence =
                "Zoom lists no subscription, as it does of one made on the app's page; that it delivered "
                + "at \(last) shows that there is one, and not which events it has."
            return ([Finding(.note, "subscription_unlisted", sentence)], nil)
        }
        let found = SubscriptionFound(
            account: account.connected.account,
            standing: .missing,
            at: now
        )
        return ([Finding(.wrong, .subscriptionMissing)], found)
    }

    /// What Zoom's log of deliveries says failed in the last days, and whether the last validation did.
    func deliveryLog(
        _ client: ZoomClient
    ) async -> (findings: [Finding], isFailing: Bool) {
        guard let clientID = keys?.clientID, let days else { return ([], false) }
        let attempts: [ZoomDeliveryLog]
        do {
            let call = DeliveryLogCalls.list(ofApp: clientID, during: days)
            attempts = try await client.all(of: call)
        } catch {
            let sentence = "Zoom does not show its log of deliveries: \(error.reason)."
            return ([Finding(.note, "log_untold", sentence)], false)
        }
        let failed = attempts.filter(\.isFailed)
        let validations = attempts.filter { $0.event == "endpoint.url_validation" }
        let last = validations.max {
            ($0.sentAt?.microseconds ?? 0) < ($1.sentAt?.microseconds ?? 0)
        }
        var isFailing = last?.isFailed ?? false
        let known = account.record.subscription.lastValidation
        if let at = last?.sentAt, let known, at < known {
            isFailing = false
        }
        guard !failed.isEmpty else {
            let sentence = "Zoom's log of deliveries shows no failure."
            return ([Finding(.good, "log", sentence)], isFailing)
        }
        let statuses = Set(failed.compactMap(\.status)).sorted().map(String.init)
        let latest = failed.compactMap(\.sentAt).max().map { ", the last at \($0)" } ?? ""
        return (
            [
                Finding(
                    .wrong,
                    "deliveries_failed",
                    "Zoom's log of the last \(Self.logDays) days has \(failed.count) failed "
                        + "attempts of \(attempts.count) to deliver (status "
                        + "\(statuses.joined(separator: ", ")))\(latest).",
                    advice:
                        "What Zoom did not deliver it does not send again: read the participants "
                        + "reports of the meetings of that time. 401 means that the secret is another "
                        + "(muster account rotate-secret); 5xx and negative numbers that this server "
                        + "was not reached."
                )
            ], isFailing
        )
    }

    private static let logDays = 3

    private var days: ZoomDays? {
        let today = CivilTime(now).date.daysSinceEpoch
        let first = CivilDate(daysSinceEpoch: today - Self.logDays + 1)
        return ZoomDays.months(from: first, through: CivilDate(daysSinceEpoch: today)).first
    }
}

extension ZoomDeliveryLog {
    /// Whether our answer was not one of success; an attempt that has no answer yet failed nowhere.
    fileprivate var isFailed: Bool {
        if let failureType, failureType != 0 { return true }
        guard let status, status != 0 else { return false }
        return !(200..<300).contains(status)
    }
}

extension ZoomFailure {
    /// What was wrong and what to do, as a sentence.
    fileprivate var sentence: String {
        let text = reason.description
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }
}

extension AccountCheck.Finding {
    /// The finding that is an alarm at once.
    fileprivate init(_ weight: Weight, _ kind: AccountAlarm.Kind) {
        let alarm = AccountAlarm(
            account: "",
            label: "",
            kind: kind,
            since: Instant(microseconds: 0)
        )
        self.init(
            weight,
            kind.rawValue,
            "Zoom says that the app has no event subscription.",
            advice: alarm.advice
        )
    }
}
