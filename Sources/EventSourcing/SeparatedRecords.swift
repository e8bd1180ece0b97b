/// The records of separated text (RFC 4180), read one by one in one pass.
///
/// By bytes and not by characters: a joiner or an accent at the beginning of a cell would melt with
/// the separator before it, and the cells with each other. Beyond the RFC: any separator, any
/// newline, records of any length, and quotation marks inside a cell that was not quoted, which
/// stand for themselves.
public struct SeparatedRecords {
    /// One record.
    public struct Record: Sendable, Hashable {
        /// The line the record begins at; the first is 1.
        public var line: Int
        /// The cells; one more than asked for at most.
        public var cells: [String]
    }

    /// A quotation mark that is never closed.
    public struct UnclosedQuote: Error, Hashable {
        /// The line it stands in.
        public var line: Int
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    private let columnsMax: Int
    private var offset = 0
    private var line = 1

    /// Reads separated text.
    /// - Parameters:
    ///   - bytes: Valid UTF-8.
    ///   - separator: What stands between two cells.
    ///   - columnsMax: How many cells of a record are kept, and one more.
    public init(_ bytes: [UInt8], separator: UInt8, columnsMax: Int = 1024) {
        self.bytes = bytes
        self.separator = separator
        self.columnsMax = columnsMax
    }

    private var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// The next record; `nil` after the last.
    ///
    /// Lines without a byte are none.
    /// - Throws: ``UnclosedQuote`` where a cell has no end.
    public mutating func next() throws(UnclosedQuote) -> Record? {
        while byte == .lineFeed || byte == .carriageReturn { skipNewline() }
        guard offset < bytes.count else { return nil }
        var record = Record(line: line, cells: [])
        while true {
            let cell = try cell()
            if record.cells.count <= columnsMax { record.cells.append(cell) }
            guard byte == separator else { break }
            offset += 1
        }
        skipNewline()
        return record
    }

    private mutating func cell() throws(UnclosedQuote) -> String {
        let start = offset
        while byte == UInt8(ascii: " ") { offset += 1 }
        guard byte == .quotationMark else {
            offset = start
            return plain()
        }
        let opening = line
        offset += 1
        var text = ""
        while true {
            let start = offset
            while let byte, byte != .quotationMark, byte != .lineFeed, byte != .carriageReturn {
                offset += 1
            }
            text += String(decoding: bytes[start..<offset], as: UTF8.self)
            guard let byte else { throw UnclosedQuote(line: opening) }
            if byte != .quotationMark {
                skipNewline()
                text += "\n"
                continue
            }
            offset += 1
            // What follows the closing mark belongs to the cell, whatever the RFC says.
            guard self.byte == .quotationMark else { return text + plain() }
            offset += 1
            text += "\""
        }
    }

    /// What stands up to the next separator or newline.
    private mutating func plain() -> String {
        let start = offset
        while let byte, byte != separator, byte != .lineFeed, byte != .carriageReturn {
            offset += 1
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func skipNewline() {
        guard let byte else { return }
        offset += 1
        if byte == .carriageReturn, self.byte == .lineFeed { offset += 1 }
        line += 1
    }
}

extension UInt8 {
    fileprivate static let quotationMark = UInt8(ascii: "\"")
    fileprivate static let lineFeed = UInt8(ascii: "\n")
    fileprivate static let carriageReturn = UInt8(ascii: "\r")
}
