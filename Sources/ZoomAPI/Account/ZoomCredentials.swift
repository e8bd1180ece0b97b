/// By what an account proves to Zoom's REST API who it is.
public enum ZoomCredentials: Sendable, Hashable {
    /// An app of the kind *Server-to-Server OAuth*: it is granted tokens of one hour (Zoom, *Use
    /// Server-to-Server OAuth*).
    case serverToServer(accountID: String, clientID: String, clientSecret: ZoomSecret)
    /// An app of the kind *JWT*, which signs its own tokens.
    ///
    /// Zoom itself has refused them since September 2023; they are for installations that still
    /// reach an endpoint which takes them.
    case jwtApplication(apiKey: String, apiSecret: ZoomSecret)
}

extension ZoomCredentials: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The kind of app, and nothing that names or opens it.
    public var description: String {
        switch self {
        case .serverToServer: "Server-to-Server OAuth"
        case .jwtApplication: "JWT application"
        }
    }
    /// The kind of app, and nothing that names or opens it.
    public var debugDescription: String { description }
    /// The kind of app, and nothing that names or opens it.
    public var customMirror: Mirror { Mirror(self, children: ["kind": description]) }
}
