/// What an erasure destroyed.
public struct ErasureReceipt: Sendable, Hashable {
    /// The position of the event that says so.
    public var position: Int64
    /// How many keys are gone, and with them everything they opened.
    public var keysDestroyed: Int
    /// How many documents are gone.
    public var documentsDestroyed: Int

    /// Creates a receipt.
    public init(position: Int64, keysDestroyed: Int, documentsDestroyed: Int) {
        self.position = position
        self.keysDestroyed = keysDestroyed
        self.documentsDestroyed = documentsDestroyed
    }
}
