/// A value about somebody: kept apart from the rest of an event, so that it can be encrypted under
/// that subject's key and erased without touching the event (I-10).
public struct Personal<Value: Sendable & Hashable>: Sendable, Hashable {
    /// Whom it is about.
    public var subject: SubjectID
    /// The value, as far as it can be read.
    public var content: Content

    /// What can be read of a personal value.
    public enum Content: Sendable, Hashable {
        /// Readable.
        case open(Value)
        /// Encrypted under a key of the subject: the stored bytes.
        case encrypted([UInt8])
        /// Gone, together with the subject's key.
        case erased
    }

    /// A readable value about a subject.
    public init(_ value: Value, about subject: SubjectID) {
        self.subject = subject
        self.content = .open(value)
    }

    /// A value about a subject in any state.
    public init(subject: SubjectID, content: Content) {
        self.subject = subject
        self.content = content
    }

    /// The value where it is readable.
    public var value: Value? {
        guard case .open(let value) = content else { return nil }
        return value
    }
}
