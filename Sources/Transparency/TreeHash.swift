import Nettle

/// A SHA-256 hash of the tree: of a leaf, of a node, or of the whole (RFC 6962 §2.1).
///
/// Its 32 bytes lie in the value itself, so that an array of hashes is one block of memory.
public struct TreeHash: Hashable, Sendable {
    /// The number of bytes of a hash.
    public static let byteCount = 32

    private let digest: Digest256

    /// The root of a tree without leaves: SHA-256 of nothing (RFC 6962 §2.1).
    public static let empty: TreeHash = {
        var nothing = SHA256State()
        return TreeHash(nothing.finish())
    }()

    /// Takes 32 bytes; `nil` for any other number of them.
    public init?(bytes: [UInt8]) {
        guard let hash = bytes.withUnsafeBytes({ TreeHash(copying: $0) }) else { return nil }
        self = hash
    }

    /// Copies 32 bytes of a buffer, such as a blob of a database; `nil` for any other number of them.
    public init?(copying buffer: UnsafeRawBufferPointer) {
        guard let digest = Digest256(copying: buffer) else { return nil }
        self.init(digest)
    }

    private init(_ digest: Digest256) { self.digest = digest }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// Calls `body` with the 32 bytes, which are valid during the call only.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try digest.withUnsafeBytes(body)
    }
}

extension TreeHash {
    /// The hash of a record as a leaf: SHA-256(0x00 ‖ record) (RFC 6962 §2.1).
    public static func leaf(_ record: [UInt8]) -> TreeHash {
        record.withUnsafeBytes { leaf($0) }
    }

    /// The hash of a record as a leaf: SHA-256(0x00 ‖ record) (RFC 6962 §2.1).
    public static func leaf(_ record: UnsafeRawBufferPointer) -> TreeHash {
        var state = SHA256State()
        state.update(UInt8(0x00))
        state.update(record)
        return TreeHash(state.finish())
    }

    /// The hash of two subtrees: SHA-256(0x01 ‖ left ‖ right) (RFC 6962 §2.1).
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        var state = SHA256State()
        state.update(UInt8(0x01))
        left.withUnsafeBytes { state.update($0) }
        right.withUnsafeBytes { state.update($0) }
        return TreeHash(state.finish())
    }

    /// The Merkle tree hash of a list of leaves, or of roots of equal complete subtrees (RFC 6962 §2.1).
    public static func root(of hashes: some Sequence<TreeHash>) -> TreeHash {
        var row = Array(hashes)
        guard !row.isEmpty else { return .empty }
        // Pairs row by row; a hash without a partner moves up as it is, which is where RFC 6962's
        // split at the largest power of two puts it.
        while row.count > 1 {
            for pair in 0..<row.count / 2 { row[pair] = node(row[2 * pair], row[2 * pair + 1]) }
            if !row.count.isMultiple(of: 2) { row[row.count / 2] = row[row.count - 1] }
            row.removeLast(row.count / 2)
        }
        return row[0]
    }
}

extension TreeHash: CustomStringConvertible {
    /// The hash as base64 text of 44 characters (RFC 4648 §4).
    public var base64: String { String(decoding: Base64.encode(bytes), as: UTF8.self) }

    /// The base64 text.
    public var description: String { base64 }

    /// Reads ``base64``; `nil` for any other spelling.
    public init?(base64: String) { self.init(base64Line: Array(base64.utf8)[...]) }

    init?(base64Line: ArraySlice<UInt8>) {
        guard let bytes = Base64.decode(base64Line) else { return nil }
        self.init(bytes: bytes)
    }
}
