public import EventSourcing

/// What people may decide about one occurrence.
public enum OccurrenceCommand: Sendable, Hashable {
    /// Ask for signatures in a slot, each by a personal link.
    case openSlot(SlotOpened, requests: [SignatureRequested], asking: Asking = .unsigned)
    /// Sign, by the link whose token hashes to this; in place of the signature with this picture, if any.
    case sign(SignatureGiven, tokenHash: SHA256Digest, replacing: SHA256Digest? = nil)
    /// Say that one will not sign, by the link whose token hashes to this.
    case decline(SignatureDeclined, tokenHash: SHA256Digest)
    /// Open a room in a slot, which is opened itself where it was not.
    case openRoom(SlotOpened, SigningRoomOpened)
    /// Close the rooms of a slot.
    case closeRooms(OccurrenceID, SlotID)
    /// Pick a name in a room.
    case claim(SignatureClaimed)
    /// Confirm the claim whose token hashes to this, at a moment.
    case confirmClaim(SHA256Digest, at: Instant)
    /// Refuse the claim whose token hashes to this.
    case refuseClaim(SHA256Digest)
    /// Make the links for some places void.
    case revokeRequests(OccurrenceID, [SignaturePlace])
    /// Let a signature stand no longer, and make its link void.
    case withdrawSignature(SignatureWithdrawn)
    /// Close a revision of the sheet, whose content hashes to this.
    case closeSheet(SheetContentMark)
    /// Keep the document a closed revision was made into.
    case recordExport(SheetExported)
}

/// Whom a request asks.
public enum Asking: Sendable, Hashable {
    /// Whoever has not signed; their earlier links are void then.
    case unsigned
    /// Also whoever has signed, so that they may sign anew.
    case anew
    /// Only whoever was never asked, has not signed and did not say that they will not.
    case first
}

/// The content a sheet is closed with.
public struct SheetContentMark: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// SHA-256 of the canonical content.
    public var contentHash: SHA256Digest
    /// The number of events it was folded from.
    public var logSize: Int64
    /// The version of the fold that made it.
    public var foldVersion: Int
    /// The last revision closed under any name of the occurrence; 0 for none.
    public var lastRevision: Int

    /// Marks content.
    public init(
        occurrence: OccurrenceID,
        contentHash: SHA256Digest,
        logSize: Int64,
        foldVersion: Int,
        lastRevision: Int = 0
    ) {
        self.occurrence = occurrence
        self.contentHash = contentHash
        self.logSize = logSize
        self.foldVersion = foldVersion
        self.lastRevision = lastRevision
    }
}

/// What is known about one occurrence, as far as decisions need it.
public struct OccurrenceState: Sendable, Hashable {
    /// The slots opened.
    public var slots: [SlotID: Slot] = [:]
    /// Why signatures are asked for, as last put.
    public var reason: Personal<String>?
    /// Where the meeting is joined, for the slots that are signed to enter.
    public var joinLinks: [SlotID: Personal<String>] = [:]
    /// The request for each place by which nobody has signed yet.
    public var requests: [SignaturePlace: SignatureRequested] = [:]
    /// The request for each place by which its last signature was given.
    public var spent: [SignaturePlace: SignatureRequested] = [:]
    /// Every place that was ever asked for.
    public var asked: Set<SignaturePlace> = []
    /// How often each place was answered for, by a signature or a refusal, since it was last asked for.
    public var answers: [SignaturePlace: Int] = [:]
    /// The rooms that are open, by their tokens' hashes.
    public var rooms: [SHA256Digest: SigningRoomOpened] = [:]
    /// The rooms that there ever were on a device that is handed over.
    public var sharedDevices: Set<SHA256Digest> = []
    /// How often each place was picked on such a device since its room was opened.
    public var picks: [SignaturePlace: Int] = [:]
    /// Who waits to be confirmed, by their tokens' hashes.
    public var claims: [SHA256Digest: SignatureClaimed] = [:]
    /// The signature in force for each place.
    public var signatures: [SignaturePlace: SignatureGiven] = [:]
    /// Who would not sign, and has not signed since.
    public var declined: [SignaturePlace: SignatureDeclined] = [:]
    /// The last closed revision.
    public var closed: SheetClosed?
    /// What was exported of each revision, by media type.
    public var exports: [Int: [String: SHA256Digest]] = [:]

    /// Nothing decided yet.
    public init() {}
}

/// The rules of one occurrence: slots, signatures, closing and export.
public enum OccurrenceDecider: Decider {
    /// Nothing is known.
    public static var initialState: OccurrenceState { OccurrenceState() }

    /// Decides about a command; see ``/EventSourcing/Decider``.
    public static func decide(
        _ command: OccurrenceCommand,
        in state: OccurrenceState
    ) throws(OccurrenceRejection) -> [AttendanceEvent] {
        switch command {
        case .openSlot(let opened, let requests, let asking):
            try open(opened, in: state)
                + requests.filter { mayAsk($0, asking, in: state) }
                .map(AttendanceEvent.signatureRequested)
        case .sign(let signature, let tokenHash, let replaced):
            try sign(signature, tokenHash: tokenHash, replacing: replaced, in: state)
        case .decline(let declined, let tokenHash):
            try decline(declined, tokenHash: tokenHash, in: state)
        case .openRoom(let opened, let room):
            try open(opened, in: state) + open(room, in: state)
        case .closeRooms(let occurrence, let slot):
            closings(of: slot, nil, at: occurrence, in: state)
        case .claim(let claim):
            try self.claim(claim, in: state)
        case .confirmClaim(let tokenHash, let now):
            try confirm(tokenHash, at: now, in: state)
        case .refuseClaim(let tokenHash):
            refuse(tokenHash, in: state)
        case .revokeRequests(let occurrence, let places):
            places.flatMap { revocations(of: $0, at: occurrence, in: state) }
        case .withdrawSignature(let withdrawn):
            try withdraw(withdrawn, in: state)
        case .closeSheet(let mark):
            close(mark, in: state)
        case .recordExport(let export):
            try record(export, in: state)
        }
    }

    private static func open(
        _ opened: SlotOpened,
        in state: OccurrenceState
    ) throws(OccurrenceRejection) -> [AttendanceEvent] {
        guard opened.slot.window.seconds > 0 else { throw .slotIsEmpty(opened.slot.id) }
        guard let known = state.slots[opened.slot.id] else { return [.slotOpened(opened)] }
        guard known == opened.slot else { throw .slotDiffers(opened.slot.id) }
        let joinLink = state.joinLinks[opened.slot.id]
        let isSaidAnew =
            (opened.reason != nil && opened.reason != state.reason)
            || (opened.joinLink != nil && opened.joinLink != joinLink)
        return isSaidAnew ? [.slotOpened(opened)] : []
    }

    /// Nobody is asked twice by the same link.
    private static func mayAsk(
        _ request: SignatureRequested,
        _ asking: Asking,
        in state: OccurrenceState
    ) -> Bool {
        switch asking {
        case .unsigned:
            state.signatures[request.place] == nil && state.requests[request.place] != request
        case .anew: state.requests[request.place] != request
        case .first:
            !state.asked.contains(request.place) && state.signatures[request.place] == nil
                && state.declined[request.place] == nil
        }
    }

    private static func close(
        _ mark: SheetContentMark,
        in state: OccurrenceState
    ) -> [AttendanceEvent] {
        guard state.closed?.contentHash != mark.contentHash else { return [] }
        let closed = SheetClosed(
            occurrence: mark.occurrence,
            revision: max(state.closed?.revision ?? 0, mark.lastRevision) + 1,
            contentHash: mark.contentHash,
            logSize: mark.logSize,
            foldVersion: mark.foldVersion
        )
        return [.sheetClosed(closed)]
    }

    private static func record(
        _ export: SheetExported,
        in state: OccurrenceState
    ) throws(OccurrenceRejection) -> [AttendanceEvent] {
        guard let closed = state.closed, closed.revision == export.revision else {
            throw .revisionUnknown(export.revision)
        }
        let known = state.exports[export.revision]?[export.mediaType]
        return known == nil ? [.sheetExported(export)] : []
    }

    /// Takes an event in; see ``/EventSourcing/Decider``.
    public static func evolve(_ state: inout OccurrenceState, with event: AttendanceEvent) {
        switch event {
        case .slotOpened(let opened):
            state.slots[opened.slot.id] = opened.slot
            state.reason = opened.reason ?? state.reason
            if let joinLink = opened.joinLink { state.joinLinks[opened.slot.id] = joinLink }
        case .signatureRequested(let request):
            state.take(request)
        case .signingRoomOpened(let room):
            state.rooms[room.tokenHash] = room
            if room.mode == .sharedDevice { state.sharedDevices.insert(room.tokenHash) }
            state.picks = state.picks.filter { $0.key.slot != room.slot }
        case .signingRoomClosed(let closed):
            state.rooms[closed.tokenHash] = nil
            state.claims = state.claims.filter { $0.value.room != closed.tokenHash }
        case .signatureClaimed(let claim):
            state.claims[claim.tokenHash] = claim
        case .signatureGiven(let signature):
            state.take(signature)
        case .signatureRequestRevoked(let revoked):
            state.revoke(revoked)
        case .signatureDeclined(let declined):
            state.declined[declined.place] = declined
            state.answers[declined.place, default: 0] += 1
        case .signatureWithdrawn(let withdrawn):
            if state.signatures[withdrawn.place]?.image.sha256 == withdrawn.image {
                state.signatures[withdrawn.place] = nil
            }
        case .sheetClosed(let closed):
            state.closed = closed
        case .sheetExported(let export):
            state.exports[export.revision, default: [:]][export.mediaType] = export.sha256
        default: break
        }
    }
}

extension OccurrenceState {
    /// The slot as it was opened.
    func slot(_ id: SlotID) throws(OccurrenceRejection) -> Slot {
        guard let slot = slots[id] else { throw .slotUnknown(id) }
        return slot
    }

    /// Whether a request was made on a device that was handed over: only there one signs by it.
    public func isOfSharedDevice(_ request: SignatureRequested) -> Bool {
        request.room.map(sharedDevices.contains) ?? false
    }

    fileprivate mutating func take(_ request: SignatureRequested) {
        requests[request.place] = request
        asked.insert(request.place)
        spent[request.place] = nil
        answers[request.place] = nil
        if isOfSharedDevice(request) { picks[request.place, default: 0] += 1 }
        claims = claims.filter { $0.value.place != request.place }
    }

    fileprivate mutating func take(_ signature: SignatureGiven) {
        answers[signature.place, default: 0] += 1
        signatures[signature.place] = signature
        declined[signature.place] = nil
        if let request = requests.removeValue(forKey: signature.place) {
            spent[signature.place] = request
        }
        claims = claims.filter { $0.value.place != signature.place }
    }

    fileprivate mutating func revoke(_ revoked: SignatureRequestRevoked) {
        let (place, token) = (revoked.place, revoked.tokenHash)
        claims[token] = nil
        if requests[place]?.tokenHash == token { requests[place] = nil }
        if spent[place]?.tokenHash == token { spent[place] = nil }
    }
}
