import Attendance
import EventSourcing
import Projections
import Typesetting

extension SheetComposer {
    /// Begins the annex: who was connected when, what is recorded of each, and the log it was made from.
    mutating func beginAnnex() throws(TypesettingError) {
        paginator.ensure(.infinity)
        try paginator.add(say("annex"), style: SheetStyle.title, role: .heading(1), below: 8)
    }

    /// Begins the table of what is recorded of each row.
    mutating func beginRecords() throws(TypesettingError) {
        try heading(say("records"))
        let heads = ["number", "name", "connected_when", "signed_when", "events"]
        let shares = [0.2, 0.22, 0.42, 0.16]
        let width = geometry.bodyWidth - SheetGrid.number
        try paginator.begin(
            Table(
                columns: [Table.Column(width: SheetGrid.number, alignment: .trailing)]
                    + shares.enumerated().map {
                        Table.Column(width: $1 * width, isHead: $0 == 0)
                    },
                head: [
                    Table.Row(heads.map { Table.Cell([.text(say($0), SheetStyle.columnHead)]) })
                ],
                padding: 3
            )
        )
    }

    /// What is recorded of a row.
    mutating func composeRecord(
        of row: AttendanceSheet.Row,
        number: Int,
        _ evidence: SheetEvidence
    ) throws(TypesettingError) {
        try paginator.add(
            Table.Row([
                Table.Cell([.text(String(number), SheetStyle.text)]),
                Table.Cell([.text(name(of: row), SheetStyle.name)]),
                Table.Cell(connections(of: row)),
                Table.Cell(signatures(of: row)),
                Table.Cell([.text(positions(behind: row, in: evidence), SheetStyle.note)]),
            ])
        )
    }

    mutating func endRecords() { paginator.endTable(below: 12) }

    private func positions(
        behind row: AttendanceSheet.Row,
        in evidence: SheetEvidence
    ) -> String {
        evidence.events[row.attendee].map { messages.leftToRight($0.asRanges) } ?? "–"
    }

    private func connections(of row: AttendanceSheet.Row) -> [Table.Piece] {
        guard !row.connections.isEmpty else {
            return [.text(say("not_connected"), SheetStyle.note)]
        }
        return row.connections.flatMap { connection -> [Table.Piece] in
            let ends = [connection.from, connection.to].map {
                $0.map(clock.second) ?? say("not_told")
            }
            let isInferred = connection.endInferred || connection.isEndUnknown
            let source = say("source_\(connection.source.rawValue)")
            return [
                .text(messages.leftToRight(ends.joined(separator: "–")), SheetStyle.text),
                .text(
                    isInferred ? "\(source); \(say("inferred"))" : source,
                    SheetStyle.note
                ),
            ]
        }
    }

    private func signatures(of row: AttendanceSheet.Row) -> [Table.Piece] {
        guard !row.signatures.isEmpty else { return [.text("–", SheetStyle.text)] }
        return row.signatures.flatMap { line -> [Table.Piece] in
            [
                .text(
                    "\(messages.shortTitle(of: line.slot)): \(clock.exact(line.signedAt))",
                    SheetStyle.text
                ),
                .text(say("picture_hash", ["hash": line.sha256.text]), SheetStyle.note),
            ]
        }
    }

    /// The log the sheet was made from.
    mutating func composeLog(_ evidence: SheetEvidence) throws(TypesettingError) {
        try heading(say("log_title"))
        var facts = [(say("log_size"), String(document.provenance.logSize))]
        facts.append((say("content_hash"), evidence.contentHash.text))
        if let checkpoint = evidence.checkpoint {
            facts.append((say("log_name"), checkpoint.origin))
            facts.append((say("log_root"), checkpoint.root))
            facts.append((say("log_checkpoint"), checkpoint.note))
        }
        try paginator.begin(
            Table(
                columns: [
                    Table.Column(width: 0.22 * geometry.bodyWidth),
                    Table.Column(width: 0.78 * geometry.bodyWidth),
                ],
                padding: 2,
                gutter: 0,
                isRuled: false
            )
        )
        for (label, value) in facts {
            try paginator.add(
                Table.Row([
                    Table.Cell([.text(label, SheetStyle.label)]),
                    Table.Cell([.text(value, SheetStyle.text)]),
                ])
            )
        }
        paginator.endTable()
    }
}
