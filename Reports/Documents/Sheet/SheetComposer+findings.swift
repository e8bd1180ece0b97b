import Attendance
import EventSourcing
import Projections
import Typesetting

extension SheetComposer {
    /// What the rules found: all that is not met or undecided or to be noted, and how much is met.
    ///
    /// Nothing where the pack has no rules, and while nothing is missed yet: before it is over.
    mutating func composeFindings() throws(TypesettingError) {
        let isOver = sheet.occurrence.actualEnd != nil || document.provenance.state == .closed
        let all = sheet.verdicts + sheet.rows.flatMap(\.verdicts)
        guard isOver, !all.isEmpty else { return }
        try heading(say("findings", ["pack": sheet.rulePack]))
        let told = [Verdict.Outcome.missed, .undecided, .noted].filter { outcome in
            all.contains { $0.outcome == outcome }
        }
        if !told.isEmpty { try composeTable(of: told) }
        let met = all.count { $0.outcome == .met }
        guard met > 0 else { return paginator.addGap(10) }
        try paginator.add(
            messages.text("sheet.met", count: met),
            style: SheetStyle.text,
            below: 12
        )
    }

    /// A row for the sheet and each of its rows with such findings, a column for each outcome there is.
    private mutating func composeTable(of outcomes: [Verdict.Outcome]) throws(TypesettingError) {
        let nameWidth = 0.22 * geometry.bodyWidth
        let width =
            (geometry.bodyWidth - SheetGrid.number - nameWidth) / Double(outcomes.count)
        let heads = ["number", "name"] + outcomes.map { $0 == .missed ? "not_met" : $0.rawValue }
        try paginator.begin(
            Table(
                columns: [
                    Table.Column(width: SheetGrid.number, alignment: .trailing),
                    Table.Column(width: nameWidth, isHead: true),
                ] + outcomes.map { _ in Table.Column(width: width) },
                head: [
                    Table.Row(heads.map { Table.Cell([.text(say($0), SheetStyle.columnHead)]) })
                ],
                padding: 3
            )
        )
        let numbered = rowsByRole.map { (String($0), name(of: $1), $1.verdicts) }
        let lines = [("", say("whole_sheet"), sheet.verdicts)] + numbered
        for (number, name, verdicts) in lines where verdicts.contains(where: { $0.outcome != .met })
        {
            let found = outcomes.map { outcome in
                verdicts.filter { $0.outcome == outcome }.map {
                    Table.Piece.text(messages.text(of: $0), SheetStyle.text)
                }
            }
            try paginator.add(
                Table.Row(
                    [
                        Table.Cell([.text(number, SheetStyle.text)]),
                        Table.Cell([.text(name, SheetStyle.name)]),
                    ] + found.map { Table.Cell($0) }
                )
            )
        }
        paginator.endTable(below: 4)
    }
}
