import EventSourcing
import ZoomAPI

extension SimulatedZoom {
    /// How long after an endpoint that never answered rightly is asked again.
    static let firstValidationSeconds: Int64 = 60

    /// Sends an account's events to an endpoint, once it has shown that it knows the secret.
    @discardableResult
    mutating func subscribe(
        account: String,
        url: String,
        events: [String],
        name: String = "Simulated subscription"
    ) -> SimulatedSubscription {
        let subscription = SimulatedSubscription(
            id: names.id("subscription", "\(url) \(subscriptions.count)"),
            accountID: account,
            name: name,
            url: url,
            events: events
        )
        subscriptions.append(subscription)
        agenda.note(.validation(subscription.id), at: now.advanced(bySeconds: 1))
        return subscription
    }

    /// Asks an endpoint to encrypt a token (Zoom, *Validate your webhook endpoint*).
    mutating func validate(_ id: String) {
        guard let index = subscriptions.firstIndex(where: { $0.id == id }),
            ![.disabled, .deleted].contains(subscriptions[index].state)
        else { return }
        if let outage {
            agenda.note(.validation(id), at: outage.end)
            return
        }
        subscriptions[index].validations += 1
        var chance = Chance(seed: seed, "plain", id, String(subscriptions[index].validations))
        let token = Base64.url(chance.bytes(16))
        let body: JSON = [
            "payload": ["plainToken": .string(token)], "event_ts": .integer(now.milliseconds),
            "event": "endpoint.url_validation",
        ]
        let event = "endpoint.url_validation"
        deliveries.append(
            SimulatedDelivery(
                subscription: id,
                event: event,
                body: WireText.bytes(of: body, seed: seed, event: event),
                fate: .ordinary,
                dueAt: now,
                plainToken: token
            )
        )
        attempt(deliveries.count - 1)
    }

    /// Takes an endpoint's answer to a validation.
    mutating func conclude(_ delivery: Int, token: String, outcome: DeliveryOutcome) {
        let id = deliveries[delivery].subscription
        guard let index = subscriptions.firstIndex(where: { $0.id == id }) else { return }
        let isRight = proves(outcome, token: token, account: subscriptions[index].accountID)
        deliveries[delivery].state = isRight ? .delivered : .refused
        guard subscriptions[index].state != .deleted else { return }
        if isRight {
            subscriptions[index].failures = 0
            subscriptions[index].state = .active
        } else {
            subscriptions[index].failures += 1
            complain(about: index)
        }
        let hours = scenario.deliveries.validationHours
        let isTrying = subscriptions[index].state == .unvalidated
        let pause = isTrying ? Self.firstValidationSeconds : hours * 3600
        agenda.note(.validation(id), at: now.advanced(bySeconds: pause))
    }

    private func proves(_ outcome: DeliveryOutcome, token: String, account: String) -> Bool {
        guard case .answered(_, let body) = outcome, outcome.isSuccess,
            let answer = try? JSON(parsing: body), let secret = secret(of: account)
        else { return false }
        let expected = EndpointValidation.encryptedToken(for: token, with: secret)
        return answer["plainToken"]?.string == token
            && answer["encryptedToken"]?.string == expected
    }

    /// Zoom writes to the developer after 2 and 4 failures in a row, and disables after 6.
    private mutating func complain(about index: Int) {
        let subscription = subscriptions[index]
        guard subscription.state == .active else { return }
        let place = "subscription \(subscription.id) at \(now.zoomText)"
        if subscription.failures >= scenario.deliveries.validationFailuresMax {
            subscriptions[index].state = .disabled
            notices.append("disabled after \(subscription.failures) failed validations: \(place)")
        } else if subscription.failures == 2 || subscription.failures == 4 {
            notices.append("mail after \(subscription.failures) failed validations: \(place)")
        }
    }

    /// The secret token of an account's app, or of the one above it.
    func secret(of account: String) -> WebhookSecret? {
        let owner = scenario.accounts.first { $0.id == account || $0.subaccounts.contains(account) }
        return owner.flatMap { WebhookSecret(label: $0.id, $0.secretToken) }
    }
}
