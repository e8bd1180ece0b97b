import Attendance
import EventSourcing
import Projections
import Typesetting

extension SheetComposer {
    /// The head of a part's table.
    func columnHeads(part: Int) -> Table.Row {
        let facts = ["status", "first_join", "last_leave", "time_present", "share"]
        let heads = ["number", "name"] + (grid.showsFacts(part) ? facts : [])
        var cells = heads.map { Table.Cell([.text(say($0), SheetStyle.columnHead)]) }
        for slot in parts[part] {
            cells.append(
                Table.Cell([
                    .text(messages.shortTitle(of: slot.id), SheetStyle.columnHead),
                    .text(clock.range(slot.window), SheetStyle.note),
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
        if grid.showsFacts(part) {
            cells += [
                Table.Cell(status(of: row)),
                Table.Cell([.text(firstJoin(of: row), SheetStyle.text)]),
                Table.Cell(lastLeave(of: row)),
                Table.Cell(timePresent(of: row)),
                Table.Cell([.text(share(of: row), SheetStyle.text)]),
            ]
        }
        cells += parts[part].map {
            document.isBlank ? Self.room : signature(of: row, for: $0, part: part)
        }
        return Table.Row(cells)
    }

    /// A row for somebody nobody expects, to be filled in by hand.
    func emptyRow(number: Int, part: Int) -> Table.Row {
        Table.Row(
            [Table.Cell([.text(String(number), SheetStyle.text)]), Table.Cell([])]
                + parts[part].map { _ in Self.room }
        )
    }

    /// Room to sign by hand.
    private static let room = Table.Cell([.gap(30)])

    private func status(of row: AttendanceSheet.Row) -> [Table.Piece] {
        let marker = Self.marker(of: row.status)
        let status = Table.Piece.marked(marker, say(row.status.rawValue), SheetStyle.text)
        // Why nobody can tell is what there is to say of it.
        let reasons = row.status == .unknown ? row.reasons.compactMap { why($0) } : []
        let notes = (row.isExcused ? [say("excused")] : []) + reasons
        return [status] + notes.map { .text($0, SheetStyle.note) }
    }

    private func why(_ reason: StatusReason) -> String? {
        messages.has("sheet.why_\(reason.rawValue)") ? say("why_\(reason.rawValue)") : nil
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
            .text(name(of: row), SheetStyle.name)
        ]
        if let email = row.email, !email.isEmpty { pieces.append(.text(email, SheetStyle.note)) }
        if let ownID = row.ownID, !ownID.isEmpty { pieces.append(.text(ownID, SheetStyle.note)) }
        return pieces
    }

    private func firstJoin(of row: AttendanceSheet.Row) -> String {
        if let join = row.firstJoin { return clock.time(join, on: day) }
        return row.connections.isEmpty ? "–" : say("not_told")
    }

    private func lastLeave(of row: AttendanceSheet.Row) -> [Table.Piece] {
        guard let leave = row.lastLeave else {
            let text = row.connections.isEmpty && row.firstJoin == nil ? "–" : say("connected")
            return [.text(text, SheetStyle.text)]
        }
        let time = Table.Piece.text(clock.time(leave, on: day), SheetStyle.text)
        // A person who corrected it stated its end.
        guard row.secondsTold == nil else { return [time] }
        let last = row.connections.last { $0.to == leave }
        return last?.endInferred == true ? [time, .text(say("inferred"), SheetStyle.note)] : [time]
    }

    private func timePresent(of row: AttendanceSheet.Row) -> [Table.Piece] {
        let told = row.secondsTold.map { seconds in
            Table.Piece.text(
                say("zoom_told", ["minutes": String(seconds / 60)]),
                SheetStyle.note
            )
        }
        guard row.secondsPresent > 0 || row.firstJoin != nil || told != nil else {
            return [.text("–", SheetStyle.text)]
        }
        return [
            .text(say("minutes", ["minutes": String(row.secondsPresent / 60)]), SheetStyle.text),
            .text(clock.hours(row.secondsPresent), SheetStyle.note),
        ] + [told].compactMap { $0 }
    }

    private func share(of row: AttendanceSheet.Row) -> String {
        row.sharePercent.map { say("percent", ["percent": String($0)]) } ?? "–"
    }

    /// The signatures of a row that a part of the table shows, where their pictures are at hand.
    func printed(of row: AttendanceSheet.Row, part: Int) -> [AttendanceSheet.SignatureLine] {
        parts[part].compactMap { row.signature(for: $0) }
    }

    private func signature(
        of row: AttendanceSheet.Row,
        for slot: Slot,
        part: Int
    ) -> Table.Cell {
        guard let line = row.signature(for: slot) else {
            let isOpen = document.provenance.knownAt.map { $0 < slot.window.end } ?? false
            let isProvisional = document.provenance.state == .provisional
            let key = isOpen && isProvisional ? "not_signed_yet" : "not_signed"
            return Table.Cell([.text(say(key), SheetStyle.note)])
        }
        let time = Table.Piece.text(clock.time(line.signedAt, on: day), SheetStyle.note)
        guard let extent = extents[line] else {
            return Table.Cell([.text(say("no_image"), SheetStyle.note), time])
        }
        let place = SignaturePlace(
            extent,
            width: grid.slotWidth(part: part) - SheetGrid.slotIndent - 8
        )
        return Table.Cell([
            .picture(
                PictureKey(line.sha256.text),
                place.part,
                width: place.width,
                height: place.height,
                alternative: say(
                    "signature_of",
                    ["name": name(of: row), "slot": messages.shortTitle(of: slot.id)]
                )
            ),
            .gap(2), time,
        ])
    }
}

extension AttendanceSheet.Row {
    /// The last that was signed for a slot.
    fileprivate func signature(for slot: Slot) -> AttendanceSheet.SignatureLine? {
        signatures.last { $0.slot == slot.id }
    }
}
