public import EventSourcing

/// Why a decision about an occurrence was refused.
public enum OccurrenceRejection: Error, Sendable, Hashable, CustomStringConvertible {
    /// The slot is open with another time.
    case slotDiffers(SlotID)
    /// The slot ends before it starts.
    case slotIsEmpty(SlotID)
    /// No such slot was opened.
    case slotUnknown(SlotID)
    /// Signatures for the slot are taken no longer: its rules let none count that is given late.
    case slotIsOver(SlotID)
    /// There is no request with this token, or it was used, has ended, or was made void.
    case requestUnknown
    /// There is no claim with this token, or it was refused.
    case claimUnknown
    /// Too many wait who claim the same name.
    case claimedOften
    /// The link does not sign yet.
    case signedTooEarly(opens: Instant)
    /// There is a signature for this place already.
    case alreadySigned(at: Instant)
    /// There is no signature for this place, or it has another picture.
    case signatureUnknown
    /// The revision named is not the last closed one.
    case revisionUnknown(Int)

    /// What was wrong, and what to do.
    public var description: String {
        switch self {
        case .slotDiffers(let slot):
            "slot \(slot) is open with another time; give that one, or the slot another name"
        case .slotIsEmpty(let slot): "slot \(slot) ends before it starts; give its times in order"
        case .slotUnknown(let slot): "slot \(slot) was not opened"
        case .slotIsOver(let slot):
            "slot \(slot) is over, and by its rules no signature counts that is given later"
        case .requestUnknown:
            "this signing link is not valid: it does not exist, was used, or has ended"
        case .claimUnknown: "nobody waits to be confirmed so, or they were refused"
        case .claimedOften: "several already wait who picked this name; ask whoever confirms them"
        case .signedTooEarly(let opens): "signing opens at \(opens)"
        case .alreadySigned(let at): "a signature was given at \(at)"
        case .signatureUnknown: "nobody signed there, or it was taken back"
        case .revisionUnknown(let revision): "revision \(revision) is not the closed one"
        }
    }
}
