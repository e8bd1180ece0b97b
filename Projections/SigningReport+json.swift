import Attendance
public import EventSourcing

extension SigningReport {
    /// The report as canonical JSON, `muster.signing@2`.
    public var json: JSON {
        [
            "schema": "muster.signing@2",
            "slots": .array(
                slots.map { slot in
                    [
                        "slot": .string(slot.id.text),
                        "from": .time(slot.window.start),
                        "to": .time(slot.window.end),
                        "lines": .array(lines.filter { $0.slot == slot.id }.map(\.json)),
                        "rooms": .array(rooms.filter { $0.slot == slot.id }.map(\.json)),
                        "claims": .array(claims.filter { $0.slot == slot.id }.map(\.json)),
                    ]
                }
            ),
        ]
    }
}

extension SigningRoomOpened {
    fileprivate var json: JSON {
        [
            "mode": .string(mode.rawValue),
            "opens": .time(opens),
            "expires": .time(expires),
        ]
    }
}

extension SigningReport.Claim {
    fileprivate var json: JSON {
        [
            "claim": .string(id.text),
            "attendee": .string(attendee.text),
            "name": .string(name),
            "code": .string(code),
            "at": .time(at),
        ]
    }
}

extension SigningReport.Line {
    fileprivate var json: JSON {
        [
            "attendee": .string(attendee.text),
            "name": .string(name),
            "capacity": .string(capacity.rawValue),
            "state": .string(state.rawValue),
            "at": .time(at),
            "reason": .optional(reason),
            "expires": .time(expires),
        ]
    }
}
