/// What opens the REST API for a while.
///
/// Its text never appears in a description, a reflection or a debugger's print-out.
public struct ZoomAccessToken: Sendable, Hashable {
    /// The token, for an `Authorization: Bearer` header.
    let text: String
    /// Where calls with it go (`api_url` of the grant).
    public let api: ZoomURL
    /// What it allows, in Zoom's words; empty for tokens that an application signs itself.
    public let scopes: [String]
    /// Until when it is used, by the clock that never goes back: some time before it expires.
    let usableUntil: Duration
}

extension ZoomAccessToken: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// No token.
    public var description: String { "<redacted>" }
    /// No token.
    public var debugDescription: String { description }
    /// No token.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
