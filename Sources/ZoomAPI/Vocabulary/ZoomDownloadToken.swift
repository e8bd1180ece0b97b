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

extension ZoomDownloadToken {
    /// Wraps a token that was kept; `nil` for text that no header can carry.
    public init?(kept text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        self.init(text: text)
    }
}
