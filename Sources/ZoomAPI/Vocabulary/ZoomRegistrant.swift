public import EventSourcing

/// A person who registered, as an event describes them.
///
/// Questions they answered are not read.
public struct ZoomRegistrant: Sendable, Hashable {
    /// The registrant id, which their personal join link carries into the meeting.
    public var id: String?
    /// The e-mail address.
    public var email: String?
    /// The first name.
    public var firstName: String?
    /// The last name.
    public var lastName: String?
    /// `approved` or `pending` when created; absent in later decisions.
    public var status: String?
    /// The personal link; with automatic approval it comes with the creation.
    public var joinURL: String?

    /// Reads a registrant; what is missing is `nil`.
    public init(json: JSON) {
        self.id = json.text("id")
        self.email = json.text("email")
        self.firstName = json.text("first_name")
        self.lastName = json.text("last_name")
        self.status = json.text("status")
        self.joinURL = json.text("join_url")
    }
}
