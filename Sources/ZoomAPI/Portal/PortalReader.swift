import EventSourcing

/// Reads a file's records into a report: which header holds, in which section, of which meeting.
struct PortalReader {
    private var variant: PortalVariant?
    private var table: PortalTable?
    private var section: PortalSection?
    private var meeting: PendingMeeting?
    /// The header of a meeting's data, until they come.
    private var awaited: PortalMeetingColumns?
    private var rows: [PendingRow] = []
    private var refused: [PortalRefusedRow] = []
    private var recordCount = 0

    /// Which byte parts the cells: the first by which a line becomes a header.
    static func separator(of text: [UInt8]) -> UInt8 {
        let comma = UInt8(ascii: ",")
        let candidates = [comma, UInt8(ascii: ";"), UInt8(ascii: "\t")]
        return candidates.first { hasHeader(text, separator: $0) } ?? comma
    }

    /// The records of a file.
    static func records(of text: [UInt8], separator: UInt8) -> SeparatedRecords {
        SeparatedRecords(text, separator: separator, columnsMax: PortalLimits.columnsMax)
    }

    /// The next of them; `nil` after the last.
    static func next(
        of records: inout SeparatedRecords
    ) throws(PortalRefusal) -> SeparatedRecords.Record? {
        do {
            return try records.next()
        } catch {
            throw .unclosedQuote(line: error.line)
        }
    }

    private static func hasHeader(_ text: [UInt8], separator: UInt8) -> Bool {
        var records = records(of: text, separator: separator)
        // What stands above a header is far less.
        for _ in 0..<50 {
            guard let record = try? records.next() else { return false }
            let isHeader =
                PortalTable(header: record.cells) != nil
                || PortalMeetingColumns(header: record.cells) != nil
            if isHeader { return true }
        }
        return false
    }

    mutating func take(_ record: SeparatedRecords.Record) throws(PortalRefusal) {
        let cells = record.cells.map(\.tidied)
        guard let first = cells.firstIndex(where: { !$0.isEmpty }) else { return }
        recordCount += 1
        guard recordCount <= PortalLimits.recordsMax else {
            throw .tooManyLines(line: record.line)
        }
        let title = cells[first].portalTitle
        if table == nil || PortalTable.mayBegin(with: title) {
            if try takeHeader(cells, line: record.line) { return }
        }
        let isAlone = cells.dropFirst(first + 1).allSatisfy(\.isEmpty)
        if isAlone, takeTitle(title) { return }
        if let columns = awaited {
            awaited = nil
            let cells = PortalCells(cells: cells, columns: columns.columns)
            return try takeMeeting(cells, line: record.line)
        }
        guard let table else {
            // When a report was made, and what a spreadsheet says of its separator, is no person.
            if title.hasPrefix("reportgenerated") || cells[first].hasPrefix("sep=") { return }
            return refuse(.outsideTables, line: record.line)
        }
        try takeRow(cells, of: table, line: record.line)
    }

    private mutating func takeHeader(
        _ cells: [String],
        line: Int
    ) throws(PortalRefusal) -> Bool {
        guard let header = PortalTable(header: cells) else {
            guard let columns = PortalMeetingColumns(header: cells) else { return false }
            awaited = columns
            table = nil
            return true
        }
        let variant = section == nil ? header.variant : .webinar
        guard variant == self.variant ?? variant else { throw .severalReports(line: line) }
        self.variant = variant
        table = header
        awaited = nil
        return true
    }

    /// Takes a line that only says what follows; `false` when it is none.
    private mutating func takeTitle(_ title: String) -> Bool {
        switch title {
        case "hostdetails": section = .host
        case "panelistdetails": section = .panelist
        case "attendeedetails": section = .attendee
        case "otherattended": section = .other
        case "registrantdetails": section = nil
        case "attendeereport", "registrationreport", "zoomreport": return true
        default: return false
        }
        // Each section has columns of its own; those of another would mislead.
        table = nil
        awaited = nil
        return true
    }

    private mutating func takeMeeting(
        _ cells: PortalCells,
        line: Int
    ) throws(PortalRefusal) {
        let found: PendingMeeting
        do {
            found = try PendingMeeting(line: line, cells: cells)
        } catch {
            return refuse(error, line: line)
        }
        try keep(found)
    }

    private mutating func keep(_ found: PendingMeeting) throws(PortalRefusal) {
        guard found.isSame(as: meeting ?? found) else { throw .severalMeetings(line: found.line) }
        meeting = meeting ?? found
    }

    private mutating func takeRow(
        _ cells: [String],
        of table: PortalTable,
        line: Int
    ) throws(PortalRefusal) {
        guard cells.count <= PortalLimits.columnsMax,
            cells.dropFirst(table.width).allSatisfy(\.isEmpty)
        else { return refuse(.tooManyCells, line: line) }
        let row: PendingRow
        var meeting: PendingMeeting?
        do {
            row = try PendingRow(
                line: line,
                cells: PortalCells(cells: cells, columns: table.columns),
                variant: variant ?? table.variant,
                section: section
            )
            if let columns = table.meeting {
                let cells = PortalCells(cells: cells, columns: columns.columns)
                meeting = try PendingMeeting(line: line, cells: cells)
            }
        } catch {
            return refuse(error, line: line)
        }
        if let meeting { try keep(meeting) }
        rows.append(row)
    }

    private mutating func refuse(_ reason: PortalRowRefusal, line: Int) {
        refused.append(PortalRefusedRow(line: line, reason: reason))
    }

    /// What was read, its times in the order that the whole file proves, else in the one given.
    func report(dateOrder: PortalDateOrder?) throws(PortalRefusal) -> PortalReport {
        guard recordCount > 0 else { throw .empty }
        guard let variant else { throw .notAReport }
        var dates = PortalDates()
        dates.add(meeting?.start, line: meeting?.line ?? 0)
        dates.add(meeting?.end, line: meeting?.line ?? 0)
        for row in rows { dates.add(row) }
        let proven = try dates.provenOrder()
        let order = proven ?? dateOrder ?? .monthFirst
        var report = PortalReport(variant: variant)
        report.dateOrder = dates.areOpen ? order : nil
        report.isDateOrderProven = proven != nil
        report.meetingNumber = meeting?.number
        report.topic = meeting?.topic
        report.start = meeting?.start?.time(order)
        report.end = meeting?.end?.time(order)
        report.durationMinutes = meeting?.minutes
        report.refused = refused
        for row in rows {
            do {
                report.rows.append(try row.resolved(order))
            } catch {
                report.refused.append(PortalRefusedRow(line: row.row.line, reason: error))
            }
        }
        report.refused.sort { $0.line < $1.line }
        report.timesHaveSeconds = rows.allSatisfy {
            $0.join?.hasSeconds != false && $0.leave?.hasSeconds != false
        }
        return report
    }
}
