/// A secret shared with Zoom: an app's *Secret Token*, or its older *Verification Token*.
///
/// Its text never appears in a description, a reflection or a debugger's print-out.
public struct WebhookSecret: Sendable, Hashable {
    /// Which account or app the secret belongs to; several secrets may share a label while one
    /// replaces another.
    public let label: String
    /// The bytes that Zoom computes with.
    let bytes: [UInt8]

    /// Wraps a secret; `nil` for empty text, with which anyone could sign.
    public init?(label: String, _ text: String) {
        guard !text.isEmpty else { return nil }
        self.label = label
        self.bytes = Array(text.utf8)
    }
}

extension WebhookSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The label, and no secret.
    public var description: String { "\(label): <redacted>" }
    /// The label, and no secret.
    public var debugDescription: String { description }
    /// The label, and no secret.
    public var customMirror: Mirror { Mirror(self, children: ["label": label]) }
}
