public import Attendance
import EventSourcing
public import ZoomAPI

/// By what calls for an account are allowed.
public enum AccountAccess: Sendable, Hashable {
    /// An app of its own.
    case own(ZoomCredentials)
    /// The app of the account above it, by Zoom's id of that.
    case throughMaster(String)

    /// The credentials of its own; `nil` where the master's serve.
    public var credentials: ZoomCredentials? {
        if case .own(let credentials) = self { credentials } else { nil }
    }

    /// The account above it; `nil` where it has an app of its own.
    public var master: String? {
        if case .throughMaster(let master) = self { master } else { nil }
    }

    /// The kind of app.
    public var kind: CredentialsKind {
        switch self {
        case .own(.serverToServer): .serverToServer
        case .own(.jwtApplication): .jwtApplication
        case .throughMaster: .master
        }
    }
}
