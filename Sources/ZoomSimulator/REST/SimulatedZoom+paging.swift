import EventSourcing

/// Where a list goes on.
struct PagePlace: Sendable {
    var fingerprint: String
    var offset: Int
    var expiresAt: Instant
}

extension SimulatedZoom {
    /// How long a page token lasts (Zoom API, *Pagination*).
    static let pageSeconds: Int64 = 900

    /// One page of a list.
    /// - Parameters:
    ///   - rows: All there is.
    ///   - name: What the answer calls them.
    ///   - call: The call, which may say how many and where to go on.
    ///   - hasNumbers: Whether the answer counts pages as well, as some do.
    ///   - json: How one of them is shown.
    /// - Returns: the answer's body.
    /// - Throws: code 300 for a size above 300, and for a token that is not of this list or too old.
    mutating func page<Row>(
        _ rows: [Row],
        named name: String,
        for call: AdmittedCall,
        hasNumbers: Bool = false,
        _ json: (Row) -> JSON
    ) throws(ZoomFailure) -> JSON {
        let size = try Self.pageSize(of: call)
        var offset = 0
        if let token = call.query["next_page_token"], !token.isEmpty {
            guard let place = pages[token], place.fingerprint == call.fingerprint,
                now < place.expiresAt
            else { throw .unknownPage }
            offset = place.offset
        } else if let number = call.query["page_number"].flatMap({ Int($0) }),
            (1...rows.count + 1).contains(number)
        {
            offset = (number - 1) * size
        }
        let end = min(offset + size, rows.count)
        var next = ""
        if end < rows.count {
            var chance = Chance(seed: seed, "page", call.fingerprint, String(pages.count))
            next = Base64.url(chance.bytes(24))
            pages[next] = PagePlace(
                fingerprint: call.fingerprint,
                offset: end,
                expiresAt: now.advanced(bySeconds: Self.pageSeconds * pace)
            )
        }
        return JSON.members([
            "page_count": .integer(Int64((rows.count + size - 1) / size)),
            "page_size": .integer(Int64(size)), "total_records": .integer(Int64(rows.count)),
            "next_page_token": .string(next),
            "page_number": hasNumbers ? .integer(Int64(offset / size + 1)) : nil,
            name: .array(offset < end ? rows[offset..<end].map(json) : []),
        ])
    }

    private static func pageSize(of call: AdmittedCall) throws(ZoomFailure) -> Int {
        guard let text = call.query["page_size"] else { return 30 }
        guard let size = Int(text), (1...300).contains(size) else { throw .invalid("page_size") }
        return size
    }
}
