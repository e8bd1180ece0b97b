import Attendance
import EventSourcing
import ZoomAPI

extension AccountKeys {
    /// What is sealed: canonical JSON, with the secrets in clear.
    var sealedForm: [UInt8] {
        var members: [String: JSON] = [
            "account": .string(account),
            "label": .string(label),
            "plan": .string(plan.rawValue),
        ]
        members["credentials"] = access.credentials?.json
        members["master"] = access.master.map(JSON.string)
        members["authorisation"] = authorisation.map(JSON.string)
        members["api"] = api.map(JSON.string)
        members["webhook"] = webhook?.json
        members["sdk"] = sdk.map {
            ["key": .string($0.key), "secret": .string($0.secret.revealed)]
        }
        return JSON.object(members).canonicalBytes()
    }

    /// Reads what was sealed; `nil` for anything else.
    init?(sealedForm bytes: [UInt8]) {
        guard let json = try? JSON(parsing: bytes), let account = json["account"]?.string,
            let label = json["label"]?.string,
            let plan = json["plan"]?.string.flatMap({ AccountPlan(rawValue: $0) }),
            let access = AccountAccess(json: json, account: account)
        else { return nil }
        self.init(
            account: account,
            label: label,
            plan: plan,
            authorisation: json["authorisation"]?.string,
            api: json["api"]?.string,
            access: access,
            webhook: json["webhook"].flatMap { WebhookKeys(json: $0) },
            sdk: json["sdk"].flatMap { SDK(json: $0) }
        )
    }
}

extension AccountAccess {
    fileprivate init?(json: JSON, account: String) {
        if let master = json["master"]?.string {
            self = .throughMaster(master)
        } else if let credentials = json["credentials"] {
            guard let own = ZoomCredentials(json: credentials, account: account) else { return nil }
            self = .own(own)
        } else {
            return nil
        }
    }
}

extension AccountKeys.SDK {
    fileprivate init?(json: JSON) {
        guard let key = json["key"]?.string,
            let secret = json["secret"]?.string.flatMap({ ZoomSecret($0) })
        else { return nil }
        self.init(key: key, secret: secret)
    }
}

extension ZoomCredentials {
    fileprivate var json: JSON {
        switch self {
        case .serverToServer(_, let clientID, let secret):
            [
                "kind": .string(CredentialsKind.serverToServer.rawValue),
                "id": .string(clientID),
                "secret": .string(secret.revealed),
            ]
        case .jwtApplication(let apiKey, let secret):
            [
                "kind": .string(CredentialsKind.jwtApplication.rawValue),
                "id": .string(apiKey),
                "secret": .string(secret.revealed),
            ]
        }
    }

    fileprivate init?(json: JSON, account: String) {
        guard let id = json["id"]?.string,
            let secret = json["secret"]?.string.flatMap({ ZoomSecret($0) }),
            let kind = json["kind"]?.string.flatMap({ CredentialsKind(rawValue: $0) })
        else { return nil }
        switch kind {
        case .serverToServer:
            self = .serverToServer(accountID: account, clientID: id, clientSecret: secret)
        case .jwtApplication: self = .jwtApplication(apiKey: id, apiSecret: secret)
        case .master: return nil
        }
    }
}

extension WebhookKeys {
    fileprivate var json: JSON {
        [
            "current": .string(current.revealed),
            "former": .array(
                former.map {
                    [
                        "secret": .string($0.secret.revealed),
                        "until_us": .integer($0.until.microseconds),
                    ]
                }
            ),
        ]
    }

    fileprivate init?(json: JSON) {
        guard let current = json["current"]?.string.flatMap({ ZoomSecret($0) }) else { return nil }
        let former = (json["former"]?.array ?? []).compactMap { json -> Former? in
            guard let secret = json["secret"]?.string.flatMap({ ZoomSecret($0) }),
                let until = json["until_us"]?.integer
            else { return nil }
            return Former(secret: secret, until: Instant(microseconds: until))
        }
        self.init(current, former: former)
    }
}
