public import Attendance
public import EventSourcing

/// A personal link to sign by: whoever holds the token may sign in this place, once.
public struct SigningLink: Sendable, Hashable {
    /// Whose signature, for what.
    public var place: SignaturePlace
    /// The row of the sheet.
    public var attendee: SubjectID
    /// The name of the signer.
    public var name: String
    /// 128 random bits as text, for the end of an address.
    ///
    /// Only its hash is stored.
    public var token: String
    /// From when on it signs.
    public var opens: Instant
    /// When the link ends.
    public var expires: Instant

    /// What is kept of it: SHA-256 of the token.
    public var tokenHash: SHA256Digest { Desk.hash(token) }

    /// Creates a link.
    public init(
        place: SignaturePlace,
        attendee: SubjectID,
        name: String,
        token: String,
        opens: Instant,
        expires: Instant
    ) {
        self.place = place
        self.attendee = attendee
        self.name = name
        self.token = token
        self.opens = opens
        self.expires = expires
    }
}

/// What whoever opens a link is shown before they sign.
public struct SigningInvitation: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// Whose signature, for what.
    public var place: SignaturePlace
    /// The signer's name.
    public var name: String
    /// The training provider.
    public var organisation: String
    /// The topic of the meeting.
    public var topic: String?
    /// The slot.
    public var slot: Slot
    /// The IANA zone the meeting was planned in.
    public var zone: String?
    /// Why signatures are asked for.
    public var reason: String?
    /// Whether one signs to enter: then the link to the meeting is shown to whoever has signed.
    public var isToEnter: Bool
    /// That link, where they have signed.
    public var joinLink: String?
    /// From when on the link signs.
    public var opens: Instant
    /// When the link ends.
    public var expires: Instant
    /// The signature that stands and that one given now takes the place of, if one does.
    public var signature: SignatureGiven?
    /// Whether they said that they will not sign.
    public var isDeclined: Bool
    /// Whether the strokes of a drawn signature are kept with it.
    public var keepsStrokes: Bool
}

extension SigningInvitation {
    /// What is declared by signing.
    public var terms: SigningTerms { SigningTerms(place: place, isToEnter: isToEnter) }
}

/// What somebody declares by signing.
public struct SigningTerms: Sendable, Hashable {
    /// Whose signature, for what.
    public var place: SignaturePlace
    /// Whether they sign before they take part, and not after.
    public var isToEnter: Bool

    /// The statement, word for word.
    public func statement(in language: Language) -> String {
        let key =
            switch place.capacity {
            case .attendee: isToEnter ? "statement.entering" : "statement.attendee"
            case .trainer: "statement.trainer"
            }
        return language.messages.text(key)
    }

    /// Names the statement, so that a page can say which one it showed.
    public func statementHash(in language: Language) -> SHA256Digest {
        SHA256Digest(hashing: Array(statement(in: language).utf8))
    }
}
