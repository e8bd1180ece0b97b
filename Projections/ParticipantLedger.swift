public import Attendance
public import EventSourcing

/// The facts about one connection of a participant: what they showed, and the pieces of their stay.
public struct ParticipantLedger: Sendable, Hashable {
    /// The participant.
    public let subject: SubjectID
    /// The rows of a report that were found to be about them, as subjects.
    public private(set) var aliases: Set<SubjectID> = []
    /// Keyed hashes of registrant ids they used.
    public private(set) var registrantIndexes: Set<BlindIndex> = []
    /// Keyed hashes of Zoom users they were signed in as.
    public private(set) var zoomUserIndexes: Set<BlindIndex> = []
    /// Keyed hashes of e-mail addresses that Zoom vouches for.
    public private(set) var emailIndexes: Set<BlindIndex> = []
    /// Keyed hashes of the own ids that applications of the organisation let them in with.
    public private(set) var ownIDIndexes: Set<BlindIndex> = []
    private(set) var name = LastPersonal()
    private(set) var email = LastPersonal()
    private(set) var phone = LastPersonal()
    /// Keyed hashes of the names they showed, alike within the run.
    private(set) var nameIndexes: Set<BlindIndex> = []
    /// Keyed hashes of the network addresses they came from, alike within the run.
    private(set) var addressIndexes: Set<BlindIndex> = []
    /// Ways into breakout rooms and out of them, in no order.
    private(set) var breakouts: [Breakout] = []
    /// The connections that Zoom bound to theirs: a telephone and a client are one person.
    private(set) var boundConnections: Set<String> = []
    /// Zoom's ids of their connections.
    private(set) var connectionUUIDs: Set<String> = []
    /// In the order of the bytes of their user ids, which for those of one run is that of their joins.
    private(set) var pieces: [Piece] = []

    /// A way into a breakout room, or out of it.
    struct Breakout: Sendable, Hashable {
        let at: Instant
        let isEntry: Bool
    }

    /// What Zoom told between two hops: a piece has a user id of its own.
    struct Piece: Sendable, Hashable {
        /// Empty where Zoom told none.
        let userID: String
        /// The earliest of its joins.
        var joined: Instant?
        /// The latest of its leaves.
        var left: Instant?
        var hasJoined = false
        var hasLeft = false
        var source: FactSource
        /// What the run's report says of it.
        var reported: Reported?
    }

    /// What a report says of a piece.
    struct Reported: Sendable, Hashable {
        /// The earliest of its joins.
        var joined: Instant?
        /// The latest of its leaves.
        var left: Instant?
    }

    init(subject: SubjectID) { self.subject = subject }

    private mutating func note(_ participant: Participant, at instant: Instant?) {
        if let name = participant.name { self.name.note(name, at: instant) }
        if let email = participant.email { self.email.note(email, at: instant) }
        if let phone = participant.phone { self.phone.note(phone, at: instant) }
        if let index = participant.registrantIndex { registrantIndexes.insert(index) }
        if let index = participant.zoomUserIndex { zoomUserIndexes.insert(index) }
        // An address counts where Zoom checked it: that of somebody signed in (I-7).
        let isSignedIn = participant.zoomUserIndex != nil
        if let index = participant.emailIndex, isSignedIn { emailIndexes.insert(index) }
        if let index = participant.ownIDIndex { ownIDIndexes.insert(index) }
        if let index = participant.nameIndex { nameIndexes.insert(index) }
        if let index = participant.addressIndex { addressIndexes.insert(index) }
        if let uuid = participant.connectionUUID { connectionUUIDs.insert(uuid) }
    }

    mutating func noteSighting(_ fact: ParticipantSighted) {
        note(fact.participant, at: fact.at)
        switch fact.sighting {
        case .enteredBreakoutRoom:
            if let at = fact.at { noteBreakout(Breakout(at: at, isEntry: true)) }
        case .leftBreakoutRoom:
            if let at = fact.at { noteBreakout(Breakout(at: at, isEntry: false)) }
        case .boundDevices:
            if let other = fact.object { boundConnections.insert(other) }
        default: break
        }
    }

    private mutating func noteBreakout(_ breakout: Breakout) {
        if !breakouts.contains(breakout) { breakouts.append(breakout) }
    }

    mutating func noteJoin(_ fact: ConnectionJoined) {
        note(fact.participant, at: fact.at)
        notePiece(of: fact.participant, from: fact.instance.meeting.source) { piece in
            piece.hasJoined = true
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

    /// Takes in a row of the run's report.
    mutating func noteReport(_ fact: ParticipantReported) {
        note(fact.participant, at: fact.joined)
        let userID = fact.participant.userID
        notePiece(userID ?? "", from: .report) { piece in
            var reported = piece.reported ?? Reported()
            if let joined = fact.joined {
                reported.joined = min(reported.joined ?? joined, joined)
            }
            if let left = fact.left { reported.left = max(reported.left ?? left, left) }
            piece.reported = reported
        }
    }

    /// Takes in a row of the run's report that only tells of the waiting room.
    mutating func noteWaiting(_ fact: ParticipantReported) {
        note(fact.participant, at: fact.joined)
    }

    /// Forgets a piece.
    mutating func drop(_ piece: Piece) { pieces.removeAll { $0 == piece } }

    /// Takes over what a report says of one piece, and of whom.
    mutating func adopt(_ piece: Piece, of row: ParticipantLedger) {
        for index in pieces.indices where pieces[index].userID == piece.userID {
            pieces[index].reported = piece.reported
        }
        aliases.insert(row.subject)
        registrantIndexes.formUnion(row.registrantIndexes)
        zoomUserIndexes.formUnion(row.zoomUserIndexes)
        emailIndexes.formUnion(row.emailIndexes)
        ownIDIndexes.formUnion(row.ownIDIndexes)
    }

    /// Takes over everything that was sighted of them.
    mutating func adopt(sighted other: ParticipantLedger) {
        breakouts += other.breakouts.filter { !breakouts.contains($0) }
        boundConnections.formUnion(other.boundConnections)
        registrantIndexes.formUnion(other.registrantIndexes)
        zoomUserIndexes.formUnion(other.zoomUserIndexes)
        emailIndexes.formUnion(other.emailIndexes)
        ownIDIndexes.formUnion(other.ownIDIndexes)
    }

    private mutating func notePiece(
        of participant: Participant,
        from source: FactSource,
        _ change: (inout Piece) -> Void
    ) {
        notePiece(participant.userID ?? "", from: source, change)
    }

    private mutating func notePiece(
        _ userID: String,
        from source: FactSource,
        _ change: (inout Piece) -> Void
    ) {
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
    /// What is said of facts from several sources: live ones count first, then a file of what was
    /// live; a report fills what they leave out.
    func joined(with other: FactSource) -> FactSource { rank <= other.rank ? self : other }

    private var rank: Int {
        switch self {
        case .live: 0
        case .file: 1
        case .report: 2
        case .portal: 3
        case .api: 4
        case .person: 5
        }
    }
}
