import EventSourcing
import Testing
import ZoomAPI

@Suite("Decoding bears")
struct ToleranceTests {
    @Test(
        "a meeting number as text, as a number and with spaces",
        arguments: [#""81230045607""#, "81230045607", #""812 3004 5607""#, #""812-3004-5607""#]
    )
    func numbers(written: String) throws {
        let started = try Fixture.instance("started", replacing: [#""81230045607""#: written])
        #expect(started.meeting.number.value == 81_230_045_607)
    }

    @Test(
        "what is no meeting number, by saying so and keeping the body",
        arguments: [
            #""my-room""#, "-5", #""-5""#, #""+5""#, "0", "1.5", "true", "{}", "[81230045607]",
            "1e9", #""１２３４５""#, "99999999999999999999", #"" ""#,
        ]
    )
    func noNumber(written: String) throws {
        let notification = try Fixture.decoded("started", replacing: [#""81230045607""#: written])
        guard case .notUsable(let shortcoming, let body) = notification.payload else {
            throw Unexpected(notification.payload)
        }
        #expect(shortcoming == .notAMeetingNumber("payload.object.id"))
        #expect(body["payload"]?["object"]?["topic"] == "First aid, part 2")
        #expect(notification.event == "meeting.started")
    }

    @Test("a missing piece, by naming its place and nothing that stands anywhere")
    func missing() throws {
        let cases: [(String, KeyValuePairs<String, String>, String)] = [
            ("started", [#""object""#: #""subject""#], "payload.object"),
            ("started", [#""payload""#: #""freight""#], "payload.object"),
            ("started", [#""uuid""#: #""guid""#], "payload.object.uuid"),
            ("started", [#""id":"81230045607""#: #""id":null"#], "payload.object.id"),
            ("started", [#""id":"81230045607""#: #""id":"""#], "payload.object.id"),
            ("joined-guest", [#""participant":"#: #""person":"#], "payload.object.participant"),
            ("joined-guest", [#""uuid":"#: #""guid":"#], "payload.object.uuid"),
            ("registration-created", [#""registrant""#: #""x""#], "payload.object.registrant"),
            ("recordings-trashed", [#""object""#: #""subject""#], "payload.object"),
            ("created", [#""id":81230045607"#: #""number":1"#], "payload.object.id"),
        ]
        for (name, pieces, place) in cases {
            let payload = try Fixture.decoded(name, replacing: pieces).payload
            guard case .notUsable(let shortcoming, _) = payload else { throw Unexpected(payload) }
            #expect(shortcoming == .missing(place), "\(name)")
            #expect(shortcoming.description == "\(place) is missing")
        }
    }

    @Test("null, nothing and an empty text alike")
    func absent() throws {
        let expected = try Fixture.participant("left").participant
        for written in ["null", #""""#] {
            let pieces: KeyValuePairs = [#""registrant_id":"""#: #""registrant_id":\#(written)"#]
            #expect(try Fixture.participant("left", replacing: pieces).participant == expected)
        }
        let pieces: KeyValuePairs = [#""registrant_id":"","#: ""]
        #expect(try Fixture.participant("left", replacing: pieces).participant == expected)
    }

    @Test(
        "a time it cannot read, as no time",
        arguments: [
            #""""#, "null", #""yesterday""#, "1773045001", #""2026-02-30T08:30:00Z""#, "{}",
            #""2026-03-09T08:30:01""#, #""2026-03-09T25:30:01Z""#, #""2026-03-09""#, "true",
        ]
    )
    func badTime(written: String) throws {
        let pieces: KeyValuePairs = [#""2026-03-09T08:30:01Z""#: written]
        let joined = try Fixture.participant("joined-guest", replacing: pieces)
        #expect(joined.time == nil)
        #expect(joined.participant.userName == "Ines")
    }

    @Test(
        "fractions and offsets in a time",
        arguments: [
            "2026-03-09T08:30:01.250Z", "2026-03-09T09:30:01.25+01:00",
            "2026-03-09T03:00:01.250000-05:30",
        ]
    )
    func oddTime(written: String) throws {
        let joined = try Fixture.participant(
            "joined-guest",
            replacing: ["2026-03-09T08:30:01Z": written]
        )
        #expect(joined.time == (try instant("2026-03-09T08:30:01.250Z")))
    }

    @Test("any time of the notification")
    func eventTimestamp() throws {
        let written: KeyValuePairs<String, String?> = [
            "1773045003133": "2026-03-09T08:30:03.133Z",
            #""1773045003133""#: "2026-03-09T08:30:03.133Z",
            #""2026-03-09 08:30:03""#: "2026-03-09T08:30:03Z", "null": nil, #""""#: nil,
            "9223372036854775807": nil, "-9223372036854775808": nil, "1.5": nil, "[]": nil,
        ]
        for (text, expected) in written {
            let notification = try Fixture.decoded(
                "joined-guest",
                replacing: ["1773045003133": text]
            )
            #expect(notification.eventTimestamp == (try expected.map(instant)), "\(text)")
        }
    }

    @Test("a time of the notification inside the payload, and no object")
    func appDeauthorized() throws {
        let notification = try Fixture.decoded("app-deauthorized")
        #expect(notification.eventTimestamp == (try instant("2026-03-10T13:52:30Z")))
        guard case .appDeauthorized(let removal) = notification.payload else {
            throw Unexpected(notification.payload)
        }
        #expect(removal.accountID == "Acct-Nordlicht-0000001")
        #expect(removal.userID == "Host-Maren-Okafor-0001")
        #expect(removal.clientID == "Client-Nordlicht")
        #expect(removal.time == (try instant("2026-03-10T13:52:28.632Z")))
    }

    @Test("events it does not know, by keeping them whole")
    func unknown() throws {
        let notification = try Fixture.decoded("unknown")
        #expect(notification.payload == .other(try JSON(parsing: try Fixture.body("unknown"))))
        for event in ["meeting", "meeting.", ".started", "recording.x", "phone.started", "x"] {
            let body: JSON = ["event": .string(event), "payload": ["object": ["id": 1]]]
            let notification = try WebhookNotification(parsing: body.canonicalBytes())
            #expect(notification.payload == .other(body), "\(event)")
        }
    }

    @Test("occurrences that are none, by leaving them out")
    func occurrences() throws {
        let created = try Fixture.planning(
            "created",
            replacing: [#"{"occurrence_id":"1773045000000""#: #"7,null,{"day":"Monday""#]
        )
        #expect(created.meeting.occurrences.map(\.id) == ["1773649800000"])
    }

    @Test("nothing that is not a JSON object naming an event")
    func notUnderstood() {
        let bodies: KeyValuePairs<String, String> = [
            "": "not JSON: the text ends where a value was expected at byte 0",
            "[]": "the body is not a JSON object", "7": "the body is not a JSON object",
            "{}": "the body names no event", #"{"event":""}"#: "the body names no event",
            #"{"event":7}"#: "the body names no event",
            #"{"name":"Ines","event"}"#: "not JSON: a colon was expected at byte 22",
        ]
        for (body, reason) in bodies {
            let error = #expect(throws: WebhookNotUnderstood.self) {
                try WebhookNotification(parsing: Array(body.utf8))
            }
            #expect(error?.description == reason)
        }
    }

    @Test("being printed, without personal data")
    func printed() throws {
        #expect("\(try Fixture.decoded("joined-registrant"))" == "meeting.participant_joined")
    }
}
