/// HMAC-SHA256 under one key (RFC 2104), with the key taken in once: what is left for each message is
/// the message.
public struct HMACSHA256: Sendable {
    private let inner: SHA256State
    private let outer: SHA256State

    /// Takes in a key of at most 64 bytes, SHA-256's block.
    public init(_ key: UnsafeRawBufferPointer) {
        precondition(key.count <= SHA256State.blockByteCount, "a longer key would be hashed first")
        inner = Self.state(beginningWith: key, 0x36)
        outer = Self.state(beginningWith: key, 0x5C)
    }

    /// The code of a message.
    public func code(of message: UnsafeRawBufferPointer) -> Digest256 {
        var inner = inner
        inner.update(message)
        return finished(&inner)
    }

    /// A key derived from this one: HKDF-Expand of 32 bytes, which is one block (RFC 5869, 2.3).
    public func expanded(_ info: UnsafeRawBufferPointer) -> Digest256 {
        var inner = inner
        inner.update(info)
        inner.update(UInt8(0x01))
        return finished(&inner)
    }

    private func finished(_ inner: inout SHA256State) -> Digest256 {
        var outer = outer
        inner.finish().withUnsafeBytes { outer.update($0) }
        return outer.finish()
    }

    private static func state(
        beginningWith key: UnsafeRawBufferPointer,
        _ pad: UInt8
    ) -> SHA256State {
        var state = SHA256State()
        withUnsafeTemporaryAllocation(byteCount: SHA256State.blockByteCount, alignment: 8) {
            block in
            block.initializeMemory(as: UInt8.self, repeating: pad)
            for index in key.indices { block[index] = key[index] ^ pad }
            state.update(UnsafeRawBufferPointer(block))
        }
        return state
    }
}
