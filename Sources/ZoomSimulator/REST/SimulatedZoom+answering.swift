import EventSourcing
import ZoomAPI

extension SimulatedZoom {
    /// Answers a call of the API, of OAuth or for a file, as Zoom would at ``now``.
    ///
    /// The call is counted; faults that are set disturb it. What it changes is told to endpoints later,
    /// by ``advance(to:)``.
    public mutating func answer(_ call: ZoomCall) -> ZoomAnswer {
        faults.removeAll { $0.isOver(at: now) }
        let struck = strike(call)
        if outage != nil || struck.contains(.down) {
            calls.note(call, template: Self.template(of: call), rate: "none", status: 503)
            var answer = ZoomAnswer(503)
            answer.contentType = "text/html"
            answer.body = Array("<html><body>503 Service Unavailable</body></html>".utf8)
            return answer
        }
        var answer = routed(call, struck)
        if struck.contains(.disguise), answer.status >= 400 { answer.status = 200 }
        for kind in struck {
            switch kind {
            case .silent(let seconds): answer.disturbance = .silence(seconds: seconds)
            case .cut: answer.disturbance = .cut(after: answer.body.count / 2)
            case .down, .storm, .dayUsed, .dayOfOneUsed, .revoke, .expire, .disguise: break
            }
        }
        return answer
    }

    /// The path with names in braces, of what is served.
    private static func template(of call: ZoomCall) -> String {
        let segments = CallPath(call.path).segments
        if segments.first == "rec", segments.count > 1 { return "/rec/\(segments[1])/{id}" }
        let inner = account(in: Array(segments.dropFirst())).rest
        let operation = Operation.all.first {
            $0.method == call.method && $0.parameters(of: inner) != nil
        }
        return segments.first == "v2" ? operation?.template ?? call.path : call.path
    }

    private mutating func strike(_ call: ZoomCall) -> [Fault.Kind] {
        let path = call.path.hasPrefix("/v2/") ? String(call.path.dropFirst(3)) : call.path
        var kinds: [Fault.Kind] = []
        for index in faults.indices where faults[index].strikes(path: path, at: now) {
            kinds.append(faults[index].kind)
        }
        return kinds
    }

    private mutating func routed(_ call: ZoomCall, _ struck: [Fault.Kind]) -> ZoomAnswer {
        if call.path == "/oauth/token" {
            let answer = token(call)
            calls.note(call, template: call.path, rate: "none", status: answer.status)
            return answer
        }
        let segments = CallPath(call.path).segments
        if segments.first == "rec" {
            let answer = file(segments, call)
            let template = Self.template(of: call)
            calls.note(call, template: template, rate: "none", status: answer.status)
            return answer
        }
        guard segments.first == "v2" else {
            return refusal(.unknownEndpoint, call, template: call.path)
        }
        let (owner, inner) = Self.account(in: Array(segments.dropFirst()))
        for operation in Operation.all where operation.method == call.method {
            guard let parameters = operation.parameters(of: inner) else { continue }
            do {
                var answer = try run(operation, parameters, owner, call, struck)
                if answer.body.isEmpty { answer.contentType = nil }
                let rate = operation.rate.rawValue
                calls.note(call, template: operation.template, rate: rate, status: answer.status)
                return answer
            } catch {
                return refusal(
                    error,
                    call,
                    template: operation.template,
                    rate: operation.rate.rawValue
                )
            }
        }
        return refusal(.unknownEndpoint, call, template: call.path)
    }

    private mutating func refusal(
        _ failure: ZoomFailure,
        _ call: ZoomCall,
        template: String,
        rate: String = "none"
    ) -> ZoomAnswer {
        calls.note(call, template: template, rate: rate, status: failure.status)
        return ZoomAnswer(failure.status, failure.json, headers: failure.headers)
    }

    /// Calls for an account below begin with `/accounts/{accountId}` (Zoom, *Master account APIs*).
    private static func account(in segments: [String]) -> (owner: String?, rest: [String]) {
        guard segments.first == "accounts", segments.count > 2 else { return (nil, segments) }
        return (segments[1], Array(segments.dropFirst(2)))
    }

    private mutating func run(
        _ operation: Operation,
        _ parameters: [String: String],
        _ owner: String?,
        _ call: ZoomCall,
        _ struck: [Fault.Kind]
    ) throws(ZoomFailure) -> ZoomAnswer {
        if struck.contains(.revoke) { grants = [:] }
        if struck.contains(.expire) { pages = [:] }
        let grant = try admit(call.authorization)
        let account = try account(owner, for: grant)
        let needed = operation.scopes(forMaster: account != grant.accountID)
        if let scopes = grant.scopes, !needed.contains(where: scopes.contains) {
            throw .missingScopes(Array(needed.prefix(1)))
        }
        let plan = scenario.accounts.first { $0.id == grant.accountID }?.plan ?? .free
        if let limit = Self.limit(struck, operation.rate, plan, now: now) { throw limit }
        let headers = try rates.admit(
            operation.rate,
            account: grant.accountID,
            plan: plan,
            clock: call.arrivedAt,
            now: now
        )
        let query = call.query.filter { $0.key != "next_page_token" }.sorted { $0.key < $1.key }
        var answer = try operation.run(
            &self,
            AdmittedCall(
                account: account,
                parameters: parameters,
                query: call.query,
                body: try Self.body(of: call),
                fingerprint: "\(account) \(call.path) \(query)"
            )
        )
        answer.headers.merge(headers) { own, _ in own }
        return answer
    }

    /// The 429 that faults ask for, if they do.
    private static func limit(
        _ struck: [Fault.Kind],
        _ rate: RateClass,
        _ plan: ZoomPlan,
        now: Instant
    ) -> ZoomFailure? {
        if struck.contains(.storm) { return .tooFast(rate, plan: plan) }
        if struck.contains(.dayUsed) {
            return .tooMany(rate, limit: rate.dailyLimit(plan) ?? 6000, now: now)
        }
        return struck.contains(.dayOfOneUsed) ? .tooManyChanges : nil
    }

    private func account(
        _ owner: String?,
        for grant: AccessGrant
    ) throws(ZoomFailure) -> String {
        guard let owner, owner != grant.accountID, owner != "me" else { return grant.accountID }
        guard isBelow(owner, grant.accountID) else {
            throw ZoomFailure(
                status: 404,
                code: 2001,
                message: "Account does not exist: \(owner)."
            )
        }
        return owner
    }

    private static func body(of call: ZoomCall) throws(ZoomFailure) -> JSON {
        guard !call.body.isEmpty else { return .null }
        do {
            return try JSON(parsing: call.body)
        } catch {
            throw .refused(300, "Request Body should be a valid JSON object.")
        }
    }
}
