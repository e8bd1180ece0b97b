public import Attendance
public import EventSourcing

/// Why nothing was done about an account.
///
/// It quotes no secret.
public enum AccountFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// Zoom's id of the account is none.
    case notAnID
    /// The label is empty, too long, or steers a terminal.
    case notALabel
    /// An address is none by HTTP or HTTPS; which option gave it.
    case notAnAddress(String)
    /// An address is not encrypted, and not on this machine.
    case notEncrypted(String)
    /// No account goes by this id or label.
    case unknown
    /// Several accounts go by this label.
    case ambiguous
    /// The secrets of the account are not kept here, as after its keys were restored from an older copy.
    case noSecrets
    /// Another account's deliveries are signed with the same secret.
    case secretInUse
    /// The account above it is not connected, or has no app of its own.
    case masterUnknown
    /// It speaks for accounts below it that are connected.
    case speaksForOthers([String])
    /// The account has no app of its own: its master's secrets serve.
    case ofMaster(String)
    /// How people are to come into its meetings contradicts itself.
    case settings(ArrangementRejection)
    /// The log refused or failed.
    case log(EventLogError)

    /// What was wrong, and what to do.
    public var description: String {
        switch self {
        case .notAnID:
            "Zoom's id of an account has 1 to 64 letters, digits, - and _; copy it from the app's page"
        case .notALabel: "a label has 1 to 60 characters, none of them a control character"
        case .notAnAddress(let option):
            "\(option) takes an address such as https://api.zoom.us, without a path"
        case .notEncrypted(let option):
            "\(option) takes an https:// address; http:// only for a Zoom on this machine"
        case .unknown: "no such account is connected; muster account list shows those that are"
        case .ambiguous: "several accounts go by this label; give Zoom's id of the one meant"
        case .noSecrets:
            "the secrets of this account are not kept here; give them again with muster account add"
        case .secretInUse:
            "another account has this webhook secret, and it could not tell whose deliveries are; give "
                + "each app's own"
        case .masterUnknown:
            "the account above it must be connected, with an app of its own; connect it first"
        case .speaksForOthers(let accounts):
            "its app speaks for \(accounts.joined(separator: ", ")) too; remove these first"
        case .ofMaster(let master):
            "the account has no app of its own; replace the secret of its master \(master)"
        case .settings(let rejection): rejection.description
        case .log(let error): error.description
        }
    }
}
