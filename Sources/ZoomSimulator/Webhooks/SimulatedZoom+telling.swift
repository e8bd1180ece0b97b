import EventSourcing

/// Something an account's endpoints are told.
struct Notice {
    var account: String
    var event: String
    var object: JSON
    /// What the payload holds beside the object.
    var payload: JSON = [:]
    /// What the body holds beside the payload.
    var top: JSON = [:]
    /// Whom it is about, for rules: names and addresses.
    var people: Set<String> = []
    /// What it is about; with the event, the key of what chance decides.
    var key: String
    /// When it happened.
    var occurred: Instant
    /// How long after that Zoom stamps it: 1.1 to 3.5 s (measured).
    var stamp: ClosedRange<Int64> = 1100...3500
    /// How long after the stamp it is sent: 0 to 2.4 s (measured).
    var transit: ClosedRange<Int64> = 0...2400
}

extension SimulatedZoom {
    /// Tells every endpoint that wants to know, each by its own chance.
    mutating func tell(_ notice: Notice) {
        let counted = "\(notice.event) \(notice.key)"
        noticeCounts[counted, default: 0] += 1
        let key = "\(notice.key) \(noticeCounts[counted] ?? 0)"
        let listeners = subscriptions.enumerated().filter { _, subscription in
            subscription.state == .active && subscription.wants(notice.event)
                && (subscription.isOf(notice.account)
                    || isBelow(notice.account, subscription.accountID))
        }
        guard !listeners.isEmpty else { return }
        var clock = Chance(seed: seed, "clock", notice.event, key)
        let stamped = notice.occurred.advanced(byMilliseconds: clock.number(notice.stamp))
        let sent = stamped.advanced(byMilliseconds: clock.number(notice.transit))
        let body = body(of: notice, stamped: stamped, key: key)
        for (index, subscription) in listeners {
            // By its place and not its address, so that a run is the same on another port.
            var chance = Chance(seed: seed, "fate", String(index), notice.event, key)
            let fate = fate(of: notice, &chance)
            send(body, of: notice.event, to: subscription, at: sent, fate, &chance)
        }
    }

    /// Whether an account is one of those below another.
    func isBelow(_ account: String, _ master: String) -> Bool {
        scenario.accounts.contains { $0.id == master && $0.subaccounts.contains(account) }
    }

    private func body(of notice: Notice, stamped: Instant, key: String) -> [UInt8] {
        var chance = Chance(seed: seed, "strange", notice.event, key)
        var object = notice.object
        if chance.happens(scenario.deliveries.unknownFields) {
            object = object.merging(["custom_keys": [], "simulated_novelty": "yes"])
        }
        let payload: JSON = ["account_id": .string(notice.account), "object": object]
        let body: JSON = [
            "event": .string(notice.event), "event_ts": .integer(stamped.milliseconds),
            "payload": payload.merging(notice.payload),
        ]
        return WireText.bytes(of: body.merging(notice.top), seed: seed, event: notice.event)
    }

    private func fate(of notice: Notice, _ chance: inout Chance) -> SimulatedDelivery.Fate {
        let disorder = scenario.deliveries
        for rule in disorder.rules
        where rule.fits(event: notice.event, people: notice.people) && chance.happens(rule.share) {
            switch rule.action {
            case .lose: return .lost
            case .duplicate: return .duplicate
            case .delay(let seconds): return .late(milliseconds: seconds * 1000)
            case .deliver: return .ordinary
            }
        }
        if chance.happens(disorder.lost) { return .lost }
        if chance.happens(disorder.duplicated) { return .duplicate }
        if chance.happens(disorder.reordered) {
            return .late(milliseconds: chance.number(1...disorder.latenessSecondsMax * 1000))
        }
        return .ordinary
    }

    private mutating func send(
        _ body: [UInt8],
        of event: String,
        to subscription: SimulatedSubscription,
        at time: Instant,
        _ fate: SimulatedDelivery.Fate,
        _ chance: inout Chance
    ) {
        func delivery(
            _ fate: SimulatedDelivery.Fate,
            after milliseconds: Int64 = 0
        ) -> SimulatedDelivery {
            SimulatedDelivery(
                subscription: subscription.id,
                event: event,
                body: body,
                fate: fate,
                dueAt: time.advanced(byMilliseconds: milliseconds)
            )
        }
        switch fate {
        case .late(let milliseconds): note(delivery(fate, after: milliseconds))
        case .duplicate:
            note(delivery(.ordinary))
            note(delivery(.duplicate, after: chance.number(10...5000)))
        default: note(delivery(fate))
        }
        let disorder = scenario.deliveries
        if chance.happens(disorder.forged) { note(delivery(.forged, after: 5)) }
        if chance.happens(disorder.stale) { note(delivery(.stale, after: 9000)) }
        guard chance.happens(disorder.unknownEvents) else { return }
        var stray = delivery(.stray, after: 100)
        stray.event = "meeting.simulated_novelty"
        let novelty: JSON = [
            "event": .string(stray.event), "event_ts": .integer(stray.dueAt.milliseconds),
            "payload": ["account_id": .string(subscription.accountID), "object": [:]],
        ]
        stray.body = WireText.bytes(of: novelty, seed: seed, event: stray.event)
        note(stray)
    }

    private mutating func note(_ delivery: SimulatedDelivery) {
        deliveries.append(delivery)
        guard delivery.fate != .lost else {
            deliveries[deliveries.count - 1].state = .lost
            return
        }
        agenda.note(.attempt(deliveries.count - 1), at: max(now, delivery.dueAt))
    }
}
