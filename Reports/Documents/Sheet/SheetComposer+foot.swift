import Attendance
import EventSourcing
import Projections
import Typesetting

extension SheetComposer {
    /// How many came, how many signed, how long in all.
    mutating func composeTotals() throws(TypesettingError) {
        try heading(words.totals)
        var facts = [(words.attendees, String(attendees.count))]
        for status in AttendanceStatus.allCases {
            let count = attendees.count { $0.status == status }
            facts.append((words.statuses[status] ?? "", String(count)))
        }
        let slots = Set(sheet.occurrence.slots.map(\.id))
        let signed = attendees.reduce(0) { total, row in
            total + Set(row.signatures.map(\.slot)).intersection(slots).count
        }
        facts.append((words.signatures, "\(signed) \(words.of) \(attendees.count * slots.count)"))
        let seconds = attendees.reduce(Int64(0)) { $0 + $1.secondsPresent }
        facts.append((words.timeInAll, "\(clock.hours(seconds)) \(words.hours)"))
        let width = geometry.bodyWidth / Double(facts.count)
        let table = Table(
            columns: facts.map { _ in Table.Column(width: width) },
            padding: 2,
            gutter: 0,
            isRuled: false
        )
        try paginator.begin(table)
        try paginator.add(
            Table.Row(
                facts.map { label, value in
                    Table.Cell([
                        .text(label, SheetStyle.label), .text(value, SheetStyle.name),
                    ])
                }
            )
        )
        paginator.endTable()
    }

    /// The foot of every page.
    mutating func feet(of pageCount: Int) throws(TypesettingError) -> [PageFrame] {
        var feet: [PageFrame] = []
        for page in 1...max(1, pageCount) {
            feet.append(try foot(page: page, of: pageCount))
        }
        return feet
    }

    private mutating func foot(
        page: Int,
        of pageCount: Int
    ) throws(TypesettingError) -> PageFrame {
        let top = geometry.height - geometry.bottom + 14
        let number = "\(words.page) \(page) \(words.of) \(pageCount)"
        var items = [
            FrameItem(
                .fill(
                    Rectangle(x: geometry.side, y: top, width: geometry.bodyWidth, height: 0.5),
                    gray: 0
                )
            )
        ]
        items += try footLine(stateLine, number, top: top + 4)
        items += try footLine(logLine, words.generator, top: top + 14)
        return PageFrame(items: items)
    }

    private mutating func footLine(
        _ left: String,
        _ right: String,
        top: Double
    ) throws(TypesettingError) -> [FrameItem] {
        var items: [FrameItem] = []
        let width = geometry.bodyWidth
        if let line = try paginator.lines(of: right, style: SheetStyle.note).first {
            let x = geometry.side + width - line.width
            items.append(FrameItem(.text(line, x: x, baseline: top + line.ascent)))
        }
        if let line = try paginator.lines(of: left, style: SheetStyle.note).first {
            items.append(FrameItem(.text(line, x: geometry.side, baseline: top + line.ascent)))
        }
        return items
    }

    private var stateLine: String {
        let provenance = document.provenance
        let state = words.states[provenance.state] ?? ""
        let known = provenance.knownAt.map { "\(words.asKnownAt) \(clock.exact($0))" }
        let closed = provenance.closedAt.map { "\(words.closedAt) \(clock.exact($0))" }
        let revision = "\(words.revision) \(provenance.revision)"
        let parts: [String?] =
            switch provenance.state {
            case .provisional: [state, known]
            case .closed: ["\(state) \(revision)", closed]
            case .amended: ["\(state) \(words.since) \(revision)", closed, known]
            }
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    private var logLine: String {
        let provenance = document.provenance
        let position = provenance.logSize > 0 ? String(provenance.logSize - 1) : "–"
        return [
            "\(words.logSize) \(provenance.logSize), \(words.position) \(position)",
            "\(words.fold) \(provenance.foldVersion)", sheet.rulePack,
            "\(words.occurrence) \(sheet.occurrence.id)",
        ].joined(separator: " · ")
    }
}
