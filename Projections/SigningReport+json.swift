import Attendance
public import EventSourcing

extension SigningReport {
    /// The report as canonical JSON, `muster.signing@1`.
    public var json: JSON {
        [
            "schema": "muster.signing@1",
            "slots": .array(
                slots.map { slot in
                    [
                        "slot": .string(slot.id.text),
                        "from": .time(slot.window.start),
                        "to": .time(slot.window.end),
                        "lines": .array(lines.filter { $0.place.slot == slot.id }.map(\.json)),
                    ]
                }
            ),
        ]
    }
}

extension SigningReport.Line {
    fileprivate var json: JSON {
        [
            "attendee": .string(attendee.text),
            "signer": .string(place.signer.text),
            "name": .string(name),
            "capacity": .string(place.capacity.rawValue),
            "state": .string(state.rawValue),
            "at": .time(at),
            "reason": .optional(reason),
            "expires": .time(expires),
        ]
    }
}
