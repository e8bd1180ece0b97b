import Attendance
import EventSourcing
import Projections
import ZoomSimulator

/// What a sheet says of who was there, or what it would say if it said the truth: one line a row.
struct SheetLines: Equatable {
    var lines: [String]

    private typealias Stay = (from: Instant?, to: Instant?)

    /// What a sheet says.
    init(of sheet: AttendanceSheet) {
        lines = sheet.rows.map { row in
            Self.line(row.name, row.secondsPresent, row.connections.map { ($0.from, $0.to) })
        }.sorted()
    }

    /// What a sheet about these runs would say.
    ///
    /// Who came by one link is one row, and so is the host; every guest's connection is one of its own.
    /// Those expected who did not come have no time.
    init(of truth: [Truth.TrueInstance], counting window: TimeWindow?, absent: [String]) {
        var rows: [String: (name: String, stays: [Truth.TrueStay])] = [:]
        for connection in truth.flatMap(\.connections) {
            let key =
                connection.isHost ? "host" : connection.registrantID ?? connection.participantUUID
            rows[key, default: (connection.name, [])].stays += connection.stays
        }
        let present = rows.values.map { row in
            let all = TimeSet(
                row.stays.map { TimeWindow(start: $0.join, end: $0.leave ?? $0.join) }
            )
            let counted = window.map { all.clipped(to: $0) } ?? all
            return Self.line(row.name, counted.seconds, row.stays.map { ($0.join, $0.leave) })
        }
        lines = (present + absent.map { Self.line($0, 0, []) }).sorted()
    }

    /// One row; stays that follow each other without a gap are one, whatever told of them: a way to
    /// another room of which nothing came live is told by the report alone.
    private static func line(_ name: String, _ seconds: Int64, _ stays: [Stay]) -> String {
        let sorted = stays.sorted { text($0.from, $0.to) < text($1.from, $1.to) }
        let joined = sorted.reduce(into: [] as [Stay]) { joined, stay in
            if let last = joined.last, let end = last.to, end == stay.from {
                joined[joined.count - 1].to = stay.to
            } else {
                joined.append(stay)
            }
        }
        let times = joined.map { text($0.from, $0.to) }.joined(separator: " ")
        return "\(name): \(seconds) s, \(times)"
    }

    private static func text(_ start: Instant?, _ end: Instant?) -> String {
        "\(start?.description ?? "?")–\(end?.description ?? "?")"
    }
}
