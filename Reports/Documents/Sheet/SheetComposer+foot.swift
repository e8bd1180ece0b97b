import Attendance
import EventSourcing
import Projections
import QR
import Typesetting

extension SheetComposer {
    /// How many came, how many signed, how long in all.
    mutating func composeTotals() throws(TypesettingError) {
        try heading(say("totals"), keeping: 30)
        var facts = [(say("attendees"), String(attendees.count))]
        for status in AttendanceStatus.allCases {
            let count = attendees.count { $0.status == status }
            facts.append((say(status.rawValue), String(count)))
        }
        let slots = Set(sheet.occurrence.slots.map(\.id))
        let signed = attendees.reduce(0) { total, row in
            total + Set(row.signatures.map(\.slot)).intersection(slots).count
        }
        let asked = String(attendees.count * slots.count)
        facts.append(
            (say("signatures"), say("signed_of", ["signed": String(signed), "total": asked]))
        )
        let seconds = attendees.reduce(Int64(0)) { $0 + $1.secondsPresent }
        facts.append((say("time_in_all"), clock.hours(seconds)))
        let width = geometry.bodyWidth / Double(facts.count)
        // The figures stand on one line, also below labels that take two.
        let table = Table(
            columns: facts.map { _ in Table.Column(width: width) },
            head: [Table.Row(facts.map { Table.Cell([.text($0.0, SheetStyle.label)]) })],
            padding: 1,
            gutter: 0,
            isRuled: false
        )
        try paginator.begin(table)
        try paginator.add(
            Table.Row(facts.map { Table.Cell([.text($0.1, SheetStyle.name)]) })
        )
        paginator.endTable()
    }

    /// The foot of a page, from 1.
    mutating func foot(page: Int, of pageCount: Int) throws(TypesettingError) -> PageFrame {
        let number = say("page", ["page": String(page), "pages": String(pageCount)])
        var lines = [(stateLine, number), (logLine, say("made"))]
        if let evidence = document.evidence, !document.isBlank {
            let code = say("content_code", ["code": evidence.contentHash.code])
            let root = evidence.checkpoint.map { say("root_foot", ["root": $0.root]) }
            lines.append(([code, root].compactMap { $0 }.joined(separator: " · "), ""))
        }
        return try paginator.foot(lines, style: SheetStyle.note, mark: codeMark)
    }

    private var stateLine: String {
        let provenance = document.provenance
        guard !document.isBlank else {
            return say("blank_foot", ["known": provenance.knownAt.map(clock.exact) ?? "–"])
        }
        return say(
            "\(document.standing)_foot",
            [
                "next": provenance.supersededBy.map { String($0) } ?? "–",
                "revision": String(provenance.revision),
                "closed": provenance.closedAt.map(clock.exact) ?? "–",
                "known": provenance.knownAt.map(clock.exact) ?? "–",
            ]
        )
    }

    private var logLine: String {
        let provenance = document.provenance
        return say(
            "log",
            [
                "size": String(provenance.logSize),
                "position": provenance.logSize > 0 ? String(provenance.logSize - 1) : "–",
                "fold": String(provenance.foldVersion),
                "pack": sheet.rulePack,
                "occurrence": sheet.occurrence.id.text,
            ]
        )
    }
}

extension SheetDocument {
    /// What leads from a printed page back to the content it shows.
    var codeMark: [[Bool]] {
        guard let hash = evidence?.contentHash, !isBlank, let code = QRCode("muster:\(hash.start)")
        else { return [] }
        return (0..<code.side).map { row in
            (0..<code.side).map { code.isDark(column: $0, row: row) }
        }
    }
}

extension SHA256Digest {
    /// Its first 128 bits: enough to tell it from every other.
    fileprivate var start: String { String(text.prefix(32)) }

    /// Its first 64 bits, in groups that one reads out: `627d 25c5 506a 4c18`.
    fileprivate var code: String {
        let digits = Array(text.prefix(16))
        return stride(from: 0, to: digits.count, by: 4)
            .map { String(digits[$0..<min($0 + 4, digits.count)]) }.joined(separator: " ")
    }
}
