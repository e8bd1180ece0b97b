import Foundation
import SwiftCSV

/// The rows of a roster's CSV file.
struct RosterTable {
    struct Row {
        /// The row's number in the file; the header is 1.
        var line: Int
        var name: String
        var email: String?
        var ownID: String?
    }

    let rows: [Row]

    /// Reads a table whose header names its columns, in any order and case.
    init(_ text: String) throws(RosterRefusal) {
        guard text.utf8.count(where: { $0 == UInt8(ascii: "\"") }).isMultiple(of: 2) else {
            throw RosterRefusal(description: "the file has a quotation mark that is never closed")
        }
        let csv: CSV<Enumerated>
        do {
            // A byte-order mark is what spreadsheets put in front of UTF-8.
            let plain = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
            csv = try CSV<Enumerated>(string: plain, loadColumns: false)
        } catch {
            throw RosterRefusal(description: "the file is not CSV: \(error)")
        }
        let header = csv.header.map(Self.normalised)
        guard let name = header.firstIndex(where: ["name", "fullname"].contains) else {
            throw RosterRefusal(
                description: "the file's first line must name its columns: name, e-mail, own id"
            )
        }
        let email = header.firstIndex(where: ["email", "emailaddress", "mail"].contains)
        let ownID = header.firstIndex(where: ["ownid", "id", "personid"].contains)
        guard email != nil || ownID != nil else {
            throw RosterRefusal(
                description: "the file needs a column e-mail or own id beside name"
            )
        }
        rows = csv.rows.enumerated().compactMap { index, cells in
            func cell(_ column: Int?) -> String? {
                guard let column, column < cells.count else { return nil }
                let text = cells[column].trimmingCharacters(in: .whitespacesAndNewlines)
                return text.isEmpty ? nil : text
            }
            guard cells.contains(where: { !$0.isEmpty }) else { return nil }
            return Row(
                line: index + 2,
                name: cell(name) ?? "",
                email: cell(email),
                ownID: cell(ownID)
            )
        }
    }

    private static func normalised(_ title: String) -> String {
        title.lowercased().filter(\.isLetter)
    }
}
