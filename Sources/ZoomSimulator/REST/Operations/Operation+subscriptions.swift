import EventSourcing

extension Operation {
    private static let path = "/marketplace/app/event_subscription"

    private static func scopes(_ verb: String, _ object: String) -> [String] {
        ["marketplace:\(verb):\(object)"]
    }

    // Zoom's pages name no rate class for them.
    static let subscriptions = [
        Operation("GET", path, .medium, scopes("read", "list_event_subscriptions")) {
            (zoom, call) throws(ZoomFailure) in
            ZoomAnswer(200, try zoom.listSubscriptions(call))
        },
        Operation("POST", path, .medium, scopes("write", "event_subscription")) {
            (zoom, call) throws(ZoomFailure) in
            let id = try zoom.addSubscription(call)
            return ZoomAnswer(201, ["event_subscription_id": .string(id)])
        },
        Operation(
            "PATCH",
            "\(path)/{eventSubscriptionId}",
            .medium,
            scopes("update", "event_subscription")
        ) { (zoom, call) throws(ZoomFailure) in
            let place = try zoom.subscription(call.parameters["eventSubscriptionId"], call)
            let account = try zoom.subscriber(call.body.text("account_id"), call)
            zoom.subscriptions[place].otherAccounts.insert(account)
            return ZoomAnswer(204)
        },
        Operation("DELETE", path, .medium, scopes("delete", "event_subscription")) {
            (zoom, call) throws(ZoomFailure) in
            let place = try zoom.subscription(call.query["event_subscription_id"], call)
            let account = try zoom.subscriber(call.query["account_id"], call)
            zoom.subscriptions[place].otherAccounts.remove(account)
            return ZoomAnswer(204)
        },
        Operation(
            "DELETE",
            "\(path)/{eventSubscriptionId}",
            .medium,
            scopes("delete", "event_subscription")
        ) { (zoom, call) throws(ZoomFailure) in
            let place = try zoom.subscription(call.parameters["eventSubscriptionId"], call)
            zoom.subscriptions[place].state = .deleted
            return ZoomAnswer(204)
        },
        Operation(
            "GET",
            "/marketplace/apps/{appId}/webhook_logs",
            .medium,
            scopes("read", "list_webhook_logs:admin")
        ) { (zoom, call) throws(ZoomFailure) in
            let (from, to) = try zoom.range(of: call)
            let page = try zoom.page(
                zoom.deliveryLog(of: call.account, from: from, to: to),
                named: "webhook_logs",
                for: call
            ) { $0 }
            return ZoomAnswer(200, page.without(["page_count", "total_records"]))
        },
    ]
}

extension SimulatedZoom {
    fileprivate mutating func listSubscriptions(
        _ call: AdmittedCall
    ) throws(ZoomFailure) -> JSON {
        let account = call.query["account_id"] ?? call.account
        let rows = subscriptions.filter {
            $0.accountID == call.account && $0.isOf(account) && $0.state != .deleted
        }
        return try page(rows, named: "event_subscriptions", for: call) {
            [
                "event_subscription_id": .string($0.id), "subscription_scope": "account",
                "event_subscription_name": .string($0.name), "created_source": "default",
                "event_webhook_url": .string($0.url),
                "events": .array($0.events.map(JSON.string)),
            ]
        }.without(["page_count", "total_records"])
    }

    fileprivate mutating func addSubscription(
        _ call: AdmittedCall
    ) throws(ZoomFailure) -> String {
        guard let url = call.body.text("event_webhook_url"), url.hasPrefix("http") else {
            throw .invalid("event_webhook_url")
        }
        let events = (call.body["events"]?.array ?? []).compactMap(\.string)
        guard !events.isEmpty else { throw .invalid("events") }
        let scope = call.body.text("subscription_scope") ?? ""
        guard ["user", "account", "master_account"].contains(scope) else {
            throw .invalid("subscription_scope")
        }
        let named = call.body.text("account_id")
        let other = named == nil ? nil : try subscriber(named, call)
        let name = call.body.text("event_subscription_name") ?? ""
        let id = subscribe(account: call.account, url: url, events: events, name: name).id
        if let other, other != call.account {
            subscriptions[subscriptions.count - 1].otherAccounts = [other]
        }
        return id
    }

    /// Where the subscription is that an account's app has under an id.
    fileprivate func subscription(
        _ id: String?,
        _ call: AdmittedCall
    ) throws(ZoomFailure) -> Int {
        let place = subscriptions.firstIndex {
            $0.id == id && $0.accountID == call.account && $0.state != .deleted
        }
        guard let place else {
            throw ZoomFailure(
                status: 404,
                code: 404,
                message: "Event subscription does not exist: \(id ?? "")."
            )
        }
        return place
    }

    /// An account whose events the app may hear of: its own, or one below.
    fileprivate func subscriber(
        _ account: String?,
        _ call: AdmittedCall
    ) throws(ZoomFailure) -> String {
        guard let account, account == call.account || isBelow(account, call.account) else {
            throw .invalid("account_id")
        }
        return account
    }

    /// Every attempt to deliver something, as an app's developer can look it up at Zoom.
    fileprivate func deliveryLog(
        of account: String,
        from: CivilDate,
        to: CivilDate
    ) -> [JSON] {
        let endpoints = Dictionary(
            subscriptions.filter { $0.accountID == account }.map { ($0.id, $0.url) }
        ) { first, _ in first }
        return deliveries.enumerated().flatMap { index, delivery -> [JSON] in
            guard let url = endpoints[delivery.subscription] else { return [] }
            let attempts = delivery.attempts.enumerated().filter {
                (from...to).contains(CivilTime($0.element.at).date)
            }
            return attempts.map { number, attempt in
                [
                    "event": .string(delivery.event), "endpoint": .string(url),
                    "subscription_id": .string(delivery.subscription),
                    "status": .integer(attempt.outcome?.code ?? 0),
                    "date_time": .zoomTime(attempt.at), "retry_num": .integer(Int64(number)),
                    "request_body": .string(String(decoding: delivery.body, as: UTF8.self)),
                    "request_id": .string(requestID(index, number + 1)),
                ]
            }
        }
    }
}
