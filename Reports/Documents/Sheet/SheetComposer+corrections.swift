import Attendance
import EventSourcing
import Projections
import Typesetting

extension SheetComposer {
    /// What people decided about rows, each with its author and reason; nothing where nobody did.
    mutating func composeCorrections() throws(TypesettingError) {
        let decided = sheet.rows.flatMap { row in row.corrections.map { (row, $0) } }
        guard !decided.isEmpty else { return }
        try heading(words.corrections)
        let heads = [words.name, words.decision, words.reason, words.decidedBy]
        let shares = [0.22, 0.28, 0.28, 0.22]
        try paginator.begin(
            Table(
                columns: shares.map { Table.Column(width: $0 * geometry.bodyWidth) },
                head: [
                    Table.Row(heads.map { Table.Cell([.text($0, SheetStyle.columnHead)]) })
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
        var decision = [words.correctionKinds[correction.kind] ?? correction.kind.rawValue]
        if let window = correction.window { decision.append(clock.range(window.start, window.end)) }
        if let document = correction.document { decision.append(document) }
        var reasons: [Table.Piece] = [.text(correction.reason, SheetStyle.text)]
        var authors = author(correction.by, correction.at)
        if let withdrawn = correction.withdrawn {
            reasons.append(.text("\(words.takenBack): \(withdrawn.reason)", SheetStyle.note))
            authors += author(withdrawn.by, withdrawn.at)
        }
        return Table.Row([
            Table.Cell([.text(row.name.isEmpty ? words.noName : row.name, SheetStyle.name)]),
            Table.Cell([.text(decision.joined(separator: "\n"), SheetStyle.text)]),
            Table.Cell(reasons),
            Table.Cell(authors),
        ])
    }

    private func author(_ actor: Actor, _ at: Instant) -> [Table.Piece] {
        [.text(actor.text, SheetStyle.text), .text(clock.exact(at), SheetStyle.note)]
    }
}
