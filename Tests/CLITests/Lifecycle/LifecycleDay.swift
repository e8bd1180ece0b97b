import EventSourcing
import Testing

/// One date of the week: what its sheet says of everybody's time, and what really happened.
struct LifecycleDay {
    let start: String
    /// Seconds by name, by the sheet; who has none is left out.
    var seconds: [String: Int64] = [:]
    /// Seconds by name, in truth.
    var trueSeconds: [String: Int64] = [:]
    /// The status by name.
    var statuses: [String: String] = [:]

    init(of sheet: JSON, in truth: [JSON]) throws {
        let occurrence = sheet["occurrence"]
        start = try #require(occurrence?["planned_start"]?.string)
        let from = try Self.time(start)
        let to = try Self.time(occurrence?["planned_end"]?.string)
        for row in sheet["rows"]?.array ?? [] {
            let name = try #require(row["name"]?.string)
            statuses[name] = row["status"]?.string
            if let present = row["seconds_present"]?.integer, present > 0 {
                seconds[name, default: 0] += present
            }
        }
        let runs = Set((sheet["instances"]?.array ?? []).compactMap { $0["uuid"]?.string })
        for run in truth where runs.contains(run["uuid"]?.string ?? "") {
            for connection in run["connections"]?.array ?? [] {
                let name = try #require(connection["name"]?.string)
                for stay in connection["stays"]?.array ?? [] {
                    let join = max(from, try Self.time(stay["join_time"]?.string))
                    let leave = min(to, try Self.time(stay["leave_time"]?.string))
                    if join < leave {
                        trueSeconds[name, default: 0] += join.seconds(to: leave)
                    }
                }
            }
        }
    }

    private static func time(_ text: String?) throws -> Instant {
        try #require(text.flatMap { Instant($0) })
    }
}
