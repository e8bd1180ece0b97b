import Attendance
import EventSourcing
import Projections
import Typesetting

extension SheetComposer {
    /// The head of a part's table.
    func columnHeads(part: Int) -> Table.Row {
        let facts = [
            words.status, words.firstJoin, words.lastLeave, words.timePresent, words.share,
        ]
        let texts = [words.number, words.name] + (part == 0 ? facts : [])
        var cells = texts.map { Table.Cell([.text($0, SheetStyle.columnHead)]) }
        for slot in parts[part] {
            cells.append(
                Table.Cell([
                    .text(title(of: slot), SheetStyle.columnHead),
                    .text(clock.range(slot.window.start, slot.window.end), SheetStyle.note),
                ])
            )
        }
        return Table.Row(cells)
    }

    /// The row of someone.
    func row(_ row: AttendanceSheet.Row, number: Int, part: Int) -> Table.Row {
        var cells = [
            Table.Cell([.text(String(number), SheetStyle.text)]),
            Table.Cell(identity(of: row)),
        ]
        if part == 0 {
            cells += [
                Table.Cell(status(of: row)),
                Table.Cell([.text(firstJoin(of: row), SheetStyle.text)]),
                Table.Cell(lastLeave(of: row)),
                Table.Cell(timePresent(of: row)),
                Table.Cell([.text(row.sharePercent.map { "\($0) %" } ?? "–", SheetStyle.text)]),
            ]
        }
        cells += parts[part].map { signature(of: row, for: $0, part: part) }
        return Table.Row(cells)
    }

    private func status(of row: AttendanceSheet.Row) -> [Table.Piece] {
        let marker = Self.marker(of: row.status)
        let status = Table.Piece.marked(
            marker,
            words.statuses[row.status] ?? "",
            SheetStyle.text
        )
        // Why nobody can tell is what there is to say of it.
        let reasons = row.status == .unknown ? row.reasons.compactMap { words.reasons[$0] } : []
        let notes = (row.isExcused ? [words.excused] : []) + reasons
        return [status] + notes.map { .text($0, SheetStyle.note) }
    }

    private static func marker(of status: AttendanceStatus) -> Table.Marker {
        switch status {
        case .present: .full
        case .partial: .half
        case .absent: .empty
        case .notSeenYet: .faint
        case .unknown: .dotted
        }
    }

    private func identity(of row: AttendanceSheet.Row) -> [Table.Piece] {
        var pieces: [Table.Piece] = [
            .text(row.name.isEmpty ? words.noName : row.name, SheetStyle.name)
        ]
        if let email = row.email, !email.isEmpty { pieces.append(.text(email, SheetStyle.note)) }
        if let ownID = row.ownID, !ownID.isEmpty { pieces.append(.text(ownID, SheetStyle.note)) }
        return pieces
    }

    private func firstJoin(of row: AttendanceSheet.Row) -> String {
        if let join = row.firstJoin { return clock.time(join, on: day) }
        return row.connections.isEmpty ? "–" : words.notTold
    }

    private func lastLeave(of row: AttendanceSheet.Row) -> [Table.Piece] {
        guard let leave = row.lastLeave else {
            let text = row.connections.isEmpty && row.firstJoin == nil ? "–" : words.connected
            return [.text(text, SheetStyle.text)]
        }
        let time = Table.Piece.text(clock.time(leave, on: day), SheetStyle.text)
        // A person who corrected it stated its end.
        guard row.secondsTold == nil else { return [time] }
        let last = row.connections.last { $0.to == leave }
        return last?.endInferred == true ? [time, .text(words.inferred, SheetStyle.note)] : [time]
    }

    private func timePresent(of row: AttendanceSheet.Row) -> [Table.Piece] {
        let told = row.secondsTold.map { seconds in
            Table.Piece.text(
                "\(words.zoomTold) \(seconds / 60) \(words.minutes)",
                SheetStyle.note
            )
        }
        guard row.secondsPresent > 0 || row.firstJoin != nil || told != nil else {
            return [.text("–", SheetStyle.text)]
        }
        return [
            .text("\(row.secondsPresent / 60) \(words.minutes)", SheetStyle.text),
            .text("\(clock.hours(row.secondsPresent)) \(words.hours)", SheetStyle.note),
        ] + [told].compactMap { $0 }
    }

    private func signature(
        of row: AttendanceSheet.Row,
        for slot: Slot,
        part: Int
    ) -> Table.Cell {
        guard let line = row.signatures.last(where: { $0.slot == slot.id }) else {
            let isOpen = document.provenance.knownAt.map { $0 < slot.window.end } ?? false
            let isProvisional = document.provenance.state == .provisional
            let why = isOpen && isProvisional ? words.notSignedYet : words.notSigned
            return Table.Cell([.text("– \(why)", SheetStyle.note)])
        }
        let time = Table.Piece.text(clock.time(line.signedAt, on: day), SheetStyle.note)
        guard let picture = document.picture(of: line) else {
            return Table.Cell([.text(words.noImage, SheetStyle.note), time])
        }
        let place = SignaturePlace(
            picture,
            width: grid.slotWidth(part: part) - SheetGrid.slotIndent - 8
        )
        return Table.Cell([
            .picture(
                PictureKey(line.sha256.text),
                place.part,
                width: place.width,
                height: place.height,
                alternative: "\(words.signatureOf) \(row.name), \(title(of: slot))"
            ),
            time,
        ])
    }

    /// `Morning`, with the date in front where the slot's name has one.
    func title(of slot: Slot) -> String {
        let text = slot.id.text
        if let known = words.slots[text] { return known }
        if let date = CivilDate(String(text.prefix(10))) {
            let rest = String(text.dropFirst(11))
            let name = words.slots[rest] ?? rest
            return name.isEmpty
                ? clock.shortDate(date) : "\(clock.shortDate(date)), \(name.lowercased())"
        }
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}
