/// Opens the files of a recording for 24 hours (Zoom, *Recording webhooks: download_token*).
///
/// Its text never appears in a description, a reflection or a debugger's print-out.
public struct ZoomDownloadToken: Sendable, Hashable {
    /// The token, for an `Authorization: Bearer` header.
    public let text: String
}

extension ZoomDownloadToken: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// No token.
    public var description: String { "<redacted>" }
    /// No token.
    public var debugDescription: String { description }
    /// No token.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
