import Attendance
public import EventSourcing

extension AttendanceSheet {
    /// The content as canonical JSON (RFC 8785): no number but integers, times in UTC.
    ///
    /// Its schema is in the handbook under *Formats*.
    public var json: JSON {
        var members = head
        members["rows"] = .array(rows.map(\.json))
        return .object(members)
    }

    /// The same as bytes, of which no more than a row is held as JSON at a time.
    public var canonical: CanonicalJSON {
        var members = head.mapValues { CanonicalJSON($0) }
        members["rows"] = CanonicalJSON(elements: rows.lazy.map { CanonicalJSON($0.json) })
        return CanonicalJSON(members: members)
    }

    /// All but the rows.
    private var head: [String: JSON] {
        [
            "schema": "muster.sheet.content@4",
            "organisation": .string(organisation),
            "rule_pack": .string(rulePack),
            "meeting": [
                "number": .string(meeting.number),
                "topic": .optional(meeting.topic),
                "kind": .string(meeting.kind.rawValue),
            ],
            "occurrence": occurrenceJSON,
            "instances": .array(
                instances.map {
                    [
                        "uuid": .string($0.uuid),
                        "start": .time($0.start),
                        "end": .time($0.end),
                        "end_inferred": .bool($0.endInferred),
                    ]
                }
            ),
            "complete": .bool(isComplete),
            "listed": .array(listed.map(\.json)),
            "verdicts": .array(verdicts.map(\.json)),
        ]
    }

    private var occurrenceJSON: JSON {
        [
            "id": .string(occurrence.id.text),
            "planned_start": .time(occurrence.planned?.start),
            "planned_end": .time(occurrence.planned?.end),
            "actual_start": .time(occurrence.actualStart),
            "actual_end": .time(occurrence.actualEnd),
            "zone": .optional(occurrence.zone),
            "reason": .optional(occurrence.reason),
            "counted_from": .time(occurrence.counted?.start),
            "counted_to": .time(occurrence.counted?.end),
            "slots": .array(
                occurrence.slots.map {
                    [
                        "slot": .string($0.id.text),
                        "from": .time($0.window.start),
                        "to": .time($0.window.end),
                    ]
                }
            ),
        ]
    }
}

extension AttendanceSheet.Row {
    var json: JSON {
        [
            "attendee": .string(attendee.text),
            "role": .string(role.rawValue),
            "name": .string(name),
            "email": .optional(email),
            "person": .optional(person?.text),
            "own_id": .optional(ownID),
            "evidence": .array(evidence.map { .string($0.rawValue) }),
            "unidentified": .bool(isUnidentified),
            "status": .string(status.rawValue),
            "reasons": .array(reasons.map { .string($0.rawValue) }),
            "source": .optional(source?.rawValue),
            "first_join": .time(firstJoin),
            "last_leave": .time(lastLeave),
            "seconds_present": .integer(secondsPresent),
            "seconds_told": secondsTold.map { .integer($0) } ?? .null,
            "share_percent": sharePercent.map { .integer(Int64($0)) } ?? .null,
            "counted": .array(
                counted.map { ["from": .time($0.start), "to": .time($0.end)] }
            ),
            "late_seconds": lateSeconds.map { .integer($0) } ?? .null,
            "early_seconds": earlySeconds.map { .integer($0) } ?? .null,
            "seconds_with_trainer": .integer(secondsWithTrainer),
            "connections": .array(connections.map(\.json)),
            "corrections": .array(corrections.map(\.json)),
            "signatures": .array(signatures.map(\.json)),
            "declined": .array(declined.map(\.json)),
            "verdicts": .array(verdicts.map(\.json)),
            "proposals": .array(proposals.map(\.json)),
        ]
    }
}

extension AttendanceSheet.Connection {
    fileprivate var json: JSON {
        [
            "from": .time(from),
            "to": .time(to),
            "end_inferred": .bool(endInferred),
            "end_unknown": .bool(isEndUnknown),
            "source": .string(source.rawValue),
            "report": .optional(report?.rawValue),
        ]
    }
}

extension AttendanceSheet.Proposal {
    fileprivate var json: JSON {
        ["attendee": .string(attendee.text), "likeness": .integer(Int64(likeness))]
    }
}

extension AttendanceSheet.ListedLine {
    fileprivate var json: JSON {
        [
            "row": .string(row.text),
            "line": .integer(line),
            "name": .string(name),
            "email": .optional(email),
            "from": .time(from),
            "to": .time(to),
            "seconds": seconds.map { .integer($0) } ?? .null,
            "told": .bool(isTold),
            "confirmed": .optional(confirmed?.text),
            "proposals": .array(proposals.map(\.json)),
        ]
    }
}

extension Verdict {
    fileprivate var json: JSON {
        [
            "rule": .string(rule),
            "outcome": .string(outcome.rawValue),
            "finding": .string(finding),
            "numbers": .object(numbers.mapValues { .integer($0) }),
            "slot": .optional(slot?.text),
        ]
    }
}

extension AttendanceSheet.SignatureLine {
    fileprivate var json: JSON {
        [
            "slot": .string(slot.text),
            "capacity": .string(capacity.rawValue),
            "signed_at": .time(signedAt),
            "sha256": .string(sha256.text),
            "width": .integer(Int64(width)),
            "height": .integer(Int64(height)),
        ]
    }
}

extension AttendanceSheet.DeclinedLine {
    fileprivate var json: JSON {
        [
            "slot": .string(slot.text),
            "capacity": .string(capacity.rawValue),
            "at": .time(at),
            "reason": .string(reason),
        ]
    }
}

extension SheetProvenance {
    /// The provenance as canonical JSON.
    public var json: JSON {
        var members: [String: JSON] = [
            "schema": "muster.sheet.provenance@1",
            "state": .string(state.rawValue),
            "revision": .integer(Int64(revision)),
            "closed_at": .time(closedAt),
            "log_size": .integer(logSize),
            "known_at": .time(knownAt),
            "fold_version": .integer(Int64(foldVersion)),
        ]
        if let supersededBy { members["superseded_by"] = .integer(Int64(supersededBy)) }
        return .object(members)
    }
}

extension PresenceReport {
    /// The report as JSON.
    public var json: JSON {
        [
            "at": .time(at),
            "meeting": ["number": .string(number), "topic": .optional(topic)],
            "running": .bool(isRunning),
            "present": .array(
                present.map {
                    [
                        "attendee": .string($0.attendee.text),
                        "name": .string($0.name),
                        "role": .string($0.role.rawValue),
                        "since": .time($0.since),
                    ]
                }
            ),
        ]
    }
}
