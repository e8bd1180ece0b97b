import EventSourcing

/// The rows of a roster's CSV file.
struct RosterTable {
    struct Row {
        /// The line it begins at; that of the header is 1.
        var line: Int
        var name: String
        var email: String?
        var ownID: String?
    }

    let rows: [Row]

    /// Reads a table whose header names its columns, in any order and case.
    init(_ text: String) throws(RosterRefusal) {
        // A byte-order mark is what spreadsheets put in front of UTF-8.
        let bytes = Array((text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]).utf8)
        var records = SeparatedRecords(bytes, separator: Self.separator(of: bytes), columnsMax: 64)
        do {
            guard let header = try records.next() else {
                throw RosterRefusal(description: "the file is empty")
            }
            let columns = try Columns(header.cells)
            var rows: [Row] = []
            while let record = try records.next() {
                guard record.cells.contains(where: { !$0.isEmpty }) else { continue }
                rows.append(columns.row(of: record))
            }
            self.rows = rows
        } catch let quote as SeparatedRecords.UnclosedQuote {
            throw RosterRefusal(
                description: "line \(quote.line): a quotation mark is never closed"
            )
        } catch let refusal as RosterRefusal {
            throw refusal
        } catch {
            throw RosterRefusal(description: "\(error)")
        }
    }

    /// Whichever of the separators that spreadsheets write stands most often in the first line.
    private static func separator(of bytes: [UInt8]) -> UInt8 {
        let header = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        let counts = separators.map { separator in header.count { $0 == separator } }
        let most = counts.indices.max { counts[$0] < counts[$1] } ?? 0
        return counts[most] > 0 ? separators[most] : separators[0]
    }
}

/// Which column of a roster holds what.
private struct Columns {
    private let name: Int
    private let email: Int?
    private let ownID: Int?

    init(_ header: [String]) throws(RosterRefusal) {
        let titles = header.map { $0.lowercased().filter(\.isLetter) }
        guard let name = titles.firstIndex(where: ["name", "fullname"].contains) else {
            throw RosterRefusal(
                description: "the file's first line must name its columns: name, e-mail, own id"
            )
        }
        self.name = name
        email = titles.firstIndex(where: ["email", "emailaddress", "mail"].contains)
        ownID = titles.firstIndex(where: ["ownid", "id", "personid"].contains)
        guard email != nil || ownID != nil else {
            throw RosterRefusal(
                description: "the file needs a column e-mail or own id beside name"
            )
        }
    }

    func row(of record: SeparatedRecords.Record) -> RosterTable.Row {
        func cell(_ column: Int?) -> String? {
            guard let column, column < record.cells.count else { return nil }
            let cell = record.cells[column]
            let text = cell.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
            return text.isEmpty ? nil : String(text)
        }
        return RosterTable.Row(
            line: record.line,
            name: cell(name) ?? "",
            email: cell(email),
            ownID: cell(ownID)
        )
    }
}
