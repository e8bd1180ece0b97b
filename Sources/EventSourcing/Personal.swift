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
        /// Encrypted under a key of the subject; the log opens it while that key exists.
        case sealed(SealedField)
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

/// A personal field as folds see it: where its ciphertext is, and whether it says the same as another.
public struct SealedField: Sendable, Hashable {
    /// Where it is kept.
    public var place: FieldPlace
    /// A keyed hash of the value under the subject's key: equal for equal values about one subject,
    /// and of no use without that key.
    public var mark: UInt64

    /// Names a sealed field.
    public init(place: FieldPlace, mark: UInt64) {
        self.place = place
        self.mark = mark
    }
}

/// Where a personal field is kept: its event, and its number among the personal fields of that event.
public struct FieldPlace: Sendable, Hashable {
    /// The event's position in the log.
    public var position: Int64
    /// 0-based, in the order the event's payload refers to them.
    public var index: Int

    /// Names the place of a field.
    public init(position: Int64, index: Int) {
        self.position = position
        self.index = index
    }
}

/// What was opened of some sealed fields, in order to show it.
public struct Disclosure: Sendable, Hashable {
    private var texts: [FieldPlace: String]

    /// Nothing opened: only what was never sealed can be read.
    public static let none = Disclosure([:])

    /// Holds the texts of fields by their places; those of erased subjects are missing.
    public init(_ texts: [FieldPlace: String]) { self.texts = texts }

    /// The text of a personal field; `nil` where it was erased, or not opened.
    public func text(of personal: Personal<String>) -> String? {
        switch personal.content {
        case .open(let text): text
        case .sealed(let field): texts[field.place]
        case .erased: nil
        }
    }

    /// Both disclosures together.
    public func adding(_ other: Disclosure) -> Disclosure {
        Disclosure(texts.merging(other.texts) { first, _ in first })
    }

    /// Whether a field needs no opening any more.
    public func holds(_ field: SealedField) -> Bool { texts[field.place] != nil }

    /// How many fields were opened.
    public var count: Int { texts.count }
}
