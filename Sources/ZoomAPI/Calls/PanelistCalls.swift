import EventSourcing

/// Somebody who presents in a webinar.
public struct ZoomPanelist: Sendable, Hashable {
    /// Zoom's id of the panelist; absent until Zoom has given one.
    public var id: String?
    /// The name.
    public var name: String?
    /// The e-mail address.
    public var email: String?
    /// The personal link, another than a registrant's.
    public var joinURL: String?

    /// Creates somebody to be added.
    public init(name: String, email: String) {
        self.name = name
        self.email = email
    }

    /// Reads a panelist; what is missing is `nil`.
    init(json: JSON) {
        self.id = json.text("id")
        self.name = json.text("name")
        self.email = json.text("email")
        self.joinURL = json.text("join_url")
    }

    var json: JSON {
        .members(["name": name.map(JSON.string), "email": email.map(JSON.string)])
    }
}

/// The operations on panelists of webinars (Zoom API, *Webinars: panelists*).
public enum PanelistCalls {
    private static func path(_ number: ZoomMeetingNumber) -> [ZoomOperation.Segment] {
        ZoomMeetingKind.webinar.path(number) + [.word("panelists")]
    }

    private static func scopes(_ verb: ZoomScope.Verb, _ object: String) -> [String] {
        ZoomMeetingKind.webinar.scopes(verb, object)
    }

    /// The panelists of a webinar.
    public static func list(of number: ZoomMeetingNumber) -> ZoomCall<ZoomPage<ZoomPanelist>> {
        .list(
            ZoomOperation(
                .get,
                path(number),
                .medium,
                scopes: scopes(.read, "list_panelists")
            ),
            listing: "panelists",
            element: ZoomPanelist.init
        )
    }

    /// Adds panelists; their links are in the list afterwards.
    /// - Throws: ``ZoomInputFault`` when there is none, or one lacks a name or an address.
    public static func add(
        _ panelists: [ZoomPanelist],
        to number: ZoomMeetingNumber
    ) throws(ZoomInputFault) -> ZoomCall<Void> {
        guard !panelists.isEmpty else { throw .empty(field: "panelists") }
        for panelist in panelists {
            try ZoomInputFault.check(panelist.name, "name", charactersMax: 64, isNeeded: true)
            try ZoomInputFault.check(panelist.email, "email", charactersMax: 128, isNeeded: true)
        }
        return ZoomCall(
            ZoomOperation(
                .post,
                path(number),
                .medium,
                scopes: scopes(.write, "panelist"),
                body: ["panelists": .array(panelists.map(\.json))]
            )
        )
    }

    /// Removes one panelist.
    public static func delete(_ id: String, from number: ZoomMeetingNumber) -> ZoomCall<Void> {
        ZoomCall(
            ZoomOperation(
                .delete,
                path(number) + [.argument("panelistId", id)],
                .light,
                scopes: scopes(.delete, "panelist")
            )
        )
    }

    /// Removes all panelists.
    public static func deleteAll(from number: ZoomMeetingNumber) -> ZoomCall<Void> {
        ZoomCall(
            ZoomOperation(.delete, path(number), .light, scopes: scopes(.delete, "panelist"))
        )
    }
}
