public import Attendance
public import EventSourcing

/// The facts about one connection of a participant: what they showed, and the pieces of their stay.
public struct ParticipantLedger: Sendable, Hashable {
    /// The participant.
    public let subject: SubjectID
    /// Keyed hashes of registrant ids they used.
    public private(set) var registrantIndexes: Set<BlindIndex> = []
    /// Keyed hashes of Zoom users they were signed in as.
    public private(set) var zoomUserIndexes: Set<BlindIndex> = []
    /// Keyed hashes of e-mail addresses that Zoom vouches for.
    public private(set) var emailIndexes: Set<BlindIndex> = []
    private(set) var name = LastPersonal()
    private(set) var email = LastPersonal()
    /// In the order of the bytes of their user ids, which for those of one run is that of their joins.
    private(set) var pieces: [Piece] = []

    /// What Zoom told between two hops: a piece has a user id of its own.
    struct Piece: Sendable, Hashable {
        /// Empty where Zoom told none.
        let userID: String
        /// The earliest of its joins.
        var joined: Instant?
        /// The latest of its leaves.
        var left: Instant?
        var hasLeft = false
        var source: FactSource
    }

    init(subject: SubjectID) { self.subject = subject }

    private mutating func note(_ participant: Participant, at instant: Instant?) {
        if let name = participant.name { self.name.note(name, at: instant) }
        if let email = participant.email { self.email.note(email, at: instant) }
        if let index = participant.registrantIndex { registrantIndexes.insert(index) }
        if let index = participant.zoomUserIndex { zoomUserIndexes.insert(index) }
        // An address counts where Zoom checked it: that of somebody signed in (I-7).
        let isSignedIn = participant.zoomUserIndex != nil
        if let index = participant.emailIndex, isSignedIn { emailIndexes.insert(index) }
    }

    mutating func noteSighting(of participant: Participant, at instant: Instant?) {
        note(participant, at: instant)
    }

    mutating func noteJoin(_ fact: ConnectionJoined) {
        note(fact.participant, at: fact.at)
        notePiece(of: fact.participant, from: fact.instance.meeting.source) { piece in
            if let at = fact.at { piece.joined = min(piece.joined ?? at, at) }
        }
    }

    mutating func noteLeave(_ fact: ConnectionLeft) {
        note(fact.participant, at: fact.at)
        notePiece(of: fact.participant, from: fact.instance.meeting.source) { piece in
            piece.hasLeft = true
            if let at = fact.at { piece.left = max(piece.left ?? at, at) }
        }
    }

    private mutating func notePiece(
        of participant: Participant,
        from source: FactSource,
        _ change: (inout Piece) -> Void
    ) {
        let userID = participant.userID ?? ""
        // Most facts are about the last piece, or begin the next.
        var place = pieces.count
        while place > 0, userID.utf8.lexicographicallyPrecedes(pieces[place - 1].userID.utf8) {
            place -= 1
        }
        let isKnown = place > 0 && pieces[place - 1].userID.utf8.elementsEqual(userID.utf8)
        if !isKnown { pieces.insert(Piece(userID: userID, source: source), at: place) }
        pieces[isKnown ? place - 1 : place].note(source, change)
    }
}

extension ParticipantLedger.Piece {
    /// Takes in where a fact came from, and then the rest of it.
    fileprivate mutating func note(_ source: FactSource, _ change: (inout Self) -> Void) {
        self.source = self.source.joined(with: source)
        change(&self)
    }
}

extension FactSource {
    /// What is said of facts from several sources: live ones count first; a file fills what they
    /// leave out.
    func joined(with other: FactSource) -> FactSource { self == .live ? .live : other }
}
