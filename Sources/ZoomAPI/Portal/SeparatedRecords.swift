/// The records of separated text (RFC 4180), read one by one in one pass.
///
/// By bytes and not by characters: a joiner or an accent at the beginning of a cell would melt with
/// the separator before it, and the cells with each other. Beyond the RFC: any separator, any
/// newline, records of any length, and quotation marks inside a cell that was not quoted, which
/// stand for themselves.
struct SeparatedRecords {
    struct Record {
        /// The line the record begins at; the first is 1.
        var line: Int
        /// One more than ``PortalLimits/columnsMax`` at most.
        var cells: [String]
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    private var offset = 0
    private var line = 1

    /// Reads valid UTF-8.
    init(_ bytes: [UInt8], separator: UInt8) {
        self.bytes = bytes
        self.separator = separator
    }

    private var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// The next record; `nil` after the last.
    ///
    /// Lines without a byte are none.
    mutating func next() throws(PortalRefusal) -> Record? {
        while byte == .lineFeed || byte == .carriageReturn { skipNewline() }
        guard offset < bytes.count else { return nil }
        var record = Record(line: line, cells: [])
        while true {
            let cell = try cell()
            if record.cells.count <= PortalLimits.columnsMax { record.cells.append(cell) }
            guard byte == separator else { break }
            offset += 1
        }
        skipNewline()
        return record
    }

    private mutating func cell() throws(PortalRefusal) -> String {
        let start = offset
        while byte == UInt8(ascii: " ") { offset += 1 }
        guard byte == .quote else {
            offset = start
            return plain()
        }
        let opening = line
        offset += 1
        var text = ""
        while true {
            let start = offset
            while let byte, byte != .quote, byte != .lineFeed, byte != .carriageReturn {
                offset += 1
            }
            text += String(decoding: bytes[start..<offset], as: UTF8.self)
            guard let byte else { throw .unclosedQuote(line: opening) }
            if byte != .quote {
                skipNewline()
                text += "\n"
                continue
            }
            offset += 1
            // What follows the closing mark belongs to the cell, whatever the RFC says.
            guard self.byte == .quote else { return text + plain() }
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
    fileprivate static let quote = UInt8(ascii: "\"")
    fileprivate static let lineFeed = UInt8(ascii: "\n")
    fileprivate static let carriageReturn = UInt8(ascii: "\r")
}
