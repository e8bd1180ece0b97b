import EventSourcing

/// A row of the report of an instance's participants: one for every join, wait and move.
struct ReportRow {
    var visitor: Visitor
    var stay: SimulatedConnection.Stay
    var isWaiting: Bool
    /// 0 while Zoom still counts (measured).
    var seconds: Int64

    /// What all reports show of it.
    var json: JSON {
        [
            "id": .string(visitor.zoomUserID ?? ""), "user_id": .string(stay.userID),
            "name": .string(visitor.name),
            // The report shows addresses that no event of the same meeting had (measured).
            "user_email": .string(
                visitor.registrantID != nil || visitor.zoomUserID != nil ? visitor.person : ""
            ),
            "join_time": .zoomTime(stay.join), "leave_time": .zoomTime(stay.leave ?? stay.join),
            "duration": .integer(seconds), "failover": false,
            "status": isWaiting ? "in_waiting_room" : "in_meeting",
        ]
    }
}

extension SimulatedZoom {
    /// The rows Zoom has of an instance by now: none at first, then without duration, then all; none
    /// ever of a meeting of one.
    func reportRows(of instance: SimulatedInstance) -> [ReportRow] {
        let habits = scenario.reports
        guard let end = instance.end else { return [] }
        let age = end.seconds(to: now)
        let people = Set(instance.connections.map(\.visitor.person))
        guard age >= habits.emptySeconds, people.count > 1 || !habits.needsTwoParticipants else {
            return []
        }
        let isCounted = age >= habits.unfinishedSeconds
        let rows = instance.connections.flatMap { connection in
            (connection.waited.map { [($0, true)] } ?? [])
                .appending(contentsOf: connection.stays.map { ($0, false) })
                .map { stay, isWaiting in
                    ReportRow(
                        visitor: connection.visitor,
                        stay: stay,
                        isWaiting: isWaiting,
                        seconds: isCounted ? stay.join.seconds(to: stay.leave ?? stay.join) : 0
                    )
                }
        }
        return rows.enumerated().sorted {
            ($0.element.stay.join, $0.offset) < ($1.element.stay.join, $1.offset)
        }.map(\.element)
    }
}

extension Array {
    fileprivate func appending(contentsOf others: [Element]) -> [Element] { self + others }
}
