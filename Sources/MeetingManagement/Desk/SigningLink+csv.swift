import Attendance
import EventSourcing

extension [SigningLink] {
    /// The links to be handed out, as CSV (RFC 4180) with a heading.
    ///
    /// A cell that a spreadsheet would take for a formula begins with an apostrophe.
    /// - Parameter address: Where the server is reached, without a slash at its end.
    /// - Returns: the text, each line ended with CR LF.
    public func csv(at address: String) -> String {
        let rows = map { link in
            [
                link.name, link.place.slot.text, link.place.capacity.rawValue,
                "\(address)/sign/\(link.token)", link.expires.description,
            ]
        }
        return ([["name", "slot", "capacity", "link", "expires"]] + rows)
            .map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }
            .joined()
    }

    private static func cell(_ text: String) -> String {
        // By scalars: readers take a quotation mark and the mark that follows it for one character.
        let scalars = text.unicodeScalars
        let isFormula = scalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } == true
        var cell = String.UnicodeScalarView(isFormula ? "\"'".unicodeScalars : "\"".unicodeScalars)
        for scalar in scalars {
            if scalar == "\"" { cell.append(scalar) }
            cell.append(scalar)
        }
        cell.append("\"")
        return String(cell)
    }
}
