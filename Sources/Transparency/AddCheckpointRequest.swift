/// The body of `POST <prefix>/add-checkpoint`: asks a witness to cosign (C2SP tlog-witness).
public struct AddCheckpointRequest: Hashable, Sendable {
    /// The most bytes a body may have.
    public static let bytesMax = SignedNote.bytesMax + 4 << 10

    /// The size the witness cosigned last, as the client believes; 0 for none.
    public let oldSize: Int64
    /// The proof from the old size to the checkpoint's; empty from 0 and from the same size.
    public let consistency: ConsistencyProof
    /// The checkpoint with the log's signature.
    public let checkpoint: SignedNote

    /// Puts a request together; nothing is verified.
    /// - Throws: ``TransparencyError`` with code `malformed` for a negative size or more than 63
    ///   hashes.
    public init(
        oldSize: Int64,
        consistency: ConsistencyProof,
        checkpoint: SignedNote
    ) throws(TransparencyError) {
        guard oldSize >= 0, consistency.hashes.count <= ConsistencyProof.hashesMax else {
            throw TransparencyError(
                .malformed,
                "a request has an old size from 0 and at most \(ConsistencyProof.hashesMax) hashes"
            )
        }
        self.oldSize = oldSize
        self.consistency = consistency
        self.checkpoint = checkpoint
    }

    /// The body: `old` with the size, the proof's hashes, an empty line, the checkpoint.
    public var bytes: [UInt8] {
        let head =
            [Array("old \(oldSize)".utf8)] + consistency.hashes.map { Base64.encode($0.bytes) }
        return head.flatMap { $0 + [.newline] } + [.newline] + checkpoint.bytes
    }

    /// Reads ``bytes``.
    /// - Throws: ``TransparencyError`` with code `malformed` for anything else, and beyond the limits.
    public init(reading bytes: [UInt8]) throws(TransparencyError) {
        guard bytes.count <= Self.bytesMax else {
            throw TransparencyError(.malformed, "the body is longer than \(Self.bytesMax) bytes")
        }
        var lines = Lines(bytes)
        guard let size = lines.next()?.dropping(prefix: "old ").flatMap({ Int64(decimal: $0) })
        else {
            throw TransparencyError(.malformed, "the body's first line is not old and a size")
        }
        guard let hashes = lines.hashes(max: ConsistencyProof.hashesMax) else {
            throw TransparencyError(
                .malformed,
                "the body's proof is not at most \(ConsistencyProof.hashesMax) hashes and an empty line"
            )
        }
        try self.init(
            oldSize: size,
            consistency: ConsistencyProof(hashes: hashes),
            checkpoint: SignedNote(reading: Array(lines.rest))
        )
    }
}
