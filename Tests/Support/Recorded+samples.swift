public import Attendance
public import EventSourcing

extension Sequence<AttendanceEvent> {
    /// The events as a log records them, one second apart.
    public func recorded(from first: Instant = .sample("07:00")) -> [Recorded<AttendanceEvent>] {
        var versions: [StreamName: Int64] = [:]
        return enumerated().map { position, event in
            let at = first.advanced(bySeconds: Int64(position))
            let version = versions[event.stream] ?? 0
            versions[event.stream] = version + 1
            return Recorded(
                position: Int64(position),
                stream: event.stream,
                version: version,
                id: EventID(at: at, random: (0, UInt64(position))),
                event: event,
                recordedAt: at,
                occurredAt: at,
                actor: .zoom
            )
        }
    }
}
