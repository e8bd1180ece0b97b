import EventSourcing
import ZoomAPI

extension SimulatedZoom {
    /// Makes the attempt that is due, unless chance, an outage or a disabled subscription prevents it.
    mutating func attempt(_ index: Int) {
        let delivery = deliveries[index]
        guard delivery.state == .waiting,
            let subscription = subscriptions.first(where: { $0.id == delivery.subscription })
        else { return }
        if delivery.plainToken == nil, subscription.state != .active {
            deliveries[index].state = .lost
            return
        }
        if let outage {
            guard !outage.losesDeliveries else {
                deliveries[index].state = .lost
                return
            }
            var chance = Chance(seed: seed, "backlog", String(index))
            let time = outage.end.advanced(byMilliseconds: chance.number(0...30_000))
            agenda.note(.attempt(index), at: time)
            return
        }
        guard let secret = secret(of: subscription.accountID) else { return }
        let number = delivery.attempts.count + 1
        deliveries[index].attempts.append(SimulatedDelivery.Attempt(at: now, outcome: nil))
        attempts.append(
            DeliveryAttempt(
                delivery: index,
                number: number,
                event: delivery.event,
                url: subscription.url,
                body: delivery.body,
                dueAt: now,
                requestID: requestID(index, number),
                secret: secret,
                isForged: delivery.fate == .forged,
                ageSeconds: age(of: delivery)
            )
        )
    }

    private func age(of delivery: SimulatedDelivery) -> Int64 {
        if delivery.fate == .stale { return 3 * 3600 }
        guard scenario.deliveries.retriesKeepTimestamp, let first = delivery.attempts.first else {
            return 0
        }
        return first.at.seconds(to: now)
    }

    /// What names an attempt in its headers.
    func requestID(_ delivery: Int, _ number: Int) -> String {
        names.guid("request", "\(delivery) \(number)").split(separator: "-").dropLast()
            .joined(separator: "_") + "_" + String(delivery)
    }

    /// Takes what became of an attempt: a success, a retry 5, 20 and 60 minutes on, or a loss.
    public mutating func report(_ outcome: DeliveryOutcome, of attempt: DeliveryAttempt) {
        let index = attempt.delivery
        guard deliveries.indices.contains(index),
            deliveries[index].attempts.indices.contains(attempt.number - 1)
        else { return }
        deliveries[index].attempts[attempt.number - 1].outcome = outcome
        if let token = deliveries[index].plainToken {
            conclude(index, token: token, outcome: outcome)
            return
        }
        guard deliveries[index].state == .waiting else { return }
        let pauses = scenario.deliveries.retriesAfterSeconds
        if outcome.isSuccess {
            deliveries[index].state = .delivered
        } else if !outcome.isRetried {
            deliveries[index].state = .refused
        } else if pauses.indices.contains(attempt.number - 1), deliveries[index].fate != .forged {
            let pause = pauses[attempt.number - 1]
            agenda.note(.attempt(index), at: now.advanced(bySeconds: pause))
        } else {
            deliveries[index].state = .givenUp
        }
    }
}
