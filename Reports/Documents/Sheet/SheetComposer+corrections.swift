import Attendance
import EventSourcing
import Projections
import Typesetting

extension SheetComposer {
    /// What people decided about rows, each with its author and reason; nothing where nobody did.
    mutating func composeCorrections() throws(TypesettingError) {
        let decided = sheet.rows.flatMap { row in row.corrections.map { (row, $0) } }
        guard !decided.isEmpty else { return }
        try heading(say("corrections"))
        let heads = ["name", "decision", "reason", "decided_by"]
        let shares = [0.22, 0.28, 0.28, 0.22]
        try paginator.begin(
            Table(
                columns: shares.enumerated().map {
                    Table.Column(width: $1 * geometry.bodyWidth, isHead: $0 == 0)
                },
                head: [
                    Table.Row(heads.map { Table.Cell([.text(say($0), SheetStyle.columnHead)]) })
                ]
            )
        )
        for (row, correction) in decided { try paginator.add(line(correction, about: row)) }
        paginator.endTable(below: 12)
    }

    private func line(
        _ correction: AttendanceSheet.CorrectionLine,
        about row: AttendanceSheet.Row
    ) -> Table.Row {
        var decision = [say("was_\(correction.kind.rawValue)")]
        if let window = correction.window { decision.append(clock.range(window)) }
        if let document = correction.document { decision.append(document) }
        var reasons: [Table.Piece] = [.text(correction.reason, SheetStyle.text)]
        var authors = author(correction.by, correction.at)
        if let withdrawn = correction.withdrawn {
            reasons.append(.text(say("taken_back", ["reason": withdrawn.reason]), SheetStyle.note))
            authors += author(withdrawn.by, withdrawn.at)
        }
        return Table.Row([
            Table.Cell([.text(name(of: row), SheetStyle.name)]),
            Table.Cell([.text(decision.joined(separator: "\n"), SheetStyle.text)]),
            Table.Cell(reasons),
            Table.Cell(authors),
        ])
    }

    private func author(_ actor: Actor, _ at: Instant) -> [Table.Piece] {
        [.text(actor.text, SheetStyle.text), .text(clock.exact(at), SheetStyle.note)]
    }
}
