import Attendance
import EventSourcing
import Projections
import ZoomAPI

/// Looks at one account: by what is known here, and by what Zoom tells when it is asked.
struct AccountInspection {
    typealias Finding = AccountCheck.Finding

    let account: AccountReading
    let keys: AccountKeys?
    let client: ZoomClient?
    /// The client of the account above it; `nil` where it has an app of its own.
    let master: ZoomClient?
    let now: Instant

    /// What was found, and how Zoom says the subscription stands, where it tells.
    func inspect() async -> (findings: [Finding], found: SubscriptionFound?) {
        var findings = [await token()]
        if keys?.access.master != nil {
            if findings[0].weight == .good { findings += await asSubAccount() }
            return (findings + lastDelivery, nil)
        }
        var found: SubscriptionFound?
        if let client, findings[0].weight == .good {
            findings += await scopes(client)
            let (subscription, standing) = await subscription(client)
            findings += subscription
            found = standing
            let (log, isFailing) = await deliveryLog(client)
            findings += log
            if isFailing, found.map({ $0.standing == .valid }) ?? true {
                found = SubscriptionFound(
                    account: account.connected.account,
                    standing: .failing,
                    at: now
                )
            }
        }
        findings += webhookSecret + lastDelivery + validation
        return (findings, found)
    }

    // MARK: Known here

    private var webhookSecret: [Finding] {
        guard let webhook = keys?.webhook else {
            return [
                Finding(
                    .wrong,
                    "no_webhook_secret",
                    "No webhook secret is kept, and deliveries of this account cannot be verified.",
                    advice: "Give the app's secret token with muster account rotate-secret."
                )
            ]
        }
        return webhook.former.filter { now < $0.until }.map {
            let sentence = "The former webhook secret still verifies until \($0.until)."
            return Finding(.note, "former_secret", sentence)
        }
    }

    private var lastDelivery: [Finding] {
        guard let last = account.lastDelivery else {
            return [
                Finding(
                    .wrong,
                    "never_delivered",
                    "Nothing of this account was ever delivered.",
                    advice: "Add an event subscription to the app at Zoom's marketplace whose "
                        + "endpoint is …/zoom/webhooks of this server, then start and end a "
                        + "meeting to try it."
                )
            ]
        }
        return [Finding(.good, "last_delivery", "Something was last delivered at \(last).")]
    }

    private var validation: [Finding] {
        // An alarm says it better.
        guard let last = account.record.subscription.lastValidation,
            now <= EndpointRule.end(after: last)
        else {
            guard account.alarms.isEmpty else { return [] }
            return [
                Finding(
                    .note,
                    "not_validated",
                    "Zoom has not validated the endpoint yet since the account was connected; it does "
                        + "every 72 hours.",
                    advice: "To have it now, press Validate at Zoom's marketplace."
                )
            ]
        }
        return [
            Finding(
                .good,
                "validated",
                "Zoom last validated the endpoint at \(last), and does again by "
                    + "\(last.advanced(bySeconds: EndpointRule.periodSeconds))."
            )
        ]
    }
}
