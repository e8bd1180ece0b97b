/// A secret of an account: of an app, of the Meeting SDK, a passcode, or a link that starts a meeting.
///
/// Its text never appears in a description, a reflection or a debugger's print-out. What deliveries
/// are signed with is a ``WebhookSecret``.
public struct ZoomSecret: Sendable, Hashable {
    /// The text itself, for whoever sends or stores it.
    public let revealed: String

    /// Wraps a secret; `nil` for empty text, which protects nothing.
    public init?(_ text: String) {
        guard !text.isEmpty else { return nil }
        self.revealed = text
    }
}

extension ZoomSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// No secret.
    public var description: String { "<redacted>" }
    /// No secret.
    public var debugDescription: String { description }
    /// No secret.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
