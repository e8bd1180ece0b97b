public import EventSourcing

/// An account at Zoom as the identifier of a stream: the bytes of Zoom's id in hexadecimal.
///
/// Zoom's ids tell capital letters from small ones, which identifiers have none of. Not a keyed hash: the
/// id is no secret, and whoever folds a meeting finds the account's stream by it without the key.
public struct AccountID: OpaqueIdentifier {
    /// The text of the identifier.
    public let text: String
    /// Wraps text that is known to be an account's identifier.
    public init(_ text: String) { self.text = text }

    /// The identifier of an account.
    /// - Parameter id: Zoom's id of it.
    public init(zoom id: String) { self.text = Array(id.utf8).hexadecimal }
}
