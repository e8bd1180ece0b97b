import Attendance
import EventSourcing
import Testing
import TestSupport

@Suite("A payload that is not of its schema")
struct WrongPayloadTests {
    /// Which fields each type cannot do without.
    private static let required: [String: Set<String>] = {
        let meeting: Set = ["meeting", "account", "number", "kind", "source"]
        let instance = meeting.union(["instance", "uuid"])
        let place: Set = ["occurrence", "signer", "slot", "capacity"]
        return [
            "meeting.planned": meeting,
            "meeting.changed": meeting,
            "meeting.standing": meeting.union(["change"]),
            "registration.changed": meeting.union(["registrant", "registrant_index", "standing"]),
            "instance.started": instance,
            "instance.ended": instance,
            "connection.joined": instance.union(["participant"]),
            "connection.left": instance.union(["participant"]),
            "participant.sighted": instance.union(["participant", "sighting"]),
            "key.rotated": ["vkey"],
            "epoch.began": ["number", "origin", "signed_before"],
            "payloads.removed": ["reason"],
            "subjects.erased": ["reason"],
            "delivery.kept": ["delivery", "reason", "source"],
            "organisation.named": ["name"],
            "organisation.letterhead_set": [],
            "person.registered": ["person", "name"],
            "roster.extended": ["meeting"],
            "roster.reduced": ["meeting"],
            "participant.reported": instance.union(["participant"]),
            "report.read": instance.union(["rows"]),
            "report.missed": instance.union(["reason", "at"]),
            "runs.listed": meeting.union(["at"]),
            "meeting.arranged": [
                "arrangement", "account", "host", "host_index", "kind", "topic", "form", "recurs",
                "month_week", "month_day", "every", "count", "seconds", "pack",
            ],
            "meeting.linked": ["meeting", "ground"],
            "meeting.disowned": ["meeting", "ground"],
            "meeting.expired": ["meeting"],
            "hosts.ruled": ["account", "host", "verdict"],
            "meeting.taken_over": meeting.union(["arrangement"]),
            "arrangement.changed": ["arrangement", "every", "count"],
            "arrangement.cancelled": ["arrangement", "reason"],
            "arrangement.end_asked": ["arrangement", "until"],
            "arrangement.retried": ["arrangement"],
            // A meeting may be missing as a whole, but not in part.
            "arrangement.confirmed": meeting.subtracting(["meeting"])
                .union(["arrangement", "intent"]),
            "arrangement.refused": ["arrangement", "reason"],
            "arrangement.delayed": ["arrangement", "reason"],
            "registrants.added": ["arrangement"],
            "registrants.removed": ["arrangement"],
            "registrant.refused": ["arrangement", "person", "email_index", "reason"],
            "panelists.named": ["arrangement"],
            "panelists.added": ["arrangement"],
            "panelists.removed": ["arrangement"],
            "panelist.refused": ["arrangement", "person", "email_index", "reason"],
            "portal.listed": meeting.union(["row", "file", "line"]),
            "receiver.started": ["at"],
            "receiver.stopped": ["at"],
            "account.connected": ["account", "label", "credentials", "plan", "at"],
            "account.secret_changed": ["account", "secret", "at"],
            "account.defaults_set": ["account", "at"],
            "account.removed": ["account", "at"],
            "account.endpoint_validated": ["account", "at"],
            "account.subscription_found": ["account", "standing", "at"],
            "rulepack.adopted": ["from", "pack"],
            "occurrence.scheduled": meeting.union([
                "occurrence", "wall_start", "zone", "zone_offset", "from", "to", "pack",
            ]),
            "occurrence.cancelled": ["meeting", "occurrence", "reason"],
            "instance.placed": ["meeting", "instance", "reason"],
            "slot.opened": ["occurrence", "slot", "from", "to"],
            "signature.requested": place.union(["token_hash", "expires"]),
            "signing.room_opened": [
                "occurrence", "slot", "mode", "token_hash", "opens", "expires",
            ],
            "signing.room_closed": ["occurrence", "token_hash"],
            "signature.claimed": place.union(["token_hash", "room", "code", "at"]),
            "signature.given": place.union([
                "at", "image_sha256", "image_width", "image_height", "route", "statement",
            ]),
            "signature.request_revoked": place.union(["token_hash"]),
            "signature.declined": place.union(["at", "reason"]),
            "signature.withdrawn": place.union(["image_sha256", "at"]),
            "sheet.closed": [
                "occurrence", "revision", "content_sha256", "log_size", "fold_version",
            ],
            "attendance.corrected": [
                "meeting", "occurrence", "decision", "attendee", "statement", "from", "to",
                "reason",
            ],
            "attendee.excused": ["meeting", "occurrence", "decision", "attendee", "reason"],
            "participants.identified": ["meeting", "occurrence", "decision", "reason"],
            "decision.withdrawn": ["occurrence", "decision", "reason"],
            "sheet.exported": ["occurrence", "revision", "media_type", "sha256"],
        ]
    }()

    @Test(
        "is refused by the name of a missing field, unless it may be missing",
        arguments: EventSamples.full
    )
    func missing(event: AttendanceEvent) throws {
        let encoded = AttendanceCodec.encode(event)
        let required = try #require(Self.required[encoded.type.name])
        let members = try #require(try JSON(parsing: encoded.payload).object)
        #expect(required.isSubset(of: members.keys))
        for field in members.keys {
            var rest = members
            rest[field] = nil
            let error = Self.error(decoding: rest, like: encoded)
            #expect((error != nil) == required.contains(field), "\(encoded.type) without \(field)")
            if let error { #expect(error.reason.hasPrefix("\(field): "), "\(error)") }
        }
    }

    @Test("is refused by the name of a field of another kind", arguments: EventSamples.full)
    func otherKind(event: AttendanceEvent) throws {
        let encoded = AttendanceCodec.encode(event)
        let required = try #require(Self.required[encoded.type.name])
        let members = try #require(try JSON(parsing: encoded.payload).object)
        for field in required {
            for wrong: JSON in [.null, true, .fraction("1.5"), []] {
                var damaged = members
                damaged[field] = wrong
                let error = try #require(Self.error(decoding: damaged, like: encoded))
                #expect(error.type == encoded.type)
                #expect(error.reason.hasPrefix("\(field): "), "\(error)")
            }
        }
    }

    @Test("is refused for a word of another vocabulary", arguments: EventSamples.full)
    func words(event: AttendanceEvent) throws {
        let encoded = AttendanceCodec.encode(event)
        let members = try #require(try JSON(parsing: encoded.payload).object)
        for field in ["kind", "source", "change", "standing", "sighting", "capacity", "route"]
        where members[field] != nil {
            var damaged = members
            damaged[field] = "nonsense"
            let error = try #require(Self.error(decoding: damaged, like: encoded))
            #expect(error.reason.hasPrefix("\(field): "))
            #expect(!error.description.contains("nonsense"))
        }
    }

    @Test("is refused for a personal value of nobody, and for planned times that are none")
    func nested() throws {
        let planned = AttendanceCodec.encode(EventSamples.full[0])
        var members = try #require(try JSON(parsing: planned.payload).object)
        for topic: JSON in [["field": 0], ["subject": "meeting-1"], ["field": 7, "subject": "m"]] {
            members["topic"] = topic
            #expect(
                Self.error(decoding: members, like: planned)?.reason.hasPrefix("topic: ") == true
            )
        }
        members["topic"] = nil
        members["times"] = ["2026-03-09"]
        #expect(
            Self.error(decoding: members, like: planned)?.reason.hasPrefix("times: ") == true
        )
        members["times"] = [["occurrence": "o"]]
        #expect(
            Self.error(decoding: members, like: planned)?.reason.hasPrefix("start: ") == true
        )
    }

    @Test("may hold what this version does not know", arguments: EventSamples.full)
    func additions(event: AttendanceEvent) throws {
        var encoded = AttendanceCodec.encode(event)
        var members = try #require(try JSON(parsing: encoded.payload).object)
        members["zzz_added_later"] = ["a": 1]
        encoded.payload = JSON.object(members).canonicalBytes()
        #expect(try AttendanceCodec.decode(encoded) == event)
    }

    private static func error(
        decoding members: [String: JSON],
        like encoded: EncodedEvent
    ) -> PayloadError? {
        var damaged = encoded
        damaged.payload = JSON.object(members).canonicalBytes()
        do {
            _ = try AttendanceCodec.decode(damaged)
            return nil
        } catch {
            return error
        }
    }
}
