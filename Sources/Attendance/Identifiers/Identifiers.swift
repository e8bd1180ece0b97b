public import EventSourcing

/// What is planned at Zoom under one number, in one account.
public struct MeetingID: OpaqueIdentifier {
    /// The text of the identifier.
    public let text: String
    /// Wraps text that is known to be a meeting's identifier.
    public init(_ text: String) { self.text = text }
}

/// One planned date and time of a meeting; the sheet belongs to it.
///
/// A planned occurrence is named when it is planned. One that nobody planned carries the identifier
/// of any of its instances; the earliest names it.
public struct OccurrenceID: OpaqueIdentifier {
    /// The text of the identifier.
    public let text: String
    /// Wraps text that is known to be an occurrence's identifier.
    public init(_ text: String) { self.text = text }
}

/// One run of a meeting at Zoom, with a uuid of its own.
public struct InstanceID: OpaqueIdentifier {
    /// The text of the identifier.
    public let text: String
    /// Wraps text that is known to be an instance's identifier.
    public init(_ text: String) { self.text = text }
}

/// Someone the organisation knows.
///
/// Every person is a subject under the same text.
public struct PersonID: OpaqueIdentifier {
    /// The text of the identifier.
    public let text: String
    /// Wraps text that is known to be a person's identifier.
    public init(_ text: String) { self.text = text }
    /// The person as the subject of personal data.
    public var subject: SubjectID { SubjectID(text) }
}

/// What somebody decided about attendance, by which it can be named and taken back.
public struct DecisionID: OpaqueIdentifier {
    /// The text of the identifier.
    public let text: String
    /// Wraps text that is known to be a decision's identifier.
    public init(_ text: String) { self.text = text }
}

/// A keyed hash of something personal (an e-mail address, a registrant id, a Zoom user id) that lets
/// a fold compare two values without being able to read either.
public struct BlindIndex: OpaqueIdentifier {
    /// The text of the identifier.
    public let text: String
    /// Wraps text that is known to be a blind index.
    public init(_ text: String) { self.text = text }
}
