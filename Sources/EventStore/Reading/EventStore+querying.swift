public import EventSourcing
import Foundation
import GRDB

extension EventStore {
    /// Reads events; see ``/EventSourcing/EventLog/events(_:)``.
    ///
    /// Long answers are read in several short transactions, so that no reader holds the WAL back.
    public func events(
        _ query: EventQuery
    ) async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        var events: [Recorded<EncodedEvent>] = []
        var left = query
        while left.limit > 0 && !left.positions.isEmpty {
            var page = left
            page.limit = min(left.limit, StoreLimits.rowsPerReadMax)
            let read = try await read("read events") { [page] db in try Self.rows(of: page, in: db)
            }
            // The first page is mostly the only one: it is handed on, not copied.
            if events.isEmpty { events = read } else { events += read }
            guard read.count == page.limit, let last = read.last?.position else { break }
            left = left.following(read.count, upTo: last)
        }
        return events
    }

    private static func rows(
        of query: EventQuery,
        in db: Database
    ) throws -> [Recorded<EncodedEvent>] {
        let (scope, names) = try condition(for: query.scope, in: db)
        let order = query.order == .forwards ? "ASC" : "DESC"
        let reader = try EventReader(
            """
            WHERE position >= ?1 AND position < ?2 \(scope)
            ORDER BY position \(order) LIMIT ?3
            """,
            on: db
        )
        reader.bind(query.positions.lowerBound, at: 1)
        reader.bind(query.positions.upperBound, at: 2)
        reader.bind(Int64(query.limit), at: 3)
        if let names { reader.bind(names, at: 4) }
        return try reader.rest(atMost: query.limit)
    }

    /// What narrows a read to a scope, and the text of its fourth parameter.
    private static func condition(
        for scope: EventQuery.Scope,
        in db: Database
    ) throws -> (sql: String, parameter: String?) {
        switch scope {
        case .everything: return ("", nil)
        case .category(let category):
            let count =
                try Int.fetchOne(
                    db.cachedStatement(
                        sql: """
                            SELECT count(*) FROM
                            (SELECT 1 FROM stream WHERE category = ? LIMIT ?)
                            """
                    ),
                    arguments: [category, StoreLimits.streamsSoughtMax + 1]
                ) ?? 0
            // Few streams are sought one by one; of many, most of the log is theirs.
            let seeks = count <= StoreLimits.streamsSoughtMax
            return (
                seeks
                    ? """
                    AND position IN (\(EventReader.positions(
                        "SELECT id, 0 FROM stream WHERE category = ?4"
                    )))
                    """
                    : "AND +event.stream IN (SELECT id FROM stream WHERE category = ?4)",
                category
            )
        case .streams(let versions):
            let names = JSON.array(
                versions.map { stream, version in
                    [.string(stream.category), .string(stream.identifier), .integer(version)]
                }
            )
            return (
                """
                AND position IN (\(EventReader.positions(
                    """
                    SELECT stream.id, wanted.value ->> 2 FROM json_each(?4) AS wanted CROSS JOIN stream
                        ON category = wanted.value ->> 0 AND identifier = wanted.value ->> 1
                    """
                )))
                """,
                String(decoding: names.canonicalBytes(), as: UTF8.self)
            )
        }
    }
}
