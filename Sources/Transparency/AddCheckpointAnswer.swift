/// What a witness answers to `add-checkpoint` (C2SP tlog-witness).
public enum AddCheckpointAnswer: Hashable, Sendable {
    /// 200: the witness persisted the checkpoint and cosigned it.
    case cosigned([NoteSignature])
    /// 400: the body is malformed, or its old size exceeds the checkpoint's.
    case malformed(reason: String)
    /// 403: no key trusted for the origin signed the checkpoint, or a signature does not verify.
    case untrusted
    /// 404: the witness does not watch this log.
    case unknownLog
    /// 409: the witness last cosigned another size, or another tree of this size.
    case conflict(latestSize: Int64)
    /// 422: the checkpoint does not continue what the witness cosigned last.
    case inconsistent

    /// The HTTP status code.
    public var status: Int {
        switch self {
        case .cosigned: 200
        case .malformed: 400
        case .untrusted: 403
        case .unknownLog: 404
        case .conflict: 409
        case .inconsistent: 422
        }
    }

    /// The HTTP `Content-Type` of ``body``.
    public var contentType: String {
        if case .conflict = self { "text/x.tlog.size" } else { "text/plain; charset=utf-8" }
    }

    /// The HTTP body.
    public var body: [UInt8] {
        switch self {
        case .cosigned(let signatures): signatures.flatMap(\.line)
        case .malformed(let reason): Array("\(reason)\n".utf8)
        case .untrusted: Array("no key trusted for this origin signed the checkpoint\n".utf8)
        case .unknownLog: Array("this witness does not watch this log\n".utf8)
        case .conflict(let latestSize): Array("\(latestSize)\n".utf8)
        case .inconsistent: Array("the consistency proof does not verify\n".utf8)
        }
    }

    /// Reads a witness's answer; no signature is verified yet.
    /// - Throws: ``TransparencyError`` with code `malformed` for another status, or a body that is not
    ///   what the status promises.
    public init(status: Int, body: [UInt8]) throws(TransparencyError) {
        switch status {
        case 200 where body.count <= SignedNote.bytesMax:
            let signatures = try [NoteSignature](lines: body)
            guard !signatures.isEmpty else {
                throw TransparencyError(.malformed, "the witness answered without a cosignature")
            }
            self = .cosigned(signatures)
        case 400: self = .malformed(reason: body.prefix(200).text)
        case 403: self = .untrusted
        case 404: self = .unknownLog
        case 409:
            guard body.last == .newline, let size = Int64(decimal: body.dropLast()) else {
                throw TransparencyError(.malformed, "the witness answered 409 without its size")
            }
            self = .conflict(latestSize: size)
        case 422: self = .inconsistent
        default:
            throw TransparencyError(.malformed, "the witness answered \(status); try again later")
        }
    }
}

extension SignedNote {
    /// The checkpoint note with a witness's cosignatures, once they are verified.
    ///
    /// Lines of keys that are not among `witnesses` are left out.
    /// - Parameters:
    ///   - cosignatures: What ``AddCheckpointAnswer/cosigned(_:)`` brought.
    ///   - witnesses: The keys of the witness that was asked.
    /// - Returns: The note with the verified lines at its end.
    /// - Throws: ``TransparencyError`` with code `badSignature` when a cosignature does not verify,
    ///   `unsigned` when none is of these witnesses, `malformed` when they become too many.
    public func adding(
        _ cosignatures: [NoteSignature],
        of witnesses: [NoteVerifier]
    ) throws(TransparencyError) -> SignedNote {
        let answer = try SignedNote(text: text, signatures: cosignatures)
        return try adding(answer.verified(by: witnesses).map(\.signature))
    }
}
