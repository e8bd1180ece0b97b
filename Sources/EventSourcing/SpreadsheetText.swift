/// Tables as text for programs and spreadsheets (RFC 4180).
public enum SpreadsheetText {
    /// The rows as text, each line ended with CR LF, every cell in quotation marks.
    ///
    /// A cell that a spreadsheet would take for a formula begins with an apostrophe.
    public static func csv(_ rows: [[String]]) -> String {
        rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
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
