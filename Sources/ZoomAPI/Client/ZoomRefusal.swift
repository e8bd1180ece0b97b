import EventSourcing

/// What Zoom refused, by its own numbers.
///
/// Zoom's message is not kept: it names users and meetings.
public struct ZoomRefusal: Error, Sendable, Hashable {
    /// The HTTP status; 200 for the errors that come with it.
    public let status: Int
    /// Zoom's own number for the reason, which is not the HTTP status.
    public let code: Int64?
    /// The fields that Zoom objects to, where they look like names of fields.
    public let fields: [String]
    /// The scopes that Zoom misses in the token (code 4711), where it names them.
    public let scopes: [String]

    /// Creates a refusal.
    public init(status: Int, code: Int64?, fields: [String] = [], scopes: [String] = []) {
        self.status = status
        self.code = code
        self.fields = fields
        self.scopes = scopes
    }

    /// Reads the body of an error; `nil` for a body that is none.
    init?(status: Int, json: JSON) {
        guard let code = json.count("code"), code != 0, json["message"] != nil else { return nil }
        self.init(
            status: status,
            code: code,
            fields: json.elements("errors").compactMap { $0.text("field") }
                .compactMap { ZoomWord($0)?.text },
            scopes: Self.scopes(in: json.text("message") ?? "")
        )
    }

    /// The scopes that stand between brackets in `…, does not contain scopes:[a:b, c:d].`.
    private static func scopes(in message: String) -> [String] {
        guard let start = message.firstRange(of: "scopes:[")?.upperBound,
            let end = message[start...].firstIndex(of: "]")
        else { return [] }
        return message[start..<end].split { $0 == "," || $0 == " " }
            .compactMap { ZoomWord(String($0))?.text }
    }

    /// Whether another token may be let in where this one was not: it has expired or was revoked, or
    /// was granted before the app had the scopes (Zoom API, *Errors*; codes 124, 4700, 4711, 4737,
    /// 4740 and 4741).
    var isOfToken: Bool {
        if status == 401 { return true }
        return [124, 4700, 4711, 4737, 4740, 4741].contains(code)
    }

    /// Whether what was asked for is not there.
    public var isNotFound: Bool { status == 404 || code == 1001 || code == 3001 || code == 3301 }
}

extension ZoomRefusal: CustomStringConvertible {
    /// What Zoom's numbers mean, and what to do where that is known.
    public var description: String {
        let numbers = "HTTP \(status)\(code.map { ", Zoom's code \($0)" } ?? "")"
        let objected = fields.isEmpty ? "" : "; it objects to \(fields.joined(separator: ", "))"
        return "\(meaning ?? "Zoom refused") (\(numbers))\(objected)"
    }

    /// The meanings of the codes (Zoom API, *Errors*, and the pages of the operations).
    private var meaning: String? {
        switch code {
        case 124: "Zoom does not take the access token"
        case 200: "the account's plan or role does not allow this"
        case 300: "Zoom holds the request to be invalid"
        case 303: "Zoom adds registrants in batches only to meetings that are planned once"
        case 1001: "Zoom knows no such user, or no such meeting of that user"
        case 1010: "the user does not belong to this account"
        case 3000: "Zoom gives no access to this meeting; is it a webinar, or the other way round?"
        case 3001: "Zoom knows no such meeting, or it has expired"
        case 3018: "a personal meeting id cannot be deleted"
        case 3027: "a host cannot be registered to their own meeting"
        case 3035, 3043: "the meeting takes no more registrants"
        case 3038: "the meeting is over"
        case 3161: "the user may not host meetings; give them a licence"
        case 3301: "the meeting has no recording"
        case 3309: "the account's cloud storage is full"
        case 4700, 4737, 4740, 4741: "Zoom does not take the access token"
        case 4711: "the app lacks a scope"
        case 12_702: "the meeting is more than a year ago, and Zoom tells no more of it"
        default: status == 404 ? "Zoom has nothing there" : nil
        }
    }
}
