import Attendance
import EventSourcing
import Testing
import TestSupport

@Suite("The codec of events")
struct AttendanceCodecTests {
    @Test("reads back what it wrote", arguments: EventSamples.full + EventSamples.sparse)
    func roundTrip(event: AttendanceEvent) throws {
        let encoded = AttendanceCodec.encode(event)
        let read = try AttendanceCodec.decode(encoded)
        #expect(read == event)
        #expect(AttendanceCodec.encode(read) == encoded)
    }

    @Test(
        "reads the same by one reader for all, in whatever order they come",
        arguments: UInt64(0)..<20
    )
    func oneReader(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let events = EventSamples.full + EventSamples.sparse
        var reader = PayloadReader()
        for event in (events + events).shuffled(using: &generator) {
            let encoded = AttendanceCodec.encode(event)
            var damaged = encoded
            damaged.payload.removeLast(Int.random(in: 1...9, using: &generator))
            #expect(throws: PayloadError.self) {
                try AttendanceCodec.decode(damaged, by: &reader)
            }
            #expect(try AttendanceCodec.decode(encoded, by: &reader) == event)
        }
    }

    @Test("writes nothing for what is missing", arguments: EventSamples.sparse)
    func sparse(event: AttendanceEvent) throws {
        var members = try #require(try JSON(parsing: AttendanceCodec.encode(event).payload).object)
        // That Zoom has no date is something else than that it told of none.
        if case .arrangement(.confirmed) = event { members["at_zoom"] = nil }
        #expect(!members.values.contains(.null))
        #expect(!members.values.contains([]))
        #expect(!members.values.contains(false))
    }

    @Test("keeps every word of the storage format")
    func words() throws {
        let run = SampleMeeting.heights.run(start: nil)
        let sightings: [(ParticipantSighted.Sighting, String)] = [
            (.joinedBeforeHost, "joined_before_host"), (.waitsForHost, "waits_for_host"),
            (.waitedForHost, "waited_for_host"), (.enteredWaitingRoom, "entered_waiting_room"),
            (.leftWaitingRoom, "left_waiting_room"), (.admitted, "admitted"),
            (.sentToWaitingRoom, "sent_to_waiting_room"),
            (.enteredBreakoutRoom, "entered_breakout_room"),
            (.leftBreakoutRoom, "left_breakout_room"), (.changedRole, "changed_role"),
            (.boundDevices, "bound_devices"),
        ]
        for (sighting, word) in sightings {
            let event = run.sighted(.ada, sighting, nil)
            #expect(try Self.member("sighting", of: event) == .string(word))
        }
        let standings: [(RegistrationChanged.Standing, String)] = [
            (.pending, "pending"), (.approved, "approved"), (.cancelled, "cancelled"),
            (.denied, "denied"),
        ]
        for (standing, word) in standings {
            let event = SampleMeeting.heights.registered("A", registrant: "1", standing: standing)
            #expect(try Self.member("standing", of: event) == .string(word))
        }
        let changes: [(MeetingStanding.Change, String)] = [
            (.deleted, "deleted"), (.permanentlyDeleted, "permanently_deleted"),
            (.recovered, "recovered"),
        ]
        for (change, word) in changes {
            let event = SampleMeeting.invoices.standing(change, statedAt: nil)
            #expect(try Self.member("change", of: event) == .string(word))
            #expect(try Self.member("kind", of: event) == "webinar")
        }
    }

    @Test("knows no type it does not know, nor another version of one it does")
    func unknown() {
        for type in [
            EventType("connection.joined", version: 2), EventType("connection.join"),
            EventType("Connection.joined"), EventType(""),
        ] {
            let error = #expect(throws: PayloadError.self) {
                try AttendanceCodec.decode(EncodedEvent(type: type, payload: Array("{}".utf8)))
            }
            #expect(error?.type == type)
            #expect(error?.reason.contains("does not know the type") == true)
        }
    }

    @Test("gives every event a stream named without personal data", arguments: EventSamples.full)
    func streams(event: AttendanceEvent) {
        let name = event.stream.description
        #expect(StreamName(name)?.description == name)
        #expect(
            name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        )
        let subject = AttendanceCodec.encode(event).type.name.split(separator: ".")[0]
        let type = AttendanceCodec.encode(event).type.name
        let expected =
            switch subject {
            case "occurrence": "schedule"
            case "instance" where type == "instance.placed": "placement"
            case "registration", "portal", "runs": "meeting"
            case "registrants", "registrant", "panelists", "panelist": "arrangement"
            case "meeting" where ["meeting.arranged", "meeting.taken_over"].contains(type):
                "arrangement"
            case "connection", "participant", "report": "instance"
            case "rulepack": "organisation"
            case "delivery": "deliveries"
            case "slot", "signature", "signing", "sheet", "attendance", "attendee", "participants",
                "decision":
                "occurrence"
            case "subjects", "payloads", "epoch", "key": "log"
            case "meeting"
            where ["meeting.linked", "meeting.disowned", "meeting.expired"].contains(type):
                "link"
            default: String(subject)
            }
        #expect(event.stream.category == expected)
        #expect((event.instance != nil) == (expected == "instance"))
        #expect((event.occurrence != nil) == (expected == "occurrence"))
    }

    private static func member(_ name: String, of event: AttendanceEvent) throws -> JSON? {
        try JSON(parsing: AttendanceCodec.encode(event).payload)[name]
    }
}
