/// Bytes kept beside the events that rest on them, encrypted like a personal field.
public struct Document: Sendable, Hashable {
    /// Its name.
    public var name: DocumentName
    /// Its bytes.
    public var bytes: [UInt8]
    /// Whose personal data it holds: it is destroyed when any of them is erased.
    public var subjects: Subjects

    /// Whose personal data a document holds.
    public enum Subjects: Sendable, Hashable {
        /// That of one subject: it is encrypted under the subject's own key.
        case one(SubjectID)
        /// That of several subjects: it is encrypted under a key of its own.
        case several(Set<SubjectID>)
        /// Nobody can tell: it is encrypted under a key of its own, and any erasure destroys it.
        case anyone
    }

    /// Creates a document.
    public init(_ name: DocumentName, bytes: [UInt8], about subjects: Subjects) {
        self.name = name
        self.bytes = bytes
        self.subjects = subjects
    }
}

/// The name of a document: its kind and an opaque identifier.
public struct DocumentName: Sendable, Hashable, CustomStringConvertible {
    /// What kinds of document a log keeps.
    ///
    /// The raw values are the storage format.
    public enum Kind: String, Sendable, Hashable {
        /// A delivery as it was received, named by the keyed hash of its body.
        case delivery
        /// A signature's PNG as it was received, named by its SHA-256.
        case signature
        /// A signature's picture prepared for printing, named by the SHA-256 of its PNG and the version
        /// of what prepared it.
        case prepared
        /// The strokes a signature was drawn with, named by their SHA-256.
        case strokes
        /// The content of a sheet as it was closed, named by its SHA-256.
        case sheet
        /// The organisation's logo as a PNG, named by its SHA-256.
        case logo
        /// A document as it was exported, named by its SHA-256.
        case export
    }

    /// The kind.
    public let kind: Kind
    /// The identifier among those of its kind.
    public let identifier: String

    /// Names a document.
    public init(_ kind: Kind, _ identifier: String) {
        self.kind = kind
        self.identifier = identifier
    }

    /// `kind/identifier`.
    public var description: String { "\(kind.rawValue)/\(identifier)" }
}
