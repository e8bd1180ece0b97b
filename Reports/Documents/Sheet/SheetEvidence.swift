public import Attendance
public import EventSourcing

/// What a sheet rests on beyond what it says itself: for its annex.
public struct SheetEvidence: Sendable, Hashable {
    /// SHA-256 of the sheet's content as canonical JSON, by which a closing names it.
    public var contentHash: SHA256Digest
    /// The positions of the events behind each row, in order.
    public var events: [SubjectID: [Int64]]
    /// The log as it was signed after the sheet was closed; `nil` for a sheet that is not.
    public var checkpoint: LogCheckpoint?

    /// States what a sheet rests on.
    public init(
        contentHash: SHA256Digest,
        events: [SubjectID: [Int64]],
        checkpoint: LogCheckpoint? = nil
    ) {
        self.contentHash = contentHash
        self.events = events
        self.checkpoint = checkpoint
    }

    /// A log's signed statement of what it holds (C2SP tlog-checkpoint).
    public struct LogCheckpoint: Sendable, Hashable {
        /// The log's name.
        public let origin: String
        /// How many events it held.
        public let size: String
        /// The root of the tree over them, in Base64.
        public let root: String
        /// The whole note, with its signatures.
        public let note: String

        /// Reads the bytes of a note; `nil` where it has no such lines.
        public init?(note bytes: [UInt8]) {
            note = String(decoding: bytes, as: UTF8.self)
            let lines = note.split(separator: "\n", omittingEmptySubsequences: false)
            guard lines.count > 3 else { return nil }
            (origin, size, root) = (String(lines[0]), String(lines[1]), String(lines[2]))
        }
    }
}

extension Array<Int64> {
    /// Positions in few words: `12–15, 40`.
    var asRanges: String {
        var ranges: [(first: Int64, last: Int64)] = []
        for position in self {
            if let last = ranges.last, last.last + 1 == position {
                ranges[ranges.count - 1].last = position
            } else {
                ranges.append((position, position))
            }
        }
        return ranges.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)–\($0.last)" }
            .joined(separator: ", ")
    }
}
