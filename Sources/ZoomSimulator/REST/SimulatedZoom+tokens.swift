import EventSourcing
import ZoomAPI

extension SimulatedZoom {
    /// How long a token lasts (Zoom, *Server-to-Server OAuth*).
    static let tokenSeconds: Int64 = 3600

    /// Answers `POST /oauth/token` with `grant_type=account_credentials`.
    mutating func token(_ call: ZoomCall) -> ZoomAnswer {
        guard call.method == "POST" else { return ZoomAnswer(405, ["error": "invalid_request"]) }
        let form = Self.form(call.body).merging(call.query) { own, _ in own }
        guard let grantType = form["grant_type"] else {
            return Self.refusal("invalid_request", "Bad Request")
        }
        guard grantType == "account_credentials" else {
            return Self.refusal("unsupported_grant_type", "unsupported grant type")
        }
        guard let id = form["account_id"] else {
            return Self.refusal("invalid_request", "Bad Request")
        }
        guard let app = scenario.accounts.first(where: { Self.isApp($0, call.authorization) })
        else {
            return Self.refusal("invalid_client", "Invalid client_id or client_secret")
        }
        guard app.id == id else { return Self.refusal("invalid_request", "Bad Request") }
        tokensIssued += 1
        var chance = Chance(seed: seed, "token", app.id, String(tokensIssued))
        let token = "sim." + Base64.url(chance.bytes(48))
        grants[token] = AccessGrant(
            accountID: app.id,
            expiresAt: now.advanced(bySeconds: Self.tokenSeconds * pace),
            scopes: app.scopes
        )
        let scopes = app.scopes ?? Self.allScopes(isMaster: !app.subaccounts.isEmpty)
        return ZoomAnswer(
            200,
            [
                "access_token": .string(token), "token_type": "bearer",
                "expires_in": .integer(Self.tokenSeconds - 1),
                "scope": .string(Set(scopes).sorted().joined(separator: " ")),
                "api_url": .string(address),
            ]
        )
    }

    private static func allScopes(isMaster: Bool) -> [String] {
        let own = Operation.all.map { $0.scopes[0] }
        return isMaster ? own + Operation.all.map { $0.scopes(forMaster: true)[0] } : own
    }

    /// Who calls, by `Authorization: Bearer`.
    func admit(_ authorization: String?) throws(ZoomFailure) -> AccessGrant {
        guard let authorization, authorization.hasPrefix("Bearer "),
            let grant = grants[String(authorization.dropFirst(7))]
        else { throw .invalidToken }
        guard now < grant.expiresAt else { throw .expiredToken }
        return grant
    }

    private static func isApp(_ account: ScenarioAccount, _ authorization: String?) -> Bool {
        guard let authorization, authorization.hasPrefix("Basic "),
            let bytes = Base64.bytes(of: String(authorization.dropFirst(6)))
        else { return false }
        return bytes == Array("\(account.clientID):\(account.clientSecret)".utf8)
    }

    private static func form(_ body: [UInt8]) -> [String: String] {
        var form: [String: String] = [:]
        for pair in String(decoding: body, as: UTF8.self).split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1).map { part in
                CallPath.decoded(String(part.map { $0 == "+" ? " " : $0 }))
            }
            if parts.count == 2 { form[parts[0]] = parts[1] }
        }
        return form
    }

    private static func refusal(_ error: String, _ reason: String) -> ZoomAnswer {
        ZoomAnswer(400, ["reason": .string(reason), "error": .string(error)])
    }
}
