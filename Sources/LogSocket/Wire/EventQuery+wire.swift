import EventSourcing

extension EventQuery: WireValue {
    var wire: JSON {
        var category: String?
        var streams: [StreamName: Int64]?
        switch scope {
        case .everything: break
        case .category(let name): category = name
        case .streams(let versions): streams = versions
        }
        return .members([
            "backwards": .bool(order == .backwards),
            "category": category.map { .string($0) },
            "from": .integer(positions.lowerBound),
            "limit": .integer(Int64(limit)),
            "streams": streams.map { Self.object($0) },
            "to": .integer(positions.upperBound),
        ])
    }

    init(wire: JSON) throws(WireError) {
        let reader = try WireReader(wire, "a query")
        let from = max(0, try reader.integer("from"))
        self.init(
            try Self.scope(reader),
            positions: from..<max(from, try reader.integer("to")),
            order: try reader.flag("backwards") ? .backwards : .forwards,
            limit: Int(max(0, try reader.integer("limit")))
        )
    }

    private static func object(_ streams: [StreamName: Int64]) -> JSON {
        var members: [String: JSON] = [:]
        for (stream, version) in streams { members[stream.description] = .integer(version) }
        return .object(members)
    }

    private static func scope(_ reader: WireReader) throws(WireError) -> Scope {
        if reader.has("category") { return .category(try reader.text("category")) }
        guard reader.has("streams") else { return .everything }
        guard let members = try reader.json("streams").object else {
            throw WireError("the streams of a query are no object")
        }
        var streams: [StreamName: Int64] = [:]
        for (name, version) in members {
            guard let version = version.integer else {
                throw WireError("a stream of a query has no version")
            }
            streams[try StreamName(wire: .string(name))] = version
        }
        return .streams(streams)
    }
}
