public import Attendance
public import ZoomAPI

/// Why what is wanted of a meeting at Zoom cannot be.
public enum ArrangementRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The rules refuse it.
    case rejected(ArrangementRejection)
    /// Nothing is arranged under this id or number.
    case unknown
    /// Several arrangements have this number.
    case ambiguous
    /// The meeting was arranged here.
    case arrangedHere(ArrangementID)
    /// No account of this id is connected.
    case accountUnknown(String)
    /// No account is connected.
    case accountMissing
    /// Several accounts are connected, and none was given.
    case accountNotGiven
    /// Zoom says that the account has no such active user.
    case hostUnknown
    /// Zoom gives no link to start it by.
    case noStartLink
    /// This is no number of a meeting.
    case notANumber
    /// A series is to have more dates than Zoom makes, or none.
    case datesImpossible
    /// Zoom did not answer, or refused.
    case zoom(ZoomFailure)

    /// What was wrong, and what to do.
    public var description: String {
        switch self {
        case .rejected(let rejection): rejection.description
        case .unknown:
            "nothing is arranged under this id or number; muster meeting list lists what is, and "
                + "muster meeting take-over takes over what was planned at Zoom"
        case .ambiguous: "several accounts have a meeting of this number; give the arrangement's id"
        case .arrangedHere(let id): "the meeting was arranged here, as \(id); nothing is taken over"
        case .accountUnknown(let id):
            "no account \(id) is connected; muster account list lists those that are"
        case .accountMissing:
            "no account at Zoom is connected; muster account add connects one"
        case .accountNotGiven:
            "several accounts are connected; give one of those that muster account list shows"
        case .hostUnknown:
            "the account has no active user of this address or id at Zoom; muster account hosts lists "
                + "those there are"
        case .noStartLink: "Zoom gives no link to start the meeting by; start it at Zoom itself"
        case .notANumber: "a meeting's number has 9 to 11 digits, such as 86412309757"
        case .datesImpossible:
            "Zoom makes 1 to \(RecurrenceRule.datesMax) dates of a series; end it earlier, or create "
                + "another for the rest"
        case .zoom(let failure): failure.description
        }
    }
}
