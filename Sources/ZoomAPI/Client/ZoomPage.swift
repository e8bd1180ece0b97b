import EventSourcing

/// A page of a list: it says how the next one is asked for.
public protocol ZoomPaged: Sendable {
    /// Asks for the next page, within 15 minutes and with the same arguments; `nil` on the last.
    var nextPageToken: String? { get }
}

extension ParticipantsReport: ZoomPaged {}

/// A page of a list of one kind of thing.
public struct ZoomPage<Element: Sendable>: ZoomPaged {
    /// How many things a page may have (Zoom API, *Pagination*).
    public static var sizeMax: Int { 300 }

    /// What the page lists, in its order.
    public var elements: [Element]
    /// Asks for the next page; `nil` on the last.
    public var nextPageToken: String?
    /// How many things all pages have together, where Zoom says so.
    public var totalRecords: Int64?
    /// How many things of the page could not be read.
    public var unreadable: Int

    /// Reads a page.
    /// - Parameters:
    ///   - answer: The answer.
    ///   - name: The member that lists the elements.
    ///   - element: Reads one; `nil` for what lacks what it is about.
    /// - Throws: ``ZoomAnswerFault`` when nothing is listed.
    init(
        _ answer: ZoomAnswer,
        listing name: String,
        element: (JSON) -> Element?
    ) throws(ZoomAnswerFault) {
        guard let listed = answer.json[name]?.array else { throw .missing(name) }
        self.elements = listed.compactMap { $0.object == nil ? nil : element($0) }
        self.nextPageToken = answer.json.text("next_page_token")
        self.totalRecords = answer.json.count("total_records")
        self.unreadable = listed.count - elements.count
    }
}

extension ZoomPage: Equatable where Element: Equatable {}
extension ZoomPage: Hashable where Element: Hashable {}
