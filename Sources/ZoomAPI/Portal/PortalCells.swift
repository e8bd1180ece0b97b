/// The tidied cells of one row, read by what they say.
///
/// Empty and `--` both mean that there is nothing (Zoom portal, measured).
struct PortalCells {
    let cells: [String]
    let columns: [PortalColumn: Int]

    private subscript(column: PortalColumn) -> String? {
        guard let index = columns[column], index < cells.count else { return nil }
        let cell = cells[index]
        return cell.isEmpty || cell == "--" || cell == "-" ? nil : cell
    }

    func text(_ column: PortalColumn) throws(PortalRowRefusal) -> String? {
        guard let cell = self[column] else { return nil }
        guard cell.utf8.count <= PortalLimits.cellBytesMax else { throw .unreadable(column) }
        return cell
    }

    func flag(_ column: PortalColumn) throws(PortalRowRefusal) -> Bool? {
        guard let cell = self[column] else { return nil }
        switch cell.utf8.count <= 5 ? cell.lowercased() : "" {
        case "yes", "y", "true": return true
        case "no", "n", "false": return false
        // To take an unknown word for no would make somebody present who only waited.
        default: throw .unreadable(column)
        }
    }

    /// A whole number of minutes; a negative one is nothing, because the times beside it say more.
    func minutes() throws(PortalRowRefusal) -> Int? {
        guard let cell = self[.minutes] else { return nil }
        guard cell.utf8.count <= 7, let minutes = Int(cell) else { throw .unreadable(.minutes) }
        return minutes < 0 ? nil : minutes
    }

    func time(_ column: PortalColumn) throws(PortalRowRefusal) -> WrittenTime? {
        guard let cell = self[column] else { return nil }
        guard let time = WrittenTime(cell) else { throw .unreadable(column) }
        return time
    }

    func number() throws(PortalRowRefusal) -> ZoomMeetingNumber? {
        guard let cell = self[.meetingNumber] else { return nil }
        guard cell.utf8.count <= 40, let number = ZoomMeetingNumber(cell) else {
            throw .unreadable(.meetingNumber)
        }
        return number
    }
}
