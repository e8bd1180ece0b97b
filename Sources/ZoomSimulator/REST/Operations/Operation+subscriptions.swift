import EventSourcing

extension Operation {
    private static let path = "/marketplace/app/event_subscription"
    private static let scopes = [
        "marketplace:write:event_subscription:admin", "marketplace:write:admin",
    ]

    static let subscriptions = [
        Operation("GET", path, .light, scopes) { (zoom, call) throws(ZoomFailure) in
            let rows = zoom.subscriptions.filter { $0.accountID == call.account }
            let page = try zoom.page(rows, named: "event_subscriptions", for: call) {
                [
                    "event_subscription_id": .string($0.id), "subscription_scope": "account",
                    "event_subscription_name": .string($0.name), "created_source": "default",
                    "event_webhook_url": .string($0.url),
                    "events": .array($0.events.map(JSON.string)),
                ]
            }
            return ZoomAnswer(200, page.without(["page_count", "total_records"]))
        },
        Operation("POST", path, .light, scopes) { (zoom, call) throws(ZoomFailure) in
            guard let url = call.body.text("event_webhook_url"), url.hasPrefix("http") else {
                throw .invalid("event_webhook_url")
            }
            let events = (call.body["events"]?.array ?? []).compactMap(\.string)
            guard !events.isEmpty else { throw .invalid("events") }
            let subscription = zoom.subscribe(
                account: call.account,
                url: url,
                events: events,
                name: call.body.text("event_subscription_name") ?? ""
            )
            return ZoomAnswer(201, ["event_subscription_id": .string(subscription.id)])
        },
        Operation("GET", "/marketplace/apps/{appId}/webhook_logs", .medium, scopes) {
            (zoom, call) throws(ZoomFailure) in
            let page = try zoom.page(
                zoom.deliveryLog(of: call.account),
                named: "webhook_logs",
                for: call
            ) { $0 }
            return ZoomAnswer(200, page.without(["page_count", "total_records"]))
        },
        Operation("DELETE", "\(path)/{subscriptionId}", .light, scopes) {
            (zoom, call) throws(ZoomFailure) in
            let id = call.parameters["subscriptionId"] ?? ""
            guard let index = zoom.subscriptions.firstIndex(where: { $0.id == id }) else {
                throw ZoomFailure(
                    status: 404,
                    code: 404,
                    message: "Event subscription does not exist: \(id)."
                )
            }
            // It keeps its place, by which the chances of the others go.
            zoom.subscriptions[index].state = .disabled
            return ZoomAnswer(204)
        },
    ]
}

extension SimulatedZoom {
    /// Every attempt to deliver something, as an app's developer can look it up at Zoom.
    fileprivate func deliveryLog(of account: String) -> [JSON] {
        let endpoints = Dictionary(
            subscriptions.filter { $0.accountID == account }.map { ($0.id, $0.url) }
        ) { first, _ in first }
        return deliveries.enumerated().flatMap { index, delivery -> [JSON] in
            guard let url = endpoints[delivery.subscription] else { return [] }
            return delivery.attempts.enumerated().map { number, attempt in
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
