/// Why a file could not be read as a report of Zoom's web portal.
///
/// It names lines, never what stands there.
public enum PortalRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// It exceeds ``PortalLimits/bytesMax``.
    case tooLarge(bytes: Int)
    /// It has more lines than ``PortalLimits/recordsMax``; this is the first too many.
    case tooManyLines(line: Int)
    /// Nothing is in it.
    case empty
    /// It is neither UTF-8 nor UTF-16.
    case notUnicode(line: Int)
    /// A quoted cell begins at this line and never ends.
    case unclosedQuote(line: Int)
    /// No line of it is the header of a report we know.
    case notAReport
    /// One line can only be meant day first and another only month first.
    case contradictoryDates(dayFirstLine: Int, monthFirstLine: Int)
    /// From this line on it is about another meeting, or about another run of the same.
    case severalMeetings(line: Int)
    /// From this line on it is a report of another kind.
    case severalReports(line: Int)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .tooLarge(let bytes):
            "the file has \(bytes) bytes, and \(PortalLimits.bytesMax) are read at most; "
                + "export one meeting at a time"
        case .tooManyLines(let line):
            "line \(line): the file has more than \(PortalLimits.recordsMax) lines; "
                + "export one meeting at a time"
        case .empty: "the file is empty; export the report again from Zoom's web portal"
        case .notUnicode(let line):
            "line \(line): the text is neither UTF-8 nor UTF-16; export the report again, or save "
                + "it from the spreadsheet as \"CSV UTF-8\""
        case .unclosedQuote(let line):
            "line \(line): a quotation mark is never closed; export the report again"
        case .notAReport:
            "no line names the columns of a report of Zoom's web portal; expected is the CSV file "
                + "of a meeting's participants, of a webinar's attendees or of registrations, in "
                + "English, with columns such as \"Name (original name)\", \"Join time\" and "
                + "\"Leave time\""
        case .contradictoryDates(let dayFirst, let monthFirst):
            "line \(dayFirst) has a date with the day first and line \(monthFirst) one with the "
                + "month first, so no date is sure; export the report again and do not save it "
                + "from a spreadsheet"
        case .severalMeetings(let line):
            "line \(line): another meeting, or another run of it, begins; "
                + "export one meeting at a time"
        case .severalReports(let line):
            "line \(line): a report of another kind begins; give each report as a file of its own"
        }
    }
}

/// A line of a file that was not read, and why.
public struct PortalRefusedRow: Sendable, Hashable, CustomStringConvertible {
    /// The line's number in the file; the first is 1.
    ///
    /// A quoted cell may go on over further lines.
    public var line: Int
    /// Why.
    public var reason: PortalRowRefusal

    /// Where and why, in words; nothing of what stands there.
    public var description: String { "line \(line): \(reason)" }
}

/// Why a line of a file was not read.
public enum PortalRowRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// It belongs to no table that we know.
    case outsideTables
    /// It has more cells than its header, so that no cell is sure.
    case tooManyCells
    /// It lacks what the report must have.
    case missing(PortalColumn)
    /// This cell cannot be read.
    case unreadable(PortalColumn)
    /// It ends before it begins.
    case leaveBeforeJoin
    /// It lasts longer than ``PortalLimits/staySecondsMax``.
    case tooLong

    /// The reason in words.
    public var description: String {
        switch self {
        case .outsideTables: "it stands outside the tables that are known"
        case .tooManyCells: "it has more cells than its header; is a comma not quoted?"
        case .missing(let column): "the \(column.rawValue) is missing"
        case .unreadable(let column):
            "the \(column.rawValue) cannot be read; expected is \(column.expectation)"
        case .leaveBeforeJoin: "the leave time is before the join time"
        case .tooLong: "it lasts longer than a Zoom meeting can"
        }
    }
}
