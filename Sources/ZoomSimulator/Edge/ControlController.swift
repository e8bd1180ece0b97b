import EventSourcing
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// Where a test, or whoever tries things out, looks behind the scenes and meddles.
struct ControlController {
    let host: SimulationHost

    var endpoints: RouteCollection<BasicRequestContext> {
        RouteCollection(context: BasicRequestContext.self)
            .get(use: status)  // GET /simulator
            .get("truth", use: truth)
            .get("calls", use: calls)
            .delete("calls", use: forgetCalls)
            .get("deliveries", use: deliveries)
            .get("clock", use: clock)
            .post("clock", use: setClock)
            .post("faults", use: disturb)
            .delete("faults", use: settle)
            .post("tokens/revoke", use: revoke)
            .post("people", use: perform)
            .post("subscriptions", use: subscribe)
    }

    @Sendable func status(_: Request, _: BasicRequestContext) async -> Response {
        Self.json(await host.look { $0.statusJSON })
    }

    @Sendable func truth(_: Request, _: BasicRequestContext) async -> Response {
        Self.json(await host.look { $0.truth.json })
    }

    @Sendable func calls(_: Request, _: BasicRequestContext) async -> Response {
        Self.json(await host.look { $0.callsJSON })
    }

    @Sendable func forgetCalls(_: Request, _: BasicRequestContext) async -> Response {
        await host.change { $0.forgetCalls() }
        return Response(status: .noContent)
    }

    /// With `?bodies=true`, with what they said.
    @Sendable func deliveries(_ request: Request, _: BasicRequestContext) async -> Response {
        let records = await host.look { $0.deliveryRecords }
        let wantsBodies = request.uri.queryParameters["bodies"] == "true"
        return Self.json(
            [
                "deliveries": .array(
                    records.map { record in
                        let body = JSON.string(String(decoding: record.body, as: UTF8.self))
                        return record.json.merging(wantsBodies ? ["body": body] : nil)
                    }
                )
            ]
        )
    }

    /// What the time is, and how many simulated seconds pass in a real one.
    @Sendable func clock(_: Request, _: BasicRequestContext) async -> Response {
        let (now, scale) = await host.reading()
        let whole = Int64(exactly: scale).map(JSON.integer)
        return Self.json(["now": .time(now), "scale": whole ?? .fraction(String(scale))])
    }

    /// `{"advance_seconds": 3600}`, `{"to": "2026-03-10T08:00:00Z"}` or `{"scale": 60}`.
    @Sendable func setClock(_ request: Request, _: BasicRequestContext) async throws -> Response {
        let order = try await Self.body(request)
        let now = await host.look { $0.now }
        if let scale = Self.scale(order["scale"]) {
            await host.setScale(scale)
        } else if let seconds = order["advance_seconds"]?.integer,
            (0...SimulatorLimits.stepSecondsMax).contains(seconds)
        {
            await host.step(to: now.advanced(bySeconds: seconds))
        } else if let time = order["to"]?.string.flatMap({ Instant($0) }),
            now.seconds(to: time) <= SimulatorLimits.stepSecondsMax
        {
            await host.step(to: time)
        } else {
            return Self.refusal(
                "give advance_seconds or to (a time such as 2026-03-09T08:00:00Z) within 400 days, "
                    + "or scale, from 0 to 100000"
            )
        }
        return Self.json(await host.look { $0.statusJSON })
    }

    private static func scale(_ json: JSON?) -> Double? {
        let scale: Double? =
            switch json {
            case .integer(let number): Double(number)
            case .fraction(let text): Double(text)
            default: nil
            }
        return scale.flatMap { (0...SimulatorLimits.scaleMax).contains($0) ? $0 : nil }
    }

    /// A fault as in a scenario: `{"kind": "cut", "path": "/report/", "times": 1}`.
    @Sendable func disturb(_ request: Request, _: BasicRequestContext) async throws -> Response {
        let order = try await Self.body(request)
        do {
            try await host.change { (zoom: inout SimulatedZoom) throws(ScenarioError) in
                var object = try ScenarioObject(order, place: "")
                zoom.disturb(try Fault(reading: &object, at: zoom.now))
            }
            return Response(status: .noContent)
        } catch {
            return Self.refusal(error.description)
        }
    }

    @Sendable func settle(_: Request, _: BasicRequestContext) async -> Response {
        await host.change { $0.settle() }
        return Response(status: .noContent)
    }

    @Sendable func revoke(_: Request, _: BasicRequestContext) async -> Response {
        await host.change { $0.revokeTokens() }
        return Response(status: .noContent)
    }

    /// `{"do": "join", "meeting_id": 81234567890, "person": "ana@example.org", "name": "Ana"}`.
    @Sendable func perform(_ request: Request, _: BasicRequestContext) async throws -> Response {
        let order = try await Self.body(request)
        do {
            try await host.change { (zoom: inout SimulatedZoom) throws(ScenarioError) in
                try zoom.perform(order)
            }
            return Response(status: .noContent)
        } catch {
            return Self.refusal(error.description)
        }
    }

    /// `{"account_id": "…", "url": "http://…", "events": ["*"]}`.
    @Sendable func subscribe(_ request: Request, _: BasicRequestContext) async throws -> Response {
        let order = try await Self.body(request)
        guard let url = order["url"]?.string, url.hasPrefix("http") else {
            return Self.refusal("give url, where deliveries go: http://…")
        }
        let events = order["events"]?.array?.compactMap(\.string) ?? ["*"]
        let id: String? = await host.change { zoom in
            let account = order["account_id"]?.string ?? zoom.scenario.accounts.first?.id
            guard let account, zoom.scenario.accounts.contains(where: { $0.id == account }) else {
                return nil
            }
            return zoom.subscribe(account: account, url: url, events: events).id
        }
        guard let id else { return Self.refusal("account_id names no account of the scenario") }
        return Self.json(["id": .string(id)])
    }

    private static func body(_ request: Request) async throws -> JSON {
        let buffer = try await request.body.collect(upTo: SimulatorLimits.callBytesMax)
        do {
            return try JSON(parsing: [UInt8](buffer: buffer))
        } catch {
            throw HTTPError(.badRequest, message: error.description)
        }
    }

    private static func json(_ json: JSON, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.canonicalBytes()))
        )
    }

    private static func refusal(_ sentence: String) -> Response {
        json(["error": .string(sentence)], status: .badRequest)
    }
}
