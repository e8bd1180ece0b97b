import Attendance
import EventSourcing
import PDF
import Projections
import Typesetting

extension SheetComposer {
    /// The organisation, the title, and what is known of the meeting.
    mutating func composeHead() throws(TypesettingError) {
        try composeOrganisation()
        try paginator.add(say("title"), style: SheetStyle.title, role: .heading(1))
        if let topic = sheet.meeting.topic {
            try paginator.add(topic, style: SheetStyle.topic)
        }
        paginator.addGap(8)
        try composeFacts()
        paginator.addGap(8)
    }

    private mutating func composeOrganisation() throws(TypesettingError) {
        let half = geometry.bodyWidth / 2
        let columns = [
            Table.Column(width: half), Table.Column(width: half, alignment: .trailing),
        ]
        let name = Table.Piece.text(sheet.organisation, SheetStyle.organisation)
        let mark = Table.Piece.text(stateMark, SheetStyle.organisation)
        let lines = document.letterhead.lines.map { Table.Piece.text($0, SheetStyle.note) }
        try paginator.begin(Table(columns: columns, padding: 0, gutter: 0, isRuled: false))
        if let logo = logoPiece {
            // Beside a logo, what else is carried stands at the other side.
            try paginator.add(
                Table.Row([Table.Cell([logo]), Table.Cell([name] + lines)])
            )
            try paginator.add(Table.Row([Table.Cell([.gap(4)]), Table.Cell([.gap(4), mark])]))
        } else {
            try paginator.add(Table.Row([Table.Cell([name] + lines), Table.Cell([mark])]))
        }
        paginator.endTable(below: 3)
        paginator.addRule(thickness: 1.2, below: 12)
    }

    /// The key of the organisation's logo among the pictures.
    static let logo = PictureKey("logo")

    /// The logo, as large as it may be.
    private var logoPiece: Table.Piece? {
        guard let logo = document.letterhead.logo else { return nil }
        let (width, height) = (Double(logo.width), Double(logo.height))
        let scale = min(160 / width, 40 / height)
        return .picture(
            Self.logo,
            .whole,
            width: width * scale,
            height: height * scale,
            alternative: say("logo_of", ["organisation": sheet.organisation])
        )
    }

    /// The state in two or three words.
    private var stateMark: String {
        guard !document.isBlank else { return say("blank") }
        let provenance = document.provenance
        return say(
            document.standing,
            [
                "revision": String(provenance.revision),
                "next": provenance.supersededBy.map { String($0) } ?? "–",
            ]
        )
    }

    private mutating func composeFacts() throws(TypesettingError) {
        let facts = self.facts
        let columns = 4
        let width = geometry.bodyWidth / Double(columns)
        let table = Table(
            columns: (0..<columns).map { _ in Table.Column(width: width) },
            padding: 3,
            gutter: 0,
            isRuled: false
        )
        try paginator.begin(table)
        for start in stride(from: 0, to: facts.count, by: columns) {
            let row = facts[start..<min(start + columns, facts.count)]
            try paginator.add(
                Table.Row(
                    row.map { fact in
                        Table.Cell([
                            .text(fact.label, SheetStyle.label), .text(fact.value, SheetStyle.text),
                        ])
                    }
                )
            )
        }
        paginator.endTable()
        if let reason = sheet.occurrence.reason, !reason.isEmpty {
            paginator.addGap(3)
            try paginator.add(say("reason"), style: SheetStyle.label)
            try paginator.add(reason, style: SheetStyle.text)
        }
        if sheet.occurrence.slots.isEmpty, !document.isBlank {
            paginator.addGap(3)
            try paginator.add(say("no_slots"), style: SheetStyle.text)
        }
    }

    private var facts: [(label: String, value: String)] {
        let occurrence = sheet.occurrence
        let planned = occurrence.planned.map(clock.range)
        let end = occurrence.planned?.end ?? occurrence.actualEnd
        let happened = [
            (say("actual"), clock.span(occurrence.actualStart, occurrence.actualEnd))
        ]
        let told = [(say("runs"), instances), (say("rules"), sheet.rulePack)]
        return [
            (say("date"), start.map(clock.longDate) ?? say("not_told")),
            (say("planned"), planned ?? say("not_planned")),
        ] + (document.isBlank ? [] : happened) + [
            (say("zone"), clock.zoneText(from: start, to: end)),
            (say(sheet.meeting.kind.rawValue), grouped(sheet.meeting.number)),
        ] + (document.isBlank ? [] : told)
    }

    private var instances: String {
        let lines = sheet.instances.map {
            say("run", ["span": clock.span($0.start, $0.end), "id": $0.uuid])
        }
        return lines.isEmpty ? "–" : lines.joined(separator: "\n")
    }

    /// A meeting number as Zoom shows it: `812 3456 7890`.
    private func grouped(_ number: String) -> String {
        guard number.utf8.count >= 9, number.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return number
        }
        let tail = number.suffix(4)
        let middle = number.dropLast(4).dropFirst(3)
        return messages.leftToRight("\(number.prefix(3)) \(middle) \(tail)")
    }
}
