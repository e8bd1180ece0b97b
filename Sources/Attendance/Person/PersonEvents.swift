public import EventSourcing

/// Someone became known to the organisation, or what is known of them was replaced.
public struct PersonRegistered: Sendable, Hashable {
    /// The person.
    public var person: PersonID
    /// Their name.
    public var name: Personal<String>
    /// Their e-mail address.
    public var email: Personal<String>?
    /// The keyed hash of that address.
    public var emailIndex: BlindIndex?
    /// The organisation's own id of them.
    public var ownID: Personal<String>?
    /// The keyed hash of that id.
    public var ownIDIndex: BlindIndex?

    /// Creates the event.
    public init(
        person: PersonID,
        name: Personal<String>,
        email: Personal<String>?,
        emailIndex: BlindIndex?,
        ownID: Personal<String>?,
        ownIDIndex: BlindIndex? = nil
    ) {
        self.person = person
        self.name = name
        self.email = email
        self.emailIndex = emailIndex
        self.ownID = ownID
        self.ownIDIndex = ownIDIndex
    }
}
