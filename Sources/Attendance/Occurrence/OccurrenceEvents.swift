public import EventSourcing

/// Signatures are asked for one slot of an occurrence.
public struct SlotOpened: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// The slot.
    public var slot: Slot
    /// Why signatures are asked for, shown to whoever signs.
    public var reason: Personal<String>?
    /// Where the meeting is joined: shown to whoever has signed, where one signs to enter.
    public var joinLink: Personal<String>?

    /// Creates the event.
    public init(
        occurrence: OccurrenceID,
        slot: Slot,
        reason: Personal<String>?,
        joinLink: Personal<String>? = nil
    ) {
        self.occurrence = occurrence
        self.slot = slot
        self.reason = reason
        self.joinLink = joinLink
    }
}

/// Whose signature is meant: one attendee, one slot, one capacity.
public struct SignaturePlace: Sendable, Hashable {
    /// The attendee, or the trainer who countersigns.
    public var signer: SubjectID
    /// The slot.
    public var slot: SlotID
    /// In which capacity they sign.
    public var capacity: SigningCapacity

    /// Names a place.
    public init(signer: SubjectID, slot: SlotID, capacity: SigningCapacity) {
        self.signer = signer
        self.slot = slot
        self.capacity = capacity
    }
}

/// Someone was asked to sign, by a personal link.
public struct SignatureRequested: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// Whose signature, for what.
    public var place: SignaturePlace
    /// SHA-256 of the link's token.
    ///
    /// An earlier link for the same place is void.
    public var tokenHash: SHA256Digest
    /// From when on the link signs; `nil` means from the slot's start.
    public var opens: Instant?
    /// When the link ends.
    public var expires: Instant
    /// The room it was asked for in, by the SHA-256 of its token; `nil` where it is a link of its own.
    public var room: SHA256Digest?

    /// Creates the event.
    public init(
        occurrence: OccurrenceID,
        place: SignaturePlace,
        tokenHash: SHA256Digest,
        opens: Instant? = nil,
        expires: Instant,
        room: SHA256Digest? = nil
    ) {
        self.occurrence = occurrence
        self.place = place
        self.tokenHash = tokenHash
        self.opens = opens
        self.expires = expires
        self.room = room
    }
}

/// The image someone signed with.
public struct SignatureImage: Sendable, Hashable {
    /// SHA-256 of the PNG as received, which names the document.
    public var sha256: SHA256Digest
    /// Width in pixels.
    public var width: Int
    /// Height in pixels.
    public var height: Int

    /// Describes an image.
    public init(sha256: SHA256Digest, width: Int, height: Int) {
        self.sha256 = sha256
        self.width = width
        self.height = height
    }
}

/// What is recorded about the making of a signature.
public struct SignatureEvidence: Sendable, Hashable {
    /// How the image was made.
    ///
    /// The raw values are the storage format.
    public enum Route: String, Sendable, Hashable {
        /// Drawn with finger, pen or mouse.
        case drawn
        /// A typed name, rendered as an image.
        case typed
    }

    /// How the image was made.
    public var route: Route
    /// The statement that was shown, word for word.
    public var statement: String
    /// The name typed, on the keyboard route.
    public var typedName: Personal<String>?
    /// The network address it came from.
    public var address: Personal<String>?
    /// The browser's name of itself.
    public var userAgent: Personal<String>?
    /// SHA-256 of the strokes it was drawn with, which names the document; `nil` where they were not
    /// kept.
    public var strokes: SHA256Digest?

    /// Creates evidence.
    public init(
        route: Route,
        statement: String,
        typedName: Personal<String>? = nil,
        address: Personal<String>? = nil,
        userAgent: Personal<String>? = nil,
        strokes: SHA256Digest? = nil
    ) {
        self.route = route
        self.statement = statement
        self.typedName = typedName
        self.address = address
        self.userAgent = userAgent
        self.strokes = strokes
    }
}

/// Someone signed.
public struct SignatureGiven: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// Whose signature, for what.
    public var place: SignaturePlace
    /// When the server received it.
    public var at: Instant
    /// The image.
    public var image: SignatureImage
    /// What is recorded about its making.
    public var evidence: SignatureEvidence

    /// Creates the event.
    public init(
        occurrence: OccurrenceID,
        place: SignaturePlace,
        at: Instant,
        image: SignatureImage,
        evidence: SignatureEvidence
    ) {
        self.occurrence = occurrence
        self.place = place
        self.at = at
        self.image = image
        self.evidence = evidence
    }
}

/// A link to sign by was made void before its end.
public struct SignatureRequestRevoked: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// Whose signature it asked for, for what.
    public var place: SignaturePlace
    /// SHA-256 of the link's token.
    public var tokenHash: SHA256Digest

    /// Creates the event.
    public init(occurrence: OccurrenceID, place: SignaturePlace, tokenHash: SHA256Digest) {
        self.occurrence = occurrence
        self.place = place
        self.tokenHash = tokenHash
    }
}

/// Someone would not sign.
///
/// They may still change their mind, for as long as their link lasts.
public struct SignatureDeclined: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// Whose signature, for what.
    public var place: SignaturePlace
    /// When the server was told.
    public var at: Instant
    /// Why, in their words.
    public var reason: Personal<String>

    /// Creates the event.
    public init(
        occurrence: OccurrenceID,
        place: SignaturePlace,
        at: Instant,
        reason: Personal<String>
    ) {
        self.occurrence = occurrence
        self.place = place
        self.at = at
        self.reason = reason
    }
}

/// A signature stands no longer; the log keeps it.
public struct SignatureWithdrawn: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// Whose signature, for what.
    public var place: SignaturePlace
    /// SHA-256 of its picture, which tells it from a later one.
    public var image: SHA256Digest
    /// From when on it stands no longer.
    public var at: Instant
    /// Why; `nil` where its signer gave another in its place.
    public var reason: Personal<String>?

    /// Creates the event.
    public init(
        occurrence: OccurrenceID,
        place: SignaturePlace,
        image: SHA256Digest,
        at: Instant,
        reason: Personal<String>?
    ) {
        self.occurrence = occurrence
        self.place = place
        self.image = image
        self.at = at
        self.reason = reason
    }
}

/// A revision of the sheet was closed.
public struct SheetClosed: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// The revision, from 1.
    public var revision: Int
    /// SHA-256 of the sheet's canonical content.
    public var contentHash: SHA256Digest
    /// The number of events the content was folded from.
    public var logSize: Int64
    /// The version of the fold that made the content.
    public var foldVersion: Int

    /// Creates the event.
    public init(
        occurrence: OccurrenceID,
        revision: Int,
        contentHash: SHA256Digest,
        logSize: Int64,
        foldVersion: Int
    ) {
        self.occurrence = occurrence
        self.revision = revision
        self.contentHash = contentHash
        self.logSize = logSize
        self.foldVersion = foldVersion
    }
}

/// A closed revision was made into a document, which is kept.
public struct SheetExported: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// The revision.
    public var revision: Int
    /// The media type, such as `application/pdf`; a document of each is kept.
    public var mediaType: String
    /// SHA-256 of the document, which names it.
    public var sha256: SHA256Digest

    /// Creates the event.
    public init(
        occurrence: OccurrenceID,
        revision: Int,
        mediaType: String,
        sha256: SHA256Digest
    ) {
        self.occurrence = occurrence
        self.revision = revision
        self.mediaType = mediaType
        self.sha256 = sha256
    }

    /// The media type of a PDF in a language.
    ///
    /// English has none named, as all had that were kept before there were others.
    public static func pdf(in language: Language) -> String {
        language == .english ? "application/pdf" : "application/pdf; language=\(language.rawValue)"
    }
}
