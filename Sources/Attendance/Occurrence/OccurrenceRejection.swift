public import EventSourcing

/// Why a decision about an occurrence was refused.
public enum OccurrenceRejection: Error, Sendable, Hashable, CustomStringConvertible {
    /// The slot is open with another time.
    case slotDiffers(SlotID)
    /// The slot ends before it starts.
    case slotIsEmpty(SlotID)
    /// No such slot was opened.
    case slotUnknown(SlotID)
    /// There is no request with this token, or a later one took its place.
    case requestUnknown
    /// The slot has not begun.
    case signedTooEarly(opens: Instant)
    /// The link has ended.
    case requestExpired
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
        case .requestUnknown: "this signing link does not exist or is no longer valid"
        case .signedTooEarly(let opens): "signing opens at \(opens)"
        case .requestExpired: "this signing link has ended; ask for a new one"
        case .alreadySigned(let at): "a signature was given at \(at)"
        case .signatureUnknown: "nobody signed there, or it was taken back"
        case .revisionUnknown(let revision): "revision \(revision) is not the closed one"
        }
    }
}
