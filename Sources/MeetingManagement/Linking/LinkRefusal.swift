/// Why a meeting, or the meetings of a host, cannot be said to be ours or not.
public enum LinkRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// People use the meeting: what is known of it is evidence.
    case used
    /// No account of this id is connected, so that a host's e-mail address leads to nobody.
    case accountUnknown(String)
    /// Zoom did not tell who the host is.
    case hostUnknown(reason: String)

    /// What was wrong, and what to do.
    public var description: String {
        switch self {
        case .used:
            "people arranged or planned this meeting, expect somebody at it, or decided about its sheet: "
                + "what is known of it is kept; muster erase erases single people"
        case .accountUnknown(let id):
            "no account \(id) is connected, so that Zoom cannot be asked who has this address; give the "
                + "host's Zoom user id, or connect the account with muster account add"
        case .hostUnknown(let reason): "the host is not found: \(reason)"
        }
    }
}
