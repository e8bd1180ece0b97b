import EventSourcing

/// A CSV file that somebody fetched from Zoom's web portal, read.
///
/// Its times are by the clock of whoever fetched it, and its durations are whole minutes, rounded
/// up; it has no Zoom ids and no uuid, so it names a meeting but not which run of it (Zoom portal,
/// measured). Rows of one person may overlap, because they used two devices: time present is the
/// union of the rows, not their sum.
///
/// Nothing is lost silently: every line is in ``rows``, in ``refused``, or holds no person.
public struct PortalReport: Sendable, Hashable {
    /// Which report it is.
    public internal(set) var variant: PortalVariant
    /// The number of the meeting or webinar, where the file says it.
    public internal(set) var meetingNumber: ZoomMeetingNumber?
    /// Its title.
    ///
    /// It may be personal data.
    public internal(set) var topic: String?
    /// When it began; in a report of registrations, when it is to begin.
    public internal(set) var start: PortalTime?
    /// When it ended; webinars have a duration instead.
    public internal(set) var end: PortalTime?
    /// How long it was or is to be, in minutes.
    public internal(set) var durationMinutes: Int?
    /// The people, in the order of the file.
    public internal(set) var rows: [PortalRow]
    /// The lines that were not read, in the order of the file.
    public internal(set) var refused: [PortalRefusedRow]
    /// How dates such as `02/03/2024` were read; `nil` when no date depends on it.
    public internal(set) var dateOrder: PortalDateOrder?
    /// Whether the file itself proves ``dateOrder``; otherwise it is what the caller said, or what
    /// Zoom does by default.
    public internal(set) var isDateOrderProven: Bool
    /// Whether join and leave times have seconds; a spreadsheet that saved the file may have dropped
    /// them, and then they are right to the minute only.
    public internal(set) var timesHaveSeconds: Bool

    /// Reads a file.
    ///
    /// UTF-8 and UTF-16, separated by commas, semicolons or tabs, with any newline; takes time in
    /// proportion to its size.
    /// - Parameters:
    ///   - bytes: The file, of at most ``PortalLimits/bytesMax`` bytes.
    ///   - dateOrder: How to read dates where the file leaves it open, from the settings of the
    ///     account it comes from; without it they are read month first. What the file proves
    ///     counts more.
    /// - Throws: ``PortalRefusal`` when the file as a whole cannot be read.
    public init(
        bytes: [UInt8],
        dateOrder: PortalDateOrder? = nil
    ) throws(PortalRefusal) {
        let text = try PortalText.utf8(of: bytes)
        var reader = PortalReader()
        var records = PortalReader.records(of: text, separator: PortalReader.separator(of: text))
        while let record = try PortalReader.next(of: &records) { try reader.take(record) }
        self = try reader.report(dateOrder: dateOrder)
    }

    init(variant: PortalVariant) {
        self.variant = variant
        self.rows = []
        self.refused = []
        self.isDateOrderProven = false
        self.timesHaveSeconds = true
    }
}

extension PortalReport: CustomStringConvertible {
    /// The variant and how many lines were read; everything else may be personal data.
    public var description: String {
        "\(variant.rawValue): \(rows.count) rows, \(refused.count) refused"
    }
}

/// Which report of the portal a file is (Zoom portal, measured).
///
/// Wording and columns changed over the years; what it says did not.
public enum PortalVariant: String, Sendable, Hashable, CaseIterable {
    /// A meeting, one row for each join, with or without the meeting's data above.
    case joins = "joins of a meeting"
    /// A meeting with *Show unique users*: one row for each person, with minutes and no times.
    case uniqueUsers = "unique users of a meeting"
    /// The account's *Active hosts*: the meeting's data stands in each row.
    case activeHosts = "joins of a meeting, from the account"
    /// *Attendee Report* of a webinar: hosts, panelists, attendees and others, also who did not come.
    case webinar = "attendees of a webinar"
    /// *Registration Report*: who registered, not who came.
    case registrations = "registrations"
}
