public import EventSourcing

/// A user of the account, who may host meetings.
public struct ZoomUser: Sendable, Hashable {
    /// Zoom's id of the user.
    public var id: String
    /// The e-mail address, which stands for the user in most operations too.
    public var email: String?
    /// The first name.
    public var firstName: String?
    /// The last name.
    public var lastName: String?
    /// The name as it is shown.
    public var displayName: String?
    /// 1 basic, 2 licensed, 4 unassigned, 99 none.
    public var type: Int64?
    /// `active`, `inactive` or `pending`.
    public var status: String?
    /// The zone of the user, an IANA name.
    public var timezone: String?
    /// The groups of the account they are in, by Zoom's ids.
    public var groups: [String]
    /// The number of their personal meeting.
    public var personalMeetingNumber: ZoomMeetingNumber?

    /// Reads a user; `nil` without an id, which users who have not accepted yet lack.
    public init?(json: JSON) {
        guard let id = json.text("id") else { return nil }
        self.id = id
        self.email = json.text("email")
        self.firstName = json.text("first_name")
        self.lastName = json.text("last_name")
        self.displayName = json.text("display_name")
        self.type = json.count("type")
        self.status = json.text("status")
        self.timezone = json.text("timezone")
        self.groups = json["group_ids"]?.array?.compactMap(\.string) ?? []
        self.personalMeetingNumber = json["pmi"].flatMap { ZoomMeetingNumber(json: $0) }
    }

    /// Whether meetings of theirs may last and be recorded in the cloud.
    public var isLicensed: Bool { type == 2 }
}

/// The operations on users (Zoom API, *Users*).
public enum UserCalls {
    /// Whom a list has.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// Those who use the account.
        case active
        /// Those who may not.
        case inactive
        /// Those who have not accepted yet.
        case pending
    }

    /// The users of the account.
    public static func list(_ status: Status = .active) -> ZoomCall<ZoomPage<ZoomUser>> {
        .page(
            ZoomOperation(
                .get,
                [.word("users")],
                .medium,
                scopes: ZoomScope.any(of: "user", .read, "list_users"),
                query: ["status": status.rawValue]
            ),
            listing: "users",
            element: ZoomUser.init
        )
    }

    /// One user, by id or e-mail address.
    public static func user(_ id: String) -> ZoomCall<ZoomUser> {
        let operation = ZoomOperation(
            .get,
            [.word("users"), .argument("userId", id)],
            .light,
            scopes: ZoomScope.any(of: "user", .read, "user")
        )
        return ZoomCall(operation) { (answer) throws(ZoomAnswerFault) in
            guard let user = ZoomUser(json: answer.json) else { throw .missing("id") }
            return user
        }
    }
}
