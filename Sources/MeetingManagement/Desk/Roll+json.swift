import Attendance
public import EventSourcing
public import Projections

extension Roll {
    /// The meetings with their occurrences, as the API and the command list them.
    public var meetingsJSON: JSON {
        .array(
            directory.byNumber.map { meeting in
                [
                    "id": .string(meeting.id.text),
                    "number": .string(meeting.number),
                    "topic": .optional(topic(of: meeting)),
                    "kind": .string(meeting.kind.rawValue),
                    "zone": .optional(meeting.zone),
                    "occurrences": .array(
                        occurrences(of: meeting.id).compactMap { occurrence in
                            Desk.reading(of: occurrence, in: self).map(Self.line)
                        }
                    ),
                ]
            }
        )
    }

    private static func line(_ reading: SheetReading) -> JSON {
        let occurrence = reading.content.occurrence
        return [
            "id": .string(occurrence.id.text),
            "planned_start": .time(occurrence.planned?.start),
            "planned_end": .time(occurrence.planned?.end),
            "actual_start": .time(occurrence.actualStart),
            "actual_end": .time(occurrence.actualEnd),
            "state": .string(reading.provenance.state.rawValue),
            "revision": .integer(Int64(reading.provenance.revision)),
            "rows": .integer(Int64(reading.content.rows.count)),
        ]
    }
}
