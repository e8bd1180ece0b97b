/// A text with signatures (C2SP signed-note).
///
/// Nothing it says may be believed before a known key's signature is verified.
public struct SignedNote: Hashable, Sendable {
    /// The most bytes a note may have: room for 16 post-quantum signatures and more.
    public static let bytesMax = 256 << 10
    /// The most signatures a note may bear; the specification asks for 16 at least.
    public static let signaturesMax = 64

    /// The text that is signed, with its last newline.
    public let text: [UInt8]
    /// The signatures in their order, verified or not; at least one.
    public let signatures: [NoteSignature]

    /// Puts a note together.
    /// - Parameters:
    ///   - text: UTF-8 ending in a newline, without other control characters.
    ///   - signatures: 1 to ``signaturesMax`` signatures.
    /// - Throws: ``TransparencyError`` with code `malformed` when text or signatures are not so.
    public init(text: [UInt8], signatures: [NoteSignature]) throws(TransparencyError) {
        guard text.isNoteText, text.last == .newline else {
            throw TransparencyError(
                .malformed,
                "a note's text is UTF-8 without control characters and ends in a newline"
            )
        }
        guard (1...Self.signaturesMax).contains(signatures.count) else {
            throw TransparencyError(
                .malformed,
                "a note bears 1 to \(Self.signaturesMax) signatures, not \(signatures.count)"
            )
        }
        self.text = text
        self.signatures = signatures
        guard bytes.count <= Self.bytesMax else { throw Self.tooLong }
    }

    /// The note: the text, an empty line, the signature lines.
    public var bytes: [UInt8] { text + [.newline] + signatures.flatMap(\.line) }

    /// Reads ``bytes``; each note has one spelling, so that they come out again as they went in.
    /// - Throws: ``TransparencyError`` with code `malformed` for anything else, and beyond the limits.
    public init(reading bytes: [UInt8]) throws(TransparencyError) {
        guard bytes.count <= Self.bytesMax else { throw Self.tooLong }
        guard let split = Self.lastEmptyLine(of: bytes) else {
            throw TransparencyError(.malformed, "the note has no empty line before its signatures")
        }
        let signatures = try [NoteSignature](lines: Array(bytes[(split + 1)...]))
        try self.init(text: Array(bytes[..<split]), signatures: signatures)
    }

    /// The same note with further signatures, after those it has.
    ///
    /// A line that is there already is not repeated.
    /// - Throws: ``TransparencyError`` with code `malformed` when they become too many.
    public func adding(_ more: [NoteSignature]) throws(TransparencyError) -> SignedNote {
        var all = signatures
        for signature in more where !all.contains(signature) { all.append(signature) }
        return try SignedNote(text: text, signatures: all)
    }

    /// Where the empty line before the signatures is: the last one of the note.
    private static func lastEmptyLine(of bytes: [UInt8]) -> Int? {
        bytes.indices.last { bytes[$0] == .newline && $0 > 0 && bytes[$0 - 1] == .newline }
    }

    private static var tooLong: TransparencyError {
        TransparencyError(.malformed, "the note is longer than \(bytesMax) bytes")
    }
}

extension [NoteSignature] {
    /// Reads signature lines and nothing else.
    init(lines bytes: [UInt8]) throws(TransparencyError) {
        self = []
        var lines = Lines(bytes)
        while let line = lines.next() {
            guard count < SignedNote.signaturesMax else {
                throw TransparencyError(
                    .malformed,
                    "there are more than \(SignedNote.signaturesMax) signatures"
                )
            }
            guard let signature = NoteSignature(line: line) else {
                throw TransparencyError(.malformed, "signature line \(count + 1) is not one")
            }
            append(signature)
        }
        guard lines.rest.isEmpty else {
            throw TransparencyError(.malformed, "the last signature line does not end in a newline")
        }
    }
}
