/// A `.tlog-proof` file: evidence that a record is in a witnessed log (C2SP tlog-proof).
///
/// It is verified offline, with the record and a policy, and never with what it says of itself.
public struct TlogProof: Hashable, Sendable {
    /// The most bytes of extra data.
    public static let extraMax = 64 << 10
    /// The most bytes a file may have.
    public static let bytesMax = SignedNote.bytesMax + 2 * extraMax

    /// Data for the application, which nothing authenticates; empty for none.
    public let extra: [UInt8]
    /// The leaf's place in the log, from 0.
    public let index: Int64
    /// The way from the leaf to the checkpoint's root.
    public let inclusion: InclusionProof
    /// The log's checkpoint with its signatures and cosignatures, as it was issued.
    public let checkpoint: SignedNote

    /// Puts evidence together; nothing is verified.
    /// - Throws: ``TransparencyError`` with code `malformed` for a negative index, more than 63 hashes
    ///   or too much extra data.
    public init(
        extra: [UInt8] = [],
        index: Int64,
        inclusion: InclusionProof,
        checkpoint: SignedNote
    ) throws(TransparencyError) {
        guard index >= 0, inclusion.hashes.count <= InclusionProof.hashesMax,
            extra.count <= Self.extraMax
        else {
            throw TransparencyError(
                .malformed,
                "a proof has an index from 0, at most \(InclusionProof.hashesMax) hashes and at "
                    + "most \(Self.extraMax) bytes of extra data"
            )
        }
        self.extra = extra
        self.index = index
        self.inclusion = inclusion
        self.checkpoint = checkpoint
    }

    /// The file.
    public var bytes: [UInt8] {
        var head = [Array(Self.header.utf8)]
        if !extra.isEmpty { head.append(Array("extra ".utf8) + Base64.encode(extra)) }
        head.append(Array("index \(index)".utf8))
        head += inclusion.hashes.map { Base64.encode($0.bytes) }
        return head.flatMap { $0 + [.newline] } + [.newline] + checkpoint.bytes
    }

    /// Reads ``bytes``; each proof has one spelling, so that they come out again as they went in.
    /// - Throws: ``TransparencyError`` with code `malformed` for anything else, and beyond the limits.
    public init(reading bytes: [UInt8]) throws(TransparencyError) {
        guard bytes.count <= Self.bytesMax else {
            throw TransparencyError(.malformed, "the proof is longer than \(Self.bytesMax) bytes")
        }
        var lines = Lines(bytes)
        guard lines.next()?.elementsEqual(Self.header.utf8) == true else {
            throw TransparencyError(.malformed, "a proof's first line is \(Self.header)")
        }
        var line = lines.next()
        var extra: [UInt8] = []
        if let text = line?.dropping(prefix: "extra ") {
            guard let data = Base64.decode(text), !data.isEmpty else {
                throw TransparencyError(.malformed, "the proof's extra line is not base64")
            }
            extra = data
            line = lines.next()
        }
        guard let index = line?.dropping(prefix: "index ").flatMap({ Int64(decimal: $0) }) else {
            throw TransparencyError(.malformed, "the proof has no index line where one is due")
        }
        guard let hashes = lines.hashes(max: InclusionProof.hashesMax) else {
            throw TransparencyError(.malformed, "the proof's hashes do not end in an empty line")
        }
        try self.init(
            extra: extra,
            index: index,
            inclusion: InclusionProof(hashes: hashes),
            checkpoint: SignedNote(reading: Array(lines.rest))
        )
    }

    /// Verifies that a record is in a log the policy trusts.
    /// - Parameters:
    ///   - record: The record as the log hashed it.
    ///   - policy: The logs and witnesses to trust.
    /// - Returns: The checkpoint and who cosigned it when.
    /// - Throws: ``TransparencyError`` as ``WitnessPolicy/verify(_:)``, and with code `badProof` when
    ///   the record is not in the checkpoint's tree at ``index``.
    public func verify(
        record: [UInt8],
        policy: WitnessPolicy
    ) throws(TransparencyError) -> WitnessedCheckpoint {
        try verify(leaf: .leaf(record), policy: policy)
    }

    /// Verifies that a leaf is in a log the policy trusts; see ``verify(record:policy:)``.
    /// - Throws: ``TransparencyError`` as ``verify(record:policy:)``.
    public func verify(
        leaf: TreeHash,
        policy: WitnessPolicy
    ) throws(TransparencyError) -> WitnessedCheckpoint {
        let witnessed = try policy.verify(checkpoint)
        try inclusion.verify(
            leaf: leaf,
            index: index,
            size: witnessed.checkpoint.size,
            root: witnessed.checkpoint.root
        )
        return witnessed
    }

    private static let header = "c2sp.org/tlog-proof@v1"
}
