/// What a header says about the rows below it.
struct PortalTable {
    /// Which report has such rows.
    let variant: PortalVariant
    /// Where each thing stands that a row says of a person.
    let columns: [PortalColumn: Int]
    /// Where each thing stands that a row says of the meeting.
    let meeting: PortalMeetingColumns?
    /// How many cells a row has.
    let width: Int

    /// Recognises a header of people; `nil` when the cells are none.
    init?(header cells: [String]) {
        let titles = cells.map(\.portalTitle)
        width = cells.count
        let name = Self.nameIndex(in: titles)
        // Before the name stand the meeting's data, with titles such as *User Email* of their own.
        var columns = Self.columns(in: titles, from: name ?? 0, titles: PortalColumn.titles)
        guard let name else {
            guard columns[.registrationTime] != nil, columns[.email] != nil,
                columns[.joinTime] == nil
            else { return nil }
            (variant, self.columns, meeting) = (.registrations, columns, nil)
            return
        }
        columns[.name] = name
        meeting = PortalMeetingColumns(titles: titles[..<name])
        if let attended = titles.firstIndex(of: "attended") { columns[.attended] = attended }
        self.columns = columns
        if columns[.attended] != nil {
            variant = .webinar
        } else if columns[.joinTime] != nil {
            variant = meeting == nil ? .joins : .activeHosts
        } else {
            guard columns[.minutes] != nil else { return nil }
            variant = .uniqueUsers
        }
    }

    private static func nameIndex(in titles: [String]) -> Int? {
        let sure = titles.firstIndex { $0 == "nameoriginalname" || $0 == "usernameoriginalname" }
        return sure ?? titles.firstIndex { $0 == "name" || $0 == "username" }
    }

    fileprivate static func columns(
        in cells: some Collection<String>,
        from start: Int,
        titles: [String: PortalColumn]
    ) -> [PortalColumn: Int] {
        let found = cells.enumerated().dropFirst(start).compactMap { index, title in
            titles[title].map { ($0, index) }
        }
        return Dictionary(found) { first, _ in first }
    }

    /// Whether a cell could begin a header, so that most rows need no closer look.
    static func mayBegin(with title: String) -> Bool {
        PortalColumn.titles[title] != nil || PortalColumn.meetingTitles[title] != nil
            || nameIndex(in: [title]) != nil
    }
}

/// Where a header says what of a whole meeting.
struct PortalMeetingColumns {
    let columns: [PortalColumn: Int]

    /// Recognises the header above a meeting's data; `nil` when the cells are none.
    init?(header cells: [String]) {
        self.init(titles: cells.map(\.portalTitle)[...])
    }

    fileprivate init?(titles: ArraySlice<String>) {
        columns = PortalTable.columns(in: titles, from: 0, titles: PortalColumn.meetingTitles)
        guard columns[.topic] != nil, columns[.meetingNumber] != nil else { return nil }
    }
}

extension String {
    /// This title by letters and digits alone: spelling and brackets changed over the years.
    var portalTitle: String {
        guard utf8.count <= PortalLimits.cellBytesMax else { return "" }
        return String(
            decoding: lowercased().utf8.filter {
                (97...122).contains($0) || (48...57).contains($0)
            },
            as: UTF8.self
        )
    }
}
