import EventSourcing

/// A sheet's JSON as a table for a terminal.
struct SheetSummary {
    let text: String

    init(_ bytes: [UInt8]) throws {
        let content = try JSON(parsing: bytes)["content"] ?? .null
        var table = TextTable(["NAME", "STATUS", "MINUTES", "SHARE", "SIGNED"])
        for row in content["rows"]?.array ?? [] {
            let slots = row["signatures"]?.array?.compactMap { $0["slot"]?.string } ?? []
            let share = row["share_percent"]?.integer.map { "\($0) %" } ?? "–"
            table.add([
                row["name"]?.string ?? "",
                row["status"]?.string ?? "",
                String((row["seconds_present"]?.integer ?? 0) / 60),
                share,
                slots.joined(separator: ", "),
            ])
        }
        let topic = content["meeting"]?["topic"]?.string ?? ""
        let organisation = content["organisation"]?.string ?? ""
        text = "\(organisation): \(topic)\n\n\(table.text)"
    }
}
