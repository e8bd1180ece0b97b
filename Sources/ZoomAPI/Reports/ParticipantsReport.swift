public import EventSourcing

/// One page of who was in a run of a meeting or webinar, as Zoom's REST API tells it afterwards
/// (Zoom API, *Get meeting participant reports*, *Get past meeting participants* and the same of
/// webinars).
///
/// It comes some minutes after the end, up to about 30; before that it is an error, empty, or has
/// durations of 0 (measured). A meeting of one participant has none.
public struct ParticipantsReport: Sendable, Hashable {
    /// Asks for the next page, within 15 minutes and with the same parameters; `nil` on the last.
    public var nextPageToken: String?
    /// How many rows a page may have.
    public var pageSize: Int64?
    /// How many rows all pages have together.
    public var totalRecords: Int64?
    /// One row for each join and each move to or from a breakout room, in the order of the page.
    public var rows: [ParticipantsReportRow]
    /// The rows of the page that say nothing usable.
    public var refused: [ParticipantsReportRefusedRow]

    /// Decodes the body of an answer.
    /// - Parameter body: The bytes of the answer, whatever its HTTP status: some errors come with
    ///   200 (measured).
    /// - Throws: ``ParticipantsReportRefusal`` for a body that is no page. A row that cannot be used
    ///   is no reason; it is in ``refused``.
    public init(parsing body: [UInt8]) throws(ParticipantsReportRefusal) {
        let json: JSON
        do {
            json = try JSON(parsing: body)
        } catch {
            throw .notJSON(error)
        }
        try self.init(json: json)
    }

    /// Reads the decoded body of an answer.
    init(json: JSON) throws(ParticipantsReportRefusal) {
        guard case .object = json else { throw .notAnObject }
        // A page has no code, so that one with both would be an error that looks like nobody came.
        if let code = json.count("code"), code != 0 {
            throw .answeredWithError(code: code, message: json.text("message"))
        }
        guard let elements = json["participants"]?.array else { throw .noParticipants }
        self.nextPageToken = json.text("next_page_token")
        self.pageSize = json.count("page_size")
        self.totalRecords = json.count("total_records")
        self.rows = []
        self.refused = []
        for (index, element) in elements.enumerated() {
            do {
                rows.append(try ParticipantsReportRow(json: element))
            } catch {
                refused.append(ParticipantsReportRefusedRow(index: index, fault: error))
            }
        }
    }
}

/// Why the body of an answer is no page of participants.
///
/// Its description quotes nothing from the body.
public enum ParticipantsReportRefusal: Error, Hashable, CustomStringConvertible {
    /// It is not JSON.
    case notJSON(JSONError)
    /// It is JSON, but no object.
    case notAnObject
    /// It is an error, whatever the HTTP status said; `code` is Zoom's own number.
    ///
    /// The message may name a user, so the description leaves it out.
    case answeredWithError(code: Int64, message: String?)
    /// It is neither an error nor does it have an array `participants`.
    case noParticipants

    /// The reason in words.
    public var description: String {
        switch self {
        case .notJSON(let error): "the answer is \(error.description)"
        case .notAnObject: "the answer is not a JSON object"
        case .answeredWithError(let code, _):
            "Zoom answered with its error \(code) instead of participants"
        case .noParticipants: "the answer has no array participants; is it of another operation?"
        }
    }
}

/// A row of a page that cannot be used, and why.
public struct ParticipantsReportRefusedRow: Sendable, Hashable, CustomStringConvertible {
    /// The row's place in the page's array, 0-based.
    public var index: Int
    /// What it lacks.
    public var fault: ParticipantsReportRowFault

    /// Where and why, in words; nothing of what the row says.
    public var description: String { "participants[\(index)]: \(fault.rawValue)" }
}

/// What a row of a page lacks.
public enum ParticipantsReportRowFault: String, Error, Sendable, Hashable, CaseIterable {
    /// It is no object.
    case notAnObject = "the row is not a JSON object"
    /// It says neither when somebody came nor when they went.
    case noTime = "the row has neither join_time nor leave_time"
    /// When they came cannot be read.
    case unreadableJoinTime = "join_time is not RFC 3339 text"
    /// When they went cannot be read.
    case unreadableLeaveTime = "leave_time is not RFC 3339 text"
}
